"""Names taken out of words: found however they are written, and nothing else is touched."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pvd_watch.redaction import INSTEAD, Redaction

NAMES = Redaction(["Anne-Hélène Le Goff", "Jean Dupont"])


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Jean Dupont est élu", "[…] est élu"),
        ("Guise : JEAN DUPONT élu", "Guise : […] élu"),
        ("Dupont Jean, 44 ans", "[…], 44 ans"),
        ("l'avocat de Jean\u00a0Dupont.", "l'avocat de […]."),
        ("« anne hélène le goff »", "« […] »"),
        ("Le Goff Anne-Hélène et Jean Dupont", "[…] et […]"),
        ("Jean Dupontel joue", "Jean Dupontel joue"),
        ("M. Dupont et Jean", "M. Dupont et Jean"),
        ("", ""),
    ],
)
def test_names_are_found_as_press_writes_them(text: str, masked: str) -> None:
    assert NAMES.mask(text) == masked
    assert NAMES.holds(text) is (text != masked)


def test_blotting_keeps_every_place() -> None:
    text = "Ce soir, Jean Dupont parle à Guise"
    blotted = NAMES.blot(text)
    assert len(blotted) == len(text)
    assert blotted.index("Guise") == text.index("Guise")
    assert not NAMES.holds(blotted)


def test_no_names_find_nothing() -> None:
    assert not Redaction([]).holds("Jean Dupont")
    assert Redaction([]).mask("Jean Dupont") == "Jean Dupont"


@given(st.text(max_size=60), st.text(max_size=60))
def test_what_is_masked_holds_the_name_no_more_and_is_masked_once(before: str, after: str) -> None:
    text = f"{before} Jean Dupont {after}"
    masked = NAMES.mask(text)
    assert not NAMES.holds(masked)
    assert NAMES.mask(masked) == masked
    assert INSTEAD in masked
