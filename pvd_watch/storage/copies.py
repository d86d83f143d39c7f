"""Whole copies of the database: made while others use it, examined before anybody trusts them, put in its place."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from pvd_watch.errors import StorageError, UnreadableError
from pvd_watch.storage.database import refuse_foreign, refuse_newer, storage_faults

_WAIT_MS = 100
_MOST_WAITS = 100
"""How often a copy into a database waits for another writer before it gives up: ten seconds."""
_LEFT_OUT = (
    # What was read and is not linked yet is read again; what is linked counts as purged, and its links stand.
    (
        "article_texts",
        "DELETE FROM article_texts WHERE state = 'read' AND EXISTS "
        "(SELECT 1 FROM articles a WHERE a.id = article_id AND a.linked_at IS NULL)",
    ),
    ("article_texts", "UPDATE article_texts SET text = '', state = 'purged' WHERE state = 'read'"),
    ("kept_pages", "DELETE FROM kept_pages"),
    ("sessions", "DELETE FROM sessions"),
    ("login_failures", "DELETE FROM login_failures"),
)
"""What a copy does not hold, by table; a database that waits for an upgrade lacks some."""


def copy_without_texts(database: Path, target: Path) -> None:
    """Copy a database that others may write meanwhile, as it is at one moment, without the full texts of articles
    and without logins.

    SQLite writes the copy anew (``VACUUM INTO``), so that nothing deleted is left in it.

    :param target: must not exist.
    :raises StorageError: the database is damaged, or the copy cannot be written.
    """
    with storage_faults(target), closing(_open(database, "rw")) as sql:
        try:
            sql.execute("VACUUM INTO ?", (str(target),))
        except sqlite3.DatabaseError:
            with storage_faults(database):
                _check(sql, database)  # of a damaged file SQLite says that it cannot open the copy
            raise
    with storage_faults(target), closing(_open(target, "rw")) as sql:
        sql.execute("PRAGMA secure_delete = ON")
        tables = {row[0] for row in sql.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        sql.execute("BEGIN IMMEDIATE")
        for table, statement in _LEFT_OUT:
            if table in tables:
                sql.execute(statement)
        sql.execute("COMMIT")


def copy_pages(database: Path, target: Path) -> None:
    """Copy a database page by page (SQLite's online backup) into a file that may be there already, and be in use: its
    readers see the old content until the last page has come, then the new one.

    :raises StorageError: either cannot be used; ``target`` is then what it was.
    """
    waits = 0

    def count(status: int, remaining: int, total: int) -> None:
        nonlocal waits
        waits += status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
        if waits > _MOST_WAITS:
            raise sqlite3.OperationalError("database is locked")

    with (
        storage_faults(target),
        closing(_open(database, "ro")) as source,
        closing(_open(target, "rwc")) as sql,
    ):
        source.backup(sql, pages=-1, progress=count, sleep=_WAIT_MS / 1000)
        sql.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def examine(path: Path, *, whole: bool = True) -> None:
    """Make sure that a file is a sound database of ours, and not newer than this program.

    :param whole: read every page and index; False: what it is, not whether it is sound.
    :raises StorageError: it is not; the sentence says why.
    """
    if not path.is_file():
        raise StorageError(f"{path} is not there, or is no file: name a backup, as « pvd-watch backup » writes them")
    with storage_faults(path), closing(_open(path, "ro")) as sql:
        refuse_foreign(sql, path)
        if not sql.execute("SELECT 1 FROM sqlite_master WHERE name = 'articles'").fetchone():
            raise StorageError(
                f"{path} is no database of PVD Watch: name a backup, as « pvd-watch backup » writes them"
            )
        refuse_newer(sql, path)
        if whole:
            _check(sql, path)


def _check(sql: sqlite3.Connection, path: Path) -> None:
    found = sql.execute("PRAGMA integrity_check(1)").fetchone()
    if found[0] != "ok":
        raise UnreadableError(f"{path} is damaged ({' '.join(found[0].split())[:200]}): restore a backup that is sound")


def _open(path: Path, mode: str) -> sqlite3.Connection:
    with storage_faults(path):  # of two files, the one that cannot be opened is named
        sql = sqlite3.connect(f"{path.absolute().as_uri()}?mode={mode}", uri=True, isolation_level=None)
    sql.execute("PRAGMA busy_timeout = 5000")
    return sql
