"""The figures of ``/metrics``: what ran, what is stored, what waits, what fails, what it takes on the disk."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from pvd_watch.collect.state import standing
from pvd_watch.config import Home
from pvd_watch.health.facts import free_bytes, newest_backup
from pvd_watch.health.prometheus import Family, Sample, render
from pvd_watch.model import ALARM_KINDS, AlarmKind, Queue, RunTotal, Stock, TableSizes
from pvd_watch.standing import STANDINGS
from pvd_watch.storage import Storage
from pvd_watch.times import moment_of

KEPT_FOR = timedelta(seconds=30)
"""However often it is asked for, the database is read this often: counting a million rows takes a tenth of a second."""


@dataclass(frozen=True, slots=True)
class Metrics:
    """Everything that is counted, at one moment. ``sources``: how many fare in which way; times are UTC text, empty
    where the thing never happened; sizes in bytes."""

    stock: Stock
    runs: tuple[RunTotal, ...]
    sources: dict[str, int]
    queues: tuple[Queue, ...]
    standing: frozenset[AlarmKind]
    checked_at: str
    answered_at: str
    latest_digest_at: str
    backup_at: datetime | None
    tables: TableSizes
    database_bytes: int
    free_bytes: int


def measure(storage: Storage, home: Home, backups: Path, now: datetime) -> Metrics:
    """Read all figures.

    :param backups: the folder of the backups.
    """
    states = [state for state in storage.sources.states() if state.enabled]
    fares = Counter(standing(state, now) for state in states)
    latest = storage.digests.latest()
    return Metrics(
        stock=storage.health.stock(),
        runs=tuple(storage.health.runs()),
        sources={name: fares[name] for name in STANDINGS},
        queues=tuple(storage.health.queues()),
        standing=frozenset(alarm.kind for alarm in storage.alarms.standing()),
        checked_at=storage.alarms.checked_at(),
        answered_at=max((state.last_ok_at for state in states), default=""),
        latest_digest_at=latest[1] if latest else "",
        backup_at=newest_backup(backups),
        tables=storage.health.table_sizes(),
        database_bytes=_size(home.database),
        free_bytes=free_bytes(home),
    )


def exposition(seen: Metrics, now: datetime) -> str:
    """The figures as Prometheus reads them."""
    return render([*_work(seen, now), *_marks(seen), *_room(seen)])


@dataclass
class Gauge:
    """The text of ``/metrics``, made anew only once the last one is old enough."""

    _text: str = field(default="", init=False)
    _at: datetime | None = field(default=None, init=False)

    def text(self, now: datetime, read: Callable[[], str]) -> str:
        """The figures as ``read`` makes them, or made them less than :data:`KEPT_FOR` ago."""
        if self._at is None or not timedelta(0) <= now - self._at < KEPT_FOR:
            self._text, self._at = read(), now
        return self._text


def _work(seen: Metrics, now: datetime) -> list[Family]:
    runs = [({"command": run.command, "outcome": run.outcome or "not_ended"}, run) for run in seen.runs]
    ages = [(queue.name, now - moment_of(queue.oldest_at)) for queue in seen.queues if queue.oldest_at]
    return [
        Family("pvd_watch_runs", "gauge", "Runs kept, by outcome.", [(labels, run.count) for labels, run in runs]),
        Family(
            "pvd_watch_run_seconds",
            "gauge",
            "How long these runs took together.",
            [(labels, run.seconds) for labels, run in runs if run.outcome],
        ),
        Family("pvd_watch_articles", "gauge", "Articles stored.", [({}, seen.stock.articles)]),
        Family("pvd_watch_links", "gauge", "Mentions that link them to communes.", [({}, seen.stock.links)]),
        Family(
            "pvd_watch_sources",
            "gauge",
            "Sources watched, by how they fare.",
            [({"state": name}, count) for name, count in seen.sources.items()],
        ),
        Family(
            "pvd_watch_queue_waiting",
            "gauge",
            "Work that waits.",
            [({"queue": queue.name}, queue.waiting) for queue in seen.queues],
        ),
        Family(
            "pvd_watch_queue_oldest_seconds",
            "gauge",
            "How long the first of it has waited.",
            [({"queue": name}, max(age.total_seconds(), 0)) for name, age in ages],
        ),
    ]


def _marks(seen: Metrics) -> list[Family]:
    moments = {
        "pvd_watch_last_check_timestamp_seconds": ("Last check of the alarms.", seen.checked_at),
        "pvd_watch_last_answer_timestamp_seconds": ("Last time that any source answered.", seen.answered_at),
        "pvd_watch_last_digest_timestamp_seconds": ("Up to when the newest digest goes.", seen.latest_digest_at),
    }
    backup: list[Sample] = [({}, seen.backup_at.timestamp())] if seen.backup_at is not None else []
    return [
        Family(
            "pvd_watch_alarm",
            "gauge",
            "1 for each alarm that stands.",
            [({"kind": kind}, kind in seen.standing) for kind in ALARM_KINDS],
        ),
        *(
            Family(name, "gauge", says, [({}, moment_of(at).timestamp())] if at else [])
            for name, (says, at) in moments.items()
        ),
        Family("pvd_watch_last_backup_timestamp_seconds", "gauge", "When the newest backup was written.", backup),
    ]


def _room(seen: Metrics) -> list[Family]:
    tables = [({"table": name}, count) for name, count in seen.tables.bytes]
    measured: list[Sample] = [({}, moment_of(seen.tables.at).timestamp())] if seen.tables.at else []
    return [
        Family("pvd_watch_database_bytes", "gauge", "The database file with its log.", [({}, seen.database_bytes)]),
        Family("pvd_watch_disk_free_bytes", "gauge", "Room left on the disk of data/.", [({}, seen.free_bytes)]),
        Family("pvd_watch_table_bytes", "gauge", "Each table with its indexes, as measured daily.", tables),
        Family("pvd_watch_tables_measured_timestamp_seconds", "gauge", "When tables were measured.", measured),
    ]


def _size(database: Path) -> int:
    files = (database, database.with_name(f"{database.name}-wal"))
    return sum(file.stat().st_size for file in files if file.exists())
