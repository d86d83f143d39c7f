"""Odd requests at the desk: what cannot be is refused in French, what was written is not lost, nothing moves by it."""

from __future__ import annotations

import sqlite3

import httpx
import pytest

from .conftest import CSRF, Desk
from .newsroom import fill

DAY = "2026-03-04"
_MANY = "&".join(f"a{number}=1" for number in range(60))


@pytest.fixture
def room(desk: Desk) -> Desk:
    fill(desk.watch, 3)
    desk.log_in("editor")
    return desk


def _first(room: Desk) -> int:
    return room.watch.review.day(DAY).sheet.lines[0].item.story_id


def _send(room: Desk, **fields: str) -> httpx.Response:
    version = str(room.watch.review.day(DAY).version)
    return room.send(f"/bureau/{DAY}/sujets/{_first(room)}", version=version, **fields)


@pytest.mark.parametrize("digits", [20, 5_000])
def test_numbers_that_no_database_holds(room: Desk, digits: int) -> None:
    """They are no page, or the first page of a list, and no fault of the program."""
    number = "9" * digits
    for path in (f"/bureau/{DAY}/sujets/{number}", f"/bureau/regles/{number}", f"/bureau/signalements/{number}"):
        assert room.ask.get(path).status_code == 404
        assert room.send(path, action="keep").status_code == 404
        assert "Page introuvable" in room.ask.get(path).text
    assert room.ask.get(f"/bureau/?page={number}").status_code == 200


def test_more_words_in_an_address_than_ours_have(room: Desk) -> None:
    """They are left out of the way back."""
    for path in (f"/bureau/{DAY}?{_MANY}", f"/bureau/{DAY}/sujets/{_first(room)}?{_MANY}"):
        assert room.ask.get(path).status_code == 200
    assert room.ask.get(f"/bureau/{DAY}/depuis?{_MANY}&version=9").status_code == 200
    answer = room.send(f"/bureau/{DAY}/lus", sujets="", retour=f"{_MANY}&etat=gardes")
    assert answer.headers["location"].startswith(f"/bureau/{DAY}?etat=")


@pytest.mark.parametrize(("action", "field"), [("send", "jour"), ("place", "rang")])
@pytest.mark.parametrize("words", ["", "0", "-1", "zéro"])
def test_a_story_goes_nowhere_by_an_empty_form(room: Desk, action: str, field: str, words: str) -> None:
    """A day or a rank is asked for; the order of the day stays as it was."""
    before = room.watch.review.day(DAY)
    answer = room.send(
        f"/bureau/{DAY}/sujets/{before.sheet.lines[2].item.story_id}",
        version=str(before.version), action=action, **{field: words},
    )  # fmt: skip
    assert answer.status_code == 400
    assert "Demande refusée" in answer.text
    assert room.watch.review.day(DAY).sheet == before.sheet


def test_what_was_written_is_shown_when_the_session_has_ended(room: Desk) -> None:
    """The page of the login's refusal gives the words back, as text; so does that of a form of an older session."""
    note = "Voir avec <b>Jeanne</b> avant jeudi"
    room.log_out()
    answer = _send(room, action="note", note=note)
    assert answer.status_code == 401
    assert "Ce que vous aviez écrit" in answer.text
    assert "Voir avec &lt;b&gt;Jeanne&lt;/b&gt; avant jeudi" in answer.text
    room.log_in("editor")
    answer = room.ask.post(f"/bureau/{DAY}/sujets/{_first(room)}", data={"csrf": "old", "action": "note", "note": note})
    assert answer.status_code == 403
    assert "Jeanne" in answer.text


def test_words_that_are_too_long_are_shown_with_the_refusal(room: Desk) -> None:
    answer = _send(room, action="present", presentation="À lire. " * 60)
    assert answer.status_code == 400
    assert "trop long" in answer.text
    assert "À lire. À lire." in answer.text


def test_what_another_site_sends_is_not_repeated(room: Desk) -> None:
    answer = room.ask.post(
        f"/bureau/{DAY}/sujets/{_first(room)}",
        data={"csrf": CSRF, "action": "note", "note": "Votre compte est perdu"},
        headers={"Sec-Fetch-Site": "cross-site"},
    )
    assert answer.status_code == 403
    assert "Votre compte est perdu" not in answer.text


def test_what_readers_report_is_shown_without_signs_that_turn_or_break_it(room: Desk) -> None:
    """Direction marks and terminal codes of strangers stay out of the editors' page; their lines stay lines."""
    words = "Le lien\u202e est faux\x1b[31m\nMerci"
    assert room.send("/signaler", page="/veille/", kind="lien", words=words).status_code == 303
    page = room.ask.get("/bureau/signalements").text
    assert "Le lien est faux[31m\nMerci" in page


@pytest.mark.parametrize(
    "fields", [{"action": "keep"}, {"action": "note", "note": "À voir"}, {"action": "drop", "motif": "Hors sujet"}]
)
def test_a_form_that_is_sent_twice_is_done_once(room: Desk, fields: dict[str, str]) -> None:
    """A second click is told that it is so already: nobody else stood in the way. Another's same wish is stale."""
    version, path = str(room.watch.review.day(DAY).version), f"/bureau/{DAY}/sujets/{_first(room)}"
    for _ in range(2):
        assert room.send(path, version=version, **fields).status_code == 303
    assert "C’est déjà ainsi" in room.ask.get(f"/bureau/{DAY}").text
    assert len(room.watch.review.day(DAY).history) == 1
    room.log_in("editor", "ben@example.fr")
    assert room.send(path, version=version, **fields).status_code == 409


def test_an_undo_that_is_sent_twice_is_said_to_be_done(room: Desk) -> None:
    _send(room, action="keep")
    done = room.watch.review.day(DAY)
    answers = [
        room.send(f"/bureau/{DAY}/annuler", version=str(done.version), numero=str(done.history[-1].id)) for _ in "ab"
    ]
    assert [answer.status_code for answer in answers] == [303, 400]
    assert "déjà annulée" in answers[1].text


def test_a_slip_of_the_keyboard_sends_no_story_to_another_century(room: Desk) -> None:
    answer = _send(room, action="send", jour="2206-03-05")
    assert answer.status_code == 400
    assert "trop loin" in answer.text
    assert _send(room, action="send", jour="2026-03-05").status_code == 303


def test_a_locked_database_is_said_in_french_and_gives_back_what_was_written(room: Desk) -> None:
    """Also where a sentence waits to be shown, which cannot be taken off the session then."""
    _send(room, action="keep")  # its notice waits
    version = str(room.watch.review.day(DAY).version)
    other = sqlite3.connect(room.watch.home.database, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        answer = room.send(f"/bureau/{DAY}/sujets/{_first(room)}", version=version, action="note", note="À relire")
    finally:
        other.close()
    assert answer.status_code == 503
    assert "Rien n’a été enregistré" in answer.text
    assert "À relire" in answer.text
