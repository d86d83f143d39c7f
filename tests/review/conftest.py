"""A desk with the draft of one day."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from .desk import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Four Stories, 1 to 4, in the draft of a day."""
    made = Desk(tmp_path / "watch.db")
    made.see("a", "b", "c", "d")
    assert made.draft()
    yield made
    made.storage.close()
