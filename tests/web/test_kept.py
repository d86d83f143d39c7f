"""Public pages are kept while nothing else is published, and no longer."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from starlette.responses import HTMLResponse, Response

from pvd_watch.web import sheets
from pvd_watch.web.kept import Kept
from pvd_watch.web.sheets import Sheets
from tests.web.archive import fill
from tests.web.conftest import Desk

STALE = "Ce titre a changé sans que rien ne soit publié"


def _change_behind_its_back(desk: Desk) -> None:
    with closing(sqlite3.connect(desk.watch.home.database)) as sql, sql:
        sql.execute("UPDATE digest_items SET shown = json_set(shown, '$.title', ?)", (STALE,))


def test_what_is_published_is_shown_at_once(desk: Desk) -> None:
    fill(desk.watch, "2026-03-03")
    assert "/veille/2026-03-04" not in desk.ask.get("/veille/").text
    fill(desk.watch, "2026-03-04")
    assert "/veille/2026-03-04" in desk.ask.get("/veille/").text


def test_a_page_is_made_once_while_nothing_is_published(desk: Desk) -> None:
    fill(desk.watch, "2026-03-03")
    first = desk.ask.get("/veille/2026-03-03")
    _change_behind_its_back(desk)
    again = desk.ask.get("/veille/2026-03-03")
    assert (again.text, again.headers["etag"]) == (first.text, first.headers["etag"])
    assert desk.ask.head("/veille/2026-03-03").headers["content-type"] == first.headers["content-type"]
    assert STALE in desk.ask.get("/veille/2026-03-03?autrement").text


def test_who_is_logged_in_gets_nothing_that_was_made_for_strangers(desk: Desk) -> None:
    fill(desk.watch, "2026-03-03")
    stranger = desk.ask.get("/veille/2026-03-03")
    _change_behind_its_back(desk)
    desk.log_in("reader")
    own = desk.ask.get("/veille/2026-03-03")
    assert STALE in own.text
    assert own.headers["cache-control"] == "private, no-store"
    desk.log_out()
    assert desk.ask.get("/veille/2026-03-03").text == stranger.text


def _found(kept: Sheets, address: str, stamp: str, now: float) -> bytes | None:
    answer = kept.take(address, stamp, now)
    return None if answer is None else bytes(answer.body)


def test_an_answer_is_good_for_its_stamp_and_its_time() -> None:
    kept = Sheets()
    kept.put("a", "1", 10.0, HTMLResponse("une page", headers={"X-Own": "oui"}))
    answer = kept.take("a", "1", 9.0)
    assert isinstance(answer, Response)
    assert (answer.body, answer.headers["x-own"]) == (b"une page", "oui")
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    answer.headers["X-Own"] = "non"
    assert _found(kept, "a", "1", 11.0) is None
    kept.put("a", "1", 10.0, HTMLResponse("une page"))
    assert _found(kept, "a", "2", 9.0) is None
    assert _found(kept, "a", "1", 9.0) is None


def test_memory_is_bounded() -> None:
    kept, page = Sheets(), HTMLResponse("x" * (sheets.MOST // 4 + 1))
    for number in range(8):
        kept.put(str(number), "1", 10.0, page)
        kept.take("0", "1", 1.0)
    held = [number for number in range(8) if _found(kept, str(number), "1", 1.0)]
    assert held == [0, 6, 7]


def test_values_are_made_once_for_each_stamp() -> None:
    kept, made = Kept(), list[str]()

    def make(word: str) -> str:
        made.append(word)
        return word

    asked = (("a", "1"), ("a", "1"), ("b", "1"), ("a", "2"), ("a", "2"), ("b", "1"))
    assert [kept.get(name, stamp, lambda name=name: make(name)) for name, stamp in asked] == [*"aabaab"]
    assert made == ["a", "b", "a"]


def test_the_values_asked_for_last_stay() -> None:
    kept = Kept(most=10, weight=len)
    for value in ("xxxx", "yyyy"):
        kept.put(value[0], "1", value)
    assert kept.find("x", "1") == "xxxx"
    kept.put("z", "1", "zzz")
    assert [kept.find(name, "1") for name in "xyz"] == ["xxxx", None, "zzz"]
    kept.put("x", "2", "x" * 7)
    assert [kept.find("x", "2"), kept.find("z", "1")] == ["x" * 7, "zzz"]
    kept.put("w", "1", "w" * 11)
    assert [kept.find(name, stamp) for name, stamp in (("w", "1"), ("x", "2"), ("z", "1"))] == [None] * 3
