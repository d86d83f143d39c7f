"""``/recherche``: the archive, accent-free, narrowed by department, theme, period and source."""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from markupsafe import Markup
from starlette.responses import Response

from pvd_watch import typography as french
from pvd_watch.errors import UsageError
from pvd_watch.model import Hit, main_commune
from pvd_watch.storage import Filters
from pvd_watch.times import Period, read_day, start_of
from pvd_watch.web.public.listing import page_asked
from pvd_watch.web.public.marked import marked
from pvd_watch.web.visit import Visit

A_PAGE = 20
_LAST_PAGE = 50
_LONGEST_QUERY = 200
_TITLE = 300


@dataclass(frozen=True, slots=True)
class Found:
    """A hit as the page shows it. ``day`` and ``anchor``: where it was published, empty where it was not."""

    title: Markup
    extract: Markup
    url: str
    outlet: str
    when: str
    towns: tuple[tuple[str, str], ...]
    day: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What a reader asks for, as the form shows it again; ``faults``: what of it cannot be, in French."""

    words: str
    department: str
    theme: str
    source: str
    insee: str
    first: str
    last: str
    published: bool
    relevant: bool
    faults: tuple[str, ...] = ()

    @property
    def narrowed(self) -> bool:
        """Whether anything but words is asked for."""
        return any((self.department, self.theme, self.source, self.insee, self.first, self.last, self.published))

    def query(self, page: int) -> str:
        """The query of the address of a page of the same search."""
        fields = {
            "q": self.words, "departement": self.department, "theme": self.theme, "source": self.source,
            "commune": self.insee, "du": self.first, "au": self.last, "publie": "1" if self.published else "",
            "tri": "pertinence" if self.relevant else "", "page": str(page) if page > 1 else "",
        }  # fmt: skip
        return urlencode({name: value for name, value in fields.items() if value})


def search(visit: Visit) -> Response:
    """Hits, newest first."""
    asked = read_asked(visit)
    page = min(page_asked(visit), _LAST_PAGE)
    sources = visit.storage.sources.names()
    hits: list[Hit] = []
    if asked.words or asked.narrowed:
        hits = visit.storage.search.find(
            asked.words, filters_of(asked), limit=A_PAGE + 1, offset=(page - 1) * A_PAGE, by_relevance=asked.relevant
        )
    limit = visit.site.settings.digest.excerpt_chars
    return visit.show(
        "public_search.html",
        asked=asked,
        searched=bool(asked.words or asked.narrowed),
        hits=[found(hit, limit) for hit in hits[:A_PAGE]],
        page=page,
        more=len(hits) > A_PAGE and page < _LAST_PAGE,
        sources=sources,
        town=visit.storage.communes.town(asked.insee) if asked.insee else None,
    )


def read_asked(visit: Visit) -> Asked:
    """What is asked for; what cannot be is left out, with a sentence."""
    asked = Asked(
        words=visit.asked("q")[:_LONGEST_QUERY],
        department=visit.asked("departement").upper(),
        theme=visit.asked("theme"),
        source=visit.asked("source"),
        insee=visit.asked("commune").upper(),
        first=visit.asked("du"),
        last=visit.asked("au"),
        published=visit.asked("publie") == "1",
        relevant=visit.asked("tri") == "pertinence",
    )
    faults: list[str] = []
    if asked.department and asked.department not in visit.site.places.departments:
        faults.append("Ce département n’existe pas\u00a0: il n’a pas été pris en compte.")
        asked = replace(asked, department="")
    if asked.theme and asked.theme not in french.THEMES:
        faults.append("Ce thème n’existe pas\u00a0: il n’a pas été pris en compte.")
        asked = replace(asked, theme="")
    first, last = (day if possible_day(day) else "" for day in (asked.first, asked.last))
    if (first, last) != (asked.first, asked.last):
        faults.append("Une date n’est pas une date du calendrier\u00a0: elle n’a pas été prise en compte.")
        asked = replace(asked, first=first, last=last)
    return replace(asked, faults=tuple(faults))


def possible_day(words: str) -> bool:
    """Whether a word is a day on which there can be an archive, or empty."""
    try:
        return not words or "1990" < read_day(words) < "2200"
    except UsageError:
        return False


def filters_of(asked: Asked) -> Filters:
    """The same as the archive is asked."""
    return Filters(
        insee=asked.insee,
        department=asked.department,
        source_id=asked.source,
        theme=asked.theme,
        since=start_of(asked.first) if asked.first else "",
        until=_end_of(asked.last) if asked.last else "",
        linked=True,
        published=asked.published,
    )


def _end_of(day: str) -> str:
    return start_of(Period(day, day).earlier(-1).first)


def found(hit: Hit, limit: int) -> Found:
    """A hit in words."""
    communes = sorted(hit.communes, key=lambda town: town.insee != main_commune(hit.communes).insee)
    return Found(
        title=marked(hit.title, _TITLE) or Markup("(sans titre)"),
        extract=marked(hit.extract, limit),
        url=french.web_address(hit.url),
        outlet=french.harmless(hit.outlet),
        when=french.moment_in_words(hit.published_at or hit.first_seen_at, "day", "0001-01-01"),
        towns=tuple((town.insee, f"{french.name(town.name)} ({town.department})") for town in communes),
        day=hit.day,
        anchor=f"story-{hit.story_id}" if hit.day else "",
    )
