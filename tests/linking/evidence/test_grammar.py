"""Clues of grammar: each is found where its words stand, and not a step beside them."""

from __future__ import annotations

from typing import Any

import pytest

from ..linker import clues, codes

QUIMPERLE, RUE, TEIL = "29233", "80688", "07319"


@pytest.mark.parametrize(
    ("code", "insee", "there", "near"),
    [
        ("locative", QUIMPERLE, "La halle rouvre à Quimperlé", "La halle de Quimperlé"),
        ("locative", QUIMPERLE, "À Quimperlé, la halle rouvre", "Hier, Quimperlé rouvrait sa halle"),
        ("locative", "50041", "Un chantier à la Hague", "Le chantier de la Hague"),
        ("municipal", QUIMPERLE, "Le maire de Quimperlé", "L'ami de Quimperlé"),
        ("municipal", QUIMPERLE, "Des habitants de Quimperlé", "Des partisans de Quimperlé"),
        ("municipal", QUIMPERLE, "La commune de Quimperlé", "La commune et Quimperlé"),
        ("municipal", "50041", "Les élus de la Hague", "Les amis de la Hague"),
        ("place_noun", QUIMPERLE, "La gare de Quimperlé", "La garde de Quimperlé"),
        ("place_noun", QUIMPERLE, "L'hôpital de Quimperlé", "L'hôpital Quimperlé"),
        ("towards", QUIMPERLE, "Un car vers Quimperlé", "Un car pour Quimperlé"),
        ("towards", QUIMPERLE, "près de Quimperlé", "loin de Quimperlé"),
        ("towards", QUIMPERLE, "Un car entre Lorient et Quimperlé", "Un car de Lorient et Quimperlé"),
        ("contraction", TEIL, "On emménage au Teil", "On emménage, Teil en fête"),
        ("contraction", TEIL, "Les commerçants du Teil", "Les commerçants de Teil"),
        ("contraction", "27016", "On emménage aux Andelys", "On emménage, Andelys en fête"),
        ("contraction", "85109", "Les élus des Herbiers", "Les élus d'Herbiers"),
        ("contraction", "97117", "On emménage au Moule", "On emménage à Moule"),
        ("article", TEIL, "Le pays et le Teil", "Le pays et Teil"),
        ("article", "50041", "Un chantier de la Hague", "Un chantier de Hague"),
        ("article", "25315", "La halle de l'Isle-sur-le-Doubs", "La halle d'Isle-sur-le-Doubs"),
        ("missing_article", TEIL, "La gare de Teil", "La gare du Teil"),
        ("article_dropped", "97204", "Le zoo de Carbet", "Le zoo du Carbet"),
        ("wrong_article", QUIMPERLE, "Le Quimperlé nouveau", "La halle de Quimperlé"),
        ("wrong_article", QUIMPERLE, "Un Quimperlé nouveau", "Un marché à Quimperlé"),
        ("wrong_article", RUE, "La Rue est à tous", "La ville de Rue est à tous"),
        ("wrong_article", TEIL, "Les Teil sont là", "Au Teil, ils sont là"),
        ("label", QUIMPERLE, "Quimperlé : la halle rouvre", "Quimperlé rouvre : la halle"),
        ("label", QUIMPERLE, "Quimperlé. La halle rouvre", "Hier à Quimperlé. La halle rouvre"),
        ("label", QUIMPERLE, "Quimperlé | La halle rouvre", "La halle | Quimperlé"),
        ("label", QUIMPERLE, "QUIMPERLÉ. – La halle rouvre", "À QUIMPERLÉ. – La halle rouvre"),
        ("label", QUIMPERLE, "Quimperlé – La halle rouvre", "La halle – Quimperlé – rouvre"),
        ("label", QUIMPERLE, "Quimperlé", "Quimperlé rouvre"),
        ("weak_label", RUE, "Rue : la halle rouvre", "Rue barrée : la halle rouvre"),
        ("weak_label", "26113", "Die. La halle rouvre", "Die rouvre"),
        ("opening", QUIMPERLE, "Quimperlé, la halle rouvre", "Hier, à Quimperlé, la halle rouvrait"),
        ("complement", "69066", "Cours de danse à la salle des fêtes", "Cours de Paris Match"),
        ("complement", "69066", "Cours d'histoire", "Cours dit adieu"),
        ("complement", "56152", "Le Palais de justice ferme", "Le Palais, à Belle-Île"),
        ("area", "53147", "Mayenne : le Département vote", "La ville de Mayenne vote"),
        ("area", "53147", "La Mayenne vote", "On vote à Mayenne"),
        ("intercommunal", QUIMPERLE, "Le canton de Quimperlé", "Le marché de Quimperlé"),
        ("intercommunal", QUIMPERLE, "La communauté de Quimperlé", "La commune de Quimperlé"),
    ],
)  # fmt: skip
def test_a_clue_of_grammar_is_found_and_not_beside_it(code: str, insee: str, there: str, near: str) -> None:
    assert code in clues(insee, there)
    assert code not in clues(insee, near)


def test_a_dateline_counts_at_the_start_of_a_line_of_the_text_too() -> None:
    assert "label" in clues(QUIMPERLE, "La halle rouvre", "Le chapeau.\nQUIMPERLÉ. – Le maire a parlé.")
    assert "opening" not in clues(QUIMPERLE, "La halle rouvre", "Quimperlé, la halle rouvre.")


def test_a_short_form_with_its_article_says_little() -> None:
    found = clues("25315", "La halle de l'Isle rouvre", departments=("25",))
    assert "short_article" in found
    assert "article" not in found


@pytest.mark.parametrize(
    ("title", "known", "insee"),
    [
        ("Mayenne : le Département vote son budget", {}, []),
        ("La ville de Mayenne vote son budget", {}, ["53147"]),
        ("Cours de danse à la salle des fêtes", {"departments": ("69",)}, []),
        ("À Cours, la danse a sa salle", {"departments": ("69",)}, ["69066"]),
        ("Le Palais de justice de Paris ferme", {}, []),
        ("Le Palais : le bateau est à quai", {"departments": ("56",)}, ["56152"]),
        ("Le canton de Quimperlé, en Finistère, vote", {}, ["29233"]),
    ],
)
def test_grammar_decides_between_the_word_and_the_town(title: str, known: dict[str, Any], insee: list[str]) -> None:
    assert codes(title, **known) == insee
