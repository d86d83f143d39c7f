"""``/api/v1/digests/{date}``: the digest of a day as it was published; with a key, its draft too."""

from __future__ import annotations

from typing import Any

from pvd_watch.digest.view import view_of
from pvd_watch.model import User
from pvd_watch.times import read_day
from pvd_watch.web.api.answering import ApiError
from pvd_watch.web.api.shapes import story_object
from pvd_watch.web.reply import base_url
from pvd_watch.web.visit import Visit


def digest(visit: Visit, user: User | None) -> dict[str, Any]:
    """The day's stories in their order, and its figures."""
    day = read_day(visit.part("date"))
    found = visit.storage.digests.get(day)
    if found is None or (found.state != "published" and user is None):
        raise ApiError(404, "not_found", f"No digest of {day} is published.")
    view = view_of(found, visit.site.places, visit.site.settings.digest.top)
    figures = view.figures
    return {
        "day": day,
        "state": found.state,
        "from_at": found.from_at,
        "to_at": found.to_at,
        "page": f"{base_url(visit)}/veille/{day}",
        "figures": {
            name: getattr(figures, name) for name in ("articles", "stories", "communes", "departments", "outlets")
        },
        "corrected_at": visit.storage.published.corrections(day),
        "items": [story_object(visit, day, item, internal=user is not None) for item in view.digest.items],
    }
