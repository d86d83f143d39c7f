"""Lemmas: the forms of one word meet, words that only look alike do not, and every place leads back to the text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pvd_watch.relevance.lemmas import BREAK, NUMBER, SCORE, Forms

FORMS = Forms()
MARKS = "é\u0301\u00ad\u200b\u2011\u202f’œŒß😀-\n&;#€.,'23-17 "


def stream(text: str) -> str:
    return FORMS.read(text).stream.decode("latin-1")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("logement vacant", "LOGEMENTS VACANTS"),
        ("maison de santé", "maisons de la santé"),
        ("rénover", "rénovées"),
        ("municipal", "municipaux"),
        ("municipal", "municipale"),
        ("local commercial", "locaux commerciaux"),
        ("boulanger", "boulangères"),
        ("directeur", "directrices"),
        ("coiffeur", "coiffeuse"),
        ("cœur de ville", "coeurs de villes"),
        ("l'eau", "des eaux"),
        ("fête du livre", "fete du livre"),
        ("plan vélo", "plan vé\u00adlo"),
    ],
)
def test_forms_of_one_word_meet(one: str, other: str) -> None:
    assert stream(one) == stream(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("marché", "marche"),
        ("voix", "voie"),
        ("vente", "vent"),
        ("travaux", "travail"),
        ("musée", "muse"),
        ("en mars", "en mare"),
        ("coupe", "coups"),
        ("prix", "pris"),
        ("vends", "vend"),
        ("noyers", "noyés"),
    ],
)
def test_words_that_look_alike_stay_apart(one: str, other: str) -> None:
    assert stream(one) != stream(other)


def test_a_phrase_does_not_reach_over_a_sign_and_numbers_lose_their_value() -> None:
    assert BREAK.decode() in stream("logement. Vacant")
    assert stream("1 250") == stream("3 77") == f" {NUMBER}  {NUMBER} "
    assert stream("23-17") == f" {SCORE} "
    assert stream("2024-2025") == f" {NUMBER} "


@given(st.text(alphabet=st.one_of(st.sampled_from(MARKS), st.characters())))
def test_every_form_leads_back_to_words_of_the_text(text: str) -> None:
    lemmas = FORMS.read(text)
    places = lemmas.places()
    assert len(places.ends) == len(places.spans)
    assert (places.ends[-1] if places.ends else 0) == len(lemmas.stream)
    start = 0
    for end in places.ends:
        if end > start:
            surface = places.surface(start, end)
            assert surface in text
            assert surface
        start = end
