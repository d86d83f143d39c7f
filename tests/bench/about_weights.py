"""Learn the weights of « about »: ``python -m tests.bench.about_weights [GOLD.jsonl …]``.

A logistic regression (Newton's method, ridge of 1) over the pairs (text, linked commune) of the project's own labelled
texts, ``tests/linking/tuned.jsonl`` where none is named. It prints the weights as they stand in ``ABOUT`` of
``pvd_watch/linking/weights.py``, where they are kept rounded, and the share of pairs told right.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np

from pvd_watch.gazetteer import load
from pvd_watch.linking.lines import read_text
from pvd_watch.linking.linker import Linker
from pvd_watch.linking.names import load as load_names
from pvd_watch.linking.weights import ABOUT
from pvd_watch.shipping import shipped

_STEPS = 100


def learn(rows: np.ndarray, told: np.ndarray) -> np.ndarray:
    """The weights of the columns of ``rows`` (the first is constant) that make ``told`` (0 or 1) most likely."""
    weights = np.zeros(rows.shape[1])
    for _ in range(_STEPS):
        likely = 1.0 / (1.0 + np.exp(-rows @ weights))
        slope = rows.T @ (likely - told) + weights
        bend = (rows * (likely * (1.0 - likely))[:, None]).T @ rows + np.eye(len(weights))
        weights -= np.linalg.solve(bend, slope)
    return weights


def main() -> None:
    """Read, learn and print."""
    files = sys.argv[1:] or [str(Path(__file__).parents[1] / "linking" / "tuned.jsonl")]
    facts = load_names(shipped("config/names.toml"))
    linker = Linker(load(shipped("data/communes.csv"), shipped("data/departments.csv"), facts.aliases), facts)
    rows, told = [], []
    for line in (line for file in files for line in Path(file).read_text(encoding="utf-8").splitlines()):
        gold = json.loads(line)
        if "about" not in gold:
            continue
        for item, signs in linker.about_features(read_text(gold)):
            if item.commune.insee in gold["must"]:
                rows.append([signs.get(name, 0.0) for name in ABOUT])
                told.append(float(item.commune.insee in gold["about"]))
    weights = learn(np.array(rows), np.array(told))
    right = np.mean((np.array(rows) @ weights > 0) == (np.array(told) > 0.5))
    kept = np.mean((np.array(rows) @ np.array(list(ABOUT.values())) > 0) == (np.array(told) > 0.5))
    for name, weight in zip(ABOUT, weights, strict=True):
        print(f"{name:12s} {weight:+.2f}  (kept: {ABOUT[name]:+.1f})")
    print(f"{len(rows)} pairs, {right:.1%} told right; {kept:.1%} with the weights that are kept")


if __name__ == "__main__":
    main()
