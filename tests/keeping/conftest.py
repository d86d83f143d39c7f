"""One archive for all tests of this folder, copied for each."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.keeping.desk import Desk, make


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home as it is made, never changed."""
    folder = tmp_path_factory.mktemp("made") / "home"
    make(folder)
    return folder


@pytest.fixture
def desk(made: Path, tmp_path: Path) -> Desk:
    """A copy that a test may change."""
    shutil.copytree(made, tmp_path / "home")
    return Desk(tmp_path / "home")
