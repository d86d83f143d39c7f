"""The answer of /healthz."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from pvd_watch.health.liveness import SILENCE, liveness
from pvd_watch.storage import Storage
from pvd_watch.times import utc

from .patient import NOON


@pytest.fixture
def database(tmp_path: Path) -> Path:
    Storage(tmp_path / "watch ?#%.db").close()
    return tmp_path / "watch ?#%.db"


def check(database: Path, at: datetime) -> None:
    storage = Storage(database)
    storage.alarms.note_check(utc(at))
    storage.close()


@pytest.mark.parametrize(
    ("ago", "scheduler", "alive"),
    [
        (None, "unknown", True),
        (timedelta(0), "alive", True),
        (SILENCE, "alive", True),
        (SILENCE + timedelta(seconds=1), "silent", False),
    ],
)
def test_the_scheduler_gives_its_sign(database: Path, ago: timedelta | None, scheduler: str, alive: bool) -> None:
    if ago is not None:
        check(database, NOON - ago)
    found = liveness(database, NOON)
    assert (found.database, found.scheduler, found.alive) == (True, scheduler, alive)
    assert found.to_object()["status"] == ("ok" if alive else "unwell")


def test_a_database_that_cannot_be_read_is_said_without_its_path(database: Path) -> None:
    database.write_bytes(b"no database " * 1000)
    found = liveness(database, NOON)
    assert (found.alive, str(database) in found.reason) == (False, True)
    assert found.to_object() == {
        "status": "unwell", "database": False, "scheduler": "unknown", "heartbeat_at": "",
    }  # fmt: skip
    database.unlink()
    assert not liveness(database, NOON).database
    assert not database.exists(), "it makes none"


def test_a_writer_at_work_does_not_matter(database: Path) -> None:
    with closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert liveness(database, NOON).database
