"""A Digest as a page, as Markdown and as JSON. Same Digest, same bytes; nothing of a feed becomes markup."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from operator import itemgetter

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from pvd_watch import typography as french
from pvd_watch.digest.build import Place, place_of
from pvd_watch.model import CommuneRef, Digest, DigestItem, figures_of, main_commune
from pvd_watch.typography import Places


@dataclass(frozen=True, slots=True)
class Line:
    """One article as pages show it: words ready, address safe or empty."""

    title: str
    url: str
    outlet: str
    when: str
    datetime: str
    excerpt: str
    others: str
    also_in: str
    page: str = ""


@dataclass(frozen=True, slots=True)
class Town:
    """A commune's heading with its articles."""

    name: str
    department: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Region:
    """A region's part of the page."""

    name: str
    anchor: str
    towns: tuple[Town, ...]

    @property
    def articles(self) -> int:
        """How many articles stand in it."""
        return sum(len(town.lines) for town in self.towns)


def regions_of(digest: Digest, places: Places) -> list[Region]:
    """A Digest by region, department and commune, each once, however editors ranked its items; within a commune their
    order stands."""

    placed: list[tuple[Place, DigestItem]] = [(place_of(item.communes, places.regions), item) for item in digest.items]
    placed.sort(key=itemgetter(0))
    regions = []
    for (key, code), in_region in groupby(placed, key=lambda pair: pair[0][:2]):
        towns = [
            _town(main_commune(items[0].communes), items, digest.day, places)
            for _, group in groupby(in_region, key=itemgetter(0))
            for items in [[item for _, item in group]]
        ]
        regions.append(Region(places.region(code), key.replace(" ", "-"), tuple(towns)))
    return regions


def _town(commune: CommuneRef, items: Sequence[DigestItem], day: str, places: Places) -> Town:
    lines = tuple(_line(item, commune, day, places) for item in items)
    return Town(commune.name, places.department(commune.department), lines)


def _line(item: DigestItem, main: CommuneRef, day: str, places: Places) -> Line:
    others = [f"{other.name} ({other.department})" for other in item.communes if other.insee != main.insee]
    return Line(
        title=french.shown_title(item.title),
        url=french.web_address(item.url),
        outlet=french.harmless(item.outlet),
        when=french.moment_in_words(item.published_at, item.precision, day),
        datetime=item.published_at[:10] if item.precision == "day" else item.published_at,
        excerpt=french.spaced(item.excerpt),
        others=", ".join(others),
        also_in=", ".join(french.harmless(name) for name in item.also_in),
        page=_PAGES.get(item.page, ""),
    )


def figures(digest: Digest) -> dict[str, int]:
    """The day's figures: articles shown, towns named, departments, outlets."""
    counted = figures_of(digest.items)
    return {name: getattr(counted, name) for name in ("articles", "communes", "departments", "outlets")}


def _moment(at: str) -> str:
    """An end of the window, with its year."""
    return french.moment_in_words(at, "minute", "0001-01-01")


_PAGES = {
    "paywall": "abonnés",
    "foreign": "autre langue que le français",
    **dict.fromkeys(("empty", "reserved", "refused", "failed"), "texte non lu"),
}
"""How what became of an article's page is said beside it."""


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("pvd_watch.digest"),
        autoescape=select_autoescape(),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {"count": french.count, "in_words": french.day_in_words, "moment": _moment}
    return environment


def render_html(digest: Digest, places: Places, regions: Sequence[Region] | None = None) -> str:
    """One self-contained page in French.

    :param regions: the Digest by region, where that was made already.
    """
    template = _environment().get_template("digest.html")
    found = regions_of(digest, places) if regions is None else regions
    return template.render(digest=digest, regions=found, figures=figures(digest))


def render_markdown(digest: Digest, places: Places, regions: Sequence[Region] | None = None) -> str:
    """The Digest in Markdown; signs of a feed that would be markup are escaped."""
    found = regions_of(digest, places) if regions is None else regions
    return "\n".join(_markdown(digest, found)) + "\n"


def _markdown(digest: Digest, regions: Sequence[Region]) -> Iterator[str]:
    yield f"# Veille presse du {french.day_in_words(digest.day)}"
    yield ""
    if digest.state == "draft":
        yield "**Brouillon.** Cette sélection est automatique et n’a pas encore été relue.\n"
    if not digest.items:
        yield "Pas d’article sur les Petites villes de demain ce jour."
        return
    numbers = figures(digest)
    yield (
        f"{french.count(numbers['articles'], 'article', 'articles')}, "
        f"{french.count(numbers['communes'], 'commune', 'communes')}, "
        f"{french.count(numbers['departments'], 'département', 'départements')}, "
        f"{french.count(numbers['outlets'], 'titre', 'titres')}."
    )
    for region in regions:
        yield f"\n## {french.markdown(region.name)}"
        for town in region.towns:
            yield f"\n### {french.markdown(town.name)} ({french.markdown(town.department)})\n"
            for line in town.lines:
                yield from _markdown_line(line)


def _markdown_line(line: Line) -> Iterator[str]:
    linked = french.markdown_link(line.title, line.url)
    more = f", aussi dans\u00a0: {french.markdown(line.also_in)}" if line.also_in else ""
    page = f", {line.page}" if line.page else ""
    yield f"- **{linked}**, {french.markdown(line.outlet)}, {line.when}{more}{page}"
    if line.others:
        yield f"  Autres communes\u00a0: {french.markdown(line.others)}"
    if line.excerpt:
        yield f"  > {french.markdown(line.excerpt)}"


def render_json(digest: Digest, places: Places) -> str:
    """The Digest as one JSON object: day, window, state, figures, items in their order."""
    found = {
        "day": digest.day,
        "from_at": digest.from_at,
        "to_at": digest.to_at,
        "state": digest.state,
        "figures": figures(digest) | {"seen": digest.articles, "sources": digest.sources},
    }
    # An item a line: the encoder that indents takes five times as long over a day of thousands of items.
    head = json.dumps(found, ensure_ascii=False, indent=2).removesuffix("\n}")
    encode = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode
    lines = ",\n".join("    " + encode(_object(item, places)) for item in digest.items)
    return f'{head},\n  "items": [\n{lines}\n  ]\n}}\n'


def _object(item: DigestItem, places: Places) -> dict[str, object]:
    return {
        "rank": item.rank,
        "story_id": item.story_id,
        "title": french.shown_title(item.title),
        "url": french.web_address(item.url),
        "outlet": french.harmless(item.outlet),
        "published_at": item.published_at,
        "precision": item.precision,
        "excerpt": french.harmless(item.excerpt),
        "page": item.page,
        "communes": [
            {
                "insee": commune.insee,
                "name": commune.name,
                "department": commune.department,
                "department_name": places.departments.get(commune.department, commune.department),
                "region": commune.region,
                "about": commune.about,
            }
            for commune in item.communes
        ],
        "also_in": [french.harmless(name) for name in item.also_in],
    }
