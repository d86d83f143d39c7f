"""A Digest as pages show it: words ready, addresses safe, top Stories first, then by region and department."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from pvd_watch import typography as french
from pvd_watch.digest.build import Place, place_of
from pvd_watch.model import CommuneRef, Digest, DigestItem, Figures, figures_of, main_commune
from pvd_watch.typography import Places

TOP = 5
"""How many Stories stand on top, where nothing else is said."""


_NOTES = {
    "paywall": "abonnés",
    "foreign": "autre langue que le français",
    **dict.fromkeys(("empty", "reserved", "refused", "failed"), "texte non lu"),
}
"""How what became of an article's page is said beside it."""


@dataclass(frozen=True, slots=True)
class Line:
    """One Story as pages show it. ``insee``, ``department_code`` and ``theme_codes`` are of what its words name;
    ``note``: what became of the article's page, where that is to be said (« abonnés »
    where it is not ``free``); ``up``: it stands among the top Stories."""

    article_id: int
    anchor: str
    commune: str
    department: str
    themes: tuple[str, ...]
    title: str
    url: str
    outlet: str
    when: str
    datetime: str
    free: bool
    note: str
    presentation: str
    excerpt: str
    others: str
    also_in: str
    reason: str
    up: bool
    insee: str
    department_code: str
    theme_codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Department:
    """A department's part of a region."""

    name: str
    anchor: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Region:
    """A region's part of the page."""

    name: str
    anchor: str
    departments: tuple[Department, ...]

    @property
    def articles(self) -> int:
        """How many Stories stand in it."""
        return sum(len(department.lines) for department in self.departments)


@dataclass(frozen=True, slots=True)
class Town:
    """A commune of the day: how many Stories name it, and where the first of them stands on the page."""

    commune: CommuneRef
    department: str
    articles: int
    anchor: str


@dataclass(frozen=True, slots=True)
class View:
    """A whole Digest as pages show it. ``digest`` is without what editors dropped; ``towns`` go by department."""

    digest: Digest
    figures: Figures
    top: tuple[Line, ...]
    regions: tuple[Region, ...]
    towns: tuple[Town, ...]


def view_of(digest: Digest, places: Places, top: int = TOP) -> View:
    """A Digest in the order of its pages: what editors dropped is left out.

    Regions, departments and communes stand each once, however editors ranked the items; their order decides what stands
    first of all, after what they pinned, and within a commune.

    :param top: how many Stories stand first; none where the Digest has no more than these, or nothing ranks them.
    """
    shown = replace(digest, items=tuple(item for item in digest.items if item.state != "dropped"))
    first = _top(shown.items, top)
    up = {item.article_id for item in first}
    lines = {item.article_id: line_of(item, digest.day, places, up=item.article_id in up) for item in shown.items}
    placed = sorted(((place_of(item.communes, places.regions), item) for item in shown.items), key=lambda pair: pair[0])
    return View(
        digest=shown,
        figures=figures_of(shown.items),
        top=tuple(lines[item.article_id] for item in first),
        regions=tuple(
            _region(key, code, [(place, lines[item.article_id]) for place, item in group], places)
            for (key, code), group in groupby(placed, key=lambda pair: pair[0][:2])
        ),
        towns=_towns(shown.items, places),
    )


def anchor_of(item: DigestItem) -> str:
    """The place of an item on its page, by its Story: newsletters and feeds link to it."""
    return f"story-{item.story_id}"


def _top(items: Sequence[DigestItem], count: int) -> list[DigestItem]:
    if len(items) <= count or not any(item.score or item.pinned for item in items):
        return []
    return sorted(items, key=lambda item: (not item.pinned, item.rank))[:count]


def _region(key: str, code: str, placed: Sequence[tuple[Place, Line]], places: Places) -> Region:
    departments = [
        Department(places.department(department), f"dep-{department}", tuple(line for _, line in group))
        for department, group in groupby(placed, key=lambda pair: pair[0][2])
    ]
    return Region(places.region(code), f"region-{key.replace(' ', '-')}", tuple(departments))


def _towns(items: Sequence[DigestItem], places: Places) -> tuple[Town, ...]:
    named: dict[str, Town] = {}
    for item in items:
        for commune in item.communes:
            known = named.get(commune.insee)
            named[commune.insee] = (
                Town(commune, places.department(commune.department), 1, anchor_of(item))
                if known is None
                else replace(known, articles=known.articles + 1)
            )
    return tuple(sorted(named.values(), key=lambda town: (town.commune.department, town.commune.name)))


def line_of(item: DigestItem, day: str, places: Places, *, up: bool = False) -> Line:
    """One Story as pages of that day show it."""
    main = main_commune(item.communes)
    others = [f"{other.name} ({other.department})" for other in item.communes if other.insee != main.insee]
    return Line(
        article_id=item.article_id,
        anchor=anchor_of(item),
        commune=french.name(main.name),
        department=places.department(main.department),
        themes=tuple(french.THEMES.get(code, code) for code in item.themes),
        title=french.shown_title(item.title),
        url=french.web_address(item.url),
        outlet=french.harmless(item.outlet),
        when=french.moment_in_words(item.published_at, item.precision, day),
        datetime=item.published_at[:10] if item.precision == "day" else item.published_at,
        free=item.free,
        note=_NOTES.get(item.page, ""),
        presentation=french.spaced(item.presentation),
        excerpt=french.spaced(item.excerpt),
        others=", ".join(others),
        also_in=", ".join(french.harmless(name) for name in item.also_in),
        reason=french.spaced(item.reason),
        up=up,
        insee=main.insee,
        department_code=main.department,
        theme_codes=item.themes,
    )
