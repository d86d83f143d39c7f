"""The database is locked by another program, damaged, or lost."""

from __future__ import annotations

import sqlite3
import threading
import time
from contextlib import closing
from pathlib import Path

import pytest

from pvd_watch.storage import database as storage_database
from tests.cli.command import ask
from tests.faults.state import database, missing_after_another_run, sound, stored, told
from tests.keeping.test_backup import damage


def test_locked_for_long_by_another_program(home: Path, wanted: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    patience = tuple(
        "busy_timeout = 300" if pragma.startswith("busy_timeout") else pragma for pragma in storage_database._PRAGMAS
    )
    monkeypatch.setattr(storage_database, "_PRAGMAS", patience)
    with closing(sqlite3.connect(database(home), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        for words in (("run", "--all", "-q"), ("purge",), ("remove", "--name", "Jeanne Absente")):
            assert "another program holds it" in told(ask(*words, home=home), 2)
        other.execute("ROLLBACK")
    assert stored(home) == wanted


def test_locked_for_a_moment(home: Path) -> None:
    begun = threading.Event()

    def hold() -> None:
        with closing(sqlite3.connect(database(home), isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            begun.set()
            time.sleep(1.0)
            other.execute("ROLLBACK")

    holder = threading.Thread(target=hold)
    holder.start()
    begun.wait()
    assert ask("purge", "--quiet", home=home).returncode == 0
    holder.join()


def test_damaged_and_restored(home: Path, wanted: list[str]) -> None:
    assert ask("backup", "--quiet", home=home).returncode == 0
    [backup] = (home / "data" / "backups").iterdir()
    damage(database(home))
    for words in (("run", "--all", "-q"), ("status",), ("backup",), ("purge",)):
        assert "restore a backup" in told(ask(*words, home=home), 2)
    done = ask("restore", "--quiet", str(backup), home=home)
    assert done.returncode == 0, done.stderr
    assert sound(database(home))
    texts = {line for line in wanted if line.startswith('["text"')}
    assert set(missing_after_another_run(home, wanted)) == {f"- {line}" for line in texts}


def test_lost_and_begun_anew(home: Path, wanted: list[str]) -> None:
    for path in (home / "data").glob("pvd_watch.db*"):
        path.unlink()
    assert missing_after_another_run(home, wanted) == []
