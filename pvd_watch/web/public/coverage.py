"""``/couverture``: the departments that no local source watches, as a map of their towns and as a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from markupsafe import Markup
from starlette.responses import Response

from pvd_watch.catalogue.coverage import coverage as covered
from pvd_watch.digest.map import Dot, draw_dots
from pvd_watch.model import CommuneRef
from pvd_watch.typography import Places, count, name
from pvd_watch.web.visit import Visit

_WORDS = {"hole": "aucune source", "no local source": "aucune source locale"}


def coverage(visit: Visit) -> Response:
    """Map and table."""
    towns, order = visit.storage.communes.towns(), list(_WORDS)
    by_department = Counter(town.department for town in towns)
    rows = [row for row in covered(visit.watch.sources, visit.watch.departments) if by_department[row.code]]
    rows.sort(key=lambda row: order.index(row.state) if row.state else len(order))
    states = {row.code: row.state for row in rows}
    bare = [town for town in towns if states.get(town.department)]
    return visit.show(
        "public_coverage.html",
        rows=rows,
        holes=[row for row in rows if row.state],
        towns=by_department,
        words=_WORDS,
        map=visit.site.kept.get("coverage", tuple(states.items()), lambda: _drawn(bare, states, visit.site.places)),
        uncovered=len(bare),
    )


def _drawn(towns: Sequence[CommuneRef], states: Mapping[str, str], places: Places) -> Markup:
    dots = [
        Dot(
            town.insee,
            town.department,
            1,
            f"{name(town.name)} ({places.department(town.department)})\u00a0: {_WORDS[states[town.department]]}",
            "bad" if states[town.department] == "hole" else "",
        )
        for town in towns
    ]
    label = f"Carte de France\u00a0: {count(len(dots), 'commune', 'communes')} sans source locale"
    return draw_dots(dots, places.points, label, "couverture")
