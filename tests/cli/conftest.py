"""One demonstration for all tests of the commands, and fresh homes."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from pvd_watch.config import init_home
from tests.once import Once

from .command import pvd


@pytest.fixture(scope="session")
def demo(
    once: Once, usual_port_lock: FileLock, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, dict[str, Any]]:
    """The home of one demonstration, and what it reported. All workers show it once, each has its copy."""

    def make(folder: Path) -> None:
        folder.mkdir()
        done = pvd("demo", "--folder", str(folder / "home"), "--json")
        assert done.returncode == 0, done.stderr
        (folder / "report.json").write_text(done.stdout, encoding="utf-8")

    folder = shutil.copytree(once.folder("demo", make, usual_port_lock), tmp_path_factory.mktemp("demo") / "copy")
    return folder / "home", json.loads((folder / "report.json").read_text(encoding="utf-8"))


@pytest.fixture
def demo_copy(demo: tuple[Path, dict[str, Any]], tmp_path: Path) -> Path:
    """A copy of the demonstration's home that a test may spoil."""
    shutil.copytree(demo[0], tmp_path / "copy")
    return tmp_path / "copy"


@pytest.fixture
def ready(filled_home: Path, tmp_path: Path) -> Path:
    """A bare home whose database holds the communes: what opens it need not fill them in."""
    shutil.copytree(filled_home, tmp_path / "ready")
    return tmp_path / "ready"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A fresh bare home."""
    init_home(tmp_path / "home", bare=True)
    return tmp_path / "home"
