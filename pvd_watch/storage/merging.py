"""One Article once: addresses that a site itself calls one and the same lead to one Article, whichever came first.

A page names its canonical address. That is believed within its site, and only between Articles that share a title: some
sites name one section front as the canonical address of all their pages. Two Articles are one where one's page names an
address of the other, or both pages name the same. Every page so named is read under its own address too, so what is
known in the end, and with it the address and text of the Article, does not depend on what came first.

Functions over an open write transaction.
"""

from __future__ import annotations

import sqlite3

from pvd_watch.standing import PageText
from pvd_watch.storage.carriers import revise, settle
from pvd_watch.titles import title_key


def claimed(sql: sqlite3.Connection, address: str) -> bool:
    """True where a page that was read names this address as its canonical one."""
    return bool(sql.execute("SELECT 1 FROM article_addresses WHERE canonical = ? LIMIT 1", (address,)).fetchone())


def claim(sql: sqlite3.Connection, page: PageText) -> None:
    """Keep what a page names as its canonical address."""
    if page.canonical:
        sql.execute(
            "INSERT INTO article_addresses (address, article_id, canonical) VALUES (?, ?, ?) "
            "ON CONFLICT DO UPDATE SET canonical = excluded.canonical",
            (page.address, page.article_id, page.canonical),
        )


def join(sql: sqlite3.Connection, article: int) -> int:
    """Make one Article of this one and of all that are the same; how many went into it."""
    joined = 0
    while (other := _same(sql, article)) is not None:
        article = _merge(sql, min(article, other), max(article, other))
        joined += 1
    _readdress(sql, article)
    return joined


def _same(sql: sqlite3.Connection, article: int) -> int | None:
    """Another Article that is the same, the one of the smallest id."""
    rows = sql.execute(
        "WITH own(address, canonical) AS (SELECT canonical_url, '' FROM articles WHERE id = ?1 "
        "UNION SELECT address, canonical FROM article_addresses WHERE article_id = ?1) "
        "SELECT id FROM articles WHERE canonical_url IN (SELECT canonical FROM own WHERE canonical != '') "
        "UNION SELECT article_id FROM article_addresses WHERE address IN (SELECT canonical FROM own "
        "WHERE canonical != '') "
        "UNION SELECT article_id FROM article_addresses WHERE canonical IN (SELECT address FROM own) "
        "UNION SELECT article_id FROM article_addresses WHERE canonical IN (SELECT canonical FROM own "
        "WHERE canonical != '') ORDER BY 1",
        (article,),
    ).fetchall()
    others = [int(row[0]) for row in rows if row[0] != article]
    titles = _titles(sql, article) if others else set()
    return next((other for other in others if titles & _titles(sql, other)), None)


def _titles(sql: sqlite3.Connection, article: int) -> set[str]:
    """Every title an Article ever had, as they are compared."""
    rows = sql.execute(
        "SELECT c.title, s.name FROM article_sources c JOIN sources s ON s.id = c.source_id WHERE c.article_id = ?1 "
        "UNION SELECT r.title, s.name FROM revisions r JOIN sources s ON s.id = r.source_id WHERE r.article_id = ?1",
        (article,),
    ).fetchall()
    return {key for title, outlet in rows if (key := title_key(title, outlet))}


def _merge(sql: sqlite3.Connection, keep: int, gone: int) -> int:
    for article in (keep, gone):
        sql.execute(
            "INSERT OR IGNORE INTO article_addresses (address, article_id) SELECT canonical_url, ? FROM articles "
            "WHERE id = ?",
            (keep, article),
        )
    sql.execute("UPDATE article_addresses SET article_id = ? WHERE article_id = ?", (keep, gone))
    _move_carriers(sql, keep, gone)
    for table in ("revisions", "verdicts", "digest_items", "draft_items", "jobs"):
        sql.execute(f"UPDATE {table} SET article_id = ? WHERE article_id = ?", (keep, gone))
    sql.execute("UPDATE OR IGNORE article_texts SET article_id = ? WHERE article_id = ?", (keep, gone))
    for column in ("article_id", "other_id"):
        sql.execute(f"UPDATE OR IGNORE story_pairs SET {column} = ? WHERE {column} = ?", (keep, gone))
    sql.execute("DELETE FROM story_pairs WHERE article_id = other_id")
    _move_story(sql, keep, gone)
    [(seen,)] = sql.execute("SELECT min(first_seen_at) FROM articles WHERE id IN (?, ?)", (keep, gone)).fetchall()
    sql.execute("DELETE FROM articles WHERE id = ?", (gone,))
    sql.execute("UPDATE articles SET first_seen_at = ?, page_source = '' WHERE id = ?", (seen, keep))
    settle(sql, keep)
    return keep


def _readdress(sql: sqlite3.Connection, article: int) -> None:
    """Put an Article at the one of its addresses that the others' pages name, and that names none of them itself."""
    found = sql.execute(
        "SELECT a.address FROM article_addresses a WHERE a.article_id = ?1 ORDER BY "
        "NOT EXISTS (SELECT 1 FROM article_addresses b WHERE b.article_id = ?1 AND b.canonical = a.address), "
        "EXISTS (SELECT 1 FROM article_addresses b WHERE b.article_id = ?1 AND b.address = a.canonical), "
        "a.address LIMIT 1",
        (article,),
    ).fetchone()
    if found is not None:
        sql.execute(
            "UPDATE articles SET canonical_url = ? WHERE id = ? AND canonical_url != ?", (*found, article, *found)
        )


def _move_carriers(sql: sqlite3.Connection, keep: int, gone: int) -> None:
    """Give the carriers of one Article to the other; where a Source carries both, the wording at the smaller address
    stands, and the other is kept as a Revision."""
    sql.execute(
        "UPDATE article_sources AS c SET address = (SELECT canonical_url FROM articles WHERE id = c.article_id) "
        "WHERE article_id IN (?, ?) AND address = ''",
        (keep, gone),
    )
    sql.execute("UPDATE OR IGNORE article_sources SET article_id = ? WHERE article_id = ?", (keep, gone))
    for (source_id,) in sql.execute("SELECT source_id FROM article_sources WHERE article_id = ?", (gone,)).fetchall():
        rows = sql.execute(
            "SELECT article_id, title, summary, first_seen_at, baseline, address FROM article_sources "
            "WHERE source_id = ? AND article_id IN (?, ?)",
            (source_id, keep, gone),
        ).fetchall()
        stays, goes = sorted(rows, key=lambda row: str(row[5]))
        if stays[1:3] != goes[1:3]:
            revise(sql, keep, source_id, goes[1:3], max(stays[3], goes[3]))
        sql.execute("DELETE FROM article_sources WHERE source_id = ? AND article_id = ?", (source_id, goes[0]))
        sql.execute(
            "UPDATE article_sources SET article_id = ?, first_seen_at = ?, baseline = ? "
            "WHERE source_id = ? AND article_id = ?",
            (keep, min(stays[3], goes[3]), min(stays[4], goes[4]), source_id, stays[0]),
        )


def _move_story(sql: sqlite3.Connection, keep: int, gone: int) -> None:
    """One Article stands in one Story: the other's becomes this one's."""
    [(kept,)] = sql.execute("SELECT story_id FROM articles WHERE id = ?", (keep,)).fetchall()
    [(lost,)] = sql.execute("SELECT story_id FROM articles WHERE id = ?", (gone,)).fetchall()
    sql.execute("UPDATE stories SET lead_article_id = ? WHERE lead_article_id = ?", (keep, gone))
    if lost is None or lost == kept:
        return
    if kept is None:
        sql.execute("UPDATE articles SET story_id = ? WHERE id = ?", (lost, keep))
        return
    sql.execute("UPDATE articles SET story_id = ? WHERE story_id = ?", (kept, lost))
    sql.execute("UPDATE stories SET merged_into = ? WHERE id = ?", (kept, lost))
