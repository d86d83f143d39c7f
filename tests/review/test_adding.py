"""Articles written down by hand: in their day at once, linked for ever, once, and only where they are sound."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from pvd_watch.errors import UsageError
from pvd_watch.linking.linker import Linker
from pvd_watch.model import ByHand, Decision
from pvd_watch.review import Adding
from tests.test_day import linker, with_communes

from .test_rules import Desk

__all__ = ["linker", "with_communes"]

DAY = "2026-11-20"
GIVEN = ByHand("La halle rouvre", "Le Petit Bleu", "2026-11-18", "29233", "À lire en page 4.", theme="commerce")


class Hand(Desk):
    """The line with the desk beside it, and what editors bring in."""

    def __init__(self, path: Path, linker: Linker) -> None:
        super().__init__(path, linker)
        self.adding = Adding(self.storage, self.review, lambda: self.now)


@pytest.fixture
def desk(tmp_path: Path, linker: Linker, with_communes: Path) -> Iterator[Hand]:
    made = Hand(Path(shutil.copy(with_communes, tmp_path / "watch.db")), linker)
    made.see("halle", made.now)
    made.digest()
    yield made
    made.storage.close()


def test_an_article_by_hand_stands_first_and_kept_with_its_line(desk: Hand) -> None:
    logged = desk.adding.by_hand(DAY, GIVEN, "ana")
    assert (logged.decision.action, logged.editor, logged.title) == ("add", "ana", "La halle rouvre")
    first = desk.review.day(DAY).sheet.items[0]
    assert (first.title, first.outlet, first.url, first.state) == ("La halle rouvre", "Le Petit Bleu", "", "kept")
    assert (first.presentation, first.themes, first.published_at) == (
        "À lire en page 4.", ("commerce",), "2026-11-18T11:00:00Z",
    )  # fmt: skip
    article = desk.storage.articles.get(first.article_id)
    assert article is not None
    assert article.canonical_url.startswith("entry:main-le-petit-bleu/")
    assert desk.linked()["La halle rouvre"] == ["29233"]  # for ever: a verdict
    desk.review.decide(DAY, Decision("publish"), "ana")
    assert [title for title, _, _ in desk.towns(DAY)] == ["La halle rouvre"]
    assert desk.adding.jobs(DAY) == []


def test_an_untouched_draft_is_made_again_with_it_once(desk: Hand) -> None:
    desk.adding.by_hand(DAY, GIVEN, "ana")
    desk.later(hours=1)
    desk.see("gare", desk.now)
    desk.digest()
    assert sorted(title for title, _, _ in desk.towns(DAY)) == [
        "La halle rouvre", "Quimperlé : gare", "Quimperlé : halle",
    ]  # fmt: skip


def test_for_a_day_to_come_it_waits_there_and_stands_nowhere_else(desk: Hand) -> None:
    desk.adding.by_hand("2026-11-22", GIVEN, "ana")
    desk.digest()
    assert [title for title, _, _ in desk.towns(DAY)] == ["Quimperlé : halle"]
    desk.later(days=1)
    desk.digest()
    assert desk.towns("2026-11-21") == []
    desk.later(days=1)
    desk.digest()
    assert [(title, state) for title, state, _ in desk.towns("2026-11-22")] == [("La halle rouvre", "kept")]


def test_the_same_article_is_not_written_twice(desk: Hand) -> None:
    desk.adding.by_hand(DAY, GIVEN, "ana")
    with pytest.raises(UsageError, match="stands in the digest of 2026-11-20 already"):
        desk.adding.by_hand(DAY, GIVEN, "bob")
    with pytest.raises(UsageError, match="stands in the draft of 2026-11-20; move it from there"):
        desk.adding.by_hand("2026-11-25", GIVEN, "bob")
    known = replace(GIVEN, url="https://a.example/halle?utm_source=x")
    with pytest.raises(UsageError, match="stands in the digest"):
        desk.adding.by_hand(DAY, known, "bob")  # the watch has it from its feed
    assert desk.storage.articles.count() == 2


def test_undone_it_leaves_the_day_and_done_again_it_is_back(desk: Hand) -> None:
    number = desk.adding.by_hand(DAY, GIVEN, "ana").id
    before = desk.towns(DAY)
    undone = desk.review.undo(DAY, "ana", number)
    assert [title for title, _, _ in desk.towns(DAY)] == ["Quimperlé : halle"]
    assert undone.logged is not None
    desk.review.undo(DAY, "ana", undone.logged.id)
    assert desk.towns(DAY) == before


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"title": "  "}, "needs its title"),
        ({"outlet": "\u202e"}, "needs its outlet"),
        ({"title": "x" * 301}, "301 characters are too many"),
        ({"line": "x" * 301}, "line: 301 characters are too many"),
        ({"date": "2026-11-21"}, "is in the future"),
        ({"date": "hier"}, "is no day of the calendar"),
        ({"insee": "75056"}, "is no town of the programme"),
        ({"url": "javascript:alert(1)"}, "is no address"),
        ({"theme": "voile"}, "voile is no theme"),
    ],
)
def test_what_is_not_sound_is_refused_whole(desk: Hand, changes: dict[str, str], said: str) -> None:
    before = list(desk.storage.dump_canonical())
    with pytest.raises(UsageError, match=said):
        desk.adding.by_hand(DAY, replace(GIVEN, **changes), "ana")
    assert list(desk.storage.dump_canonical()) == before


def test_days_that_take_nothing_in_are_refused(desk: Hand) -> None:
    with pytest.raises(UsageError, match="no digest was made on 2026-11-01"):
        desk.adding.by_hand("2026-11-01", GIVEN, "ana")
    desk.review.decide(DAY, Decision("drop", desk.review.day(DAY).sheet.items[0].story_id), "ana")
    desk.review.decide(DAY, Decision("publish"), "ana")
    with pytest.raises(UsageError, match="is published"):
        desk.adding.by_hand(DAY, GIVEN, "ana")
