"""``/departements/`` and ``/departements/29``: the published selection by department."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from starlette.responses import Response

from pvd_watch.digest.build import place_of
from pvd_watch.model import CommuneRef
from pvd_watch.text import name_key
from pvd_watch.web.public.listing import counts, show_shelf
from pvd_watch.web.public.shelves import department as shelf_of
from pvd_watch.web.visit import Visit


@dataclass(frozen=True, slots=True)
class Row:
    """A department in the list. ``towns``: of the programme; ``items``: published ones that name one of them."""

    code: str
    name: str
    towns: int
    items: int


def departments(visit: Visit) -> Response:
    """All departments with towns of the programme, by region."""
    places, items = visit.site.places, counts(visit, "department")
    towns = visit.site.kept.get("towns by place", "", lambda: _by_place(visit))
    regions = [
        (
            places.region(code),
            [
                Row(number, places.department(number), len(list(found)), items.get(number, 0))
                for number, found in groupby(of, key=lambda town: town.department)
            ],
        )
        for code, of in groupby(towns, key=lambda town: town.region)
    ]
    return visit.show("public_departments.html", regions=regions)


def _by_place(visit: Visit) -> list[CommuneRef]:
    regions = visit.site.places.regions
    return sorted(visit.storage.communes.towns(), key=lambda town: place_of([town], regions)[:3])


def department(visit: Visit) -> Response:
    """The items of a department, and its towns."""
    shelf = shelf_of(visit)
    named = counts(visit, "commune")
    towns = sorted(visit.storage.communes.towns(shelf.code), key=lambda town: name_key(town.name))
    listed: list[tuple[CommuneRef, int]] = [(town, named.get(town.insee, 0)) for town in towns]
    return show_shelf(visit, shelf, "public_department.html", towns=listed)
