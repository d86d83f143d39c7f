"""Removals on request: what was taken out, by whom and when, and the one place where it is kept out on arrival."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import replace
from fnmatch import translate
from functools import lru_cache
from re import Pattern, compile
from typing import Any

from pvd_watch.model import Arrival, Removal, Removed
from pvd_watch.redaction import Redaction, redaction
from pvd_watch.standing import PageText
from pvd_watch.storage.blanking import blank, without
from pvd_watch.storage.database import Connection
from pvd_watch.storage.erasing import erase

_COLUMNS = "kind, value, editor, at, reason, id, result, sources, undone_at, undone_by"


class Removals:
    """The tables ``removals`` and ``removed_addresses``."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self) -> list[Removal]:
        """Every removal, undone or not, in the order in which they were made."""
        return [_removal(row) for row in self._connection.rows(f"SELECT {_COLUMNS} FROM removals ORDER BY id")]

    def address(self, article: str) -> str | None:
        """The canonical URL of the Article of an id or of any of its addresses; None where there is none."""
        rows = self._connection.rows(
            "SELECT canonical_url FROM articles WHERE id = ?1 OR canonical_url = ?1 OR url = ?1 UNION ALL "
            "SELECT a.canonical_url FROM article_addresses d JOIN articles a ON a.id = d.article_id "
            "WHERE d.address = ?1 LIMIT 1",
            int(article) if article.isascii() and article.isdigit() and len(article) < 16 else article,
        )
        return str(rows[0][0]) if rows else None

    def remove(self, removal: Removal, *, rehearse: bool = False) -> tuple[Removal, Removed]:
        """Take out what a removal names, in one transaction with its log entry.

        :param rehearse: do everything and take it back, to know what would go.
        :returns: the removal as it was logged, and what was done.
        """
        with self._connection.write(keep=not rehearse) as sql:
            found = _log(sql, removal)
            removed = _apply(sql, found)
            _note(sql, found, removed)
        if not rehearse:
            self._forget_words()
        return replace(found, result=removed.counts, sources=tuple(sorted(removed.sources))), removed

    def apply_again(self) -> Removed:
        """Take out everything that stands as removed, as after older content came back."""
        removed = Removed()
        with self._connection.write() as sql:
            standing = _standing(sql)
            for removal in standing:
                if removal.kind != "name":
                    _apply(sql, removal, removed)
            if any(removal.kind == "name" for removal in standing):
                blank(sql, _names(standing), removed)
        self._forget_words()
        return removed

    def _forget_words(self) -> None:
        """Take the words of what is gone out of the search index, which only marks them as deleted, and out of the
        write-ahead log."""
        with self._connection.write() as sql:
            sql.execute("INSERT INTO articles_fts(articles_fts) VALUES ('optimize')")
        self._connection.fold_in()

    def undo(self, number: int, editor: str, at: str) -> bool:
        """Let what was removed come in again with the next polls; False where there is no such removal that stands.

        What was removed is gone: only what Sources still announce comes back.
        """
        with self._connection.write() as sql:
            done = sql.execute(
                "UPDATE removals SET undone_at = ?, undone_by = ? WHERE id = ? AND undone_at = ''", (at, editor, number)
            ).rowcount
            if not done:
                return False
            carried = "IN (SELECT j.value FROM removals r, json_each(r.sources) j WHERE r.id = ?)"
            sql.execute(f"DELETE FROM entry_keys WHERE source_id {carried}", (number,))
            sql.execute(
                f"UPDATE sources SET etag = '', last_modified = '', body_hash = '', body_at = '' WHERE id {carried}",
                (number,),
            )
        return True


def read_removals(sql: sqlite3.Connection) -> list[tuple[Removal, tuple[str, ...]]]:
    """Every removal of a database with the addresses that it keeps out."""
    found: dict[int, tuple[str, ...]] = {}
    for number, address in sql.execute("SELECT removal_id, address FROM removed_addresses ORDER BY 1, 2"):
        found[number] = (*found.get(number, ()), address)
    rows = sql.execute(f"SELECT {_COLUMNS} FROM removals ORDER BY id")
    return [(removal, found.get(removal.id, ())) for removal in map(_removal, rows)]


def keep_out(sql: sqlite3.Connection, source_id: str, arrivals: Sequence[Arrival]) -> Sequence[Arrival]:
    """What of these may be stored over an open transaction: nothing that was removed, no name that was."""
    standing = _standing(sql)
    if not standing:
        return arrivals
    patterns, names = _patterns(standing), _names(standing)
    kept = []
    for arrival in arrivals:
        refusing = _refusing(sql, patterns, arrival.canonical_url, arrival.url)
        if refusing is not None:
            _remember_source(sql, refusing, source_id)
        else:
            kept.append(_without_names(arrival, names))
    return kept


def keep_page_out(sql: sqlite3.Connection, page: PageText) -> PageText | None:
    """A page as it may be stored, without names that were removed; None where it belongs to what was removed."""
    standing = _standing(sql)
    if not standing:
        return page
    if _refusing(sql, _patterns(standing), page.address, page.canonical) is not None:
        return None
    names = _names(standing)
    return replace(page, text=names.blot(page.text), author="" if names.holds(page.author) else page.author)


def _standing(sql: sqlite3.Connection) -> list[Removal]:
    rows = sql.execute(f"SELECT {_COLUMNS} FROM removals WHERE undone_at = '' ORDER BY id").fetchall()
    return [_removal(row) for row in rows]


def _names(removals: Iterable[Removal]) -> Redaction:
    return redaction(tuple(removal.value for removal in removals if removal.kind == "name"))


def _patterns(removals: Iterable[Removal]) -> list[tuple[int, Pattern[str]]]:
    return [(removal.id, _compiled(removal.value)) for removal in removals if removal.kind == "pattern"]


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> Pattern[str]:
    """A pattern of addresses, in which ``*`` alone is special."""
    return compile(translate(pattern.replace("[", "[[]").replace("?", "[?]")))


def _refusing(
    sql: sqlite3.Connection, patterns: Iterable[tuple[int, Pattern[str]]], address: str, other: str
) -> int | None:
    """The removal that keeps out what stands at one of two addresses."""
    row = sql.execute(
        "SELECT r.id FROM removed_addresses a JOIN removals r ON r.id = a.removal_id "
        "WHERE a.address IN (?, ?) AND a.address != '' AND r.undone_at = '' LIMIT 1",
        (address, other),
    ).fetchone()
    if row is not None:
        return int(row[0])
    return next((number for number, pattern in patterns if pattern.match(address) or pattern.match(other)), None)


def _remember_source(sql: sqlite3.Connection, removal: int, source_id: str) -> None:
    sql.execute(
        "UPDATE removals SET sources = json_insert(sources, '$[#]', ?1) WHERE id = ?2 "
        "AND NOT EXISTS (SELECT 1 FROM json_each(sources) WHERE value = ?1)",
        (source_id, removal),
    )


def _without_names(arrival: Arrival, names: Redaction) -> Arrival:
    listed = json.dumps(arrival.categories)
    title, summary, author, categories = without(names, arrival.title, arrival.summary, arrival.author, listed)
    return replace(arrival, title=title, summary=summary, author=author, categories=tuple(json.loads(categories)))


def _log(sql: sqlite3.Connection, removal: Removal) -> Removal:
    """The removal as it stands in the log, where one that is asked for twice within a second stands once."""
    [(number,)] = sql.execute(
        "INSERT INTO removals (kind, value, editor, at, reason) VALUES (?, ?, ?, ?, ?) "
        "ON CONFLICT (kind, value, at) DO UPDATE SET undone_at = '', undone_by = '' RETURNING id",
        (removal.kind, removal.value, removal.editor, removal.at, removal.reason),
    ).fetchall()
    return replace(removal, id=int(number))


def _note(sql: sqlite3.Connection, removal: Removal, removed: Removed) -> None:
    sql.execute(
        "UPDATE removals SET result = ?, sources = ? WHERE id = ?",
        (json.dumps(removed.counts), json.dumps(sorted(removed.sources)), removal.id),
    )


def _apply(sql: sqlite3.Connection, removal: Removal, removed: Removed | None = None) -> Removed:
    done = removed if removed is not None else Removed()
    if removal.kind == "name":
        blank(sql, redaction((removal.value,)), done)
        return done
    own = Removed()
    erase(sql, _at_pattern(sql, removal.value) if removal.kind == "pattern" else _at_address(sql, removal), own)
    if removal.kind == "article":
        _keep_addresses(sql, removal.id, {removal.value, *own.addresses})
    done.articles += own.articles
    done.days |= own.days
    done.sources |= own.sources
    done.titles += own.titles
    return done


def _keep_addresses(sql: sqlite3.Connection, removal: int, addresses: Iterable[str]) -> None:
    sql.executemany(
        "INSERT OR IGNORE INTO removed_addresses VALUES (?, ?)", [(address, removal) for address in sorted(addresses)]
    )


def _at_address(sql: sqlite3.Connection, removal: Removal) -> list[int]:
    rows = sql.execute(
        "WITH gone(address) AS (SELECT ? UNION SELECT address FROM removed_addresses WHERE removal_id = ?) "
        "SELECT id FROM articles WHERE canonical_url IN (SELECT address FROM gone) UNION "
        "SELECT article_id FROM article_addresses WHERE address IN (SELECT address FROM gone)",
        (removal.value, removal.id),
    )
    return [row[0] for row in rows.fetchall()]


def _at_pattern(sql: sqlite3.Connection, pattern: str) -> list[int]:
    glob = pattern.replace("[", "[[]").replace("?", "[?]")
    rows = sql.execute(
        "SELECT id FROM articles WHERE canonical_url GLOB ?1 OR url GLOB ?1 UNION "
        "SELECT article_id FROM article_sources WHERE address GLOB ?1 OR url GLOB ?1 UNION "
        "SELECT article_id FROM article_addresses WHERE address GLOB ?1",
        (glob,),
    )
    return [row[0] for row in rows.fetchall()]


def carry_removal(sql: sqlite3.Connection, removal: Removal, addresses: Sequence[str]) -> int:
    """Add a removal that is not known here, with its addresses, or undo one that was undone elsewhere; how many were
    changed, over an open transaction."""
    key = (removal.kind, removal.value, removal.at)
    known = sql.execute("SELECT id, undone_at FROM removals WHERE kind = ? AND value = ? AND at = ?", key).fetchone()
    if known is None:
        added = _log(sql, removal)
        sql.execute(
            "UPDATE removals SET result = ?, sources = ?, undone_at = ?, undone_by = ? WHERE id = ?",
            (
                json.dumps(dict(removal.result)), json.dumps(removal.sources), removal.undone_at, removal.undone_by,
                added.id,
            ),
        )  # fmt: skip
        _keep_addresses(sql, added.id, addresses)
        return 1
    if removal.undone_at and not known[1]:
        sql.execute(
            "UPDATE removals SET undone_at = ?, undone_by = ? WHERE id = ?",
            (removal.undone_at, removal.undone_by, known[0]),
        )
        return 1
    return 0


def _removal(row: tuple[Any, ...]) -> Removal:
    kind, value, editor, at, reason, number, result, sources, undone_at, undone_by = row
    return Removal(
        kind, value, editor, at, reason, number, json.loads(result), tuple(json.loads(sources)), undone_at, undone_by
    )
