"""Locks: one holds, the other is told who."""

from __future__ import annotations

from pathlib import Path

import pytest

from pvd_watch.errors import LockedError
from pvd_watch.locks import held


def test_a_lock_that_is_held_tells_by_whom_and_is_free_again_after_a_fault(tmp_path: Path) -> None:
    path = tmp_path / "run.lock"
    with held(path, "another run"), pytest.raises(LockedError) as refused, held(path, "another run"):
        pytest.fail("two hold it")
    assert str(refused.value) == f"another run holds {path}; wait until it has ended"
    with pytest.raises(ZeroDivisionError), held(path, "another run"):
        _ = 1 / 0
    with held(path, "another run"):
        assert path.exists()
