"""Homes for the schedule, and a press that never answers."""

from __future__ import annotations

import shutil
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from pvd_watch.config import Home
from tests.cli.command import watch_feed


@pytest.fixture
def home(filled_home: Path, tmp_path: Path) -> Home:
    """A home without sources, whose database has its communes already, which saves each run two seconds."""
    shutil.copytree(filled_home, tmp_path / "home")
    return Home(tmp_path / "home")


@pytest.fixture
def silent(home: Home) -> Iterator[socket.socket]:
    """The one source of the home: it takes a connection and says nothing, so that a run hangs on it."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(60)
        watch_feed(home.path, f"http://127.0.0.1:{server.getsockname()[1]}/rss", timeout_seconds="600.0")
        yield server
