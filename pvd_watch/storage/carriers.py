"""Who carries an Article and in which words; what the Article says follows from all of them, whoever came first.

Functions over an open write transaction.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Any, Literal

from pvd_watch.model import Arrival
from pvd_watch.storage.texts import PAGE_SAYS, PURGED

WORDING = ("url", "guid", "title", "summary", "author", "published_at", "precision", "categories")
_WORDING_ROW = ", ".join(f"c.{name}" for name in WORDING)
_CARRIED = f"SELECT {', '.join(WORDING)}, address FROM article_sources WHERE article_id = ? AND source_id = ?"
_CARRY = (
    f"INSERT INTO article_sources (article_id, source_id, {', '.join(WORDING)}, baseline, first_seen_at, address) "
    f"VALUES (?, ?, {', '.join('?' * len(WORDING))}, ?, ?, ?)"
)


@lru_cache(maxsize=4096)
def _listed(categories: tuple[str, ...]) -> str:
    return json.dumps(categories, ensure_ascii=False)


def article_of(
    sql: sqlite3.Connection, source_id: str, arrival: Arrival, seen_at: str, *, several: bool = True
) -> tuple[int, bool]:
    """The id of the Article at an address, made where there is none, and whether it was made.

    :param several: whether any Article has several addresses.
    """
    found = sql.execute("SELECT id FROM articles WHERE canonical_url = ?", (arrival.canonical_url,)).fetchone()
    if found is None and several:
        found = sql.execute(
            "SELECT article_id FROM article_addresses WHERE address = ?", (arrival.canonical_url,)
        ).fetchone()
    if found is not None:
        return int(found[0]), False
    cursor = sql.execute(
        "INSERT INTO articles (source_id, canonical_url, url, title, summary, author, published_at, precision, "
        "first_seen_at, baseline, categories, searchable) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)",
        (
            source_id, arrival.canonical_url, arrival.url, arrival.title, arrival.summary, arrival.author,
            arrival.published_at, arrival.precision, seen_at, int(arrival.baseline),
            _listed(arrival.categories),
        ),
    )  # fmt: skip
    return int(cursor.lastrowid or 0), True


def carry(
    sql: sqlite3.Connection, article: int, source_id: str, arrival: Arrival, seen_at: str, *, fresh: bool = False
) -> Literal["new", "changed", "same"]:
    """Store a carrier's wording; an earlier wording of the same carrier becomes a Revision.

    Where a Source carries one Article under several addresses, the wording at the smallest one stands, whichever
    came first, and the others are Revisions.

    :param fresh: the Article was made just now, so that nobody carries it yet.
    """
    wording, address = _wording(arrival), arrival.canonical_url
    found = None if fresh else sql.execute(_CARRIED, (article, source_id)).fetchone()
    if found is None:
        sql.execute(
            _CARRY,
            (article, source_id, *wording, int(arrival.baseline), seen_at, address),
        )
        return "new"
    *earlier, at_address = found
    old = tuple(earlier)
    if old == wording:
        return "same"
    stands = at_address in ("", address) or address < at_address
    if old[2:4] != wording[2:4]:
        revise(sql, article, source_id, (old if stands else wording)[2:4], seen_at)
    if not stands:
        return "same"
    sql.execute(
        f"UPDATE article_sources SET {', '.join(f'{name} = ?' for name in WORDING)}, address = ? "
        "WHERE article_id = ? AND source_id = ?",
        (*wording, address, article, source_id),
    )
    return "changed"


def _wording(arrival: Arrival) -> tuple[str, ...]:
    """What a carrier says of the article, in the order of ``WORDING``."""
    return (
        arrival.url, arrival.guid, arrival.title, arrival.summary, arrival.author, arrival.published_at,
        arrival.precision, _listed(arrival.categories),
    )  # fmt: skip


def revise(sql: sqlite3.Connection, article: int, source_id: str, wording: Sequence[str], at: str) -> None:
    """Keep an earlier title and summary of a carrier."""
    sql.execute(
        "INSERT INTO revisions (article_id, source_id, title, summary, replaced_at) VALUES (?, ?, ?, ?, ?)",
        (article, source_id, *wording, at),
    )


def settle(sql: sqlite3.Connection, article: int, *, relink: bool = True) -> None:
    """Give an Article the wording of its best carrier: highest weight, then smallest id, whoever came first.

    A missing date or author is taken from the next carrier that has one, then from the page; a page's hour completes a
    date that has none. The Article is baseline only where all carriers say so, or where none has a date and the page's
    own is old. Its carriers' departments are evidence too, so a new carrier means that it is linked again, unless its
    text was purged.
    """
    rows = sql.execute(
        f"SELECT c.source_id, {_WORDING_ROW}, c.baseline FROM article_sources c "
        "JOIN sources s ON s.id = c.source_id WHERE c.article_id = ? ORDER BY s.weight DESC, s.id",
        (article,),
    ).fetchall()
    best = rows[0]
    author, published_at, precision, old = _page_says(sql, article)
    dated = next((row for row in rows if row[6]), None)
    moment = (dated[6], dated[7]) if dated is not None else (published_at, precision)
    if moment[1] == "day" and precision == "minute" and _near(moment[0], published_at):
        moment = (published_at, precision)
    sql.execute(
        "UPDATE articles SET source_id = ?, url = ?, author = ?, published_at = ?, precision = ?, categories = ?, "
        "baseline = ? WHERE id = ?",
        (
            best[0], best[1], best[5] or author, *moment, best[8],
            int(all(row[9] for row in rows) or (dated is None and old)), article,
        ),
    )  # fmt: skip
    if relink:
        sql.execute(
            f"UPDATE articles AS a SET linked_at = NULL, grouped_at = NULL WHERE id = ? AND NOT {PURGED}", (article,)
        )
    sql.execute(
        "UPDATE articles SET title = ?, summary = ? WHERE id = ? AND (title, summary) IS NOT (?, ?)",
        (best[3], best[4], article, best[3], best[4]),
    )


def _page_says(sql: sqlite3.Connection, article: int) -> tuple[Any, ...]:
    found = sql.execute(
        "SELECT t.author, t.published_at, t.precision, t.old FROM article_texts t JOIN articles a "
        f"ON a.id = t.article_id WHERE t.article_id = ? AND t.state IN {PAGE_SAYS} "
        "ORDER BY t.address = a.canonical_url DESC, t.address LIMIT 1",
        (article,),
    ).fetchone()
    return found or ("", "", "", 0)


def _near(day: str, moment: str) -> bool:
    """True where two stored times are of the same day or of neighbouring ones (a day stands as noon in Paris)."""
    return abs(_days(day) - _days(moment)) <= 1


def _days(stored: str) -> int:
    return date.fromisoformat(stored[:10]).toordinal()
