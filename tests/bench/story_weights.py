"""Learn the weights of grouping: ``python -m tests.bench.story_weights [SCENES.jsonl …]``.

A logistic regression over the comparable pairs of Articles of the project's own labelled scenes,
``tests/stories/tuned.jsonl`` where none is named. It prints the weights beside those that are kept, rounded, in
``pvd_watch/stories/weights.py``, and on how many pairs each bears; then the pair F1 of grouping by ten-fold
cross-validation, where no scene is grouped with weights that were learnt from it.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import numpy as np

from pvd_watch.model import Pair
from pvd_watch.stories.clusters import cluster
from pvd_watch.stories.likeness import clues, comparable
from pvd_watch.stories.pairs import pair
from pvd_watch.stories.weights import BASE, MOST, POINTS, WORST
from pvd_watch.stories.wording import wording
from tests.bench.about_weights import learn
from tests.stories.scenes import read

RAISED = 0.4
"""What is added to the learnt base, since average linkage asks several pairs at once."""
FEWEST = 25
"""Pairs that must bear on a clue for its weight to be learnt and not kept as it is."""
_FOLDS = 10


@dataclass(frozen=True)
class Scene:
    """A scene: its labels, its comparable pairs, the sizes of the clues of each, and whether each is of one Story."""

    labels: Mapping[str, str]
    pairs: Sequence[Pair]
    rows: np.ndarray
    told: np.ndarray


def main() -> None:
    """Read, learn and print."""
    files = sys.argv[1:] or [str(Path(__file__).parents[1] / "stories" / "tuned.jsonl")]
    scenes = [scene for file in files for scene in _scenes(Path(file))]
    weights, kept = _learnt(scenes), np.array([BASE, *POINTS.values()])
    bearing = sum(np.count_nonzero(scene.rows, axis=0) for scene in scenes)
    for place, code in enumerate(("base", *POINTS)):
        print(f"{code:18s} {100 * weights[place]:+5.0f}  (kept: {kept[place]:+d}; {bearing[place]} pairs)")
    told = np.concatenate([scene.told for scene in scenes])
    print(f"{len(told)} pairs, {np.mean(told):.0%} of them of one story")
    order = [scenes[place] for place in np.random.default_rng(1).permutation(len(scenes))]
    found = np.zeros(3)
    for fold in range(_FOLDS):
        learnt = _learnt([scene for place, scene in enumerate(order) if place % _FOLDS != fold])
        found += sum(_counts(scene, learnt) for scene in order[fold::_FOLDS])
    hits, false, missed = found
    print(f"cross-validated: {hits:.0f} pairs found, {false:.0f} false, {missed:.0f} missed,", end=" ")
    print(f"F1 {2 * hits / (2 * hits + false + missed):.3f}")


def _scenes(file: Path) -> list[Scene]:
    scenes = []
    for _, articles, labels in read(file):
        two = [(a, b) for a, b in combinations(map(wording, articles), 2) if comparable(a, b)]
        rows = [[1.0, *(dict(clues(a, b)).get(code, 0.0) for code in POINTS)] for a, b in two]
        told = [float(labels[a.key] == labels[b.key]) for a, b in two]
        table = np.array(rows).reshape(len(two), len(POINTS) + 1)
        scenes.append(Scene(labels, [pair(a.key, b.key) for a, b in two], table, np.array(told)))
    return scenes


def _learnt(scenes: Sequence[Scene]) -> np.ndarray:
    rows = np.concatenate([scene.rows for scene in scenes])
    weights = learn(rows, np.concatenate([scene.told for scene in scenes]))
    weights[0] += RAISED
    seldom = np.count_nonzero(rows, axis=0) < FEWEST
    weights[seldom] = np.array([BASE, *POINTS.values()])[seldom] / 100
    return weights


def _counts(scene: Scene, weights: np.ndarray) -> np.ndarray:
    """Pairs of a scene put together rightly, wrongly, and missed."""
    points = [max(WORST, min(MOST, round(100 * odds))) for odds in scene.rows @ weights]
    parts = cluster(sorted(scene.labels), dict(zip(scene.pairs, points, strict=True)), (), ())
    part_of = {key: part for part in parts for key in part}
    found = np.zeros(3)
    for a, b in combinations(scene.labels, 2):
        together, same = part_of[a] == part_of[b], scene.labels[a] == scene.labels[b]
        found += (together and same, together and not same, same and not together)
    return found


if __name__ == "__main__":
    main()
