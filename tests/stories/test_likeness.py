"""The points of a pair look at the two alone, and alike from both sides."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, product
from pathlib import Path

from pvd_watch.model import ToGroup
from pvd_watch.stories.likeness import clues, comparable, points, related
from pvd_watch.stories.pairs import pairs
from pvd_watch.stories.threads import threads
from pvd_watch.stories.unions import UnionFind
from pvd_watch.stories.weights import BASE, MOST, NOT_COMPARED, POINTS, WORST
from pvd_watch.stories.wording import wording
from tests.stories.scenes import read

EVERY = [[wording(article) for article in articles] for _, articles, _ in read(Path(__file__).parent / "tuned.jsonl")]


def test_points_are_the_same_from_both_sides_and_bounded() -> None:
    for scene in EVERY:
        for a, b in product(scene, scene):
            assert points(a, b) == points(b, a)
            assert points(a, b) == NOT_COMPARED or WORST <= points(a, b) <= MOST


def test_every_clue_has_its_weight_and_every_weight_its_clue() -> None:
    a, b = (
        wording(ToGroup(key, "Accident", f"Un homme de {age} ans, sur la RN {age}", "2026-03-03T08:00:00Z"))
        for key, age in (("a", "34"), ("b", "67"))
    )
    seen = {code for scene in [*EVERY, [a, b]] for one, other in product(scene, scene) for code, _ in clues(one, other)}
    assert seen == set(POINTS)


def test_what_shares_nothing_cannot_come_above_zero() -> None:
    without_a_town = POINTS["no_commune"] + max(POINTS["near"], POINTS["department"])
    assert BASE + POINTS["subject"] + max(0, without_a_town) <= 0
    for scene in EVERY:
        assert all(related(a, b) for a, b in product(scene, scene) if points(a, b) > 0)


FLAT = [
    article
    for place, scene in enumerate(EVERY[:30])
    for article in [replace(one, key=f"{place:02}{one.key}") for one in scene]
]


def test_the_indexes_find_exactly_the_comparable_pairs() -> None:
    found = [frozenset((a.key, b.key)) for a, b in pairs(FLAT)]
    assert len(found) == len(set(found))
    assert set(found) == {frozenset((a.key, b.key)) for a, b in combinations(FLAT, 2) if comparable(a, b)}


def test_threads_are_the_components_of_all_pairs_that_speak_for_one_event() -> None:
    together = UnionFind(article.key for article in FLAT)
    for a, b in combinations(FLAT, 2):
        if points(a, b) > 0:
            together.union(a.key, b.key)
    assert threads(FLAT, [], []) == together.sets()
    half = len(FLAT) // 2
    before = [(first, key) for first, keys in threads(FLAT[:half], [], []).items() for key in keys]
    assert threads(FLAT[half:], FLAT[:half], before).items() <= together.sets().items()
