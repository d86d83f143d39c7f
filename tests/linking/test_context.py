"""What stands around a name: words nearest first, hyphens, quotes, headings, the bounds of what is read."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pvd_watch.linking.candidates import Span, Spelling
from pvd_watch.linking.context import Around, around
from pvd_watch.text import fold

NAME = "Quimperlé"


def _around(text: str, title_end: int = 0) -> Around:
    folded = fold(text)
    start = folded.data.lower().index(b"quimperle")
    span = Span(start, start + 9, Spelling("quimperle", ()))
    return around(folded.context, text, span, folded.span(span.start, span.end), title_end)


def test_words_stand_nearest_first_and_folded() -> None:
    words = _around("Le préfet vient à Quimperlé, près d'Évry.")
    assert words.before == ("a", "vient", "prefet", "Le")
    assert words.after == (",", "pres", "d'", "Evry", ".")
    assert words.lower_after[3] == "evry"
    assert words.surface == NAME


def test_no_more_than_eight_words_are_read_on_each_side() -> None:
    words = _around("a " * 60 + NAME + " b" * 60)
    assert (len(words.before), len(words.after)) == (8, 8)


@pytest.mark.parametrize(
    ("text", "starts", "opens"),
    [
        ("Quimperlé rouvre", True, True),
        ("La pluie tombe. Quimperlé rouvre", True, False),
        ("La pluie tombe\nQuimperlé rouvre", True, True),
        ("Il a dit : « Quimperlé rouvre »", True, False),
        ("Le ciel : Quimperlé rouvre", True, False),
        ("La halle (Quimperlé)", True, False),
        ("La pluie — Quimperlé rouvre", True, False),
        ("La halle de Quimperlé", False, False),
        ("Hier, Quimperlé fêtait", False, False),
    ],
)
def test_where_a_capital_says_nothing(text: str, starts: bool, opens: bool) -> None:
    words = _around(text)
    assert (words.starts, words.opens) == (starts, opens)


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        ("Bas-Quimperlé", True, False),
        ("Quimperlé-Haut", False, True),
        ("Lorient-Quimperlé-Quimper", True, True),
        ("Quimperlé\u2011Haut", False, True),
        ("la pluie - Quimperlé - le vent", False, False),
        ("Quimperlé", False, False),
        ("Quimperlé-", False, False),
    ],
)
def test_a_hyphen_ties_only_what_touches_the_name(text: str, before: bool, after: bool) -> None:
    words = _around(text)
    assert (words.joined_before, words.joined_after) == (before, after)


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("TRAVAUX À QUIMPERLÉ CET ÉTÉ", True),
        ("Un chapeau.\nTRAVAUX À QUIMPERLÉ CET ÉTÉ\nLe texte suit.", True),
        ("QUIMPERLÉ", False),
        ("QUIMPERLÉ. La halle rouvre", False),
        ("Travaux à QUIMPERLÉ", False),
        ("Travaux à Quimperlé", False),
        ("TRAVAUX " * 60 + "À QUIMPERLÉ", False),
        ("QUIMPERLÉ " + "TRAVAUX " * 60, False),
    ],
)
def test_a_heading_is_a_line_of_capitals_and_no_endless_one(text: str, heading: bool) -> None:
    assert _around(text).heading is heading


def test_des_is_told_from_since() -> None:
    assert _around("Les élus des Quimperlé").before[0] == "des"
    assert _around("On roule dès Quimperlé").before[0] == "depuis"


def test_the_title_ends_where_it_is_said() -> None:
    text = "Quimperlé\n\nQuimperlé"
    assert _around(text, title_end=9).in_title
    assert not _around(text, title_end=0).in_title


def test_a_phrase_is_what_a_reader_sees() -> None:
    assert _around("près d'Évry et l'ancien maire de Quimperlé").phrase(3) == "ancien maire de Quimperlé"
    assert _around("l'Quimperlé").phrase(1) == "l'Quimperlé"
    assert _around("Quimperlé").phrase(2) == "Quimperlé"


@given(st.text(max_size=120), st.text(max_size=120))
@settings(max_examples=150, deadline=None)
def test_any_surroundings_are_read(left: str, right: str) -> None:
    words = _around(f"{left} {NAME} {right}") if "quimperl" not in (left + right).lower() else _around(NAME)
    assert words.surface == NAME
    assert len(words.before) <= 8
    assert len(words.after) <= 8
    assert words.phrase(2).endswith(NAME)
