"""Counts over a real archive: each Article once on its digest day, baseline and strangers left out."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from pvd_watch.model import Count, Sighting
from pvd_watch.storage.statistics import Statistics
from pvd_watch.times import Period
from tests.storage.archive import Archive, News

WEEK = Period("2026-10-08", "2026-10-14")
QUIMPERLE, CARHAIX, GUINGAMP, BLANC, AMBERIEU = "29233", "29024", "22070", "36018", "01004"


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    archive = Archive(tmp_path / "pvd_watch.db")
    archive.day("2026-10-01", News("a", (QUIMPERLE,), themes=("habitat",)), News("b", (BLANC,)))
    archive.day(
        "2026-10-08", News("c", (QUIMPERLE, GUINGAMP), sources=("fanal", "ouest"), themes=("habitat", "commerce"))
    )
    archive.day(
        "2026-10-10", News("d", (QUIMPERLE,)), News("e", ()), News("f", (CARHAIX,), baseline=True), digest=False
    )
    archive.day("2026-10-12", News("g", (GUINGAMP,), sources=("ouest",)))
    with closing(archive.storage):
        yield archive


@pytest.fixture
def stored(archive: Archive) -> Statistics:
    return archive.storage.statistics


def told(counts: list[Count]) -> dict[str, tuple[int, int, int]]:
    return {count.code: (count.articles, count.stories, count.before) for count in counts}


def test_by_commune(stored: Statistics) -> None:
    assert told(stored.by_place("commune", WEEK)) == {QUIMPERLE: (2, 2, 1), GUINGAMP: (2, 2, 0), BLANC: (0, 0, 1)}
    assert {count.name for count in stored.by_place("commune", WEEK)} == {"Quimperlé", "Guingamp", "Le Blanc"}


def test_by_department_and_region_an_article_counts_once(stored: Statistics) -> None:
    assert told(stored.by_place("department", WEEK)) == {"29": (2, 2, 1), "22": (2, 2, 0), "36": (0, 0, 1)}
    assert told(stored.by_place("region", WEEK)) == {"53": (3, 3, 1), "24": (0, 0, 1)}


def test_by_outlet_every_carrier_counts(stored: Statistics) -> None:
    assert told(stored.by_outlet(WEEK)) == {"fanal": (2, 2, 2), "ouest": (2, 2, 0)}


def test_one_department_alone(stored: Statistics) -> None:
    assert told(stored.by_place("commune", WEEK, "22")) == {GUINGAMP: (2, 2, 0)}
    assert told(stored.by_outlet(WEEK, "29")) == {"fanal": (2, 2, 1), "ouest": (1, 1, 0)}
    assert [sighting.day for sighting in stored.sightings(WEEK, "29")] == ["2026-10-08", "2026-10-12"]


def test_a_day_without_a_digest_counts_for_the_next(stored: Statistics) -> None:
    days = [sighting.day for sighting in stored.sightings(Period("2026-10-01", "2026-10-31"))]
    assert days == ["2026-10-01", "2026-10-01", "2026-10-08", "2026-10-12", "2026-10-12"]


def test_themes_are_those_of_the_digest(stored: Statistics) -> None:
    sightings = stored.sightings(Period("2026-10-08", "2026-10-08"))
    assert stored.themes(WEEK) == {sightings[0].story_id: ("habitat", "commerce")}


def test_towns_never_named(stored: Statistics) -> None:
    assert [town.insee for town in stored.never_named()] == [AMBERIEU]
    assert [town.insee for town in stored.never_named(WEEK)] == [AMBERIEU, CARHAIX, BLANC]
    assert [town.insee for town in stored.never_named(WEEK, "29")] == [CARHAIX]


@pytest.mark.parametrize("period", [Period("2026-10-20", "2026-10-21"), Period("2020-01-01", "2020-12-31")])
def test_a_period_without_a_digest_counts_nothing(period: Period, stored: Statistics) -> None:
    assert stored.by_place("commune", period) == []
    assert stored.by_outlet(period) == []
    assert stored.sightings(period) == []
    assert list(stored.articles(period)) == []
    assert len(stored.never_named(period)) == 5


def test_after_the_last_digest_there_is_what_was_before(stored: Statistics) -> None:
    assert told(stored.by_place("commune", Period("2026-10-15", "2026-10-21"))) == {
        QUIMPERLE: (0, 0, 2),
        GUINGAMP: (0, 0, 2),
    }


def test_an_empty_archive_has_no_span(tmp_path: Path, stored: Statistics) -> None:
    with closing(Archive(tmp_path / "empty.db").storage) as empty:
        assert empty.statistics.span() is None
        assert empty.statistics.sightings(WEEK) == []
    assert stored.span() == ("2026-10-01", "2026-10-12")


def test_articles_come_with_their_day_and_all_their_towns(stored: Statistics) -> None:
    found = [(day, item.article.url[-1], len(item.communes), item.outlet) for day, item in stored.articles(WEEK)]
    assert found == [
        ("2026-10-08", "c", 2, "Fanal"),
        ("2026-10-12", "d", 1, "Fanal"),
        ("2026-10-12", "g", 1, "Ouest"),
    ]


def test_a_year_is_read_by_the_moment_of_first_sight(archive: Archive) -> None:
    plan = archive.storage._connection.rows(
        "EXPLAIN QUERY PLAN SELECT m.insee FROM articles a JOIN mentions m ON m.article_id = a.id "
        "WHERE a.first_seen_at > ? AND a.first_seen_at <= ? AND NOT a.baseline GROUP BY m.insee",
        "2026-01-01",
        "2026-12-31",
    )
    steps = " ".join(row[3] for row in plan)
    assert "articles_first_seen" in steps
    assert "SEARCH m USING PRIMARY KEY" in steps


def test_a_sighting_of_an_article_without_a_story_stands_alone(archive: Archive) -> None:
    with archive.storage._connection.write() as sql:
        sql.execute("UPDATE articles SET story_id = NULL WHERE url LIKE '%/g'")
    last = archive.storage.statistics.sightings(WEEK)[-1]
    assert last == Sighting("2026-10-12", last.article_id, -last.article_id)
