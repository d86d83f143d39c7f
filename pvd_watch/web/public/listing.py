"""A page of the published selection: items under the days that published them, the newest first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from starlette.responses import Response

from pvd_watch.digest.view import Line, line_of
from pvd_watch.model import Digest
from pvd_watch.storage.published import Facet
from pvd_watch.typography import Places
from pvd_watch.web.public.shelves import Shelf
from pvd_watch.web.visit import Visit

A_PAGE = 30
"""Items of a page."""
_LAST_PAGE = 10_000


@dataclass(frozen=True, slots=True)
class Day:
    """Items that one day published."""

    day: str
    lines: tuple[Line, ...]


def days_of(digests: Sequence[Digest], places: Places) -> list[Day]:
    """The items of Digests as pages show them."""
    return [Day(each.day, tuple(line_of(item, each.day, places) for item in each.items)) for each in digests]


def counts(visit: Visit, facet: Facet) -> Mapping[str, int]:
    """How many published items stand under each town, department or theme; kept while nothing else is published."""
    published = visit.storage.published
    return visit.site.kept.get(("counts", facet), published.stamp(), lambda: published.counts(facet))


def page_asked(visit: Visit) -> int:
    """Which page of a list is asked for, from 1; 1 where that is no number."""
    words = visit.asked("page", "1")
    return min(max(int(words), 1), _LAST_PAGE) if words.isascii() and words.isdigit() and len(words) < 9 else 1


def show_shelf(visit: Visit, shelf: Shelf, template: str, **values: Any) -> Response:
    """A page of a shelf in its template."""
    page, published = page_asked(visit), visit.storage.published
    total = published.count(shelf.facet, shelf.code)
    digests = published.page(shelf.facet, shelf.code, limit=A_PAGE, offset=(page - 1) * A_PAGE)
    return visit.show(
        template,
        shelf=shelf,
        total=total,
        page=page,
        pages=max(-(-total // A_PAGE), 1),
        days=days_of(digests, visit.site.places),
        **values,
    )
