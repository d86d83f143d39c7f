"""``/couverture``: the departments that no local source watches, as a map of their towns and as a table."""

from __future__ import annotations

from collections import Counter

from starlette.responses import Response

from pvd_watch.catalogue.coverage import coverage as covered
from pvd_watch.digest.map import Dot, draw_dots
from pvd_watch.typography import count, name
from pvd_watch.web.visit import Visit

_WORDS = {"hole": "aucune source", "no local source": "aucune source locale"}


def coverage(visit: Visit) -> Response:
    """Map and table."""
    towns, places = visit.storage.communes.towns(), visit.site.places
    by_department = Counter(town.department for town in towns)
    order = list(_WORDS)
    rows = [row for row in covered(visit.watch.sources, visit.watch.departments) if by_department[row.code]]
    rows.sort(key=lambda row: order.index(row.state) if row.state else len(order))
    states = {row.code: row.state for row in rows}
    dots = [
        Dot(
            town.insee, town.department, 1,
            f"{name(town.name)} ({places.department(town.department)})\u00a0: {_WORDS[states[town.department]]}",
            "bad" if states[town.department] == "hole" else "",
        )
        for town in towns
        if states.get(town.department)
    ]  # fmt: skip
    holes = [row for row in rows if row.state]
    label = f"Carte de France\u00a0: {count(len(dots), 'commune', 'communes')} sans source locale"
    return visit.show(
        "public_coverage.html",
        rows=rows,
        holes=holes,
        towns=by_department,
        words=_WORDS,
        map=draw_dots(dots, places.points, label, "couverture"),
        uncovered=len(dots),
    )
