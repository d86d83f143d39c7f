"""A small press, a home that watches it, and what one clean run stores."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import kill
from tests.press import Press


@pytest.fixture(scope="session")
def press() -> Iterator[Press]:
    """Five feeds of few articles on three hosts."""
    with Press(kill.HOSTS) as made:
        yield made


@pytest.fixture(scope="session")
def never_run(press: Press, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with its communes loaded that was never run; not to be changed."""
    home = tmp_path_factory.mktemp("fresh") / "home"
    kill.write_home(home, kill.publish(press, 6))
    return home


@pytest.fixture(scope="session")
def clean(never_run: Path) -> Path:
    """The same after one clean run; not to be changed."""
    home = never_run.parent / "clean"
    shutil.copytree(never_run, home)
    kill.run_to_end(home)
    return home


@pytest.fixture(scope="session")
def wanted(clean: Path) -> list[str]:
    """What one clean run stores."""
    return kill.stored(clean)


@pytest.fixture
def fresh(never_run: Path, tmp_path: Path) -> Path:
    """A home that was never run, to be spoilt."""
    shutil.copytree(never_run, tmp_path / "home")
    return tmp_path / "home"


@pytest.fixture
def home(clean: Path, tmp_path: Path) -> Path:
    """A home after a clean run, to be spoilt."""
    shutil.copytree(clean, tmp_path / "home")
    return tmp_path / "home"
