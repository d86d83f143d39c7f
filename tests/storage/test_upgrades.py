"""Every database that a release ever made opens in this program, with all it held."""

from __future__ import annotations

import gzip
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from pvd_watch.errors import StorageError
from pvd_watch.storage import Filters, Storage
from tests.faults.test_disk import disk_of

KEPT = sorted((Path(__file__).resolve().parents[1] / "schemas").glob("*.db.gz"))


def test_there_are_kept_databases() -> None:
    assert KEPT


@pytest.mark.parametrize("kept", KEPT, ids=lambda path: path.name)
def test_a_kept_database_opens_with_all_it_held(kept: Path, tmp_path: Path) -> None:
    path = tmp_path / "watch.db"
    path.write_bytes(gzip.decompress(kept.read_bytes()))
    storage = Storage(path)
    assert storage.communes.counts() == (34969, 1646)
    assert storage.articles.count() >= 120
    assert storage.search.find("halle", Filters())
    latest = storage.digests.latest()
    assert latest is not None
    digest = storage.digests.get(latest[0])
    assert digest is not None
    assert len(digest.items) >= 30
    storage.close()


def shape(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Tables with their columns, and the other parts of a schema by name."""
    with closing(sqlite3.connect(path)) as sql:
        parts = sql.execute(
            "SELECT type, name FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY name"
        ).fetchall()
        return {
            f"{kind} {name}": sorted(row[1:] for row in sql.execute(f"PRAGMA table_info({name})"))
            for kind, name in parts
        }


@pytest.mark.parametrize("kept", KEPT, ids=lambda path: path.name)
def test_a_kept_database_becomes_what_a_fresh_one_is(kept: Path, tmp_path: Path) -> None:
    old, fresh = tmp_path / "old.db", tmp_path / "fresh.db"
    old.write_bytes(gzip.decompress(kept.read_bytes()))
    for path in (old, fresh):
        Storage(path).close()
    assert shape(old) == shape(fresh)
    with closing(sqlite3.connect(old)) as sql:
        assert sql.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert sql.execute("PRAGMA foreign_key_check").fetchall() == []


@pytest.mark.parametrize("kept", KEPT, ids=lambda path: path.name)
def test_an_upgrade_for_which_the_disk_is_too_small_is_done_by_the_next_opening(kept: Path, tmp_path: Path) -> None:
    path = tmp_path / "watch.db"
    path.write_bytes(gzip.decompress(kept.read_bytes()))
    with disk_of(4_000), pytest.raises(StorageError, match="room"):
        Storage(path)
    storage = Storage(path)
    assert storage.articles.count() >= 120
    storage.close()


@pytest.mark.parametrize("kept", KEPT, ids=lambda path: path.name)
def test_several_processes_that_start_after_an_upgrade_find_it_done_once(kept: Path, tmp_path: Path) -> None:
    path = tmp_path / "watch.db"
    path.write_bytes(gzip.decompress(kept.read_bytes()))
    opening = f"from pathlib import Path; from pvd_watch.storage import Storage; Storage(Path({str(path)!r})).close()"
    started = [subprocess.Popen([sys.executable, "-c", opening]) for _ in range(3)]
    assert [process.wait() for process in started] == [0, 0, 0]
