"""Average linkage: joins while the pairs between two groups speak for it, within what editors decided."""

from __future__ import annotations

from pvd_watch.stories.clusters import cluster


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


def test_an_article_moves_to_where_it_fits_better() -> None:
    """``c`` joins ``b`` first, which is nearest; once ``d`` and ``e`` are together it belongs with them."""
    scores = {("b", "c"): 120, ("d", "e"): 110, ("c", "d"): 100, ("c", "e"): 100, ("a", "b"): 90, ("a", "c"): -150}
    assert cluster("abcde", scores, (), ()) == [("a", "b"), ("c", "d", "e")]


def test_what_editors_merged_does_not_move() -> None:
    scores = {("a", "b"): -150, ("b", "c"): 150, ("a", "c"): -200}
    assert cluster("abc", scores, [("a", "b")], ()) == [("a", "b"), ("c",)]
