"""Names of persons taken out of what is stored, wherever words stand. Functions over an open write transaction.

An extract in which a name stands is emptied, in titles and editors' lines ``[…]`` takes its place, in full texts, which
nobody is shown, it is blotted out. Links stay: they speak of towns. Addresses stay as they are.
"""

from __future__ import annotations

import json
import sqlite3
from typing import Any

from pvd_watch.model import Removed
from pvd_watch.redaction import Redaction
from pvd_watch.storage.erasing import draft_again

_TITLES = 5
_ADDRESSES = ("url", "source_id", "day")
"""Keys of stored lines whose values are no words."""
_PLACES = ("mentions", "candidates")
"""Tables of places in titles and texts, with the words that gave them."""
Row = tuple[Any, ...]


def blank(sql: sqlite3.Connection, names: Redaction, removed: Removed) -> None:
    """Take names out of everything that is stored.

    :param removed: what was done is added to it.
    """
    articles = _blank_articles(sql, names, removed) | _blank_carriers(sql, names, removed)
    articles |= _blank_revisions(sql, names) | _blank_texts(sql, names)
    _blank_evidence(sql, names)
    _blank_digests(sql, names, removed)
    _blank_history(sql, names)
    pages = [row[:1] for row in sql.execute("SELECT source_id, body FROM kept_pages") if names.holds(row[1])]
    sql.executemany("DELETE FROM kept_pages WHERE source_id = ?", pages)
    removed.blanked += len(articles)
    if articles:
        draft_again(sql)


def without(names: Redaction, title: str, summary: str, author: str, categories: str) -> tuple[str, str, str, str]:
    """The words of an Article without names: title, extract, author, categories (a JSON list)."""
    kept = [word for word in json.loads(categories) if not names.holds(word)]
    return (
        names.mask(title),
        "" if names.holds(summary) else summary,
        "" if names.holds(author) else author,
        json.dumps(kept, ensure_ascii=False),
    )


def _blank_articles(sql: sqlite3.Connection, names: Redaction, removed: Removed) -> set[int]:
    changed = []
    for article, title, *rest in sql.execute("SELECT id, title, summary, author, categories FROM articles"):
        if names.holds("\n".join((title, *rest))):
            changed.append((article, title, rest[0], without(names, title, rest[0], rest[1], rest[2])))
    for article, title, summary, words in changed:
        if words[1] != summary:
            _keep_links(sql, article)
        _move_places(sql, article, names.places(title))
        sql.execute(
            "UPDATE articles SET title = ?, summary = ?, author = ?, categories = ? WHERE id = ?", (*words, article)
        )
    removed.titles += [words[0] for _, _, _, words in changed[: _TITLES - len(removed.titles)]]
    return {row[0] for row in changed}


def _keep_links(sql: sqlite3.Connection, article: int) -> None:
    """Let the links of an Article stand though the extract that told them goes: it counts as one whose text was purged,
    and its page is not read any more. One that is not linked yet has none to keep."""
    sql.execute(
        "INSERT INTO article_texts (article_id, address, state) SELECT id, canonical_url, 'purged' FROM articles "
        "WHERE id = ?1 AND linked_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM article_texts "
        "WHERE article_id = ?1 AND state IN ('read', 'purged')) ON CONFLICT DO UPDATE SET state = 'purged'",
        (article,),
    )


def _move_places(sql: sqlite3.Connection, article: int, places: list[tuple[int, int, int]]) -> None:
    """Let the places of Mentions and refused candidates in a title be right once names in it gave way, from the last
    name to the first."""
    for table in _PLACES:
        for start, end, moved in reversed(places):
            _move(sql, table, article, start, end, moved)


def _move(sql: sqlite3.Connection, table: str, article: int, start: int, end: int, moved: int) -> None:
    rows = sql.execute(
        f'SELECT insee, start, "end" FROM {table} WHERE article_id = ? AND field = \'title\' AND "end" > ? '
        "ORDER BY start * ?",
        (article, start, -moved),
    ).fetchall()
    one = "WHERE article_id = ? AND insee = ? AND field = 'title' AND start = ?"
    for insee, first, last in rows:
        if first < end:
            sql.execute(f"DELETE FROM {table} {one}", (article, insee, first))
        else:
            sql.execute(
                f'UPDATE {table} SET start = ?, "end" = ? {one}', (first + moved, last + moved, article, insee, first)
            )


def _blank_carriers(sql: sqlite3.Connection, names: Redaction, removed: Removed) -> set[int]:
    changed = []
    for article, source, *words in sql.execute(
        "SELECT article_id, source_id, title, summary, author, categories FROM article_sources"
    ):
        if names.holds("\n".join(words)):
            changed.append((*without(names, *words), article, source))
    sql.executemany(
        "UPDATE article_sources SET title = ?, summary = ?, author = ?, categories = ? "
        "WHERE article_id = ? AND source_id = ?",
        changed,
    )
    removed.sources |= {row[-1] for row in changed}
    return {row[-2] for row in changed}


def _blank_revisions(sql: sqlite3.Connection, names: Redaction) -> set[int]:
    changed = [
        (names.mask(title), "" if names.holds(summary) else summary, number, article)
        for number, article, title, summary in sql.execute("SELECT id, article_id, title, summary FROM revisions")
        if names.holds(title) or names.holds(summary)
    ]
    sql.executemany("UPDATE revisions SET title = ?, summary = ? WHERE id = ?", [row[:3] for row in changed])
    return {row[-1] for row in changed}


def _blank_texts(sql: sqlite3.Connection, names: Redaction) -> set[int]:
    changed = [
        (names.blot(text), "" if names.holds(author) else author, article, address)
        for article, address, text, author in sql.execute(
            "SELECT article_id, address, text, author FROM article_texts WHERE text != '' OR author != ''"
        )
        if names.holds(text) or names.holds(author)
    ]
    sql.executemany("UPDATE article_texts SET text = ?, author = ? WHERE article_id = ? AND address = ?", changed)
    return {row[-2] for row in changed}


def _blank_evidence(sql: sqlite3.Connection, names: Redaction) -> None:
    for table in _PLACES:
        changed = [
            (json.dumps(_cleaned(json.loads(evidence), names), ensure_ascii=False), *key)
            for evidence, *key in sql.execute(f"SELECT evidence, article_id, insee, field, start FROM {table}")
            if names.holds(evidence)
        ]
        sql.executemany(
            f"UPDATE {table} SET evidence = ? WHERE article_id = ? AND insee = ? AND field = ? AND start = ?", changed
        )


def _blank_digests(sql: sqlite3.Connection, names: Redaction, removed: Removed) -> None:
    days = set()
    for table in ("digest_items", "draft_items"):
        rows = [row for row in sql.execute(f"SELECT shown, day, rank FROM {table}") if names.holds(row[0])]
        changed = [row for row in (_clean_json(row, names) for row in rows) if row is not None]
        sql.executemany(f"UPDATE {table} SET shown = ? WHERE day = ? AND rank = ?", changed)
        days |= {row[1] for row in changed}
    sql.executemany("UPDATE digests SET version = version + 1 WHERE day = ?", [(day,) for day in sorted(days)])
    removed.days |= days


def _clean_json(row: Row, names: Redaction) -> Row | None:
    """A row whose first value is JSON, without names; None where nothing in it changes."""
    before = json.loads(row[0])
    after = _cleaned(before, names)
    return (json.dumps(after, ensure_ascii=False), *row[1:]) if after != before else None


def _blank_history(sql: sqlite3.Connection, names: Redaction) -> None:
    changed = [
        (names.mask(title), *(json.dumps(_cleaned(json.loads(it), names), ensure_ascii=False) for it in stored), number)
        for number, title, *stored in sql.execute("SELECT id, title, items, value FROM reviews")
        if names.holds("\n".join((title, *stored)))
    ]
    sql.executemany("UPDATE reviews SET title = ?, items = ?, value = ? WHERE id = ?", changed)


def _cleaned(value: Any, names: Redaction, key: str = "") -> Any:
    """A stored value without names: an extract is emptied, other words are masked, addresses stay."""
    if isinstance(value, dict):
        return {name: _cleaned(inner, names, name) for name, inner in value.items()}
    if isinstance(value, list):
        return [_cleaned(inner, names, key) for inner in value]
    if not isinstance(value, str) or key in _ADDRESSES or not names.holds(value):
        return value
    return "" if key == "excerpt" else names.mask(value)
