"""What all tests stand on."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from filelock import FileLock

from pvd_watch.config import Home, init_home
from pvd_watch.wiring import Watch
from tests.once import Once, names_read_once

# A shell ignores Ctrl-C for what it starts in the background, and a program that is started so never hears of it.
signal.signal(signal.SIGINT, signal.default_int_handler)

_LONG = ("tests/test_kill.py", "tests/schedule/", "tests/faults/", "tests/web/", "tests/cli/")
"""What takes longest, by the beginning of its path: begun first, so that no worker is left alone with it at the end."""


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Half again as many workers as cores: many tests wait for processes, servers and clocks."""
    return (os.cpu_count() or 1) * 3 // 2


@pytest.fixture(scope="session", autouse=True)
def _names_read_once() -> Iterator[None]:
    with names_read_once():
        yield


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Once:
    """What all workers share."""
    base = tmp_path_factory.getbasetemp()
    return Once(base if worker_id == "master" else base.parent)


@pytest.fixture(scope="session")
def filled_home(once: Once) -> Path:
    """A bare home whose database holds the communes, which takes two seconds; to be copied, not to be changed."""

    def make(folder: Path) -> None:
        init_home(folder, bare=True)
        Watch(Home(folder)).storage.close()

    return once.folder("filled-home", make)


@pytest.fixture(scope="session")
def usual_port_lock(tmp_path_factory: pytest.TempPathFactory) -> FileLock:
    """Held by whoever runs a demonstration."""
    return FileLock(tmp_path_factory.getbasetemp().parent / "usual-port.lock")


@pytest.fixture(scope="module")
def usual_port(usual_port_lock: FileLock) -> Iterator[None]:
    """The demonstration's usual port, for one module at a time: a second demonstration would take the next port."""
    with usual_port_lock:
        yield


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the long files first; the others keep their order."""
    items.sort(key=lambda item: next((place for place, name in enumerate(_LONG) if item.nodeid.startswith(name)), 99))
