"""Clues from beyond the words around a name: address, source, categories, other places, editors' rules."""

from __future__ import annotations

from typing import Any

import pytest

from pvd_watch.model import LinkText, NameRule

from ..linker import LINKER, clues, codes, told

QUIMPERLE, DIE, BRETEUIL_27, BRETEUIL_60, GRENADE, RUE = "29233", "26113", "27112", "60104", "31232", "80688"
PRESS = "https://presse.example"


@pytest.mark.parametrize(
    ("code", "insee", "there", "near"),
    [
        ("department_after", DIE, "La halle de Die (Drôme)", "La halle de Die. La Drôme"),
        ("department_after", DIE, "La halle de Die (26)", "La halle de Die (26 morts)"),
        ("department_after", DIE, "La halle de Die (26150)", "La halle de Die (1926)"),
        ("department_after", DIE, "La halle de Die, dans la Drôme", "La halle de Die"),
        ("other_department", "84076", "La halle de Mirabeau (Drôme)", "La halle de Mirabeau (Vaucluse)"),
        ("wrong_department", QUIMPERLE, "La halle de Quimperlé (Drôme)", "La halle de Quimperlé (Finistère)"),
        ("postcode", QUIMPERLE, "Mairie, 29300 Quimperlé", "Mairie, 29400 Quimperlé"),
        ("other_department", QUIMPERLE, "Mairie, 75011 Quimperlé", "Mairie, 29400 Quimperlé"),
        ("list", QUIMPERLE, "Rosporden et Quimperlé", "Rosporden bat Quimperlé"),
        ("longer_name", QUIMPERLE, "Le quartier Quimperlé-Haut", "Le quartier Quimperlé haut"),
        ("setting", QUIMPERLE, "Un élu du Finistère à Quimperlé", "Un élu du Morbihan à Quimperlé"),
        ("setting", QUIMPERLE, "Des crues (29) à Quimperlé", "Des crues (33) à Quimperlé"),
        ("region", QUIMPERLE, "Des crues en Bretagne, à Quimperlé", "Des crues en Normandie, à Quimperlé"),
        ("neighbours", QUIMPERLE, "On va de Rosporden à Quimperlé", "On va de Saint-Flour à Quimperlé"),
        ("neighbourhood", QUIMPERLE, "Par Rosporden, Bannalec et Scaër à Quimperlé", "Par Rosporden à Quimperlé"),
        ("far_away", RUE, "On va de Saint-Flour à Rue", "On va de Crotoy à Rue"),
        ("far_and_common", BRETEUIL_27, "On va de Saint-Flour à Breteuil", "On va à Breteuil"),
        ("far_overseas", "97204", "On va de Quimperlé au Carbet", "On va de la Martinique au Carbet"),
        ("other_context", GRENADE, "Grenade et son Alhambra", "Grenade et sa halle"),
        ("other_context", "56152", "Le Palais et son tribunal", "Le Palais et son port"),
        ("former_name", "14371", "Un marché à Livarot", "Un marché à Livarot-Pays-d'Auge"),
    ],
)  # fmt: skip
def test_a_clue_from_beyond_is_found_and_not_beside_it(code: str, insee: str, there: str, near: str) -> None:
    assert code in clues(insee, there)
    assert code not in clues(insee, near)


@pytest.mark.parametrize(
    ("code", "insee", "known", "other"),
    [
        ("local_source", QUIMPERLE, {"departments": ("29",)}, {"departments": ("56",)}),
        ("local_source", QUIMPERLE, {"departments": ("29", "56")}, {"departments": ("29", "56", "22")}),
        ("source_area", QUIMPERLE, {"departments": ("29", "56", "22")}, {"departments": ("29", "56")}),
        ("source_area", QUIMPERLE, {"departments": ("22", "29", "35", "44", "53", "56")}, {"departments": ()}),
        ("category", QUIMPERLE, {"categories": ("Société", "quimperle")}, {"categories": ("Société",)}),
        ("url_commune", QUIMPERLE, {"url": f"{PRESS}/quimperle-29300/x"}, {"url": f"{PRESS}/quimper-29000/x"}),
        ("url_commune", QUIMPERLE, {"url": f"{PRESS}/quimperle_29233/x"}, {"url": f"{PRESS}/x-29233456/x"}),
        ("url_slug", QUIMPERLE, {"url": f"{PRESS}/quimperle/x"}, {"url": f"{PRESS}/x/quimperle"}),
        ("setting", QUIMPERLE, {"url": f"{PRESS}/finistere-29/x"}, {"url": f"{PRESS}/morbihan-56/x"}),
        ("rule", QUIMPERLE, {"rules": (NameRule("Quimperlé", QUIMPERLE),)}, {"rules": (NameRule("Quimperlé", DIE),)}),
    ],
)  # fmt: skip
def test_a_clue_of_source_and_address(code: str, insee: str, known: dict[str, Any], other: dict[str, Any]) -> None:
    title = "Quimperlé rouvre sa halle"
    assert code in clues(insee, title, **known)
    assert code not in clues(insee, title, **other)


def test_a_source_beyond_the_sea_speaks_against_a_word() -> None:
    assert "far_overseas" in clues(RUE, "Le maire de Rue", departments=("972",))
    assert "far_away" in clues(RUE, "Le maire de Rue", departments=("33",))
    assert not clues(RUE, "Le maire de Rue", departments=("80",)) & {"far_overseas", "far_away"}


def test_here_is_said_of_a_place_abroad_only_where_the_setting_is_near() -> None:
    assert "here" in clues(GRENADE, "Grenade rouvre sa halle", departments=("31",))
    assert "here" not in clues(GRENADE, "Grenade rouvre sa halle")
    assert "here" not in clues(QUIMPERLE, "Quimperlé rouvre sa halle", departments=("29",))


def test_the_other_context_weighs_less_than_a_setting_that_is_sure() -> None:
    title = "Grenade : les élèves du club de flamenco"
    assert codes(title) == []
    assert codes(title, departments=("31",)) == [GRENADE]


def test_one_place_that_is_sure_vouches_for_the_others() -> None:
    title, text = "Le marché de Mer déménage", "Le maire de Mer (Loir-et-Cher) s'en félicite. Demain, Mer votera."
    item = told("41136", title, text)
    assert "same_text" in {clue.code for mention in item.mentions for clue in mention.evidence}
    assert [mention.field for mention in item.mentions] == ["title", "text", "text"]


@pytest.mark.parametrize(
    ("known", "insee"),
    [
        ({"departments": ("27",)}, [BRETEUIL_27]),
        ({"departments": ("60",)}, [BRETEUIL_60]),
        ({"text": "Dans l'Oise, on attendait."}, [BRETEUIL_60]),
        ({"text": "Dans l'Eure, on attendait."}, [BRETEUIL_27]),
        ({"text": "À Saint-Just-en-Chaussée et à Crèvecœur-le-Grand aussi."}, [BRETEUIL_60, "60178"]),
        ({"url": f"{PRESS}/oise-60/breteuil-une-creche"}, [BRETEUIL_60]),
        ({"url": f"{PRESS}/breteuil-27160/une-creche"}, [BRETEUIL_27]),
        ({"text": "La mairie de 60120 Breteuil."}, [BRETEUIL_60]),
        ({"departments": ("27",), "text": "À Breteuil (Oise), on attendait."}, [BRETEUIL_60]),
    ],
)
def test_the_setting_settles_a_homonym(known: dict[str, Any], insee: list[str]) -> None:
    assert sorted(codes("Une crèche ouvre à Breteuil", **known)) == sorted(insee)


@pytest.mark.parametrize(
    ("title", "departments", "insee"),
    [
        ("L'Isle-Jourdain : le viaduc rouvre", ("86",), "86112"),
        ("L'Isle-Jourdain : le viaduc rouvre", ("32",), "32160"),
        ("Plouhinec : une école ferme", ("56",), "56169"),
        ("Plouhinec : une école ferme", ("29",), "29197"),
        ("Le Pont-de-Beauvoisin : le marché", ("73",), "73204"),
        ("Le Pont-de-Beauvoisin : le marché", ("38",), "38315"),
    ],
)
def test_the_four_pairs_of_the_programme(title: str, departments: tuple[str, ...], insee: str) -> None:
    assert codes(title, departments=departments) == [insee]


def test_a_wrong_department_is_weighed_and_no_absolute_filter() -> None:
    assert codes("Le maire de Quimperlé (Morbihan) s'explique", departments=("29",)) == [QUIMPERLE]


@pytest.mark.parametrize("title", ["La halle de Rennes rouvre", "Un incendie à Saint-Denis", "Vienne : le théâtre"])
def test_a_homonym_outside_the_programme_is_never_linked(title: str) -> None:
    assert codes(title) == []
    assert all(item.commune.pvd for item in LINKER.explain(LinkText(title, "À Quimperlé.")))
