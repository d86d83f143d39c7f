"""Clues that a name stands for another place: a street, a road, a river, history, a country abroad."""

from __future__ import annotations

import pytest

from ..linker import clues, codes

QUIMPERLE, DIE, MIRABEAU = "29233", "26113", "84076"


@pytest.mark.parametrize(
    ("code", "insee", "there", "near"),
    [
        ("street", MIRABEAU, "Un feu rue Mirabeau", "Un feu ruelle, à Mirabeau"),
        ("street", MIRABEAU, "Un feu place Mirabeau", "La place du feu, Mirabeau"),
        ("street", "37115", "Les lycéens du lycée Descartes", "Les lycéens de Descartes"),
        ("street", QUIMPERLE, "Un feu place Jean Quimperlé", "La place, Jean et Quimperlé"),
        ("street_of", DIE, "Un feu rue de Die", "La ville de Die"),
        ("street_of", "50041", "Un feu boulevard de la Hague", "Un feu au pays de la Hague"),
        ("road_to", QUIMPERLE, "Un choc route de Quimperlé", "Un choc à l'entrée de Quimperlé"),
        ("idiom", "16167", "Un coup de Jarnac", "Un couple de Jarnac"),
        ("river", QUIMPERLE, "La rivière de Quimperlé déborde", "La piscine de Quimperlé déborde"),
        ("river", "38226", "Le col de Mens est fermé", "L'école de Mens est fermée"),
        ("history", "45248", "La bataille de Patay", "Le bateau de Patay"),
        ("history", QUIMPERLE, "Le siège de Quimperlé", "Le cierge de Quimperlé"),
        ("abroad", "31232", "Grenade, en Andalousie", "Grenade, en Occitanie"),
        ("abroad", "50236", "Un procès à La Haye, aux Pays-Bas", "Un procès à La Haye, au pays bas"),
    ],
)  # fmt: skip
def test_a_clue_of_places_is_found_and_not_beside_it(code: str, insee: str, there: str, near: str) -> None:
    assert code in clues(insee, there)
    assert code not in clues(insee, near)


def test_a_country_says_nothing_against_a_name_that_is_borne_once() -> None:
    assert "abroad" not in clues(QUIMPERLE, "Un groupe belge à Quimperlé, puis en Belgique", departments=("29",))


@pytest.mark.parametrize(
    "title",
    [
        "Un incendie rue Mirabeau",
        "Les lycéens du lycée Descartes en grève",
        "Un feu avenue de Die, à Valence",
        "Un coup de Jarnac au conseil",
        "Au diable Vauvert",
        "À La Haye, aux Pays-Bas, les juges délibèrent",
        "Grenade, en Andalousie, fête ses patios",
        "La bataille de Patay racontée aux enfants",
    ],
)
def test_another_place_is_never_the_town(title: str) -> None:
    assert codes(title) == []


def test_a_town_at_the_end_of_a_road_stays_a_town_where_it_is_named_too() -> None:
    assert codes("Un choc route de Quimperlé", "Le maire de Quimperlé s'inquiète.") == [QUIMPERLE]
