"""The contract *Day*: windows join, each Article stands in one Digest, what is closed stays closed."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pvd_watch.collect.arrival import arrive
from pvd_watch.config import shipped
from pvd_watch.errors import UsageError
from pvd_watch.gazetteer import Gazetteer, load
from pvd_watch.linking.linker import Linker
from pvd_watch.linking.names import load as load_names
from pvd_watch.model import Digest, Done, Entry, Source
from pvd_watch.pipeline import Pipeline
from pvd_watch.storage import Storage
from pvd_watch.times import local_day, start_of, utc
from tests.fakes import RANKING

MORNING = datetime(2026, 11, 20, 6, 30, tzinfo=UTC)


@pytest.fixture(scope="session")
def linker() -> Linker:
    """The linker over the shipped names, without the language model."""
    facts = load_names(shipped("config/names.toml"))
    return Linker(gazetteer(), facts)


def gazetteer() -> Gazetteer:
    """The shipped gazetteer."""
    return load(shipped("data/communes.csv"), shipped("data/departments.csv"))


class Desk:
    """A storage with a pipeline over it, a clock that is set by hand, and one source that says what it is told to."""

    def __init__(self, path: Path, linker: Linker) -> None:
        self.now = MORNING
        self._path = path
        self.storage = Storage(path)
        self.sources = [
            Source("le-trait", "Le Trait d'union", "feed", "https://a.example/rss", "https://a.example/", ("29",)),
            Source(
                "la-gazette", "La Gazette", "feed", "https://b.example/rss", "https://b.example/", ("29",), weight=2.0
            ),
        ]
        self.storage.sources.sync(self.sources)
        self.run = self.storage.runs.begin("test", utc(self.now))
        self.pipeline = Pipeline(self.storage, lambda: linker, RANKING, lambda: self.now)

    def see(self, name: str, published: datetime | None = None, source: str = "le-trait") -> None:
        """An entry of that name is first seen now."""
        date = utc(published) if published else ""
        entry = Entry(
            source, f"key-{name}", f"https://a.example/{name}", name, f"Quimperlé : {name}", "", "", date, "minute"
        )
        seen_at = self.pipeline.sight()
        first = self.storage.sources.first_fetch(source)
        self.storage.articles.commit_feed(
            self.run, Done(source, 200), [arrive(entry, seen_at, 3, first_fetch=first)], seen_at
        )

    def digest(self, day: str = "") -> Digest:
        """The Digest of a day (today's), after linking and grouping."""
        self.pipeline.link()
        self.pipeline.group()
        return self.pipeline.digest(day or local_day(self.now), 200)[0]

    def touch(self, day: str) -> None:
        """An editor decides something about that day, as the editors' way will store it."""
        with closing(sqlite3.connect(self._path)) as other, other:
            other.execute(
                "INSERT INTO reviews (day, action, editor, at) VALUES (?, 'keep', 'anne', ?)", (day, utc(self.now))
            )

    def later(self, **span: float) -> None:
        """Let time pass."""
        self.now += timedelta(**span)


@pytest.fixture(scope="session")
def with_communes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database that holds the communes and nothing else: loading them takes a second."""
    path = tmp_path_factory.mktemp("communes") / "watch.db"
    storage, known = Storage(path), gazetteer()
    storage.communes.load(list(known.communes.values()), known.names, "test")
    storage.close()
    return path


@pytest.fixture
def desk(tmp_path: Path, linker: Linker, with_communes: Path) -> Iterator[Desk]:
    made = Desk(Path(shutil.copy(with_communes, tmp_path / "watch.db")), linker)
    yield made
    made.storage.close()


def titles(digest: Digest) -> list[str]:
    return sorted(item.title.removeprefix("Quimperlé : ") for item in digest.items)


def test_first_digest_goes_back_a_day(desk: Desk) -> None:
    desk.see("halle", MORNING)
    made = desk.digest()
    assert (made.from_at, made.to_at) == (utc(MORNING - timedelta(hours=24)), utc(MORNING))
    assert titles(made) == ["halle"]


def test_windows_join_and_each_article_stands_in_one_digest(desk: Desk) -> None:
    desk.see("halle", desk.now)
    first = desk.digest()
    desk.later(hours=20)
    desk.see("gare", desk.now)
    desk.later(hours=4)
    desk.see("marché", desk.now)
    second = desk.digest()
    assert second.from_at == first.to_at
    assert titles(second) == ["gare", "marché"]


def test_a_draft_is_made_again_while_nobody_touched_it(desk: Desk) -> None:
    desk.see("halle", desk.now)
    desk.digest()
    desk.later(hours=2)
    desk.see("gare", desk.now)
    again = desk.digest()
    assert titles(again) == ["gare", "halle"]
    assert again.from_at == utc(MORNING - timedelta(hours=24))


def test_a_touched_draft_is_left_alone_and_news_wait_for_the_next(desk: Desk) -> None:
    desk.see("halle", desk.now)
    before = desk.digest()
    desk.touch(before.day)
    desk.later(hours=2)
    desk.see("gare", desk.now)
    assert desk.digest() == before
    desk.later(days=1)
    assert titles(desk.digest()) == ["gare"]


def test_seen_in_the_second_in_which_a_digest_closed(desk: Desk) -> None:
    desk.see("halle", desk.now)
    closed = desk.digest()
    desk.touch(closed.day)
    desk.see("même seconde", desk.now)
    desk.later(days=1)
    assert titles(desk.digest()) == ["même seconde"]


def test_clock_that_goes_back_an_hour_loses_nothing(desk: Desk) -> None:
    desk.see("halle", desk.now)
    closed = desk.digest()
    desk.touch(closed.day)
    desk.later(hours=-1)
    desk.see("gare", desk.now)
    desk.later(days=1)
    assert titles(desk.digest()) == ["gare"]


def test_days_without_a_run_lose_nothing(desk: Desk) -> None:
    desk.digest()
    desk.later(days=3)
    desk.see("halle", desk.now)
    desk.later(days=2)
    assert titles(desk.digest()) == ["halle"]


def test_old_and_undated_entries_of_a_first_fetch_are_baseline(desk: Desk) -> None:
    desk.see("sans date")
    desk.see("vieux", desk.now - timedelta(days=4))
    desk.see("sans date, plus tard")
    assert titles(desk.digest()) == ["sans date, plus tard"]


def test_a_future_date_counts_as_first_sight(desk: Desk) -> None:
    desk.see("demain", desk.now + timedelta(days=30))
    assert [item.published_at for item in desk.digest().items] == [utc(MORNING)]


def test_heaviest_carrier_gives_the_wording_whoever_came_first(desk: Desk) -> None:
    desk.see("halle", desk.now, source="la-gazette")
    desk.see("halle", desk.now, source="le-trait")
    [item] = desk.digest().items
    assert (item.outlet, item.also_in) == ("La Gazette", ("Le Trait d'union",))


@pytest.mark.parametrize(("day", "words"), [("2026-11-21", "future"), ("2026-11-01", "no digest was made")])
def test_days_that_have_no_digest_are_refused(desk: Desk, day: str, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        desk.digest(day)


@pytest.mark.parametrize(
    ("day", "start"),
    [
        ("2026-03-29", "2026-03-28T23:00:00Z"),
        ("2026-03-30", "2026-03-29T22:00:00Z"),
        ("2026-10-25", "2026-10-24T22:00:00Z"),
    ],
)
def test_days_begin_at_midnight_in_paris_across_clock_changes(day: str, start: str) -> None:
    assert start_of(day) == start
    assert local_day(datetime.fromisoformat(start)) == day
