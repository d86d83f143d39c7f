"""A day at the desk: what its pages show, with nothing, a few and many Stories."""

from __future__ import annotations

import gzip
import re

from .conftest import Desk
from .newsroom import fill

DAY = "2026-03-04"


def _ids(page: str) -> list[int]:
    return [int(found) for found in re.findall(r'<li id="s(\d+)"', page)]


def test_a_desk_without_days_says_what_will_come(desk: Desk) -> None:
    desk.log_in("editor")
    page = desk.ask.get("/bureau/").text
    assert "Aucune veille n’a encore été préparée" in page
    assert desk.ask.get(f"/bureau/{DAY}").status_code == 404
    assert desk.ask.get("/bureau/demain").status_code == 404


def test_todays_draft_is_one_click_away(desk: Desk) -> None:
    fill(desk.watch, 5)
    desk.log_in("editor")
    page = desk.ask.get("/bureau/").text
    assert f'href="/bureau/{DAY}">Ouvrir la veille d’aujourd’hui' in page
    assert "5\u00a0sujets à trier" in page


def test_a_story_shows_why_where_and_from_whom(desk: Desk) -> None:
    fill(desk.watch, 3)
    desk.log_in("editor")
    page = desk.ask.get(f"/bureau/{DAY}").text
    assert "<mark>Saint-Flour</mark>, la halle rouvre" in page
    assert "(Cantal)" in page
    assert "La ville est nommée dans le titre" in page
    assert "−6,0" in page
    assert "Commerce et artisanat" in page
    assert "Le Journal" in page
    assert "<b>3</b> restants" in page


def test_three_hundred_stories_stay_light(desk: Desk) -> None:
    fill(desk.watch, 300)
    desk.log_in("editor")
    answer = desk.ask.get(f"/bureau/{DAY}")
    assert "<b>300</b> restants" in answer.text
    first, last = _ids(answer.text), _ids(desk.ask.get(f"/bureau/{DAY}?page=8").text)
    assert (len(first), len(last)) == (40, 20)
    assert not set(first) & set(last)
    assert len(gzip.compress(answer.content)) < 30_000
    assert len(answer.content) < 150_000
    assert _ids(desk.ask.get(f"/bureau/{DAY}?page=99").text) == last
    for dead_end in (f"/bureau/{DAY}?page=9", f"/bureau/{DAY}?page=0", f"/bureau/{DAY}?page=x&score=-3&etat=nul"):
        assert desk.ask.get(dead_end).status_code == 200


def test_filters_leave_what_is_asked_for(desk: Desk) -> None:
    fill(desk.watch, 9)
    desk.log_in("editor")
    stories = _ids(desk.ask.get(f"/bureau/{DAY}").text)
    for story, action in zip(stories, ("keep", "drop", "pin"), strict=False):
        desk.send(f"/bureau/{DAY}/sujets/{story}", action=action, version=_version(desk))
    counted = {"dep=15": 2, "theme=habitat": 1, "score=10": 4, "etat=a-trier": 6, "etat=non-lus": 6, "etat=gardes": 2,
               "etat=epingles": 1, "etat=ecartes": 1, "etat=reports": 0, "etat=gardes&dep=15": 1}  # fmt: skip
    for query, count in counted.items():
        page = desk.ask.get(f"/bureau/{DAY}?{query}").text
        assert len(_ids(page)) == count, query
        assert ("Aucun sujet de ce jour ne répond" in page) is (count == 0)


def test_feed_text_never_becomes_markup(desk: Desk) -> None:
    fill(desk.watch, 1)
    desk.log_in("editor")
    [story] = _ids(desk.ask.get(f"/bureau/{DAY}").text)
    evil = '<script>alert("x")</script> & "quotes"'
    for action, field in (("present", "presentation"), ("note", "note")):
        desk.send(f"/bureau/{DAY}/sujets/{story}", action=action, version=_version(desk), **{field: evil})
    for path in (f"/bureau/{DAY}", f"/bureau/{DAY}/sujets/{story}", f"/bureau/{DAY}/historique"):
        page = desk.ask.get(path).text
        assert "&lt;script&gt;alert" in page
        assert "<script>alert" not in page


def test_a_reader_sees_and_decides_nothing(desk: Desk) -> None:
    fill(desk.watch, 2)
    desk.log_in("reader")
    page = desk.ask.get(f"/bureau/{DAY}").text
    [story, _] = _ids(page)
    assert 'value="keep"' not in page
    answer = desk.send(f"/bureau/{DAY}/sujets/{story}", action="keep", version="1")
    assert answer.status_code == 403
    assert "<b>2</b> restants" in desk.ask.get(f"/bureau/{DAY}").text


def _version(desk: Desk) -> str:
    return str(desk.watch.storage.reviews.version(DAY))
