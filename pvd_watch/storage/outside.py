"""Articles that editors put there from outside the watch, carried by a known Source or by one made for them."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from pvd_watch.errors import UsageError
from pvd_watch.model import Arrival, Mention
from pvd_watch.storage.carriers import article_of, carry, settle
from pvd_watch.storage.database import Connection
from pvd_watch.storage.membership import new_story
from pvd_watch.storage.removals import keep_out
from pvd_watch.text import name_key

_MADE = "main-"
"""How the id of a Source begins that was made for articles by hand; it is never polled."""


class Outside:
    """Writes over ``sources``, ``articles`` and ``stories`` for what comes in beside the line."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def source_at(self, url: str) -> str:
        """The id of the Source whose site an address belongs to; made, and never polled, where there is none."""
        host = _host(url)
        rows = self._connection.rows("SELECT id, homepage, url FROM sources ORDER BY enabled DESC, weight DESC, id")
        for column in (1, 2):
            for row in rows:
                if host and host == _host(row[column]):
                    return str(row[0])
        return self._made(host, f"https://{host}/")

    def source_named(self, outlet: str) -> str:
        """The id of the Source of that name, whatever its case and accents; made where there is none."""
        rows = self._connection.rows("SELECT id, name FROM sources ORDER BY enabled DESC, weight DESC, id")
        known = next((source for source, name in rows if name_key(name) == name_key(outlet)), None)
        return str(known) if known is not None else self._made(outlet, "")

    def find(self, address: str) -> int | None:
        """The Article at a canonical address."""
        rows = self._connection.rows(
            "SELECT id FROM articles WHERE canonical_url = ?1 "
            "UNION ALL SELECT article_id FROM article_addresses WHERE address = ?1",
            address,
        )
        return int(rows[0][0]) if rows else None

    def put(self, source: str, arrival: Arrival, at: str) -> int:
        """Store an Article as a Source carries it; its id, the one it has where it is known already.

        :raises UsageError: it was removed on request.
        """
        with self._connection.write() as sql:
            allowed = keep_out(sql, source, [arrival])
            if not allowed:
                raise UsageError(f"{arrival.url or arrival.title} was removed on request: pvd-watch remove --list")
            [arrival] = allowed
            article, fresh = article_of(sql, source, arrival, at)
            if carry(sql, article, source, arrival, at, fresh=fresh) != "same" and not fresh:
                settle(sql, article)
            return article

    def stand(self, article: int, mention: Mention, name: str, at: str) -> int:
        """Let an Article that an editor wrote down stand linked, in a Story of its own where it has none; the Story.

        What the line finds in its words later is added to that.

        :param name: of the commune, for the search.
        """
        with self._connection.write() as sql:
            sql.execute(
                "INSERT OR IGNORE INTO mentions VALUES (?, ?, ?, ?, ?, ?, ?, 1, '[]')",
                (
                    article, mention.insee, mention.field, mention.start, mention.end, mention.surface, mention.score,
                ),
            )  # fmt: skip
            sql.execute(
                "UPDATE articles SET places = CASE places WHEN '' THEN ?2 ELSE places END, searchable = 1 "
                "WHERE id = ?1",
                (article, name),
            )
            [(story,)] = sql.execute("SELECT story_id FROM articles WHERE id = ?", (article,)).fetchall()
            if story is None:
                story = new_story(sql, article)
                sql.execute("UPDATE articles SET story_id = ? WHERE id = ?", (story, article))
            return int(story)

    def days_of(self, article: int) -> list[tuple[str, bool]]:
        """The days in whose Digests an Article stands, alone or in its Story, each with whether it is published."""
        rows = self._connection.rows(
            "SELECT d.day, d.state = 'published' FROM digests d JOIN articles a ON a.id = ? WHERE EXISTS (SELECT 1 "
            "FROM digest_items i WHERE i.day = d.day AND (i.article_id = a.id OR (i.story_id = a.story_id "
            "AND a.first_seen_at > d.from_at AND a.first_seen_at <= d.to_at))) ORDER BY d.day",
            article,
        )
        return [(day, bool(published)) for day, published in rows]

    def _made(self, name: str, homepage: str) -> str:
        source = _MADE + (re.sub(r"[^a-z0-9]+", "-", name_key(name)).strip("-")[:60] or "autre")
        with self._connection.write() as sql:
            sql.execute(
                "INSERT OR IGNORE INTO sources (id, name, kind, url, homepage, departments, weight, full_text, "
                "enabled) VALUES (?, ?, 'feed', ?, ?, '', 0.5, 'matched', 0)",
                (source, name, homepage, homepage),
            )
        return source


def _host(url: str) -> str:
    try:
        parts = urlsplit(url)
        return re.sub(r"^(?:www|m|mobile|amp)\.", "", parts.netloc.lower())
    except ValueError:
        return ""
