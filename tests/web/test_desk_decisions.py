"""Decisions at the desk by plain forms: each does what it says, leads back to its place, and can be undone."""

from __future__ import annotations

import re
from dataclasses import dataclass

import httpx
import pytest

from pvd_watch.digest.decisions import Placed
from pvd_watch.review import DayReview

from .conftest import Desk
from .newsroom import fill

DAY, NEXT = "2026-03-04", "2026-03-05"


@dataclass
class Newsroom:
    """A day of Stories and an editor who decides about them, numbered from 1 by their rank at first."""

    desk: Desk
    stories: list[int]

    @property
    def review(self) -> DayReview:
        return self.desk.watch.review.day(DAY)

    def line(self, number: int) -> Placed:
        found = self.review.sheet.of(self.stories[number - 1])
        assert found is not None
        return found

    def do(self, number: int, action: str, **fields: str) -> httpx.Response:
        given = {"version": str(self.review.version)} | fields
        return self.desk.send(f"/bureau/{DAY}/sujets/{self.stories[number - 1]}", action=action, **given)

    def undo(self, number: int = 0, **fields: str) -> httpx.Response:
        last = number or self.review.history[-1].id
        given = {"version": str(self.review.version), "numero": str(last)} | fields
        return self.desk.send(f"/bureau/{DAY}/annuler", **given)

    def order(self) -> list[int]:
        ids = [line.item.story_id for line in self.review.sheet.lines]
        return [self.stories.index(story) + 1 for story in ids if story in self.stories]


@pytest.fixture
def room(desk: Desk) -> Newsroom:
    fill(desk.watch, 5)
    desk.log_in("editor", "ana@example.fr")
    found = desk.watch.review.day(DAY)
    return Newsroom(desk, [line.item.story_id for line in found.sheet.lines])


def test_every_decision_by_a_plain_form(room: Newsroom) -> None:
    answer = room.do(1, "keep")
    assert answer.headers["location"] == f"/bureau/{DAY}#s{room.stories[0]}"
    assert room.line(1).item.state == "kept"
    assert "Gardé «\u00a0À Saint-Flour" in room.desk.ask.get(f"/bureau/{DAY}").text
    room.do(2, "drop", motif="Mauvaise commune")
    assert room.line(2).dropped_for == "Mauvaise commune"
    room.do(3, "pin")
    assert room.line(3).item.pinned
    room.do(3, "unpin")
    assert not room.line(3).item.pinned
    room.do(4, "present", presentation="La commune s’équipe.")
    assert room.line(4).item.presentation == "La commune s’équipe."
    room.do(4, "note", note="Appeler la mairie.")
    assert room.line(4).note == "Appeler la mairie."
    page = room.desk.ask.get(f"/bureau/{DAY}").text
    assert "La commune s’équipe." in page
    assert "Appeler la mairie." in page
    assert "<b>4</b> lus, <b>1</b> gardé, <b>1</b> écarté, <b>1</b> restant" in page


def test_reordering(room: Newsroom) -> None:
    room.do(3, "up")
    assert room.order() == [1, 3, 2, 4, 5]
    room.do(3, "down")
    room.do(5, "first")
    assert room.order() == [5, 1, 2, 3, 4]
    room.do(5, "place", rang="4")
    assert room.order() == [1, 2, 3, 5, 4]
    for _ in range(4):
        room.undo(next(one.id for one in reversed(room.review.history) if one.stands and one.decision.action == "move"))
    assert room.order() == [1, 2, 3, 4, 5]


def test_merging_and_splitting(room: Newsroom) -> None:
    room.do(1, "merge", autre=str(room.stories[1]))
    assert room.order() == [1, 3, 4, 5]
    tools = room.desk.ask.get(f"/bureau/{DAY}/sujets/{room.stories[0]}").text
    assert room.do(3, "merge", numero_autre="9").status_code == 400
    [first, second] = re.findall(r'name="article" value="(\d+)"><button name="action" value="split"', tools)
    # The address of the Story that went leads to the one it became.
    old = room.desk.ask.get(f"/bureau/{DAY}/sujets/{room.stories[1]}")
    assert old.headers["location"] == f"/bureau/{DAY}/sujets/{room.stories[0]}"
    room.do(1, "split", article=second)
    assert len(room.review.sheet.lines) == 5
    history = room.desk.ask.get(f"/bureau/{DAY}/historique").text
    assert (
        "a réuni «\u00a0Quimperlé\u00a0: la maison de santé cherche deux médecins\u00a0» avec «\u00a0À Saint-Flour"
        in history
    )
    assert "a séparé" in room.desk.ask.get(f"/bureau/{DAY}/historique").text
    refused = room.do(1, "split", article=first)
    assert refused.status_code == 400
    assert "n’a qu’un article" in refused.text
    assert "choisissez-en un autre" in room.do(1, "merge", autre=str(room.stories[0])).text


def test_sending_to_another_day(room: Newsroom) -> None:
    room.do(2, "send", jour=NEXT)
    assert room.order() == [1, 3, 4, 5]
    history = room.desk.ask.get(f"/bureau/{DAY}/historique").text
    assert "au jeudi 5\u00a0mars 2026" in history
    room.undo()
    assert room.order() == [1, 2, 3, 4, 5]
    for day, words in (("2026-02-30", "n’existe pas"), (DAY, "déjà au mercredi"), ("2020-01-01", "passé sans veille")):
        refused = room.do(2, "send", jour=day)
        assert refused.status_code == 400
        assert words in refused.text


def test_correcting_a_link(room: Newsroom) -> None:
    room.do(4, "verdict", reponse="reject", insee="80688")
    assert room.line(4).item.state == "dropped"
    assert "ne nomme plus aucune commune" in room.do(4, "keep").text
    room.do(4, "verdict", reponse="add", commune="Saint-Flour")
    assert [commune.name for commune in room.line(4).item.communes] == ["Saint-Flour"]
    assert "a retiré Rue de" in room.desk.ask.get(f"/bureau/{DAY}/historique").text


def test_publishing_and_taking_it_back(room: Newsroom) -> None:
    empty = room.desk.send(f"/bureau/{DAY}/publier", version=str(room.review.version))
    assert empty.status_code == 400
    assert "Rien n’est gardé" in empty.text
    room.do(1, "keep")
    assert "1\u00a0sujet paraîtra" in room.desk.ask.get(f"/bureau/{DAY}/apercu").text
    answer = room.desk.send(f"/bureau/{DAY}/publier", version=str(room.review.version), vers="apercu")
    assert answer.headers["location"] == f"/bureau/{DAY}/apercu"
    assert room.review.sheet.published
    page = room.desk.watch.home.digests / f"{DAY}.html"
    assert "la halle rouvre" in page.read_text(encoding="utf-8")
    room.do(1, "present", presentation="Une ligne corrigée.")
    assert "Une ligne corrigée." in page.read_text(encoding="utf-8")
    assert "correction" in room.desk.ask.get(f"/bureau/{DAY}/historique").text
    assert "déjà publiée" in room.desk.send(f"/bureau/{DAY}/publier", version=str(room.review.version)).text
    room.desk.send(f"/bureau/{DAY}/depublier", version=str(room.review.version))
    assert not room.review.sheet.published
    days = room.desk.ask.get("/bureau/").text
    assert "1\u00a0gardé, 0\u00a0écarté, 4&nbsp;à trier" in days


def test_undoing_from_the_history(room: Newsroom) -> None:
    room.do(1, "keep")
    room.do(2, "drop")
    first = room.review.history[0].id
    answer = room.undo(first, vers="historique")
    assert answer.headers["location"] == f"/bureau/{DAY}/historique"
    assert room.line(1).item.state == "proposed"
    assert room.line(2).item.state == "dropped"
    again = room.undo(first)
    assert again.status_code == 400
    assert "déjà annulée" in again.text
    # The undo itself can be undone.
    room.undo(room.review.history[-1].id)
    assert room.line(1).item.state == "kept"
    assert "a annulé\u00a0:" in room.desk.ask.get(f"/bureau/{DAY}/historique").text
    assert room.undo(99_999).status_code == 400


def test_a_structural_action_is_undone_after_those_that_rest_on_it(room: Newsroom) -> None:
    room.do(1, "merge", autre=str(room.stories[1]))
    merged = room.review.history[-1].id
    room.do(1, "merge", autre=str(room.stories[2]))
    refused = room.undo(merged)
    assert refused.status_code == 400
    assert "annulez-la d’abord" in refused.text


def test_a_form_that_makes_no_sense_changes_nothing(room: Newsroom) -> None:
    before = room.review.version
    assert room.do(1, "explode").status_code == 400
    assert room.do(1, "verdict", reponse="perhaps").status_code == 400
    assert room.do(1, "note", note="x" * 2_001).status_code == 400
    assert room.do(1, "drop", motif="x" * 201).status_code == 400
    assert room.desk.send(f"/bureau/{DAY}/sujets/99999", action="keep", version=str(before)).status_code == 400
    assert room.desk.ask.post(f"/bureau/{DAY}/sujets/{room.stories[0]}", data={"action": "keep"}).status_code == 403
    assert room.review.version == before


def test_the_list_is_taken_up_where_it_was(room: Newsroom) -> None:
    """Under a filter that the decision leaves, at the next Story; and never outside the desk."""
    answer = room.do(2, "keep", retour="etat=a-trier")
    assert answer.headers["location"] == f"/bureau/{DAY}?etat=a-trier#s{room.stories[2]}"
    answer = room.do(3, "keep", retour="https://evil.example/?etat=a-trier&x=1%0d%0aSet-Cookie:a")
    assert answer.headers["location"].startswith(f"/bureau/{DAY}#s")
