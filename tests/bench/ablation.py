"""What each clue earns: ``python -m tests.bench.ablation GOLD.jsonl``.

Every clue in turn is given weight 0, and precision, recall and F1 over the labelled texts are measured again without
the language model; then whole parts: homonyms without what tells them apart, the model itself. Sorted by what is lost.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pvd_watch.gazetteer import load
from pvd_watch.linking.evaluate import Scores, evaluate
from pvd_watch.linking.evidence.clue import evidence
from pvd_watch.linking.linker import Linker
from pvd_watch.linking.names import load as load_names
from pvd_watch.linking.weights import CLUES, HOMONYMS
from pvd_watch.shipping import shipped


@contextmanager
def without_clue(code: str) -> Iterator[None]:
    """The clue says nothing while this lasts."""
    weight, words = CLUES[code]
    CLUES[code] = (0.0, words)
    evidence.cache_clear()
    try:
        yield
    finally:
        CLUES[code] = (weight, words)
        evidence.cache_clear()


@contextmanager
def without_homonym_clue(name: str) -> Iterator[None]:
    """The clue that tells homonyms apart says nothing while this lasts."""
    weight = HOMONYMS[name]
    HOMONYMS[name] = 0.0
    try:
        yield
    finally:
        HOMONYMS[name] = weight


def main() -> None:
    """Measure and print."""
    lines = Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()
    facts = load_names(shipped("config/names.toml"))
    linker = Linker(load(shipped("data/communes.csv"), shipped("data/departments.csv"), facts.aliases), facts)
    whole = evaluate(linker, lines, sys.argv[1])
    rows: list[tuple[str, Scores]] = []
    for code in CLUES:
        with without_clue(code):
            rows.append((code, evaluate(linker, lines, sys.argv[1])))
    for name in HOMONYMS:
        with without_homonym_clue(name):
            rows.append((f"homonyms: {name}", evaluate(linker, lines, sys.argv[1])))
    print(f"{'without':30s} precision  recall      F1    lost")
    print(f"{'(nothing)':30s} {whole.precision:9.4f} {whole.recall:7.4f} {whole.f1:7.4f}")
    for name, scores in sorted(rows, key=lambda row: row[1].f1):
        lost = whole.f1 - scores.f1
        print(f"{name:30s} {scores.precision:9.4f} {scores.recall:7.4f} {scores.f1:7.4f} {lost:+7.4f}")


if __name__ == "__main__":
    main()
