"""The history in the database: as it was given, in order, with drafts and pairs that outlive what comes after."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from sqlite3 import IntegrityError

import pytest

from pvd_watch.model import Arrival, CommuneRef, DayCount, Decision, Done, Verdict
from pvd_watch.standing import PageText
from pvd_watch.storage import Storage
from pvd_watch.storage.reviews import Book
from tests.digest.sample import DIGEST, HALL

from ..review.desk import DAY, NEXT, Desk

AT = "2026-11-20T08:00:00Z"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path / "watch.db")
    made.see("a", "b", "c")
    made.draft()
    yield made
    made.storage.close()


@pytest.mark.parametrize(
    "decision",
    [
        Decision("keep", 1),
        Decision("drop", 1, text="« hors » sujet"),
        Decision("move", 1, rank=3, place="7/2"),
        Decision("move", 1, day=NEXT),
        Decision("split", 1, article_id=2, other_id=9, place="3/2", items=(HALL, replace(HALL, story_id=9))),
        Decision("merge", 1, other_id=2),
        Decision("verdict", 1, article_id=1, verdict=Verdict("15187", "correct", "29233")),
        Decision(
            "verdict", 1, article_id=1, verdict=Verdict("29233", "add"), commune=CommuneRef("29233", "Q", "29", "53")
        ),
        Decision("publish"),
        Decision("undo", of=7),
    ],
    ids=lambda decision: decision.action,
)
def test_a_decision_is_read_as_it_was_written(desk: Desk, decision: Decision) -> None:
    with desk.storage.reviews.edit() as book:
        number = book.add(DAY, decision, "ana", AT, title="Titre a", correction=True)
    [logged] = desk.storage.reviews.history(DAY)
    assert (logged.id, logged.decision, logged.editor, logged.at) == (number, decision, "ana", AT)
    assert (logged.title, logged.correction, logged.version, logged.stands) == ("Titre a", True, 2, True)
    assert desk.storage.reviews.get(number) == logged
    assert bool(logged.verdict_id) == (decision.verdict is not None)


def test_the_version_of_a_day_rises_with_every_change(desk: Desk) -> None:
    assert (desk.storage.reviews.version(DAY), desk.storage.reviews.version(NEXT)) == (1, 0)
    desk.see("d")
    desk.draft()
    with desk.storage.reviews.edit() as book:
        book.add(DAY, Decision("keep", 1), "ana", AT)
        book.add(NEXT, Decision("receive", 2), "ana", AT)
    assert (desk.storage.reviews.version(DAY), desk.storage.reviews.version(NEXT)) == (3, 0)
    assert [logged.decision.action for logged in desk.storage.reviews.history(NEXT)] == ["receive"]


def test_days_are_listed_drafts_first_with_what_was_decided(desk: Desk) -> None:
    desk.do("keep", 1)
    desk.do("pin", 2)
    desk.do("publish")
    desk.next_day()
    desk.see("d", "e", "f")
    desk.draft(NEXT)
    desk.do("drop", 4, day=NEXT)
    desk.do("pin", 5, day=NEXT)
    assert desk.storage.reviews.days(9) == [
        DayCount(NEXT, "draft", 3, 1, 1, edited=True),
        DayCount(DAY, "published", 2, 0, 0, edited=True),
    ]
    assert [day.left for day in desk.storage.reviews.days(1)] == [1]
    assert [day.day for day in desk.storage.reviews.days(1, 1)] == [DAY]


def test_what_fails_half_way_leaves_nothing(desk: Desk) -> None:
    before = list(desk.storage.dump_canonical())
    with pytest.raises(IntegrityError), desk.storage.reviews.edit() as book:
        _decide_what_cannot_be_stored(book)
    assert list(desk.storage.dump_canonical()) == before
    assert desk.storage.reviews.version(DAY) == 1


def test_the_draft_is_kept_beside_what_editors_made_of_it(desk: Desk) -> None:
    base = desk.digest().items
    with desk.storage.reviews.edit() as book:
        book.add(DAY, Decision("keep", 1), "ana", AT)
        book.write(DAY, base, base[1:], "draft")
        book.write(DAY, base[1:], base[:1], "published")
    assert (desk.storage.reviews.base(DAY), desk.digest().items) == (base, base[:1])
    assert desk.storage.reviews.edited(DAY)
    assert desk.digest().state == "published"


@pytest.mark.parametrize(("action", "closes"), [("keep", True), ("note", True), ("undo", False), ("receive", False)])
def test_a_draft_is_closed_by_what_an_editor_decided_on_it(desk: Desk, action: str, closes: bool) -> None:
    with desk.storage.reviews.edit() as book:
        book.add(DAY, Decision(action, 1), "ana", AT)  # type: ignore[arg-type]
    assert desk.storage.digests.touched(DAY) is closes
    before = desk.digest()
    assert desk.storage.digests.save(replace(before, items=())) is not closes
    assert (desk.digest() == before) is closes


def test_a_draft_saved_while_an_editor_published_it_is_refused(tmp_path: Path) -> None:
    storage = Storage(tmp_path / "watch.db")
    assert storage.digests.save(DIGEST)
    assert not storage.digests.save(replace(DIGEST, items=()))
    assert storage.digests.get(DIGEST.day) == DIGEST
    storage.close()


def test_a_draft_with_what_another_day_sent_keeps_both(desk: Desk) -> None:
    digest = desk.digest()
    assert desk.storage.digests.save(digest, digest.items[1:])
    assert desk.digest().items == digest.items[1:]
    assert desk.storage.reviews.base(DAY) == digest.items
    assert desk.storage.digests.save(digest)
    assert desk.storage.reviews.base(DAY) == desk.digest().items == digest.items


def test_of_two_decisions_on_a_pair_the_later_that_stands_counts(desk: Desk) -> None:
    with desk.storage.reviews.edit() as book:
        first = book.add(DAY, Decision("merge", 1, other_id=2), "ana", AT)
        book.keep_pairs(first, [1], [2, 3], together=True)
        second = book.add(DAY, Decision("split", 1), "bob", AT)
        book.keep_pairs(second, [2], [1], together=False)
    one, two, three = (f"https://journal.example/{name}" for name in "abc")
    assert desk.storage.reviews.pairs() == ({(one, three)}, {(one, two)})
    logged = desk.storage.reviews.get(second)
    assert logged is not None
    with desk.storage.reviews.edit() as book:
        book.mark(logged, AT)
    assert desk.storage.reviews.pairs() == ({(one, two), (one, three)}, frozenset())


def test_pairs_follow_articles_that_turn_out_to_be_one(desk: Desk) -> None:
    arrivals = [_arrival("x"), _arrival("x?page=1")]
    desk.storage.articles.commit_feed(desk.run, Done("gazette", 200, present=("x", "x?page=1")), arrivals, AT)
    with desk.storage.reviews.edit() as book:
        number = book.add(DAY, Decision("merge", 1, other_id=5), "ana", AT)
        book.keep_pairs(number, [1], [4, 5], together=True)
    page = PageText(5, arrivals[1].canonical_url, "read", "Un.", canonical=arrivals[0].canonical_url)
    desk.storage.articles.commit_page(page, AT)
    assert desk.storage.articles.get(5) is None
    assert desk.storage.reviews.pairs()[0] == {(arrivals[0].canonical_url, "https://journal.example/a")}


def test_earlier_digests_come_with_what_editors_left_in_them(desk: Desk) -> None:
    desk.do("merge", 1, other_id=2)
    desk.do("drop", 3)
    [found] = desk.storage.reviews.earlier(NEXT, "2026-11-18")
    assert [(item.story_id, item.state) for item in found.items] == [(1, "proposed"), (3, "dropped")]
    assert desk.storage.reviews.earlier(DAY, "2026-11-18") == []
    assert desk.storage.reviews.earlier("2026-11-25", "2026-11-22") == []


def test_what_was_decided_is_content_and_stands_in_the_dump(desk: Desk) -> None:
    desk.do("merge", 1, other_id=2)
    desk.do("drop", 3, text="doublon")
    desk.review.undo(DAY, "ana")
    lines = [
        line for line in desk.storage.dump_canonical() if line.startswith(('["review"', '["story pair"', '["draft'))
    ]
    assert [line.split(",")[0] for line in lines].count('["review"') == 1
    assert '["story pair", "https://journal.example/a", "https://journal.example/b", 1]' in lines
    assert sum(line.startswith('["draft item"') for line in lines) == 3


def _decide_what_cannot_be_stored(book: Book) -> None:
    number = book.add(DAY, Decision("merge", 1, other_id=2), "ana", AT)
    book.write(DAY, (), (HALL,), "published")
    book.keep_pairs(number, [1], [99], together=True)


def _arrival(name: str) -> Arrival:
    url = f"https://gazette.example/{name}"
    return Arrival(name, url, url, name, "Un même titre", "", "", AT, "minute", (), False)
