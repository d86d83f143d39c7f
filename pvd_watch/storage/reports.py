"""What readers report as wrong, until an editor has dealt with it."""

from __future__ import annotations

from dataclasses import fields

from pvd_watch.model import Report
from pvd_watch.storage.database import Connection

_COLUMNS = ", ".join(field.name for field in fields(Report))


class Reports:
    """The table ``reports``."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, page: str, kind: str, words: str, at: str) -> None:
        """Keep a report."""
        with self._connection.write() as sql:
            sql.execute("INSERT INTO reports (page, kind, words, at) VALUES (?, ?, ?, ?)", (page, kind, words, at))

    def since(self, at: str) -> int:
        """How many came since a moment."""
        return int(self._connection.rows("SELECT count(*) FROM reports WHERE at > ?", at)[0][0])

    def open(self) -> list[Report]:
        """Those that wait for an editor, the oldest first."""
        rows = self._connection.rows(f"SELECT {_COLUMNS} FROM reports WHERE closed_at = '' ORDER BY id LIMIT 500")
        return [Report(*row) for row in rows]

    def closed(self, count: int) -> list[Report]:
        """The last ones that were dealt with, the newest first."""
        rows = self._connection.rows(
            f"SELECT {_COLUMNS} FROM reports WHERE closed_at != '' ORDER BY closed_at DESC, id DESC LIMIT ?", count
        )
        return [Report(*row) for row in rows]

    def close(self, number: int, editor: str, at: str) -> bool:
        """Note that an editor has dealt with it; False where it is not open."""
        with self._connection.write() as sql:
            return (
                sql.execute(
                    "UPDATE reports SET closed_at = ?, closed_by = ? WHERE id = ? AND closed_at = ''",
                    (at, editor, number),
                ).rowcount
                > 0
            )

    def reopen(self, number: int) -> bool:
        """Put it back among those that wait; False where it is not closed."""
        with self._connection.write() as sql:
            return (
                sql.execute(
                    "UPDATE reports SET closed_at = '', closed_by = '' WHERE id = ? AND closed_at != ''", (number,)
                ).rowcount
                > 0
            )
