"""Pages of Articles: which wait to be read, what became of them, and their texts, which are kept for a time."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Sequence

from pvd_watch.standing import PageText, TextState, WaitingPage
from pvd_watch.storage.database import Connection

MOST_FAILURES, MOST_ASKED = 3, 20
"""A page is given up after so many failures, or after so many times that no answer came (runs that were killed)."""
TEXT_OF = (
    "coalesce((SELECT t.text FROM article_texts t WHERE t.article_id = a.id AND t.address = a.canonical_url "
    "AND t.state = 'read'), (SELECT t.text FROM article_texts t WHERE t.article_id = a.id AND t.state = 'read' "
    "ORDER BY t.address LIMIT 1))"
)
"""The full text of an Article ``a``, NULL where there is none: that of its own address before any other's."""
PAGE_SAYS: tuple[TextState, ...] = ("read", "paywall", "foreign", "empty", "purged")
"""States in which a page said something of itself: its author, its date."""
PURGED = "EXISTS (SELECT 1 FROM article_texts t WHERE t.article_id = a.id AND t.state = 'purged')"
ANSWERED = (
    "EXISTS (SELECT 1 FROM article_texts t WHERE t.article_id = a.id AND t.address = a.canonical_url "
    f"AND (t.state NOT IN ('asked', 'failed') OR t.failures >= {MOST_FAILURES} OR t.asked >= {MOST_ASKED}))"
)
PURGE = (
    "UPDATE article_texts SET text = '', state = 'purged' WHERE state = 'read' AND read_at < ? "
    "AND EXISTS (SELECT 1 FROM articles a WHERE a.id = article_id AND a.linked_at IS NOT NULL)"
)
"""Forgets the texts read before a time of Articles that are linked."""
_READER = (
    "(SELECT s.id FROM article_sources c JOIN sources s ON s.id = c.source_id WHERE c.article_id = a.id "
    "AND s.enabled AND s.kind != 'search' AND (s.full_text = 'always' OR (s.full_text = 'matched' "
    "AND a.id IN (SELECT value FROM json_each(:matched)))) "
    "ORDER BY s.weight DESC, s.id LIMIT 1)"
)


def want(sql: sqlite3.Connection, articles: Collection[int], matched: Collection[int]) -> set[str]:
    """Note for which Source the page of each of these Articles waits, and return those Sources.

    A page that waits already goes on waiting, whatever the words have become.

    :param matched: those whose words may name a programme town.
    """
    rows = sql.execute(
        f"UPDATE articles AS a SET page_source = coalesce({_READER}, page_source) "
        "WHERE id IN (SELECT value FROM json_each(:articles)) AND NOT baseline AND canonical_url LIKE 'http%' "
        f"AND NOT {ANSWERED} AND page_source IS NOT coalesce({_READER}, page_source, '') RETURNING page_source",
        {"articles": json.dumps(list(articles)), "matched": json.dumps(list(matched))},
    ).fetchall()
    return {row[0] for row in rows}


class Texts:
    """The table ``article_texts`` and the pages that wait in ``articles``."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def waiting_sources(self) -> list[str]:
        """Ids of the Sources for which pages wait."""
        rows = self._connection.rows("SELECT DISTINCT page_source FROM articles WHERE page_source != '' ORDER BY 1")
        return [row[0] for row in rows]

    def give_up(self, before: str) -> None:
        """Let no page wait any more whose Article was first seen before a time (UTC text)."""
        # The plus keeps SQLite from going through the whole archive by date: few pages wait, and have an index.
        with self._connection.write() as sql:
            waiting = "page_source != '' AND +first_seen_at < ?"
            sql.execute(f"UPDATE articles SET page_source = '' WHERE {waiting}", (before,))

    def next_page(self, source_id: str, failed_before: str) -> WaitingPage | None:
        """The next page to read of a Source, in the order of addresses; those that were asked in vain come last.

        :param failed_before: a page that failed later than this (UTC text) has to wait.
        """
        rows = self._connection.rows(
            "SELECT a.id, a.page_source, coalesce(c.url, a.url), a.canonical_url, "
            "coalesce(json_extract(s.selectors, '$.article'), ''), s.licence != '' "
            "FROM articles a JOIN sources s ON s.id = a.page_source "
            "LEFT JOIN article_sources c ON c.article_id = a.id AND c.source_id = a.page_source "
            "LEFT JOIN article_texts t ON t.article_id = a.id AND t.address = a.canonical_url "
            "WHERE a.page_source = ? AND a.page_source != '' "
            "AND s.enabled AND s.full_text != 'never' "
            "AND (t.state IS NULL OR t.state != 'failed' OR t.read_at < ?) "
            f"AND coalesce(t.asked, 0) < {MOST_ASKED} "
            "ORDER BY coalesce(t.asked, 0), a.canonical_url LIMIT 1",
            source_id,
            failed_before,
        )
        if not rows:
            return None
        article, source, url, address, selector, licensed = rows[0]
        return WaitingPage(article, source, url, address, selector, licensed=bool(licensed))

    def ask(self, page: WaitingPage) -> None:
        """Note that a page is asked for now, before it is: one whose answer never comes is not asked for ever."""
        with self._connection.write() as sql:
            sql.execute(
                "INSERT INTO article_texts (article_id, address, state, asked) VALUES (?, ?, 'asked', 1) "
                "ON CONFLICT DO UPDATE SET asked = asked + 1",
                (page.article_id, page.address),
            )

    def of(self, article_id: int) -> PageText | None:
        """What became of an Article's page; of several addresses that which was read, then its own."""
        rows = self._connection.rows(
            "SELECT t.article_id, t.address, t.state, t.text, t.reason, '', t.author, t.published_at, t.precision "
            "FROM article_texts t JOIN articles a ON a.id = t.article_id WHERE t.article_id = ? "
            "ORDER BY t.state = 'read' DESC, t.address = a.canonical_url DESC, t.address LIMIT 1",
            article_id,
        )
        return PageText(*rows[0]) if rows else None

    def words(self, articles: Sequence[int]) -> dict[int, str]:
        """The words of some Articles by id: the full text where there is one, else the summary."""
        return dict(
            self._connection.rows(
                f"SELECT a.id, coalesce({TEXT_OF}, a.summary) FROM articles a "
                "WHERE a.id IN (SELECT value FROM json_each(?))",
                json.dumps(articles),
            )
        )

    def counts(self) -> dict[TextState, int]:
        """How many pages ended in each state."""
        return dict(self._connection.rows("SELECT state, count(*) FROM article_texts GROUP BY state ORDER BY state"))
