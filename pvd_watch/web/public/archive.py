"""``/veille/``: the newest issue, and all issues by month."""

from __future__ import annotations

from itertools import groupby

from starlette.responses import Response

from pvd_watch.digest.render import numbers_of
from pvd_watch.digest.view import Line, View, view_of
from pvd_watch.web.public.shelves import everything
from pvd_watch.web.visit import Visit

_FIRST = 5
"""Stories that are shown of the newest issue, where nothing ranks them."""


def archive(visit: Visit) -> Response:
    """The newest issue with its top Stories, and the days of a year."""
    issues = visit.storage.published.issues()
    years = sorted({issue.day[:4] for issue in issues}, reverse=True)
    asked = visit.asked("annee")
    year = asked if asked in years else (years[0] if years else "")
    months = [
        (month, list(days))
        for month, days in groupby((each for each in issues if each.day[:4] == year), key=lambda each: each.day[:7])
    ]
    digest = visit.storage.digests.get(issues[0].day) if issues else None
    view = None if digest is None else view_of(digest, visit.site.places, visit.site.settings.digest.top or _FIRST)
    lines = [] if view is None else list(view.top) or _first(view)
    return visit.show(
        "public_archive.html",
        shelf=everything(visit),
        digest=digest,
        numbers=[] if view is None else numbers_of(view),
        lines=lines,
        months=months,
        years=years,
        year=year,
    )


def _first(view: View) -> list[Line]:
    lines = [line for region in view.regions for department in region.departments for line in department.lines]
    return lines[:_FIRST]
