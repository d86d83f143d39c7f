"""What tells how the database fares: whether it answers, what it holds, what waits in it, what it takes."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Literal
from urllib.parse import quote

from pvd_watch.errors import StorageError
from pvd_watch.model import Checkup, Queue, RunTotal, Stock, TableSizes
from pvd_watch.storage.alarms import CHECKED_AT
from pvd_watch.storage.database import Connection, storage_faults

_QUEUES: tuple[tuple[Literal["not_linked", "not_grouped", "pages", "jobs"], str, str, str], ...] = (
    ("not_linked", "articles WHERE linked_at IS NULL", "first_seen_at", "id"),
    ("not_grouped", "articles WHERE grouped_at IS NULL AND linked_at IS NOT NULL", "linked_at", "id"),
    ("pages", "articles WHERE page_source != ''", "first_seen_at", "+id"),
    ("jobs", "jobs WHERE state = 'waiting'", "asked_at", "id"),
)
"""Each with its rows, found by an index of their own, since when the first of them waits, and what says which is first:
``+id`` where that index is not in the order of ids, as SQLite would look through all Articles by id."""


def probe(path: Path, wait_seconds: float = 1.0) -> str:
    """Read a row of a database without writing, migrating or waiting long: cheap enough for every few seconds.

    :return: when the alarms were last checked (UTC text), empty where they never were.
    :raises StorageError: it cannot be read.
    """
    with (
        storage_faults(path),
        closing(sqlite3.connect(f"file:{quote(str(path))}?mode=ro", uri=True, timeout=wait_seconds)) as sql,
    ):
        known = sql.execute("SELECT value FROM facts WHERE name = ?", (CHECKED_AT,)).fetchone()
        return str(known[0]) if known else ""


class Health:
    """Reads over all tables, each quick on an archive of a million Articles but where it says otherwise."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def stock(self) -> Stock:
        """How much is stored."""
        counts = (self._connection.rows(f"SELECT count(*) FROM {name}")[0][0] for name in ("articles", "mentions"))
        return Stock(*counts)

    def queues(self) -> list[Queue]:
        """What waits. Rows come in with rising ids, so the first one has waited longest, or nearly so."""
        found = []
        for name, which, since, first in _QUEUES:
            [(count,)] = self._connection.rows(f"SELECT count(*) FROM {which}")
            oldest = self._connection.rows(f"SELECT {since} FROM {which} ORDER BY {first} LIMIT 1") if count else []
            found.append(Queue(name, count, oldest[0][0] if oldest else ""))
        return found

    def runs(self) -> list[RunTotal]:
        """All Runs kept, by command and outcome."""
        rows = self._connection.rows(
            "SELECT command, outcome, count(*), coalesce(sum(strftime('%s', nullif(ended_at, '')) - "
            "strftime('%s', started_at)), 0) FROM runs GROUP BY command, outcome ORDER BY command, outcome"
        )
        return [RunTotal(*row) for row in rows]

    def measure_tables(self, at: str) -> bool:
        """Measure what each table takes with its indexes, which reads the whole file; False where this SQLite cannot
        (it was built without ``dbstat``)."""
        try:
            rows = self._connection.rows(
                "SELECT coalesce(m.tbl_name, s.name), sum(s.pgsize) FROM dbstat s "
                "LEFT JOIN sqlite_master m ON m.name = s.name WHERE s.aggregate = 1 GROUP BY 1"
            )
        except StorageError as error:
            if "no such table" in str(error):
                return False
            raise
        with self._connection.write() as sql:
            sql.execute("DELETE FROM table_sizes")
            sql.executemany("INSERT INTO table_sizes VALUES (?, ?, ?)", [(*row, at) for row in rows])
        return True

    def table_sizes(self) -> TableSizes:
        """As measured last."""
        rows = self._connection.rows("SELECT name, bytes, at FROM table_sizes ORDER BY name")
        return TableSizes(rows[0][2], tuple((name, count) for name, count, _ in rows)) if rows else TableSizes()

    def examine(self, at: str) -> Checkup:
        """Look through the whole file for damage, which takes a while, and remember what was found."""
        try:
            [(found,)] = self._connection.rows("PRAGMA quick_check(1)")
        except StorageError as error:
            found = str(error)
        checkup = Checkup(at, "" if found == "ok" else str(found).splitlines()[0])
        with self._connection.write() as sql:
            sql.executemany(
                "INSERT OR REPLACE INTO facts VALUES (?, ?)",
                [("examined_at", checkup.at), ("damage", checkup.damage)],
            )
        return checkup

    def examined(self) -> Checkup:
        """The last look through the file."""
        known = dict(self._connection.rows("SELECT name, value FROM facts WHERE name IN ('examined_at', 'damage')"))
        return Checkup(known.get("examined_at", ""), known.get("damage", ""))
