"""What the published selection is sorted into: all of it, a department, a town of the programme, a theme."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pvd_watch import typography as french
from pvd_watch.digest.feeds import Choice
from pvd_watch.storage.published import Facet
from pvd_watch.web.refusals import NoPageError
from pvd_watch.web.visit import Visit


@dataclass(frozen=True, slots=True)
class Shelf:
    """``path``: of its page, feeds stand beneath it; ``name``: in French, empty for all; ``facet`` and ``code``: what
    its items are found by, None and empty for all; ``choice``: the same for feeds."""

    path: str
    name: str
    facet: Facet | None
    code: str
    choice: Choice

    @property
    def home(self) -> str:
        """The address of its page."""
        return self.path if self.facet else f"{self.path}/"

    @property
    def title(self) -> str:
        """The title of its feeds."""
        return " – ".join(filter(None, ("Veille presse Petites villes de demain", self.name)))


ShelfOf = Callable[[Visit], Shelf]
"""The shelf that an address means; raises NoPageError where there is none."""


def everything(visit: Visit) -> Shelf:
    """All that was published."""
    return Shelf("/veille", "", None, "", Choice())


def department(visit: Visit) -> Shelf:
    """The items that name a town of a department."""
    code = visit.part("code").upper()
    if code not in visit.site.places.departments:
        raise NoPageError
    return Shelf(
        f"/departements/{code}", visit.site.places.department(code), "department", code, Choice(department=code)
    )


def town(visit: Visit) -> Shelf:
    """The items that name a town of the programme."""
    found = visit.storage.communes.town(visit.part("insee").upper())
    if found is None:
        raise NoPageError
    name = f"{french.name(found.name)} ({found.department})"
    return Shelf(f"/communes/{found.insee}", name, "commune", found.insee, Choice(insee=found.insee))


def theme(visit: Visit) -> Shelf:
    """The items filed under a theme."""
    code = visit.part("slug")
    if code not in french.THEMES:
        raise NoPageError
    return Shelf(f"/themes/{code}", french.THEMES[code], "theme", code, Choice(theme=code))
