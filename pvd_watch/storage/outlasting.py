"""What of a database must outlast its replacement by an older one: read without changing the file, then put in."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from typing import Any

from pvd_watch.model import Removal, Sending
from pvd_watch.storage.database import Connection
from pvd_watch.storage.removals import carry_removal, read_removals

_SENDING = ", ".join(field.name for field in fields(Sending))


@dataclass(frozen=True, slots=True)
class Outlasting:
    """Removals on request, each with the addresses that it keeps out; which mails have gone; the accounts that are
    closed, each with the time of it."""

    removals: tuple[tuple[Removal, tuple[str, ...]], ...]
    sendings: tuple[Sending, ...]
    closed: tuple[tuple[Any, ...], ...]


def outlasting(path: Path) -> Outlasting | None:
    """What must outlast a database, of whatever version; None where it cannot be read."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as sql:
            tables = {row[0] for row in sql.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            return Outlasting(
                tuple(read_removals(sql)) if "removals" in tables else (),
                tuple(Sending(*row) for row in _rows(sql, f"SELECT {_SENDING} FROM sendings", "sendings" in tables)),
                _rows(sql, "SELECT name, disabled_at FROM users WHERE disabled_at != ''", "users" in tables),
            )
    except sqlite3.DatabaseError:
        return None


class Successor:
    """A database that is to take the place of others."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def take_over(self, known: Outlasting) -> int:
        """Put in what must outlast another database; how many removals were not known here, or were undone there.

        Nobody stays logged in, and whose account was closed stays out.
        """
        with self._connection.write() as sql:
            sql.executemany(
                f"INSERT OR REPLACE INTO sendings ({_SENDING}) VALUES (?, ?, ?, ?, ?, ?)", map(astuple, known.sendings)
            )
            sql.executemany(
                "UPDATE users SET disabled_at = ?2 WHERE name = ?1 AND disabled_at = '' AND created_at < ?2",
                known.closed,
            )
            sql.execute("DELETE FROM sessions")
            return sum(carry_removal(sql, removal, addresses) for removal, addresses in known.removals)


def _rows(sql: sqlite3.Connection, query: str, there: bool) -> tuple[tuple[Any, ...], ...]:
    return tuple(sql.execute(query).fetchall()) if there else ()
