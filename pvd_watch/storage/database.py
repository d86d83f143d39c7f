"""The one place where the database file is opened: pragmas, transactions, checks that it is ours and not newer."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from pvd_watch.errors import FullError, StorageError, UnreadableError, UsageError
from pvd_watch.storage.schema import APPLICATION_ID, MIGRATION_SET, NAMES, migrations

_PRAGMAS = (
    "journal_mode = WAL",
    "synchronous = NORMAL",
    "busy_timeout = 5000",
    "foreign_keys = ON",
    "recursive_triggers = ON",
    "secure_delete = ON",
    "cache_size = -16000",
)
_PASSING = frozenset({"SQLITE_BUSY", "SQLITE_FULL"})
"""Names of SQLite's errors, without their extensions, that say nothing against the file."""
_REMEDIES = {
    "readonly": "make the file, what lies beside it (-wal, -shm) and the folder writable",
    "unable to open": "check that the folder exists, and that you may read and write it and the file",
    "disk is full": "free some room and run again; nothing stored was lost",
    "not a database": "it is no SQLite file; move it away, or name another file or home",
    "malformed": "restore a backup; the file is damaged",
    "locked": "another program holds it; try again when it has ended",
    "disk I/O error": "check the disk and its free room; nothing stored was lost",
}


class Connection:
    """An open database of ours.

    :param path: the file; made, with its tables, where there is none.
    :raises StorageError: it is foreign, damaged, newer than this program, locked, or cannot be written.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        with storage_faults(path):
            _make_private(path)
            self.sql = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
            try:
                self._prepare()
            except BaseException:
                self.sql.close()
                raise

    def _prepare(self) -> None:
        refuse_foreign(self.sql, self.path)
        for pragma in _PRAGMAS:
            self.sql.execute(f"PRAGMA {pragma}")
        refuse_newer(self.sql, self.path)
        if NAMES - _applied(self.sql):
            self._upgrade()
        with self.write():
            pass

    def _upgrade(self) -> None:
        """Apply the migrations that are pending, all or none, one process at a time: after an upgrade of the program
        several may start at once, and the others wait until the first is done."""
        from sqlite_utils import Database

        self.sql.execute("PRAGMA busy_timeout = 120000")
        with self.write():
            migrations().apply(Database(self.sql))
        self.sql.execute("PRAGMA busy_timeout = 5000")

    @contextmanager
    def write(self, *, keep: bool = True) -> Iterator[sqlite3.Connection]:
        """A write transaction, begun immediate so that a second writer waits instead of failing at its first write.

        :param keep: False takes everything back at the end: a rehearsal.
        """
        with storage_faults(self.path):
            self.sql.execute("BEGIN IMMEDIATE")
            try:
                yield self.sql
                self.sql.execute("COMMIT" if keep else "ROLLBACK")
            except BaseException:
                if self.sql.in_transaction:
                    self.sql.execute("ROLLBACK")
                raise

    def rows(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        """All rows of a read."""
        with storage_faults(self.path):
            return self.sql.execute(query, values).fetchall()

    def fold_in(self) -> None:
        """Bring the write-ahead log into the file and empty it, as far as nobody reads: what was deleted is in it."""
        with storage_faults(self.path):
            self.sql.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def close(self) -> None:
        """Close the file; the write-ahead log is folded in by SQLite when the last connection closes."""
        self.sql.close()


def _make_private(path: Path) -> None:
    """Make the file where there is none, for its owner alone; what SQLite puts beside it gets the same rights."""
    if str(path) == ":memory:":  # SQLite's name for a database without a file
        return
    with suppress(OSError):  # one that is there, or that SQLite will name the reason of
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def refuse_foreign(sql: sqlite3.Connection, path: Path) -> None:
    """Raise where a file holds tables of another program.

    :raises StorageError: it does.
    """
    tables = {row[0] for row in sql.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if tables and sql.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise StorageError(
            f"{path} is a database of another program; move it away, or name another file or home (--home)"
        )


def refuse_newer(sql: sqlite3.Connection, path: Path) -> None:
    """Raise where a database of ours has been through a migration that this program does not know.

    :raises StorageError: it has.
    """
    unknown = sorted(_applied(sql) - NAMES)
    if unknown:
        raise StorageError(
            f"{path} was written by a newer PVD Watch (it has {unknown[-1]}); upgrade the program to open it"
        )


def _applied(sql: sqlite3.Connection) -> set[str]:
    """The migrations that a file has been through."""
    if not sql.execute("SELECT 1 FROM sqlite_master WHERE name = '_sqlite_migrations'").fetchone():
        return set()
    rows = sql.execute("SELECT name FROM _sqlite_migrations WHERE migration_set = ?", (MIGRATION_SET,))
    return {name for (name,) in rows}


@contextmanager
def storage_faults(path: Path) -> Iterator[None]:
    """Turn SQLite's own errors into a sentence with the file and the remedy.

    :raises StorageError: the file cannot be used.
    :raises UsageError: a number does not go into 64 bits, which only one that people gave does not.
    """
    try:
        yield
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.IntegrityError | sqlite3.ProgrammingError):
            raise
        raise _kind(error)(_sentence(path, error)) from error
    except OverflowError as error:
        raise UsageError("a number is larger than any that can be stored; check it") from error


def _kind(error: sqlite3.Error) -> type[StorageError]:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return UnreadableError
    return FullError if code in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR) else StorageError


def passing(error: StorageError) -> bool:
    """True where the file itself is sound as far as this error tells: another process holds it, or the disk is full."""
    name = getattr(error.__cause__, "sqlite_errorname", "")
    return any(name.startswith(known) for known in _PASSING)


def _sentence(path: Path, error: sqlite3.Error) -> str:
    words = str(error)
    remedy = next((cure for sign, cure in _REMEDIES.items() if sign in words), "see the log")
    return f"{path} cannot be used ({words}): {remedy}"
