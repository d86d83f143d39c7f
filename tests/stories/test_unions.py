"""Sets of keys that grow together."""

from __future__ import annotations

import pytest

from pvd_watch.stories.unions import UnionFind


def test_sets_are_named_by_their_smallest_key() -> None:
    sets = UnionFind("dcba")
    sets.union("d", "b")
    sets.union("c", "d")
    assert sets.find("c") == "b"
    assert sets.sets() == {"a": ("a",), "b": ("b", "c", "d")}
    with pytest.raises(KeyError):
        sets.find("z")
