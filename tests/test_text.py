"""Folding: places stay places, spellings meet, feed text becomes plain words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pvd_watch.text import fold, fold_name, name_key, plain

MARKS = "é\u0301\u00ad\u200b\u2011\u202f’œŒß😀-\n&;#' "


@given(st.text(alphabet=st.one_of(st.sampled_from(MARKS), st.characters())))
def test_every_place_leads_back_into_the_text(text: str) -> None:
    folded = fold(text)
    assert folded.origin is not None or len(folded.data) == len(text)
    assert len(folded.context) == len(folded.data)
    places = [folded.span(place, place + 1) for place in range(len(folded.data))]
    assert all(0 <= start < end <= len(text) for start, end in places)
    assert [start for start, _ in places] == sorted(start for start, _ in places)


@pytest.mark.parametrize(
    ("written", "surface"),
    [
        ("À Sai\u00adnt-Flour.", "Sai\u00adnt-Flour"),
        ("À Saint\u2011Flour.", "Saint\u2011Flour"),
        ("À Saint\u00a0Flour.", "Saint\u00a0Flour"),
        ("À Saint-\nFlour.", "Saint-\nFlour"),
        ("À Saint-Flo-\nur.", "Saint-Flo-\nur"),
        ("À Saint&#45;Flour.", "Saint&#45;Flour"),
        ("À Sa\u0301int-Flour.", "Sa\u0301int-Flour"),
    ],
)
def test_a_name_is_found_in_any_disguise_and_its_surface_given_back(written: str, surface: str) -> None:
    folded = fold(written)
    start = folded.data.index(b"Saint Flour")
    first, last = folded.span(start, start + len(b"Saint Flour"))
    assert written[first:last] == surface


@pytest.mark.parametrize(
    ("name", "folded"),
    [("L’Haÿ-les-Roses", "L'Hay les Roses"), ("Jœuf", "Joeuf"), ("Étain", "Etain"), ("  Le\u00a0Teil ", "Le Teil")],
)
def test_names_fold(name: str, folded: str) -> None:
    assert fold_name(name) == folded


def test_name_keys_meet() -> None:
    assert {name_key(name) for name in ("St-Flour", "SAINT FLOUR", "saint‑flour", "Saint-Flour")} == {"saint flour"}


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("L&amp;#039;&amp;eacute;t&amp;eacute;", "L'été"),
        ("<p>Un</p><p>deux</p>", "Un deux"),
        ("&lt;b&gt;gras&lt;/b&gt; et 3 < 4", "gras et 3 < 4"),
        ("<script>alert(1)</script>Die", "Die"),
        ("a\u202eb\x1b[31mc", "ab[31mc"),
    ],
)
def test_feed_text_becomes_plain_words(markup: str, words: str) -> None:
    assert plain(markup) == words


@given(st.text())
def test_plain_words_hold_nothing_that_steers_a_terminal(markup: str) -> None:
    words = plain(markup)
    assert not any(ord(char) < 32 or 127 <= ord(char) < 160 or "\u202a" <= char <= "\u202e" for char in words)
    assert words == words.strip(" \t\r\n")
