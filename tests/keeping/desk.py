"""A home with a small archive in it, at a moment that tests set."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from pvd_watch.config import Home, init_home
from pvd_watch.model import Arrival, Done
from pvd_watch.standing import PageText
from pvd_watch.storage import Storage
from pvd_watch.wiring import Watch
from tests.storage.archive import TOWNS, Archive, News

NOW = datetime(2026, 11, 26, 3, 0, tzinfo=UTC)
SEEN = "2026-11-25T06:00:00Z"


def make(folder: Path) -> None:
    """Write the home, with an archive of two days."""
    init_home(folder, bare=True)
    archive = Archive(Home(folder).database)
    archive.day("2026-11-24", News("halle", ("29233",)), News("gare", ("22070",), "La gare de Guingamp"))
    archive.day(
        "2026-11-25",
        News("proces", ("29233",), "Quimperlé : Jean Dupont jugé", ("fanal", "ouest")),
        News("ecole", ("29024",), "Une école rouvre"),
    )
    archive.storage.close()


@dataclass
class Desk:
    """The home of an archive, opened as commands open it."""

    folder: Path
    now: datetime = NOW

    @property
    def home(self) -> Home:
        return Home(self.folder)

    @property
    def watch(self) -> Watch:
        """Opened anew, as each command does; the communes are taken as they are."""
        watch = Watch(self.home, lambda: self.now)
        watch.__dict__["storage"] = Storage(self.home.database)
        return watch

    def watch_without_storage(self) -> Watch:
        """The same, where the database is no longer what it was."""
        return Watch(self.home, lambda: self.now)

    def storage(self) -> Storage:
        return Storage(self.home.database)

    def titles(self) -> list[str]:
        storage = self.storage()
        rows = storage._connection.rows("SELECT title FROM articles ORDER BY canonical_url")
        storage.close()
        return [row[0] for row in rows]

    def read_text(self, path: str, text: str, read_at: str = SEEN) -> None:
        """Let the page of an article be read."""
        storage, address = self.storage(), f"https://x.example/{path}"
        storage.articles.commit_page(PageText(0, address, "read", text), read_at)
        waiting = storage.articles.to_link(50)
        storage.mentions.replace({item.id: storage.mentions.of(item.id) for item in waiting}, _names(), read_at)
        storage.close()

    def arrive(self, *arrivals: Arrival, source: str = "fanal", present: tuple[str, ...] = ()) -> tuple[int, int]:
        """A poll brings these entries."""
        storage = self.storage()
        run = storage.runs.begin("test", SEEN)
        found = storage.articles.commit_feed(run, Done(source, 200, present=present), arrivals, SEEN)
        storage.close()
        return found

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        storage = self.storage()
        found = storage._connection.rows(query, *values)
        storage.close()
        return found

    def holds(self, words: str) -> bool:
        """Whether some words stand anywhere in the file of the database, deleted or not."""
        storage = self.storage()
        storage._connection.fold_in()
        storage.close()
        return words.encode() in self.home.database.read_bytes()

    def later(self, **span: float) -> None:
        self.now += timedelta(**span)


def entry(path: str, title: str = "Un titre", summary: str = "Un résumé.", key: str = "") -> Arrival:
    url = f"https://x.example/{path}"
    return Arrival(key or path, url, url, path, title, summary, "", SEEN, "minute", (), baseline=False)


def _names() -> dict[str, str]:
    return {town.insee: town.name for town in TOWNS}
