"""A small archive through the real storage code: invented articles over a few towns, a digest a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pvd_watch.digest.build import Ranked, Window, build
from pvd_watch.model import Arrival, Commune, Done, Mention
from pvd_watch.storage import Storage
from pvd_watch.times import utc
from tests.storage.test_database import source


def town(insee: str, name: str, region: str, *, pvd: bool = True) -> Commune:
    return Commune(insee, name, insee[:2], region, 4_000, (f"{insee[:2]}000",), None, None, pvd)


TOWNS = (
    town("29233", "Quimperlé", "53"), town("29024", "Carhaix-Plouguer", "53"), town("22070", "Guingamp", "53"),
    town("36018", "Le Blanc", "24"), town("01004", "Ambérieu-en-Bugey", "84"),
    town("29232", "Quimper", "53", pvd=False),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class News:
    """An article as it comes in: where it stands, the towns it names, who carries it."""

    path: str
    towns: tuple[str, ...]
    title: str = "La halle rouvre"
    sources: tuple[str, ...] = ("fanal",)
    themes: tuple[str, ...] = ()
    published_at: str = "2026-10-01T05:00:00Z"
    baseline: bool = False


@dataclass
class Archive:
    """A storage that is filled day by day."""

    path: Path
    storage: Storage = field(init=False)

    def __post_init__(self) -> None:
        self.storage = Storage(self.path)
        self.storage.communes.load(TOWNS, [], "these")
        self.storage.sources.sync([source("fanal"), source("ouest"), source("berry")])
        self._run = self.storage.runs.begin("test", "2026-01-01T00:00:00Z")

    def day(self, day: str, *news: News, state: str = "draft", digest: bool = True) -> None:
        """Store what was seen at six of that day (UTC), link it, and make the day's digest."""
        moment = datetime.fromisoformat(day).replace(hour=6, tzinfo=UTC)
        for name in ("fanal", "ouest", "berry"):
            arrivals = [_arrival(item) for item in news if name in item.sources]
            if arrivals:
                self.storage.articles.commit_feed(self._run, Done(name, 200), arrivals, utc(moment))
        by_url = {f"https://x.example/{item.path}": item for item in news}
        waiting = self.storage.articles.to_link(1_000)
        found = {item.id: _mentions(by_url[item.url].towns) for item in waiting}
        names = {commune.insee: commune.name for commune in TOWNS}
        self.storage.mentions.replace(found, names, utc(moment))
        self.storage.stories.save((), {})
        if digest:
            self._digest(day, moment, by_url, state)

    def _digest(self, day: str, moment: datetime, news: dict[str, News], state: str) -> None:
        before = self.storage.digests.latest()
        window = Window(day, before[1] if before else utc(moment - timedelta(hours=24)), utc(moment))
        articles = self.storage.digests.window(window.from_at, window.to_at)
        made = build(window, [Ranked(article) for article in articles], (len(articles), 1), 200)
        items = tuple(replace(item, themes=news[item.url].themes if item.url in news else ()) for item in made.items)
        self.storage.digests.save(replace(made, items=items, state=state))


def _arrival(item: News) -> Arrival:
    url = f"https://x.example/{item.path}"
    precision = "minute" if item.published_at else ""
    return Arrival(
        item.path, url, url, item.path, item.title, "Résumé.", "", item.published_at, precision, (),
        baseline=item.baseline,
    )  # fmt: skip


def _mentions(towns: Sequence[str]) -> list[Mention]:
    """The first town is what the article is about, in title and text; the others are named in passing."""
    found = [
        Mention(insee, "text", 10 * place, 10 * place + 4, "Nom", 0.9, not place) for place, insee in enumerate(towns)
    ]
    return [Mention(towns[0], "title", 0, 4, "Nom", 0.97, True), *found] if towns else []
