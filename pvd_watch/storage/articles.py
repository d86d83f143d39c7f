"""Articles and their carriers: a feed's new entries and its validators go in together or not at all."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any, Literal

from pvd_watch.model import Arrival, Article, Done, Failure
from pvd_watch.storage.database import Connection
from pvd_watch.storage.sources import FETCH_INSERT, fetch_row

_NAMES = tuple(field.name for field in fields(Article))
ARTICLE = ", ".join(f"a.{name}" for name in _NAMES)
"""The columns of an Article in a query that calls its table ``a``; :func:`article_from` reads them."""
_NOT_MODIFIED = 304
_WORDING = ("url", "guid", "title", "summary", "author", "published_at", "precision", "categories")


@dataclass(frozen=True, slots=True)
class ToLink:
    """An Article that waits for the linker, with the departments of all its carriers."""

    id: int
    title: str
    text: str
    url: str
    categories: tuple[str, ...]
    departments: tuple[str, ...]


class Articles:
    """The tables ``articles``, ``article_sources`` and ``revisions``."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def commit_feed(
        self, run_id: int, done: Done, arrivals: Sequence[Arrival], seen_at: str, *, blamed: bool = True
    ) -> tuple[int, int]:
        """Store a fetch: articles, carriers, keys, validators, the fetch, in one transaction.

        A fetch that failed half-way may have brought entries all the same: they are stored, its validators are not.

        :param seen_at: the moment of first sight of what is new (UTC text).
        :param blamed: whether a failure counts against the Source.
        :returns: how many entries were new to this Source, how many articles were new to the watch.
        """
        with self._connection.write() as sql:
            entries = articles = 0
            touched: set[int] = set()
            for arrival in arrivals:
                article, fresh = _article_id(sql, done.source_id, arrival, seen_at)
                carrier = _carry(sql, article, done.source_id, arrival, seen_at)
                articles += fresh
                entries += carrier == "new"
                if carrier != "same" and not fresh:
                    touched.add(article)
            for article in sorted(touched):
                _settle(sql, article)
            if not done.query:
                _keep_keys(sql, done, arrivals)
            if done.failure is None:
                _count_success(sql, done, seen_at, news=bool(arrivals))
                if not done.query:
                    _keep_validators(sql, done, seen_at)
            elif blamed:
                _count_failure(sql, done, done.failure, seen_at)
            sql.execute(FETCH_INSERT, fetch_row(run_id, done, seen_at, entries))
        return entries, articles

    def to_link(self, limit: int = 500) -> list[ToLink]:
        """The next Articles not yet linked in their present wording, oldest id first."""
        rows = self._connection.rows(
            "SELECT a.id, a.title, a.summary, a.url, a.categories, (SELECT group_concat(departments, ' ') "
            "FROM sources s JOIN article_sources c ON c.source_id = s.id WHERE c.article_id = a.id) FROM articles a "
            "WHERE a.linked_at IS NULL ORDER BY a.id LIMIT ?",
            limit,
        )
        return [_to_link(row) for row in rows]

    def relink(self, since: str = "") -> int:
        """Mark Articles first seen at or after a time (UTC text, empty: all) as not yet linked; how many."""
        with self._connection.write() as sql:
            return sql.execute("UPDATE articles SET linked_at = NULL WHERE first_seen_at >= ?", (since,)).rowcount

    def group_alone(self) -> int:
        """Give every linked Article with a commune a Story of its own where it has none; how many stories were made."""
        with self._connection.write() as sql:
            rows = sql.execute(
                "SELECT id FROM articles a WHERE grouped_at IS NULL AND linked_at IS NOT NULL AND story_id IS NULL "
                "AND EXISTS (SELECT 1 FROM mentions m WHERE m.article_id = a.id) ORDER BY canonical_url"
            ).fetchall()
            for (article,) in rows:
                story = sql.execute("INSERT INTO stories (lead_article_id) VALUES (?)", (article,)).lastrowid
                sql.execute("UPDATE articles SET story_id = ? WHERE id = ?", (story, article))
            sql.execute("UPDATE articles SET grouped_at = linked_at WHERE grouped_at IS NULL AND linked_at IS NOT NULL")
        return len(rows)

    def get(self, article_id: int) -> Article | None:
        """The Article of that id."""
        rows = self._connection.rows(f"SELECT {ARTICLE} FROM articles a WHERE id = ?", article_id)
        return article_from(rows[0]) if rows else None

    def count(self) -> int:
        """How many Articles are stored."""
        return int(self._connection.rows("SELECT count(*) FROM articles")[0][0])


def _to_link(row: tuple[Any, ...]) -> ToLink:
    article, title, text, url, categories, departments = row
    return ToLink(
        article, title, text, url, tuple(json.loads(categories)), tuple(sorted(set((departments or "").split())))
    )


def article_from(row: tuple[Any, ...]) -> Article:
    """An Article out of the columns of ``ARTICLE``."""
    values = dict(zip(_NAMES, row, strict=True))
    return Article(
        **values | {"baseline": bool(values["baseline"]), "categories": tuple(json.loads(values["categories"]))}
    )


def _article_id(sql: sqlite3.Connection, source_id: str, arrival: Arrival, seen_at: str) -> tuple[int, bool]:
    found = sql.execute("SELECT id FROM articles WHERE canonical_url = ?", (arrival.canonical_url,)).fetchone()
    if found is not None:
        return int(found[0]), False
    cursor = sql.execute(
        "INSERT INTO articles (source_id, canonical_url, url, title, summary, author, published_at, precision, "
        "first_seen_at, baseline, categories) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            source_id, arrival.canonical_url, arrival.url, arrival.title, arrival.summary, arrival.author,
            arrival.published_at, arrival.precision, seen_at, int(arrival.baseline),
            json.dumps(arrival.categories, ensure_ascii=False),
        ),
    )  # fmt: skip
    return int(cursor.lastrowid or 0), True


def _wording(arrival: Arrival) -> tuple[str, ...]:
    """What a carrier says of the article, in the order of ``_WORDING``."""
    return (
        arrival.url, arrival.guid, arrival.title, arrival.summary, arrival.author, arrival.published_at,
        arrival.precision, json.dumps(arrival.categories, ensure_ascii=False),
    )  # fmt: skip


def _carry(
    sql: sqlite3.Connection, article: int, source_id: str, arrival: Arrival, seen_at: str
) -> Literal["new", "changed", "same"]:
    """Store a carrier's wording; an earlier wording of the same carrier becomes a Revision."""
    wording = _wording(arrival)
    old = sql.execute(
        f"SELECT {', '.join(_WORDING)} FROM article_sources WHERE article_id = ? AND source_id = ?",
        (article, source_id),
    ).fetchone()
    if old is None:
        sql.execute(
            "INSERT INTO article_sources VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (article, source_id, *wording, int(arrival.baseline), seen_at),
        )
        return "new"
    if old == wording:
        return "same"
    if old[2:4] != wording[2:4]:
        sql.execute(
            "INSERT INTO revisions (article_id, source_id, title, summary, replaced_at) VALUES (?, ?, ?, ?, ?)",
            (article, source_id, old[2], old[3], seen_at),
        )
    sql.execute(
        f"UPDATE article_sources SET {', '.join(f'{name} = ?' for name in _WORDING)} "
        "WHERE article_id = ? AND source_id = ?",
        (*wording, article, source_id),
    )
    return "changed"


def _settle(sql: sqlite3.Connection, article: int) -> None:
    """Give an Article the wording of its best carrier: highest weight, then smallest id, whoever came first.

    A missing date is taken from the next carrier that has one; the Article is baseline only where all carriers say so.
    Its carriers' departments are evidence too, so a new carrier means that it is linked again.
    """
    rows = sql.execute(
        f"SELECT c.source_id, {', '.join(f'c.{name}' for name in _WORDING)}, c.baseline FROM article_sources c "
        "JOIN sources s ON s.id = c.source_id WHERE c.article_id = ? ORDER BY s.weight DESC, s.id",
        (article,),
    ).fetchall()
    best = rows[0]
    dated = next((row for row in rows if row[6]), best)
    sql.execute(
        "UPDATE articles SET source_id = ?, url = ?, author = ?, published_at = ?, precision = ?, categories = ?, "
        "baseline = ?, linked_at = NULL, grouped_at = NULL WHERE id = ?",
        (best[0], best[1], best[5], dated[6], dated[7], best[8], int(all(row[9] for row in rows)), article),
    )
    sql.execute(
        "UPDATE articles SET title = ?, summary = ? WHERE id = ? AND (title, summary) IS NOT (?, ?)",
        (best[3], best[4], article, best[3], best[4]),
    )


def _keep_keys(sql: sqlite3.Connection, done: Done, arrivals: Sequence[Arrival]) -> None:
    """Remember the wordings that need no reading again: those of the body as it is now."""
    if done.failure is None and not done.unchanged:
        sql.execute(
            "DELETE FROM entry_keys WHERE source_id = ? AND key NOT IN (SELECT value FROM json_each(?))",
            (done.source_id, json.dumps(done.present)),
        )
    sql.executemany(
        "INSERT OR IGNORE INTO entry_keys (source_id, key) VALUES (?, ?)",
        [(done.source_id, arrival.key) for arrival in arrivals],
    )


def _count_success(sql: sqlite3.Connection, done: Done, at: str, *, news: bool) -> None:
    sql.execute(
        "UPDATE sources SET last_polled_at = ?, last_ok_at = ?, last_new_at = CASE WHEN ? THEN ? ELSE last_new_at END, "
        "newest_at = max(newest_at, ?), failures = 0, failure_stage = '', failure_message = '' WHERE id = ?",
        (at, at, news, at, min(done.newest, at), done.source_id),
    )


def _keep_validators(sql: sqlite3.Connection, done: Done, at: str) -> None:
    """Keep what the next poll sends along; validators that stood over another body before are marked as liars."""
    if done.status != _NOT_MODIFIED:
        sql.execute("UPDATE sources SET body_at = ? WHERE id = ?", (at, done.source_id))
    if done.unchanged:
        return
    sql.execute(
        "UPDATE sources SET etag_lies = 1 WHERE id = ? AND (? OR (body_hash NOT IN ('', ?) AND etag = ? AND "
        "(etag != '' OR (last_modified != '' AND last_modified = ?))))",
        (done.source_id, done.etag_lies, done.body_hash, done.etag, done.last_modified),
    )
    sql.execute(
        "UPDATE sources SET etag = ?, last_modified = ?, body_hash = ?, entries = ?, "
        "learnt_url = CASE WHEN ? != '' THEN ? ELSE learnt_url END WHERE id = ?",
        (
            done.etag, done.last_modified, done.body_hash, done.entries, done.permanent_url, done.permanent_url,
            done.source_id,
        ),
    )  # fmt: skip


def _count_failure(sql: sqlite3.Connection, done: Done, failure: Failure, at: str) -> None:
    sql.execute(
        "UPDATE sources SET last_polled_at = ?, failures = failures + 1, failure_stage = ?, failure_message = ? "
        "WHERE id = ?",
        (at, failure.stage, failure.message, done.source_id),
    )
