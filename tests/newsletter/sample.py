"""An archive in memory: items of digests that stand for a month's, and what editors did with them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from pvd_watch.model import CommuneRef, DigestItem, TopLine, TopState, TopStory
from pvd_watch.newsletter import Wanted
from pvd_watch.times import Period
from tests.digest.sample import BANK, HALL, SCHOOL, SECOND, UNTITLED

FIRST, LAST = "2026-10-01", "2026-10-31"
OCTOBER = Period(FIRST, LAST)


def line(number: int, department: str = "29", state: TopState = "proposed", **changes: object) -> TopLine:
    """A line of a Story of its own, about a commune of a department."""
    commune = CommuneRef(f"{department}{number:03}", f"Ville {number}", department, "53")
    made = TopLine(FIRST, number, number, state, state == "published", 0.0, 1, ("Le Fanal",), (commune,), ())
    return made._replace(**changes)  # type: ignore[arg-type]


def line_of(item: DigestItem, day: str, state: TopState) -> TopLine:
    """The line of an item as the storage gives it."""
    outlets = (item.outlet, *item.also_in)
    public = state != "proposed"
    return TopLine(
        day, item.rank, item.story_id, state, public, item.score, item.size, outlets, item.communes, item.themes
    )


class Memory:
    """What :class:`pvd_watch.storage.top.Top` does, over a list."""

    def __init__(
        self, shown: Sequence[tuple[DigestItem, str, TopState]], merged: Mapping[int, int] | None = None
    ) -> None:
        self._shown = [(line_of(*one), one[0]) for one in shown]
        self._merged = merged or {}

    def lines(self, first: str, last: str, *, published_only: bool = False) -> list[TopLine]:
        found = sorted(line for line, _ in self._shown if first <= line.day <= last)
        return [line for line in found if line.published or not published_only]

    def stories(self, lines: Sequence[TopLine]) -> list[TopStory]:
        items = {(line.day, line.rank): item for line, item in self._shown}
        return [TopStory(line, items[line.day, line.rank], line.size) for line in lines]

    def current(self, stories: Collection[int], urls: Collection[str]) -> set[int]:
        at = {item.story_id for _, item in self._shown if item.url in urls}
        return {self._merged.get(story, story) for story in (*stories, *at)}


HALL_TOLD = replace(HALL, size=3, presentation="Un marché : on l’attendait.", themes=("commerce",), score=12.5)
MONTH = Memory(
    [
        (SCHOOL, "2026-10-02", "proposed"),
        (HALL_TOLD, "2026-10-20", "published"),
        (replace(UNTITLED, themes=("commerce",)), "2026-10-09", "proposed"),
        (replace(SECOND, themes=("culture-sport-jeunesse",), page="paywall"), "2026-10-11", "pinned"),
        (BANK, "2026-10-11", "published"),
        (replace(BANK, story_id=21, rank=9), "2026-09-01", "published"),
    ]
)
ASKED = Wanted(OCTOBER, 4)


def only(item: DigestItem, day: str = "2026-10-20", state: TopState = "proposed") -> Memory:
    """An archive of one item."""
    return Memory([(item, day, state)])
