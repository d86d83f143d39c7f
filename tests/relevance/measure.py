"""Precision, recall and F1 of themes and kinds over labelled texts: ``python -m tests.relevance.measure [FILE…]``.

A line is an object with ``id``, ``title``, ``text``, ``themes`` (one or two, or ``autre``), ``kinds`` and ``may``
(codes that count neither way; where an article may be filed there, « autre » is not missed).
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from pvd_watch.relevance import KINDS, OTHER, THEMES, Reader, Reading, load_lexicon
from pvd_watch.shipping import shipped

CODES = (*THEMES, OTHER)


@dataclass
class Tally:
    """Right, wrong and missed answers by code; ``errors`` names each text that was read wrongly."""

    right: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list, repr=False)

    def add(self, wanted: set[str], given: set[str], may: set[str], told: str) -> None:
        """Count one text."""
        spared = may | ({OTHER} if given & may else set())
        wrong, missed = given - wanted - may, wanted - given - spared
        self.right.update(wanted & given)
        self.wrong.update(wrong)
        self.missed.update(missed)
        if wrong or missed:
            self.errors.append(f"{told}: wanted {sorted(wanted)}, given {sorted(given)}")

    def f1(self, code: str) -> float:
        """F1 of a code, 1 where it was neither wanted nor given."""
        twice = 2 * self.right[code]
        whole = twice + self.wrong[code] + self.missed[code]
        return twice / whole if whole else 1.0

    def macro(self, codes: tuple[str, ...]) -> float:
        """The mean F1 of some codes."""
        return sum(map(self.f1, codes)) / len(codes)


def measure(reader: Reader, path: Path) -> tuple[Tally, Tally]:
    """Themes and kinds over the texts of a file."""
    themes, kinds = Tally(), Tally()
    for line in path.read_text(encoding="utf-8").splitlines():
        text = json.loads(line)
        reading = reader.read(text["title"], text["text"])
        may = set(text.get("may", ()))
        told = f"{text['id']} {text['title']}"
        themes.add(set(text["themes"]), {found.code for found in reading.themes}, may, f"{told} {_told(reading)}")
        kinds.add(set(text.get("kinds", ())), {found.code for found in reading.kinds}, may, f"{told} {_told(reading)}")
    return themes, kinds


def _told(reading: Reading) -> str:
    return "; ".join(f"{item.code} {item.points:g} {list(item.words)}" for item in (*reading.themes, *reading.kinds))


def table(tally: Tally, codes: tuple[str, ...]) -> str:
    """The scores as lines of text."""
    rows = [
        f"{code:24} F1 {tally.f1(code):.3f}  right {tally.right[code]:3}  wrong {tally.wrong[code]:3}"
        f"  missed {tally.missed[code]:3}"
        for code in codes
    ]
    return "\n".join([*rows, f"{'macro':24} F1 {tally.macro(codes):.3f}"])


def main() -> None:
    """Print the scores of each file; the errors of all but the sealed ones."""
    reader = Reader(load_lexicon(shipped("config/themes.toml")))
    for name in sys.argv[1:] or ("tuned", "sealed"):
        themes, kinds = measure(reader, Path(__file__).parent / f"{name}.jsonl")
        print(f"{name}\n{table(themes, CODES)}\n{table(kinds, KINDS)}")
        if not name.startswith("sealed"):
            print("\n".join((*themes.errors, *kinds.errors)))


if __name__ == "__main__":
    main()
