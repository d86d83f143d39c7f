"""An Article is published once: what was carried over is out of the way where another day has published it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from pvd_watch.digest.build import Ranked, Window, build
from pvd_watch.errors import UsageError
from pvd_watch.times import local_day, utc

from .desk import DAY, NEXT, Desk


def carry(desk: Desk) -> str:
    """The next day with its draft, in which what is open is offered again."""
    day = desk.next_day()
    storage, end = desk.storage, utc(desk.now)
    begin = storage.digests.before(day) or utc(desk.now - timedelta(hours=25))
    ranked = [Ranked(article) for article in storage.digests.window(begin, end)]
    made = build(Window(day, begin, end), ranked, (0, 0), 200, storage.reviews.earlier(day, DAY), 3)
    assert storage.digests.save(made)
    return day


def states(desk: Desk, day: str) -> dict[str, tuple[str, str]]:
    """State and reason of each line of a day as editors see it, by title."""
    return {
        line.item.title.removeprefix("Titre "): (line.item.state, line.dropped_for)
        for line in desk.review.day(day).sheet.lines
    }


def test_what_one_day_published_is_out_of_the_way_on_the_other(desk: Desk) -> None:
    desk.do("keep", 1)
    day = carry(desk)
    assert [item.carried for item in desk.digest(day).items] == [True, True, True]
    desk.do("keep", 2, day=day)
    desk.do("publish", day=day)
    assert states(desk, DAY) == {
        "a": ("kept", ""), "b": ("dropped", "déjà publié le samedi 21\u00a0novembre 2026"), "c": ("proposed", ""),
        "d": ("proposed", ""),
    }  # fmt: skip
    for action in ("keep", "pin"):
        with pytest.raises(UsageError, match="was published on 2026-11-21 already"):
            desk.do(action, 2)  # type: ignore[arg-type]
    desk.do("publish")
    assert desk.titles() == ["a"]
    assert desk.titles(NEXT) == ["b"]


def test_kept_on_both_days_it_goes_with_the_first_that_is_published(desk: Desk) -> None:
    desk.do("keep", 1)
    day = carry(desk)
    for where in (DAY, day):
        desk.do("keep", 2, day=where)
        desk.do("keep", 3, day=where)
    desk.do("drop", 3, day=day)
    desk.do("publish", day=day)
    desk.do("publish")
    assert (desk.titles(), desk.titles(day)) == (["a", "c"], ["b"])
    desk.do("unpublish", day=day)
    desk.do("note", 1, text="rouvrir")
    assert desk.titles() == ["a", "c"]  # what is published does not change by itself
    desk.do("keep", 2)
    assert desk.titles() == ["a", "b", "c"]
    assert states(desk, day)["b"][0] == "dropped"


def test_what_both_published_before_this_was_known_stays_as_it_is(desk: Desk) -> None:
    desk.do("keep", 1)
    day = carry(desk)
    desk.do("keep", 2)
    desk.do("keep", 2, day=day)
    desk.do("publish", day=day)
    desk.storage._connection.sql.execute("UPDATE digests SET state = 'published' WHERE day = ?", (DAY,))
    before = desk.titles(day)
    desk.do("note", 2, day=day, text="vu")
    assert desk.titles(day) == before == ["b"]


def test_where_editors_are_at_work_untouched_drafts_are_offered_again(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "watch.db")
    desk.now -= timedelta(days=1)
    desk.see("a", "b", "c", "d")
    carry(desk)
    day = carry(desk)
    assert desk.titles(day) == []  # nobody was ever at the desk: each Article stands in one digest
    desk.see("e")
    assert desk.draft(day)
    desk.do("keep", 5, day=day)
    monday = carry(desk)
    assert local_day(desk.now) == monday
    assert sorted(desk.titles(monday)) == ["a", "b", "c", "d"]
    desk.storage.close()


def test_what_is_read_is_counted(desk: Desk) -> None:
    assert desk.review.day(DAY).progress == desk.review.day(DAY).progress.__class__(0, 0, 4)
    version = desk.review.day(DAY).version
    desk.review.see(DAY, [1, 2, 99], "ana")
    desk.review.see(DAY, [2], "bob")
    found = desk.review.day(DAY)
    assert (found.version, found.read, found.progress.read, found.progress.left) == (version, {1, 2}, 2, 2)
    desk.do("keep", 3)
    desk.do("note", 4, text="appeler")
    progress = desk.review.day(DAY).progress
    assert (progress.read, progress.kept, progress.left) == (4, 1, 0)
    desk.review.undo(DAY, "ana")
    assert desk.review.day(DAY).progress.read == 3
