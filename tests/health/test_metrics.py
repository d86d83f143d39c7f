"""The figures of /metrics, read back by Prometheus's own parser."""

from __future__ import annotations

import sqlite3
import time
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from prometheus_client.parser import text_string_to_metric_families as parse

from pvd_watch.config import Home
from pvd_watch.health.metrics import Gauge, exposition, measure
from pvd_watch.health.prometheus import Family, render
from pvd_watch.storage import Storage
from tests.storage.archive import Archive, News

from .patient import NOON, Patient

Samples = dict[tuple[str, tuple[str, ...]], float]


def samples(text: str) -> Samples:
    return {
        (sample.name, tuple(sample.labels.values())): sample.value
        for family in parse(text)
        for sample in family.samples
    }


def figures(home: Home) -> Samples:
    storage = Storage(home.database)
    found = samples(exposition(measure(storage, home, home.data_dir / "backups", NOON), NOON))
    storage.close()
    return found


@pytest.fixture
def patient(tmp_path: Path) -> Patient:
    return Patient(tmp_path / "home")


def test_what_ran_what_fails_and_what_is_wrong(patient: Patient) -> None:
    storage = Storage(patient.home.database)
    for minutes in (1, 2):
        run = storage.runs.begin("run", "2026-11-26T06:00:00Z")
        storage.runs.end(run, "ok", {}, f"2026-11-26T06:0{minutes}:30Z")
    storage.runs.begin("run", "2026-11-26T09:00:00Z")
    storage.close()
    patient.sql("UPDATE sources SET failure_stage = 'http' WHERE id IN ('j1', 'j2')")
    patient.check(hours=7)
    found = figures(patient.home)
    assert found["pvd_watch_runs", ("run", "ok")] == 2
    assert found["pvd_watch_runs", ("run", "not_ended")] == 1
    assert found["pvd_watch_run_seconds", ("run", "ok")] == 90 + 150
    assert found["pvd_watch_sources", ("failing",)] == 2
    assert sum(value for (name, _), value in found.items() if name == "pvd_watch_sources") == 10
    assert {kind: value for (name, kind), value in found.items() if name == "pvd_watch_alarm" and value} == {
        ("poll",): 1
    }
    assert found["pvd_watch_last_answer_timestamp_seconds", ()] == NOON.timestamp()
    assert found["pvd_watch_last_check_timestamp_seconds", ()] == (NOON + timedelta(hours=7)).timestamp()
    assert found["pvd_watch_last_backup_timestamp_seconds", ()] == NOON.timestamp()
    assert found["pvd_watch_disk_free_bytes", ()] > 0
    assert found["pvd_watch_table_bytes", ("sources",)] >= 4096
    assert (
        found["pvd_watch_database_bytes", ()]
        >= sum(value for (name, _), value in found.items() if name == "pvd_watch_table_bytes") - 100_000
    )


def test_what_is_stored_and_what_waits(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.data_dir.mkdir()
    archive = Archive(home.database)
    archive.day("2026-11-26", News("a", ("29233", "29024")), News("b", ("36018",)))
    archive.storage.close()
    with sqlite3.connect(home.database) as sql:
        sql.execute("UPDATE articles SET linked_at = NULL WHERE canonical_url LIKE '%/b'")
        sql.execute(
            "INSERT INTO jobs (kind, argument, state, asked_by, asked_at) "
            "VALUES ('page', 'x', 'waiting', 'e', '2026-11-26T11:00:00Z')"
        )
    found = figures(home)
    assert (found["pvd_watch_articles", ()], found["pvd_watch_links", ()]) == (2, 5)
    assert found["pvd_watch_queue_waiting", ("not_linked",)] == 1
    assert found["pvd_watch_queue_oldest_seconds", ("not_linked",)] == 6 * 3600
    assert found["pvd_watch_queue_waiting", ("jobs",)] == 1
    assert found["pvd_watch_queue_oldest_seconds", ("jobs",)] == 3600
    assert found["pvd_watch_queue_waiting", ("pages",)] == 0
    assert ("pvd_watch_queue_oldest_seconds", ("pages",)) not in found


def test_without_dbstat_sizes_are_left_out_and_nothing_fails(patient: Patient, monkeypatch: pytest.MonkeyPatch) -> None:
    storage = Storage(patient.home.database)
    rows = storage.health._connection.rows
    monkeypatch.setattr(
        storage.health._connection,
        "rows",
        lambda query, *values: rows(query.replace("dbstat", "no_such_table"), *values),
    )
    assert storage.health.measure_tables("2026-11-26T12:00:00Z") is False
    assert "table_bytes" not in exposition(measure(storage, patient.home, patient.backups, NOON), NOON)
    storage.close()


def test_it_is_read_at_most_every_half_minute() -> None:
    gauge, asked = Gauge(), iter("123456")
    texts = [gauge.text(NOON + timedelta(seconds=seconds), lambda: next(asked)) for seconds in (0, 29, 30, 59, 61, 10)]
    assert texts == ["1", "1", "2", "2", "3", "4"]


def test_no_label_breaks_its_line() -> None:
    [family] = parse(render([Family("a_b", "gauge", "Says.", [({"x": 'one\n"two"\\three'}, 1.5)])]))
    assert family.samples[0].labels == {"x": 'one\n"two"\\three'}
    assert family.samples[0].value == 1.5


@given(st.text(), st.floats(allow_nan=False, allow_infinity=False))
def test_any_label_and_value_come_back(label: str, value: float) -> None:
    [family] = parse(render([Family("a", "gauge", "Says.", [({"x": label}, value)])]))
    assert (family.samples[0].labels, family.samples[0].value) == ({"x": label}, value)


def test_a_hundred_thousand_articles_are_counted_at_once(patient: Patient) -> None:
    patient.sql(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000) "
        "INSERT INTO articles (source_id, canonical_url, url, title, summary, author, published_at, precision, "
        "first_seen_at, baseline, categories, searchable) SELECT 'j1', i, '', '', '', '', '', '', "
        "'2026-11-26T10:00:00Z', 0, '[]', 0 FROM n"
    )
    # Waiting behind all others, where a search by id would come last.
    patient.sql("UPDATE articles SET page_source = 'j1' WHERE id = 100000")
    storage = Storage(patient.home.database)
    began = time.monotonic()
    seen = measure(storage, patient.home, patient.backups, NOON)
    took = time.monotonic() - began
    storage.close()
    assert seen.stock.articles == 100_000
    assert (seen.queues[0].waiting, seen.queues[0].oldest_at) == (100_000, "2026-11-26T10:00:00Z")
    assert [queue.waiting for queue in seen.queues] == [100_000, 0, 1, 0]
    assert took < 0.5
    [plan] = patient.sql("EXPLAIN QUERY PLAN SELECT 1 FROM articles WHERE page_source != '' ORDER BY +id LIMIT 1")[:1]
    assert "articles_page_source" in plan[3]
