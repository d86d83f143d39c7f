"""What editors have read of a day: marks that cost next to nothing and change no version."""

from __future__ import annotations

from collections.abc import Iterable

from pvd_watch.storage.database import Connection


class Seen:
    """The table ``seen_items``."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, day: str, stories: Iterable[int], editor: str, at: str) -> None:
        """Note that an editor has read some Stories of a day; who read first stays."""
        with self._connection.write() as sql:
            sql.executemany(
                "INSERT OR IGNORE INTO seen_items (day, story_id, editor, at) VALUES (?, ?, ?, ?)",
                [(day, story, editor, at) for story in stories],
            )

    def of(self, day: str) -> frozenset[int]:
        """The Stories of a day that some editor has read."""
        return frozenset(row[0] for row in self._connection.rows("SELECT story_id FROM seen_items WHERE day = ?", day))
