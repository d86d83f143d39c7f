"""Articles and their carriers: a feed's new entries and its validators go in together or not at all."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from pvd_watch.model import Arrival, Article, Done, Failure, Removed
from pvd_watch.standing import PageText
from pvd_watch.storage.carriers import article_of, carry, settle
from pvd_watch.storage.database import Connection
from pvd_watch.storage.erasing import erase
from pvd_watch.storage.merging import claim, claimed, join
from pvd_watch.storage.removals import keep_out, keep_page_out
from pvd_watch.storage.sources import FETCH_INSERT, fetch_row
from pvd_watch.storage.texts import ANSWERED, PAGE_SAYS, PURGED, TEXT_OF

_NAMES = tuple(field.name for field in fields(Article))
ARTICLE = ", ".join(f"a.{name}" for name in _NAMES)
"""The columns of an Article in a query that calls its table ``a``; :func:`article_from` reads them."""
_NOT_MODIFIED = 304


@dataclass(frozen=True, slots=True)
class ToLink:
    """An Article that waits for the linker, with the departments of all its carriers.

    ``text``: its full text where there is one, else the summary; ``summary`` and ``also``, the words of its other
    carriers, are what a page that is not read yet is judged by; ``may_read``: such a page may be asked for.
    """

    id: int
    source_id: str
    title: str
    text: str
    url: str
    categories: tuple[str, ...]
    departments: tuple[str, ...]
    summary: str
    also: str
    may_read: bool
    purged: bool
    """Its text is no longer kept: what it once told stands in its Mentions."""


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
            claims: list[int] = []
            several = bool(sql.execute("SELECT 1 FROM article_addresses LIMIT 1").fetchone())
            for arrival in keep_out(sql, done.source_id, arrivals):
                article, fresh = article_of(sql, done.source_id, arrival, seen_at, several=several)
                carrier = carry(sql, article, done.source_id, arrival, seen_at, fresh=fresh)
                articles += fresh
                entries += carrier == "new"
                if carrier != "same" and not fresh:
                    touched.add(article)
                elif fresh and several and claimed(sql, arrival.canonical_url):
                    claims.append(article)
            for article in sorted(touched):
                settle(sql, article)
            for article in claims:
                articles -= join(sql, article)
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

    def commit_page(self, page: PageText, at: str) -> None:
        """Store what a page gave, in one transaction; its Article is linked again where there is a text.

        An Article that meanwhile became part of another one is found by the address of the page.
        """
        with self._connection.write() as sql:
            article = _holder(sql, page)
            if article is None:
                return
            allowed = keep_page_out(sql, replace(page, article_id=article))
            if allowed is None:
                erase(sql, [article], Removed())
                return
            page = allowed
            _keep_page(sql, page, at)
            claim(sql, page)
            if not (page.canonical and join(sql, article)) and page.state in PAGE_SAYS:
                settle(sql, article, relink=page.state == "read")
            sql.execute(f"UPDATE articles AS a SET page_source = '' WHERE id = ? AND {ANSWERED}", (article,))

    def to_link(self, limit: int = 500) -> list[ToLink]:
        """The next Articles not yet linked in their present wording, oldest id first."""
        rows = self._connection.rows(
            "SELECT a.id, a.source_id, a.title, a.summary, a.url, a.categories, (SELECT group_concat(departments, ' ') "
            "FROM sources s JOIN article_sources c ON c.source_id = s.id WHERE c.article_id = a.id), "
            f"{TEXT_OF}, NOT a.baseline AND a.canonical_url LIKE 'http%' AND NOT {ANSWERED}, "
            "(SELECT group_concat(c.title || '. ' || c.summary, ' ') FROM article_sources c "
            f"WHERE c.article_id = a.id AND c.source_id != a.source_id), {PURGED} FROM articles a "
            "WHERE a.linked_at IS NULL ORDER BY a.id LIMIT ?",
            limit,
        )
        return [_to_link(row) for row in rows]

    def relink(self, since: str = "") -> int:
        """Mark Articles first seen at or after a time (UTC text, empty: all) as not yet linked; how many.

        Those whose text was purged are left alone: without it they would lose what it had told.
        """
        with self._connection.write() as sql:
            return sql.execute(
                f"UPDATE articles AS a SET linked_at = NULL WHERE first_seen_at >= ? AND NOT {PURGED}", (since,)
            ).rowcount

    def get(self, article_id: int) -> Article | None:
        """The Article of that id."""
        rows = self._connection.rows(f"SELECT {ARTICLE} FROM articles a WHERE id = ?", article_id)
        return article_from(rows[0]) if rows else None

    def count(self) -> int:
        """How many Articles are stored."""
        return int(self._connection.rows("SELECT count(*) FROM articles")[0][0])


def _to_link(row: tuple[Any, ...]) -> ToLink:
    article, source, title, summary, url, categories, departments, text, may_read, also, purged = row
    return ToLink(
        id=article,
        source_id=source,
        title=title,
        text=text or summary,
        url=url,
        categories=tuple(json.loads(categories)),
        departments=tuple(sorted(set((departments or "").split()))),
        summary=summary,
        also=also or "",
        may_read=bool(may_read),
        purged=bool(purged),
    )


def article_from(row: tuple[Any, ...]) -> Article:
    """An Article out of the columns of ``ARTICLE``."""
    values = dict(zip(_NAMES, row, strict=True))
    return Article(
        **values | {"baseline": bool(values["baseline"]), "categories": tuple(json.loads(values["categories"]))}
    )


def _holder(sql: sqlite3.Connection, page: PageText) -> int | None:
    """The Article at the address of a page; not the one of its id, which SQLite gives to another once it is free."""
    found = sql.execute(
        "SELECT id FROM articles WHERE canonical_url = ?1 "
        "UNION ALL SELECT article_id FROM article_addresses WHERE address = ?1",
        (page.address,),
    ).fetchone()
    return int(found[0]) if found is not None else None


def _keep_page(sql: sqlite3.Connection, page: PageText, at: str) -> None:
    values = (
        page.state, page.reason, page.text, page.author, page.published_at, page.precision, int(page.old),
        int(page.state == "failed"), at,
    )  # fmt: skip
    sql.execute(
        "INSERT INTO article_texts (article_id, address, state, reason, text, author, published_at, precision, old, "
        "failures, read_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET "
        "state = excluded.state, reason = excluded.reason, text = excluded.text, author = excluded.author, "
        "published_at = excluded.published_at, precision = excluded.precision, old = excluded.old, "
        "failures = failures + excluded.failures, read_at = excluded.read_at",
        (page.article_id, page.address, *values),
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
