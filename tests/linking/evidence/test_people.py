"""Clues that a name is a person's."""

from __future__ import annotations

import pytest

from pvd_watch.model import LinkText

from ..linker import LINKER, clues, codes

MER, QUIMPERLE, DESCARTES, GUISE, ALBAN = "41136", "29233", "37115", "02361", "81003"


@pytest.mark.parametrize(
    ("code", "insee", "there", "near"),
    [
        ("given_name", MER, "On a revu Francis Mer", "On a revu, Francis, Mer"),
        ("given_name", MER, "On a revu Jean-Pierre Mer", "On a revu la pierre de Mer"),
        ("given_name", MER, "On a revu F. Mer", "On a tout revu. Mer"),
        ("given_name", QUIMPERLE, "Marie Quimperlé expose", "Marie expose à Quimperlé"),
        ("person_title", DESCARTES, "le philosophe Descartes", "la philosophie à Descartes"),
        ("person_title", "09185", "le colonel Mazères", "le canal de Mazères"),
        ("person_title", MER, "Dr. Mer a parlé", "La mer de Mer a parlé"),
        ("person_title", MER, "chez Mme Mer", "chez elle, Mer"),
        ("particle", GUISE, "le duc de Guise", "le dur de Guise"),
        ("particle", "26113", "Béatrice de Die chante", "La Béatrice est née à Die"),
        ("surname_before", QUIMPERLE, "On a revu Morvan Quimperlé", "On a revu, à Quimperlé"),
        ("surname_before", QUIMPERLE, "Un tour chez Dupont Quimperlé", "Dupont. Quimperlé"),
        ("capital_after", QUIMPERLE, "Avec Quimperlé Dupont", "Avec Quimperlé demain"),
        ("name_after", ALBAN, "Alban Ivanov sur scène", "Alban sur scène"),
    ],
)  # fmt: skip
def test_a_clue_of_persons_is_found_and_not_beside_it(code: str, insee: str, there: str, near: str) -> None:
    assert code in clues(insee, there)
    assert code not in clues(insee, near)


@pytest.mark.parametrize("word", ["Basket", "Communauté", "Nord", "Ville"])
def test_what_stands_behind_towns_is_no_surname(word: str) -> None:
    assert "capital_after" not in clues(QUIMPERLE, f"On joue à Quimperlé {word} dimanche")


@pytest.mark.parametrize("title", ["FRANCIS MER EST MORT HIER", "JEANNE QUIMPERLÉ EXPOSE"])
def test_a_heading_in_capitals_tells_no_given_name(title: str) -> None:
    found = clues(MER if "MER" in title else QUIMPERLE, title)
    assert not found & {"given_name", "surname_before", "name_after", "capital_after"}


@pytest.mark.parametrize(
    "title",
    [
        "Francis Mer est mort",
        "Le colonel Mazères prend sa retraite",
        "Jean-Luc Duras signe son livre",
        "Mme Descartes préside le jury",
        "Le duc de Guise au théâtre",
        "Alban Ivanov remplit le Zénith",
        "La comtesse de Die, trobairitz",
        "Camille Saint-Saëns à l'honneur",
        "L'abbé Mirepoix quitte sa paroisse",
    ],
)
def test_a_person_is_never_the_town(title: str) -> None:
    assert codes(title) == []


def test_a_person_and_the_town_of_that_name_stand_side_by_side() -> None:
    title = "Francis Mer revient à Mer, dans le Loir-et-Cher"
    assert codes(title) == [MER]
    [mention] = LINKER.link(LinkText(title, ""))[0].mentions
    assert mention.start == title.rindex("Mer")


def test_one_sense_a_text_what_is_a_person_once_stays_one() -> None:
    text = "Le colonel Mazères a servi dix ans. Mazères est parti hier."
    assert codes("Un adieu", text) == []
    assert "other_sense" in clues("09185", "Un adieu", text)
    assert "other_sense" not in clues("09185", "Un adieu", "Il a servi dix ans. Mazères le regrette.")
    assert codes("Un adieu", text + " On l'a fêté à Mazères (Ariège).") == ["09185"]
