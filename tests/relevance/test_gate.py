"""The quality of themes and kinds on labelled texts: floors that may rise and never silently fall.

``tuned.jsonl`` is what the words were weighed by. ``sealed.jsonl`` and ``sealed_fresh.jsonl`` were written and labelled
without sight of them; who works on the words reads their scores, not their texts. The scores of the first were looked
at while the words were weighed, those of the second only afterwards.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from pvd_watch.relevance import KINDS

from .measure import CODES, Tally, measure
from .sample import READER

TEXTS = Path(__file__).parent
FLOORS = {
    "tuned": {"macro": 0.925, "kinds": 0.98},
    "sealed": {"macro": 0.85, "kinds": 0.87},
    "sealed_fresh": {"macro": 0.82, "kinds": 0.79},
}
LEAST = {"tuned": 0.85, "sealed": 0.77, "sealed_fresh": 0.68}
"""No theme may fall below this F1."""
TALLIES: dict[str, tuple[Tally, Tally]] = {name: measure(READER, TEXTS / f"{name}.jsonl") for name in FLOORS}


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_themes_stay_above_their_floors(name: str) -> None:
    themes, _ = TALLIES[name]
    shown = themes.errors if not name.startswith("sealed") else "not shown: the texts are sealed"
    assert themes.macro(CODES) >= FLOORS[name]["macro"], shown
    low = {code: round(themes.f1(code), 3) for code in CODES if themes.f1(code) < LEAST[name]}
    assert low == {}, shown


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_kinds_stay_above_their_floor(name: str) -> None:
    _, kinds = TALLIES[name]
    shown = kinds.errors if not name.startswith("sealed") else "not shown: the texts are sealed"
    assert kinds.macro(KINDS) >= FLOORS[name]["kinds"], shown


def test_the_tuned_texts_cover_every_theme_and_kind() -> None:
    texts = [json.loads(line) for line in (TEXTS / "tuned.jsonl").read_text(encoding="utf-8").splitlines()]
    assert len(texts) >= 250
    assert len({text["id"] for text in texts}) == len({text["title"] for text in texts}) == len(texts)
    themes = Counter(code for text in texts for code in text["themes"])
    kinds = Counter(code for text in texts for code in text.get("kinds", ()))
    assert set(themes) == set(CODES)
    assert min(themes.values()) >= 20
    assert set(kinds) == set(KINDS)
