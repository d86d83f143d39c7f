"""The Stories of a period of digest days, for the newsletter."""

from __future__ import annotations

import json

from pvd_watch.model import TopState, TopStory
from pvd_watch.storage.database import Connection
from pvd_watch.storage.digests import item_from


class Top:
    """Reads over the digests of a period; both days are included."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def stories(self, first: str, last: str) -> list[TopStory]:
        """Every item of the digests from ``first`` to ``last``, by day and rank."""
        rows = self._connection.rows(
            "SELECT i.day, d.state, i.shown, EXISTS (SELECT 1 FROM mentions m WHERE m.article_id = i.article_id "
            "AND m.field = 'title' AND m.about), (SELECT count(*) FROM articles a WHERE a.story_id = i.story_id) "
            "FROM digest_items i JOIN digests d ON d.day = i.day WHERE i.day BETWEEN ? AND ? ORDER BY i.day, i.rank",
            first,
            last,
        )
        found = []
        for day, state, shown, in_title, size in rows:
            known: TopState = "published" if state == "published" else "proposed"
            found.append(TopStory(item_from(json.loads(shown)), day, known, bool(in_title), size))
        return found
