"""Clues of the word itself: accents, capitals, the start of a sentence."""

from __future__ import annotations

from typing import Any

import pytest

from ..linker import clues, codes

VILLE, RUE, EU, ETAIN, DIE, LOUE = "67507", "80688", "76255", "55181", "26113", "72168"


@pytest.mark.parametrize(
    ("code", "insee", "there", "near"),
    [
        ("unaccented", VILLE, "Demain, Ville vote", "Demain, Villé vote"),
        ("unaccented", VILLE, "LA PISCINE DE VILLE CET ÉTÉ", "LA PISCINE DE VILLÉ CET ÉTÉ"),
        ("accent", DIE, "À Dié, on vote", "À Die, on vote"),
        ("accent", LOUE, "À Loue, on vote", "À Loué, on vote"),
        ("accent", "80410", "À Hâm, on vote", "À Ham, on vote"),
        ("accent_extra", "15187", "À Saint-Floûr, on vote", "À Saint-Flour, on vote"),
        ("acronym", EU, "Les normes EU changent", "Les normes d'Eu changent"),
        ("acronym", "80410", "Le HAM ferme", "À Ham, on ferme"),
        ("capitals", RUE, "TRAVAUX DANS LA RUE CET ÉTÉ", "Travaux à Rue cet été"),
        ("capitals", EU, "TRAVAUX À EU CET ÉTÉ", "Travaux à EU cet été"),
        ("sentence_start", RUE, "Rue barrée au centre", "La ville de Rue barrée"),
        ("sentence_start", RUE, "Il pleut. Rue barrée", "Il pleut à Rue"),
        ("sentence_start", ETAIN, "Étain et cuivre montent", "Étain : le cuivre monte"),
        ("sentence_start", DIE, "Die neue Welt", "À Die, le monde"),
    ],
)  # fmt: skip
def test_a_clue_of_shape_is_found_and_not_beside_it(code: str, insee: str, there: str, near: str) -> None:
    assert code in clues(insee, there)
    assert code not in clues(insee, near)


@pytest.mark.parametrize("name", ["Etain", "ETAIN"])
def test_a_missing_accent_on_a_capital_is_no_other_word(name: str) -> None:
    assert not clues(ETAIN, f"Le maire de {name}") & {"accent", "accent_extra"}


@pytest.mark.parametrize("name", ["Quimperle", "QUIMPERLE"])
def test_a_missing_accent_changes_nothing_where_there_is_no_other_word(name: str) -> None:
    assert not clues("29233", f"Le maire de {name}") & {"accent", "accent_extra"}


@pytest.mark.parametrize(
    ("title", "known", "insee"),
    [
        ("Ville en fête", {}, []),
        ("La Ville vote son budget", {"departments": ("67",)}, []),
        ("VILLE DE DEMAIN : LE PROGRAMME", {}, []),
        ("Le maire de Villé vote son budget", {"departments": ("67",)}, [VILLE]),
        ("L'EU renforce ses normes", {"departments": ("76",)}, []),
        ("Le maire d'Eu renforce sa police", {"departments": ("76",)}, [EU]),
        ("ETAIN : LE MARCHÉ ROUVRE", {"departments": ("55",)}, [ETAIN]),
        ("Étain : le marché rouvre", {"departments": ("55",)}, [ETAIN]),
        ("Étain et cuivre s'envolent", {"departments": ("55",)}, []),
    ],
)
def test_folding_is_for_finding_not_for_deciding(title: str, known: dict[str, Any], insee: list[str]) -> None:
    assert codes(title, **known) == insee
