"""The quality of grouping on labelled scenes of our own: floors that may rise and never silently fall."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.stories.scenes import measure

SCENES = Path(__file__).parent
FLOORS = {
    "tuned": 0.87,
    # Both written and labelled without sight of grouping; who works on grouping reads scores, not scenes. The first
    # holds hard cases almost alone, the second pairs in the proportions of the press: half reprints and cuts of one
    # text, a third rewrites, the rest other tellings, with as many pairs that must stay apart.
    "sealed": 0.815,
    "sealed_daily": 0.95,
}


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_pairs_stay_above_their_floor(name: str) -> None:
    scores = measure(SCENES / f"{name}.jsonl")
    shown = scores.errors if not name.startswith("sealed") else "not shown: the scenes are sealed"
    assert scores.f1 >= FLOORS[name], (scores.precision, scores.recall, scores.f1, shown)


def test_there_are_enough_labelled_pairs() -> None:
    scores = measure(SCENES / "tuned.jsonl")
    assert scores.hits + scores.missed >= 250
