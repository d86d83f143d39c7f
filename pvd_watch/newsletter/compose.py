"""An edition out of what is stored: lines counted and compared, the chosen ones fetched as they were shown."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any, Protocol

from pvd_watch.errors import UsageError
from pvd_watch.model import TopLine, TopStory
from pvd_watch.newsletter.choose import choose, fitting
from pvd_watch.newsletter.highlight import figures_of_lines, highlight
from pvd_watch.newsletter.render import to_object
from pvd_watch.newsletter.top import Top
from pvd_watch.newsletter.wanted import Wanted, read_wanted
from pvd_watch.times import Period
from pvd_watch.typography import Places

_SHARE = 6
"""How much of a period may lack a digest at its beginning: this part of it."""


class Archive(Protocol):
    """What is stored, as :class:`pvd_watch.storage.top.Top` gives it."""

    def lines(self, first: str, last: str, *, published_only: bool = False) -> list[TopLine]:
        """The items of the digests of a period by day, without what was dropped."""
        ...

    def stories(self, lines: Sequence[TopLine]) -> list[TopStory]:
        """These items as they were shown."""
        ...

    def current(self, stories: Collection[int], urls: Collection[str]) -> set[int]:
        """The Stories that former ones, and the Articles at some addresses, became."""
        ...


def compose(wanted: Wanted, archive: Archive, base_url: str = "") -> Top:
    """The edition that was asked for; the same archive gives the same edition."""
    period, before = wanted.period, wanted.period.before
    public = wanted.published_only
    lines = fitting(archive.lines(period.first, period.last, published_only=public), wanted)
    earlier = _whole(archive.lines(before.first, before.last, published_only=public), before)
    former = wanted.former
    exclude = archive.current(former.stories, former.urls) if former.stories or former.urls else set()
    chosen = choose(lines, wanted.count, exclude, wanted.department)
    return Top(
        wanted,
        figures_of_lines(lines, wanted.department),
        highlight(lines, fitting(earlier, wanted), before, wanted.department),
        tuple(archive.stories(chosen)),
        base_url,
    )


def _whole(lines: list[TopLine], before: Period) -> list[TopLine]:
    """The lines of the period before, none where the watch only began well within it: to be compared with a few days
    makes everyone rise."""
    latest = before.days // _SHARE
    begun = bool(lines) and Period(before.first, lines[0].day).days - 1 <= latest
    return lines if begun else []


def answer(query: Mapping[str, str], archive: Archive, places: Places, base_url: str = "") -> dict[str, Any]:
    """The answer to ``GET /api/v1/top?from=&to=&n=&department=&theme=``: what is published, and that alone.

    :raises UsageError: the query cannot be answered; the sentence says why (400).
    """
    for name in ("from", "to"):
        if not query.get(name):
            raise UsageError(f"{name} is missing; write it as a day, YYYY-MM-DD")
    wanted = read_wanted(
        query["from"],
        query["to"],
        query.get("n") or 5,
        department=query.get("department", ""),
        theme=query.get("theme", ""),
        departments=places.departments,
    )
    return to_object(compose(replace(wanted, published_only=True), archive, base_url), places)
