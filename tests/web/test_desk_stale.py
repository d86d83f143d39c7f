"""Two editors on one day: what is stale is refused with both sides shown, what is not goes through."""

from __future__ import annotations

import re

import httpx
import pytest

from .conftest import Desk
from .newsroom import fill

DAY = "2026-03-04"


@pytest.fixture
def stories(desk: Desk) -> list[int]:
    """Ana and Ben have read the same version of a day."""
    fill(desk.watch, 4)
    return [line.item.story_id for line in desk.watch.review.day(DAY).sheet.lines]


def _do(desk: Desk, editor: str, story: int, **fields: str) -> httpx.Response:
    desk.log_in("editor", f"{editor}@example.fr")
    return desk.send(f"/bureau/{DAY}/sujets/{story}", **{"version": "1"} | fields)


def _state(desk: Desk, story: int) -> str:
    line = desk.watch.review.day(DAY).sheet.of(story)
    assert line is not None
    return line.item.state


def test_a_stale_change_is_refused_with_both_sides(desk: Desk, stories: list[int]) -> None:
    _do(desk, "ana", stories[0], action="drop", motif="Hors sujet")
    answer = _do(desk, "ben", stories[0], action="present", presentation="La halle revit.")
    assert answer.status_code == 409
    assert "Ce que vous vouliez" in answer.text
    assert "La halle revit." in answer.text
    assert "Une personne (editor) a écarté" in answer.text
    assert "(Hors sujet)" in answer.text
    assert "Écarté (Hors sujet), au rang 1" in answer.text
    assert desk.watch.review.day(DAY).sheet.items[0].presentation == ""


def test_it_may_be_done_again_on_the_present_version(desk: Desk, stories: list[int]) -> None:
    _do(desk, "ana", stories[0], action="drop")
    answer = _do(desk, "ben", stories[0], action="keep", retour="etat=a-trier")
    again = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', answer.text))
    assert _state(desk, stories[0]) == "dropped"
    done = desk.send(f"/bureau/{DAY}/sujets/{stories[0]}", **again)
    assert done.status_code == 303
    assert _state(desk, stories[0]) == "kept"


def test_changes_of_other_stories_do_not_stand_in_the_way(desk: Desk, stories: list[int]) -> None:
    _do(desk, "ana", stories[0], action="keep")
    assert _do(desk, "ben", stories[1], action="drop").status_code == 303
    assert [_state(desk, story) for story in stories[:2]] == ["kept", "dropped"]


def test_publishing_what_others_changed_is_refused(desk: Desk, stories: list[int]) -> None:
    _do(desk, "ana", stories[0], action="keep")
    desk.log_in("editor", "ben@example.fr")
    answer = desk.send(f"/bureau/{DAY}/publier", version="1")
    assert answer.status_code == 409
    assert "Publier la veille du jour" in answer.text
    assert "a gardé" in answer.text
    again = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', answer.text))
    assert desk.send(f"/bureau/{DAY}/publier", **again).status_code == 303
    # What was decided before the publication is stale after it, whatever the Story.
    assert _do(desk, "ana", stories[2], action="keep", version="2").status_code == 409


def test_the_script_asks_what_others_did(desk: Desk, stories: list[int]) -> None:
    path = f"/bureau/{DAY}/depuis"
    desk.log_in("editor", "ben@example.fr")
    assert desk.ask.get(path, params={"version": "1"}).status_code == 204
    _do(desk, "ana", stories[1], action="drop", motif="Hors sujet")
    desk.log_in("editor", "ben@example.fr")
    answer = desk.ask.get(path, params={"version": "1"}, headers={"HX-Request": "true"})
    assert "Une personne (editor) a écarté" in answer.text
    assert f'<li id="s{stories[1]}">' in answer.text
    assert f'<li id="s{stories[0]}">' not in answer.text
    assert 'data-version="2"' in answer.text


def test_the_script_gets_the_parts_alone(desk: Desk, stories: list[int]) -> None:
    headers = {"HX-Request": "true"}
    desk.log_in("editor", "ana@example.fr")
    path = f"/bureau/{DAY}/sujets/{stories[1]}"
    fields = {"csrf": "csrf-of-the-tests", "action": "first", "version": "1"}
    done = desk.ask.post(path, data=fields, headers=headers)
    assert done.status_code == 200
    assert "<html" not in done.text
    assert f'data-order="{stories[1]} {stories[0]} {stories[2]} {stories[3]}"' in done.text
    assert 'data-version="2"' in done.text
    refused = desk.ask.post(path, data=fields | {"action": "keep"}, headers=headers)
    assert refused.status_code == 409
    assert "<html" not in refused.text
