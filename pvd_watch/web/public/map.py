"""``/carte``: the towns that the published issues of a period name, as a map and as a table that says the same."""

from __future__ import annotations

from markupsafe import Markup
from starlette.responses import Response

from pvd_watch.digest.map import draw
from pvd_watch.digest.view import Town
from pvd_watch.times import Period
from pvd_watch.web.public.periods import period_asked
from pvd_watch.web.visit import Visit

_DAYS = 30


def town_map(visit: Visit) -> Response:
    """Map and table."""
    period, understood = period_asked(visit, _DAYS)
    towns, drawn = visit.site.kept.get(("map", period), visit.storage.published.stamp(), lambda: _drawn(visit, period))
    return visit.show(
        "public_map.html",
        period=period,
        understood=understood,
        towns=towns,
        map=drawn,
        departments=len({town.commune.department for town in towns}),
    )


def _drawn(visit: Visit, period: Period) -> tuple[list[Town], Markup]:
    places = visit.site.places
    towns = [
        Town(commune, places.department(commune.department), items, "")
        for commune, items in visit.storage.published.towns(period)
    ]
    return towns, draw(towns, places.points, "communes")
