"""What all tests stand on."""

from __future__ import annotations

import os
import signal

import pytest

# A shell ignores Ctrl-C for what it starts in the background, and a program that is started so never hears of it.
signal.signal(signal.SIGINT, signal.default_int_handler)

_LONG = ("tests/test_kill.py", "tests/schedule/", "tests/faults/", "tests/web/", "tests/cli/")
"""What takes longest, by the beginning of its path: begun first, so that no worker is left alone with it at the end."""


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Twice as many workers as cores: many tests wait for processes, servers and clocks."""
    return 2 * (os.cpu_count() or 1)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the long files first; the others keep their order."""
    items.sort(key=lambda item: next((place for place, name in enumerate(_LONG) if item.nodeid.startswith(name)), 99))
