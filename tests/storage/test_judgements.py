"""How many of the links shown editors let stand: only what they read counts, each link once, by its day."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pvd_watch.model import ByHand, JudgedLink, Verdict
from pvd_watch.review import Adding
from pvd_watch.statistics import link_quality, quality_object
from pvd_watch.times import Period
from tests.review.desk import DAY, Desk

PERIOD = Period("2026-11-09", "2026-11-22")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Four Stories, 1 to 4, linked to Saint-Flour."""
    made = Desk(tmp_path / "watch.db")
    made.see("a", "b", "c", "d")
    assert made.draft()
    yield made
    made.storage.close()


def links(desk: Desk) -> list[tuple[int, str, str]]:
    return [(link.article_id, link.insee, link.answer) for link in desk.storage.judgements.links(PERIOD)]


def test_what_nobody_read_does_not_count(desk: Desk) -> None:
    assert links(desk) == []
    desk.review.see(DAY, [2], "ana")
    assert links(desk) == [(2, "15187", "")]
    desk.do("keep", 1)
    desk.do("drop", 2)
    assert links(desk) == [(1, "15187", ""), (2, "15187", "")]


def test_verdicts_are_told_apart_and_undone_ones_forgotten(desk: Desk) -> None:
    desk.do("keep", 1)
    desk.do("verdict", 2, verdict=Verdict("15187", "reject"))
    desk.do("verdict", 3, verdict=Verdict("15187", "correct", "29233"))
    desk.do("verdict", 4, verdict=Verdict("36018", "add"))
    found = [(1, "15187", ""), (2, "15187", "reject"), (3, "15187", "correct"), (4, "15187", ""),
             (3, "29233", "add"), (4, "36018", "add")]  # fmt: skip
    assert links(desk) == found
    desk.review.undo(DAY, "ana")
    assert links(desk) == [*found[:3], found[4]]  # Story 4 is unread again
    [judged] = [one for one in desk.storage.judgements.labels() if one.title == "Titre c"]
    assert judged.verdicts == (Verdict("15187", "correct", "29233"),)
    assert judged.towns == {"15187": "Saint-Flour", "29233": "Quimperlé"}


def test_the_last_answer_on_a_link_counts(desk: Desk) -> None:
    desk.do("verdict", 1, verdict=Verdict("15187", "reject"))
    desk.do("verdict", 1, verdict=Verdict("15187", "add"))
    assert links(desk) == [(1, "15187", "")]


def test_what_editors_bring_in_says_nothing_of_the_linker(desk: Desk) -> None:
    adding = Adding(desk.storage, desk.review, lambda: desk.now)
    adding.by_hand(DAY, ByHand("Une page", "Le Bleu", "2026-11-19", "29233"), "ana")
    desk.do("note", 5, text="en page 3")
    assert links(desk) == []


def test_weeks_have_their_shares_empty_ones_included() -> None:
    said = [JudgedLink("2026-11-20", number, "15187", answer) for number, answer in enumerate(
        ["", "", "", "", "", "", "reject", "correct", "add", "add"])]  # type: ignore[arg-type]  # fmt: skip
    empty, week = link_quality(said, PERIOD)
    assert (empty.week, empty.shown, empty.precision, empty.recall) == ("2026-11-09", 0, None, None)
    assert (week.week, week.name) == ("2026-11-16", "2026-W47")
    assert (week.shown, week.rejected, week.corrected, week.added, week.right) == (8, 1, 1, 2, 6)
    assert (week.precision, week.recall) == (0.75, 0.75)
    told = quality_object(PERIOD, [week])["weeks"][0]
    assert (told["week"], told["precision"], told["right"]) == ("2026-11-16", 0.75, 6)
