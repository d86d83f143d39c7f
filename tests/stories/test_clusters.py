"""Average linkage: joins while the pairs between two groups speak for it, within what editors decided."""

from __future__ import annotations

import pytest

from pvd_watch.stories.clusters import cluster
from pvd_watch.stories.unions import UnionFind


def test_two_groups_join_only_where_the_average_speaks_for_it() -> None:
    scores = {("a", "b"): 100, ("c", "d"): 100, ("b", "c"): 60}
    assert cluster("abcd", scores, (), ()) == [("a", "b"), ("c", "d")]
    assert cluster("abc", {("a", "b"): 100, ("b", "c"): 60, ("a", "c"): -50}, (), ()) == [("a", "b", "c")]


def test_ties_are_settled_by_the_keys() -> None:
    scores = {("a", "b"): 50, ("b", "c"): 50}
    assert cluster("cba", scores, (), ()) == [("a", "b"), ("c",)]


def test_merges_come_first_and_splits_stand() -> None:
    assert cluster("abc", {("b", "c"): 100}, [("a", "c")], ()) == [("a", "c"), ("b",)]
    assert cluster("abc", {("a", "b"): 150, ("b", "c"): 150, ("a", "c"): 150}, (), [("a", "c")]) == [("a", "b"), ("c",)]
    assert cluster("ab", {}, [("a", "b")], [("a", "b")]) == [("a",), ("b",)]


def test_a_split_follows_the_groups_that_its_ends_are_in() -> None:
    scores = {("a", "b"): 150, ("c", "d"): 150, ("b", "c"): 60, ("a", "c"): 60, ("a", "d"): 60, ("b", "d"): 60}
    assert cluster("abcd", scores, (), [("a", "d")]) == [("a", "b"), ("c", "d")]


def test_sets_are_named_by_their_smallest_key() -> None:
    sets = UnionFind("dcba")
    sets.union("d", "b")
    sets.union("c", "d")
    assert sets.find("c") == "b"
    assert sets.sets() == {"a": ("a",), "b": ("b", "c", "d")}
    with pytest.raises(KeyError):
        sets.find("z")
