"""Titles as they are compared."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pvd_watch.titles import title_key


@pytest.mark.parametrize(
    "title",
    [
        "La halle de Saint-Flour rouvre",
        "VIDÉO. La halle de Saint-Flour rouvre",
        "EN IMAGES. La halle de St-Flour rouvre",
        "[Vidéo] La halle de Saint-Flour rouvre",
        "Abonnés | La halle de Saint\u2011Flour rouvre",
        "PHOTOS - VIDÉO. La halle de Saint-Flour rouvre",
        "La halle de Saint-Flour rouvre - Ouest-France",
        "La halle de Saint-Flour rouvre | ouest france",
        "  LA HALLE DE SAINT-FLOUR ROUVRE ",
    ],
)
def test_what_outlets_hang_on_a_title_makes_no_other_one(title: str) -> None:
    assert title_key(title, "Ouest-France") == "la halle de saint flour rouvre"


@pytest.mark.parametrize("title", ["La halle de Saint-Flour ferme", "La halle rouvre - Saint-Flour", "Vidéo", ""])
def test_other_titles_stay_others(title: str) -> None:
    assert title_key(title, "Ouest-France") != "la halle de saint flour rouvre"
    assert bool(title_key(title)) is bool(title)


@given(st.text(max_size=80), st.text(max_size=20))
def test_a_title_with_words_keeps_some(title: str, outlet: str) -> None:
    assert isinstance(title_key(title, outlet), str)
    if any(sign.isascii() and sign.isalnum() for sign in title):
        assert title_key(title)
