"""Learn the weights of grouping: ``python -m tests.bench.story_weights [SCENES.jsonl …]``.

A logistic regression over the comparable pairs of Articles of the project's own labelled scenes,
``tests/stories/tuned.jsonl`` where none is named. It prints the weights beside those that are kept, rounded, in
``pvd_watch/stories/weights.py``, and on how many pairs each bears.
"""

from __future__ import annotations

import sys
from itertools import combinations
from pathlib import Path

import numpy as np

from pvd_watch.stories.likeness import clues, comparable
from pvd_watch.stories.weights import BASE, POINTS
from pvd_watch.stories.wording import wording
from tests.bench.about_weights import learn
from tests.stories.scenes import read


def main() -> None:
    """Read, learn and print."""
    files = sys.argv[1:] or [str(Path(__file__).parents[1] / "stories" / "tuned.jsonl")]
    rows, told = [], []
    for _, articles, labels in (scene for file in files for scene in read(Path(file))):
        for a, b in combinations([wording(article) for article in articles], 2):
            if comparable(a, b):
                sizes = dict(clues(a, b))
                rows.append([1.0, *(sizes.get(code, 0.0) for code in POINTS)])
                told.append(float(labels[a.key] == labels[b.key]))
    table = np.array(rows)
    weights = learn(table, np.array(told))
    for column, (code, kept) in enumerate({"base": BASE, **POINTS}.items()):
        bearing = int(np.count_nonzero(table[:, column]))
        print(f"{code:18s} {100 * weights[column]:+5.0f}  (kept: {kept:+d}; {bearing} pairs)")
    print(f"{len(rows)} pairs, {np.mean(told):.0%} of them of one story")


if __name__ == "__main__":
    main()
