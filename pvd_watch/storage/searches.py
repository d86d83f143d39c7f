"""The rotation of search sources: when each town or department was last asked for."""

from __future__ import annotations

from pvd_watch.storage.database import Connection


class Searches:
    """The table ``searches``."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def asked(self, source_id: str) -> dict[str, str]:
        """When each query of a Source was last asked (UTC text)."""
        return dict(self._connection.rows("SELECT query, asked_at FROM searches WHERE source_id = ?", source_id))

    def ask(self, source_id: str, query: str, at: str) -> None:
        """Note that a query was asked."""
        with self._connection.write() as sql:
            sql.execute("INSERT OR REPLACE INTO searches VALUES (?, ?, ?)", (source_id, query, at))
