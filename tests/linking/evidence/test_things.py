"""Clues that a name stands for a thing: what is made there, a work, a club."""

from __future__ import annotations

import pytest

from ..linker import clues, codes

LAGUIOLE, BOURGUEIL, QUIMPERLE = "12119", "37031", "29233"


@pytest.mark.parametrize(
    ("code", "insee", "there", "near"),
    [
        ("product", BOURGUEIL, "Un verre de Bourgueil", "Un maire de Bourgueil"),
        ("product", LAGUIOLE, "Un couteau Laguiole", "Le couteau est né à Laguiole"),
        ("product", "88516", "Le groupe Vittel", "Le groupe part à Vittel"),
        ("product", BOURGUEIL, "Du vin de Chinon et Bourgueil", "Du pain et Bourgueil"),
        ("ware", QUIMPERLE, "Un cidre de Quimperlé", "Un habitant de Quimperlé"),
        ("ware", QUIMPERLE, "Le miel de Quimperlé", "Le miel vient à Quimperlé"),
        ("work", "87011", "On joue « L'Apollon de Bellac » hier", "On joue l'Apollon de Bellac hier"),
        ("work", QUIMPERLE, "Il lit « Les Noces de Quimperlé » hier", "« Je rêve de vivre à Quimperlé », dit-il"),
        ("club", QUIMPERLE, "Le FC Quimperlé gagne", "Le club gagne à Quimperlé"),
        ("club", "72168", "Le Stade Loué gagne", "Le stade est à Loué"),
    ],
)  # fmt: skip
def test_a_clue_of_things_is_found_and_not_beside_it(code: str, insee: str, there: str, near: str) -> None:
    assert code in clues(insee, there)
    assert code not in clues(insee, near)


@pytest.mark.parametrize(
    "title",
    [
        "Un verre de Bourgueil avec le fromage",
        "Un couteau Laguiole volé",
        "Le groupe Vittel supprime des postes",
        "On rejoue « L'Apollon de Bellac »",
    ],
)
def test_a_thing_is_never_the_town(title: str) -> None:
    assert codes(title) == []


def test_a_name_alone_in_quotes_is_no_work() -> None:
    assert "work" not in clues(QUIMPERLE, "On a lu « Quimperlé » sur le panneau")


def test_what_is_made_there_leaves_the_town_where_it_is_named_as_such() -> None:
    assert codes("Un verre de Bourgueil", "Le maire de Bourgueil (Indre-et-Loire) trinque.") == [BOURGUEIL]
