"""``/bureau/``: the days, today's draft first."""

from __future__ import annotations

from starlette.responses import Response

from pvd_watch.times import local_day
from pvd_watch.web.visit import Visit

_AT_ONCE = 30
"""Days on one page."""


def days(visit: Visit) -> Response:
    """Drafts with what is left to do, then the days that were published."""
    page = _page(visit.asked("page"))
    found = visit.storage.reviews.days(_AT_ONCE + 1, (page - 1) * _AT_ONCE)
    return visit.show(
        "desk_days.html",
        today=local_day(visit.site.now()),
        drafts=[day for day in found[:_AT_ONCE] if day.state == "draft"],
        published=[day for day in found[:_AT_ONCE] if day.state == "published"],
        reports=len(visit.storage.reports.open()),
        page=page,
        more=len(found) > _AT_ONCE,
    )


def _page(words: str) -> int:
    """Which page is asked for, from 1; 1 where that is no number."""
    return max(int(words), 1) if words.isascii() and words.isdigit() and len(words) < 9 else 1
