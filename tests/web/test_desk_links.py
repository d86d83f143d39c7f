"""Correcting the towns of a Story: answers, names that may be several, rules, reading marks."""

from __future__ import annotations

import re

import httpx
import pytest

from pvd_watch.model import CommuneRef

from .conftest import Desk
from .newsroom import fill

DAY = "2026-03-04"


@pytest.fixture
def stories(desk: Desk) -> list[int]:
    """Ten Stories, the fourth and the ninth on Rue, of one outlet."""
    fill(desk.watch, 10)
    desk.log_in("editor", "ana@example.fr")
    return [line.item.story_id for line in desk.watch.review.day(DAY).sheet.lines]


def _judge(desk: Desk, story: int, answer: str, **fields: str) -> httpx.Response:
    given = {"action": "verdict", "reponse": answer, "vers": "sujet", "version": str(_version(desk))}
    return desk.send(f"/bureau/{DAY}/sujets/{story}", **given | fields)


def _version(desk: Desk) -> int:
    return desk.watch.storage.reviews.version(DAY)


def _towns(desk: Desk, story: int) -> tuple[CommuneRef, ...]:
    line = desk.watch.review.day(DAY).sheet.of(story)
    assert line is not None
    return line.item.communes


def _hidden(page: str) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page))


def test_evidence_is_shown_on_demand(desk: Desk, stories: list[int]) -> None:
    page = desk.ask.get(f"/bureau/{DAY}/sujets/{stories[3]}").text
    assert "<mark>Rue</mark>" in page
    assert "le journal couvre ce département" in page
    assert "97\u00a0%" in page.replace("&nbsp;", "\u00a0")


def test_a_story_whose_only_town_was_rejected_names_none(desk: Desk, stories: list[int]) -> None:
    place = '<span class="place"><span>Rue'
    before = desk.ask.get(f"/bureau/{DAY}").text.count(place)
    _judge(desk, stories[3], "reject", insee="80688")
    after = desk.ask.get(f"/bureau/{DAY}").text
    assert after.count(place) == before - 1
    assert "aucune commune du programme" in after


def test_another_commune_by_its_name_or_code(desk: Desk, stories: list[int]) -> None:
    answer = _judge(desk, stories[3], "correct", insee="80688", commune="quimperle")
    assert answer.headers["location"] == f"/bureau/{DAY}/sujets/{stories[3]}"
    assert [town.insee for town in _towns(desk, stories[3])] == ["29233"]
    _judge(desk, stories[3], "add", commune="Le Blanc (36018)")
    assert [town.insee for town in _towns(desk, stories[3])] == ["29233", "36018"]
    _judge(desk, stories[2], "accept", insee="36018")
    assert "a confirmé Le Blanc" in desk.ask.get(f"/bureau/{DAY}/historique").text


def test_a_name_that_may_be_several_is_asked_for(desk: Desk, stories: list[int]) -> None:
    answer = _judge(desk, stories[3], "add", commune="Breteuil")
    assert answer.status_code == 200
    assert "Quelle commune" in answer.text
    choices = re.findall(r'name="commune" value="(Breteuil \(\w{5}\))"', answer.text)
    assert len(choices) == len(set(choices)) >= 2
    before = _towns(desk, stories[3])
    done = desk.send(f"/bureau/{DAY}/sujets/{stories[3]}", **_hidden(answer.text), commune=choices[0])
    assert done.status_code == 303
    assert len(_towns(desk, stories[3])) == len(before) + 1


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"reponse": "add", "commune": "Xyzzyville"}, "Aucune commune ne porte ce nom"),
        ({"reponse": "add", "commune": "Paris (75056)"}, "n’est pas une ville du programme"),
        ({"reponse": "add"}, "n’est pas connue"),
        ({"reponse": "correct", "insee": "80688", "commune": ""}, "n’est pas connue"),
        ({"reponse": "reject", "insee": "29233"}, "n’est plus lié à cette commune"),
    ],
)
def test_answers_that_make_no_sense_are_refused(
    desk: Desk, stories: list[int], fields: dict[str, str], words: str
) -> None:
    answer = _judge(desk, stories[3], fields.pop("reponse"), **fields)
    assert answer.status_code == 400
    assert words in answer.text
    assert _version(desk) == 1


def test_communes_are_offered_while_typed(desk: Desk) -> None:
    desk.log_in("reader")
    found = desk.ask.get("/bureau/communes", params={"q": "saint flou"}).json()
    assert found[0] == {
        "value": "Saint-Flour (15187)",
        "label": "Saint-Flour",
        "department": "Cantal",
        "programme": True,
    }
    assert desk.ask.get("/bureau/communes").json() == []
    assert len(desk.ask.get("/bureau/communes", params={"q": "sa"}).json()) == 10


def test_a_rejection_offers_a_rule_that_is_shown_given_and_taken_back(desk: Desk, stories: list[int]) -> None:
    _judge(desk, stories[3], "reject", insee="80688")
    page = desk.ask.get(f"/bureau/{DAY}/sujets/{stories[3]}").text
    [path] = [found.replace("&amp;", "&") for found in re.findall(r'href="(/bureau/regles/apercu[^"]+)"', page)]
    shown = desk.ask.get(path).text
    assert "2\u00a0articles des 30 derniers jours ne seraient plus reliés à Rue" in shown
    assert desk.watch.storage.rules.history() == []
    done = desk.send("/bureau/regles", **_hidden(shown))
    assert done.headers["location"] == f"/bureau/{DAY}/sujets/{stories[3]}"
    assert desk.watch.review.day(DAY).sheet.items[8].state == "dropped"
    assert "par une règle sur «\u00a0Rue\u00a0»" in desk.ask.get(f"/bureau/{DAY}/historique").text
    assert "/bureau/regles/apercu" not in desk.ask.get(f"/bureau/{DAY}/sujets/{stories[3]}").text
    assert desk.send("/bureau/regles", **_hidden(shown)).status_code == 400
    # What a rule took from one Story can be given back, and taken again.
    for state in ("proposed", "dropped"):
        last = desk.watch.review.day(DAY).history[-1]
        desk.send(f"/bureau/{DAY}/annuler", version=str(_version(desk)), numero=str(last.id))
        assert desk.watch.review.day(DAY).sheet.items[8].state == state
    rules = desk.ask.get("/bureau/regles").text
    assert "«&nbsp;Rue&nbsp;» n’est jamais Rue (80688)" in rules
    [number] = re.findall(r'href="/bureau/regles/(\d+)"', rules)
    assert "Retirer la règle" in desk.ask.get(f"/bureau/regles/{number}").text
    desk.send(f"/bureau/regles/{number}")
    assert desk.watch.review.day(DAY).sheet.items[8].state == "proposed"
    assert "retirée le" in desk.ask.get("/bureau/regles").text
    assert desk.ask.get(f"/bureau/regles/{number}").status_code == 404


def test_a_rule_that_is_none_is_refused(desk: Desk) -> None:
    desk.log_in("editor")
    assert desk.ask.get("/bureau/regles/apercu?source=nulle&nom=Rue&insee=80688").status_code == 404
    assert desk.send("/bureau/regles", source="nulle", nom="", insee="").status_code == 400
    assert "Aucune règle" in desk.ask.get("/bureau/regles").text


def test_reading_is_counted_without_a_new_version(desk: Desk, stories: list[int]) -> None:
    answer = desk.send(f"/bureau/{DAY}/lus", sujets=f"{stories[0]} {stories[1]} 99999 x")
    assert answer.headers["location"] == f"/bureau/{DAY}"
    page = desk.ask.get(f"/bureau/{DAY}").text
    assert "<b>2</b> lus, <b>0</b> gardé, <b>0</b> écarté, <b>8</b> restants" in page
    assert _version(desk) == 1
