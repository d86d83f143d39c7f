"""Articles removed whole, from every place where a word of theirs stands. Functions over an open write transaction."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable

from pvd_watch.model import Removed

_TITLES = 5
"""How many titles are told of what is removed."""


def erase(sql: sqlite3.Connection, articles: Collection[int], removed: Removed) -> None:
    """Take Articles out of the archive: carriers, wordings, texts, Mentions, verdicts and search index go with them,
    and their lines in Digests, drafts and the editors' history; Stories that are left have another lead.

    :param removed: what was done is added to it.
    """
    if not articles:
        return
    ids = json.dumps(sorted(articles))
    titles = _look(sql, ids, removed)
    _erase_from_digests(sql, ids, removed)
    _erase_from_history(sql, ids, titles, removed.addresses)
    sql.execute("DELETE FROM kept_pages WHERE source_id IN (SELECT value FROM json_each(?))", (_json(removed.sources),))
    sql.execute("DELETE FROM jobs WHERE argument IN (SELECT value FROM json_each(?))", (_json(removed.addresses),))
    stories = _leave_stories(sql, ids)
    sql.execute("DELETE FROM articles WHERE id IN (SELECT value FROM json_each(?))", (ids,))
    for story in stories:
        _lead_anew(sql, story)
    removed.articles += len(articles)
    draft_again(sql)


def draft_again(sql: sqlite3.Connection) -> None:
    """Let a draft that nobody has touched be made anew, as after linking."""
    sql.execute("INSERT INTO facts VALUES ('link_round', 1) ON CONFLICT (name) DO UPDATE SET value = value + 1")


def close_ranks(sql: sqlite3.Connection, days: Iterable[str]) -> None:
    """Number the lines of Digests from 1 again where some are gone, and let the versions of these days rise."""
    for day in days:
        rows = sql.execute("SELECT story_id, article_id, shown FROM digest_items WHERE day = ? ORDER BY rank", (day,))
        items = [
            (day, rank, story, article, _ranked(shown, rank))
            for rank, (story, article, shown) in enumerate(rows.fetchall(), start=1)
        ]
        sql.execute("DELETE FROM digest_items WHERE day = ?", (day,))
        sql.executemany("INSERT INTO digest_items VALUES (?, ?, ?, ?, ?)", items)
        sql.execute("UPDATE digests SET version = version + 1 WHERE day = ?", (day,))


def _ranked(shown: str, rank: int) -> str:
    return json.dumps(json.loads(shown) | {"rank": rank}, ensure_ascii=False)


def _json(values: Iterable[str]) -> str:
    return json.dumps(sorted(values))


def _look(sql: sqlite3.Connection, ids: str, removed: Removed) -> set[str]:
    """Note addresses, Sources and a few titles of what goes; every title it ever had."""
    own = sql.execute(
        "SELECT canonical_url, url, title FROM articles WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id",
        (ids,),
    ).fetchall()
    removed.titles += [row[2] for row in own[: _TITLES - len(removed.titles)]]
    removed.addresses |= {address for row in own for address in row[:2] if address}
    carriers = sql.execute(
        "SELECT address, url, source_id, title FROM article_sources "
        "WHERE article_id IN (SELECT value FROM json_each(?))",
        (ids,),
    ).fetchall()
    removed.addresses |= {address for row in carriers for address in row[:2] if address}
    removed.sources |= {row[2] for row in carriers}
    others = sql.execute(
        "SELECT address FROM article_addresses WHERE article_id IN (SELECT value FROM json_each(?))", (ids,)
    ).fetchall()
    removed.addresses |= {row[0] for row in others}
    former = sql.execute(
        "SELECT DISTINCT title FROM revisions WHERE article_id IN (SELECT value FROM json_each(?))", (ids,)
    ).fetchall()
    return {row[2] for row in own} | {row[3] for row in carriers} | {row[0] for row in former}


def _erase_from_digests(sql: sqlite3.Connection, ids: str, removed: Removed) -> None:
    gone = "WHERE article_id IN (SELECT value FROM json_each(?))"
    days = {row[0] for row in sql.execute(f"SELECT DISTINCT day FROM digest_items {gone}", (ids,))}
    for table in ("digest_items", "draft_items"):
        sql.execute(f"DELETE FROM {table} {gone}", (ids,))
    close_ranks(sql, sorted(days))
    removed.days |= days


def _erase_from_history(sql: sqlite3.Connection, ids: str, titles: Collection[str], addresses: Collection[str]) -> None:
    """Take the words of Articles out of the actions of editors, which stay: titles, lines brought along, public lines
    and notes on a Story that they led."""
    sql.execute("UPDATE reviews SET title = '' WHERE title IN (SELECT value FROM json_each(?))", (_json(titles),))
    sql.execute(
        "UPDATE reviews SET value = json_remove(value, '$.text') WHERE action IN ('present', 'note') AND story_id IN "
        "(SELECT id FROM stories WHERE lead_article_id IN (SELECT value FROM json_each(?)))",
        (ids,),
    )
    rows = sql.execute("SELECT id, items FROM reviews WHERE items != '[]'").fetchall()
    for number, stored in rows:
        items = json.loads(stored)
        left = [item for item in items if item["url"] not in addresses]
        if len(left) < len(items):
            sql.execute("UPDATE reviews SET items = ? WHERE id = ?", (json.dumps(left, ensure_ascii=False), number))


def _leave_stories(sql: sqlite3.Connection, ids: str) -> list[int]:
    rows = sql.execute(
        "SELECT DISTINCT story_id FROM articles WHERE story_id IS NOT NULL "
        "AND id IN (SELECT value FROM json_each(?)) UNION "
        "SELECT id FROM stories WHERE lead_article_id IN (SELECT value FROM json_each(?))",
        (ids, ids),
    )
    return [row[0] for row in rows.fetchall()]


def _lead_anew(sql: sqlite3.Connection, story: int) -> None:
    """Give a Story the best of its Articles that are left as lead (0: none is left), and let it be grouped again."""
    sql.execute(
        "UPDATE stories SET lead_article_id = coalesce((SELECT id FROM articles WHERE story_id = ?1 "
        "ORDER BY merit, canonical_url LIMIT 1), 0) WHERE id = ?1",
        (story,),
    )
    sql.execute("UPDATE articles SET grouped_at = NULL WHERE story_id = ?", (story,))
