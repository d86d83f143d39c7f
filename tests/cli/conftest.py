"""One demonstration for all tests of the commands, and fresh homes."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from pvd_watch.config import init_home

from .command import pvd


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory, usual_port_lock: FileLock) -> tuple[Path, dict[str, Any]]:
    """The home of one demonstration, and what it reported."""
    folder = tmp_path_factory.mktemp("demo") / "home"
    with usual_port_lock:
        done = pvd("demo", "--folder", str(folder), "--json")
    assert done.returncode == 0, done.stderr
    return folder, json.loads(done.stdout)


@pytest.fixture
def demo_copy(demo: tuple[Path, dict[str, Any]], tmp_path: Path) -> Path:
    """A copy of the demonstration's home that a test may spoil."""
    shutil.copytree(demo[0], tmp_path / "copy")
    return tmp_path / "copy"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A fresh bare home."""
    init_home(tmp_path / "home", bare=True)
    return tmp_path / "home"
