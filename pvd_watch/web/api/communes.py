"""``/api/v1/communes/{insee}``: a town of the programme, and what was last published about it."""

from __future__ import annotations

from typing import Any

from pvd_watch.model import User
from pvd_watch.web.api.answering import ApiError, limit_asked
from pvd_watch.web.api.shapes import commune_object, story_object
from pvd_watch.web.reply import base_url
from pvd_watch.web.visit import Visit


def commune(visit: Visit, user: User | None) -> dict[str, Any]:
    """The town, how many stories were published about it, the newest of them."""
    town = visit.storage.communes.town(visit.part("insee").upper())
    if town is None:
        raise ApiError(404, "not_found", "This is the INSEE code of no town of the programme.")
    published = visit.storage.published
    digests = published.page("commune", town.insee, limit=limit_asked(visit))
    point = visit.site.places.points.get(town.insee)
    return {
        **commune_object(town),
        "department_name": visit.site.places.department(town.department),
        "region": town.region,
        "lon": point[0] if point else None,
        "lat": point[1] if point else None,
        "page": f"{base_url(visit)}/communes/{town.insee}",
        "stories": published.count("commune", town.insee),
        "items": [
            story_object(visit, digest.day, item, internal=user is not None)
            for digest in digests
            for item in digest.items
        ],
    }
