"""Reading an article: the words that decide are words of it, whatever it holds, in time that grows with its length."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pvd_watch.relevance import KINDS, OTHER, THEMES

from .sample import READER

WORDS = st.sampled_from(
    ["logements vacants", "maison de santé", "Petites villes de demain", "garde à vue", "marché", "23-17", "fibre",
     ".", "\u00ad", "e\u0301", "😀", "&eacute;", "-\n", "\ud800", "\x00", "œ", "€"]
)  # fmt: skip
FIELDS = st.lists(st.one_of(WORDS, st.text(max_size=8)), max_size=14).map(" ".join)


@given(FIELDS, FIELDS)
@settings(max_examples=200, deadline=None)
def test_any_text_has_one_or_two_themes_and_the_words_stand_in_it(title: str, text: str) -> None:
    reading = READER.read(title, text)
    codes = [found.code for found in reading.themes]
    assert 1 <= len(codes) <= 2
    assert len(set(codes)) == len(codes)
    assert set(codes) <= set(THEMES) or codes == [OTHER]
    assert {found.code for found in reading.kinds} <= set(KINDS)
    for found in (*reading.themes, *reading.kinds):
        assert all(words and (words in title or words in text) for words in found.words)
        assert found.words or found.code == OTHER
    assert reading.programme in title or reading.programme in text
    assert READER.read(title, text) == reading


@pytest.mark.parametrize(
    ("title", "theme"),
    [
        ("Une maison de santé ouvre", "services-sante"),
        ("La maison d'arrêt surpeuplée", OTHER),
        ("La fibre arrive", "numerique"),
        ("Sa fibre artistique", OTHER),
        ("Un réseau de chaleur au bois", "ecologie"),
        ("L'OPAH relancée", "habitat"),
        ("LE MARCHE DE NOEL OUVRE", OTHER),
        ("LE MARCHÉ DE NOËL OUVRE", "commerce"),
        ("", OTHER),
    ],
)
def test_titles(title: str, theme: str) -> None:
    assert READER.read(title, "").theme == theme


def test_the_programme_named_is_told_in_the_words_of_the_text() -> None:
    reading = READER.read("", "La ville, « Petite Ville de Demain » depuis 2021, avance.")
    assert reading.programme == "Petite Ville de Demain"
    assert reading.theme == "ingenierie"
    assert READER.read("", "Les petites villes, demain").programme == ""


def test_the_title_counts_more_than_the_text() -> None:
    title, text = READER.read("La boulangerie rouvre", ""), READER.read("", "La boulangerie rouvre")
    assert title.themes[0].points == 2 * text.themes[0].points


def test_a_crime_hushes_the_themes_it_only_brushes_against() -> None:
    reading = READER.read("Cambriolage : deux hommes interpellés", "Ils ont forcé la porte d'une boulangerie.")
    assert [found.code for found in reading.kinds] == ["crime"]
    assert reading.theme == OTHER


def test_words_that_are_none_of_them_sure_need_more_points_for_a_kind() -> None:
    brushed = READER.read("", "Le tournoi du club : huit équipes, un match.")
    assert brushed.kinds == ()
    told = READER.read("", "Le tournoi du club : huit équipes, un match. Score en finale : 23-17.")
    assert [found.code for found in told.kinds] == ["results"]


def test_repeating_a_word_does_not_outweigh_the_rest() -> None:
    once, often = READER.read("", "boulangerie"), READER.read("", "boulangerie " * 1_000)
    assert often.themes[0].points <= 2 * once.themes[0].points


@pytest.mark.parametrize(
    "piece", ["logement vacant ", "maison de ", "é", "a", ". ", "\u00ad", "marché marché de ", "rénovation ", "1-1-"]
)
def test_a_text_of_a_million_signs_takes_linear_time(piece: str) -> None:
    def seconds(length: int) -> float:
        text = (piece * (length // len(piece) + 1))[:length]
        began = time.process_time()
        READER.read("", text)
        return time.process_time() - began

    small = seconds(100_000)
    assert seconds(1_000_000) < max(40 * small, 1.0)
