"""``/api/v1/stories``: what was published, newest day first, each day in its order."""

from __future__ import annotations

from typing import Any

from pvd_watch.model import User
from pvd_watch.storage.published import Facet
from pvd_watch.web.api.answering import ApiError, limit_asked, next_page
from pvd_watch.web.api.asking import days_asked, department_asked, theme_asked
from pvd_watch.web.api.shapes import story_object
from pvd_watch.web.visit import Visit


def stories(visit: Visit, user: User | None) -> dict[str, Any]:
    """A page of published stories, narrowed by one of commune, department and theme."""
    facet, code = _facet(visit)
    first, last = days_asked(visit)
    limit, (day, rank) = limit_asked(visit), _after(visit.asked("after"))
    digests = visit.storage.published.after(facet, code, first=first, last=last, day=day, rank=rank, limit=limit + 1)
    found = [(digest.day, item) for digest in digests for item in digest.items]
    shown = found[:limit]
    after = f"{shown[-1][0]}.{shown[-1][1].rank}" if len(found) > limit else ""
    items = [story_object(visit, day, item, internal=user is not None) for day, item in shown]
    return {"items": items, **next_page(visit, after)}


def _facet(visit: Visit) -> tuple[Facet | None, str]:
    asked: dict[Facet, str] = {
        "commune": visit.asked("commune").upper(),
        "department": department_asked(visit),
        "theme": theme_asked(visit),
    }
    given = [(facet, code) for facet, code in asked.items() if code]
    if len(given) > 1:
        raise ApiError(400, "bad_request", "give one of commune, department and theme, not several")
    return given[0] if given else (None, "")


def _after(words: str) -> tuple[str, int]:
    day, _, rank = words.partition(".")
    if not words:
        return "", 0
    if not (len(day) == len("2026-03-04") and rank.isascii() and rank.isdigit() and len(rank) < 7):
        raise ApiError(400, "bad_request", "after must be what the page before gave as after")
    return day, int(rank)
