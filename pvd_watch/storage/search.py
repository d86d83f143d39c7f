"""The archive's search: full text over title, summary and the names of the linked communes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from json import dumps

from pvd_watch.model import Hit
from pvd_watch.model.search import MARK, MARK_END
from pvd_watch.storage.database import Connection
from pvd_watch.storage.linked_communes import communes_of

RANKED_HITS = 5_000
"""Relevance orders the newest hits only: ranking a million would take seconds and help nobody."""
_TERM = re.compile(r'"[^"]*"|\S+')
_WORD = re.compile(r"\w+")
_SAINTS = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes"}
_BOTH_WAYS = {**_SAINTS, **{full: short for short, full in _SAINTS.items()}}


_FEW = 100
"""Ids that the full-text index is asked for one by one."""
_SHORTEST_PREFIX = 3
"""Letters that a beginning must have: one or two stand in nearly every article."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What narrows a search: a commune's INSEE code, a department, a Source, a theme (of Stories in published Digests),
    moments (UTC text, inclusive) of first sight; ``linked``: only what names a programme town; ``published``: only what
    leads a Story of a published Digest; ``before``: only ids less than this one, 0 for all."""

    insee: str = ""
    department: str = ""
    source_id: str = ""
    theme: str = ""
    since: str = ""
    until: str = ""
    linked: bool = False
    published: bool = False
    before: int = 0


def match_expression(query: str) -> str:
    """A user's words as an FTS5 expression; empty where there is no word in them.

    Every word is quoted, so that no character of it is syntax; ``*`` after three letters or more asks for a beginning;
    words joined by a hyphen or an apostrophe stand together; ``St`` and ``Saint``, ``œ`` and ``oe`` find each other.
    """
    parts = []
    for term in _TERM.findall(query):
        words = _WORD.findall(term.lower())
        if words:
            parts.append(_phrase(words, prefix=term.endswith("*") and len(words[-1]) >= _SHORTEST_PREFIX))
    return " AND ".join(parts)


def _phrase(words: list[str], *, prefix: bool) -> str:
    spellings = [[]]  # type: list[list[str]]
    for word in words[:12]:
        spellings = [[*done, variant] for done in spellings for variant in _variants(word)][:16]
    phrases = [f'"{" ".join(spelling)}"' + ("*" if prefix else "") for spelling in spellings]
    return phrases[0] if len(phrases) == 1 else f"({' OR '.join(phrases)})"


def _variants(word: str) -> list[str]:
    if word in _BOTH_WAYS:
        return [word, _BOTH_WAYS[word]]
    if "œ" in word:
        return [word, word.replace("œ", "oe")]
    return [word, word.replace("oe", "œ")] if "oe" in word else [word]


class Search:
    """Reads over ``articles_fts``."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def find(
        self, query: str, filters: Filters, *, limit: int = 50, offset: int = 0, by_relevance: bool = False
    ) -> list[Hit]:
        """The Articles that hold all the words, newest first, or the most relevant of the newest 5,000.

        An empty query finds whatever the filters let through.
        """
        expression = match_expression(query)
        bounds = self._bounds(filters)
        if (query.strip() and not expression) or bounds is None:
            return []
        chosen = _chosen(filters)
        if expression:
            where, values = self._among(expression, chosen), [*chosen[1]]
        else:
            where, values = (f"a.id IN ({chosen[0]})" if chosen[0] else "1"), [*chosen[1]]
        also, more = _conditions(filters)
        where, values = f"{where} AND {also}", [*values, *more]
        if expression:
            found = self._matching(expression, bounds, where, values, limit, offset, by_relevance=by_relevance)
        else:
            found = self._rows(
                f"SELECT a.id, a.title, a.summary, {_REST} FROM articles a JOIN sources s ON s.id = a.source_id "
                f"WHERE a.id BETWEEN ? AND ? AND {where} ORDER BY a.id DESC LIMIT ? OFFSET ?",
                *bounds, *values, limit, offset,
            )  # fmt: skip
        return self._completed(found)

    def _among(self, expression: str, chosen: tuple[str, list[str]]) -> str:
        """The condition that a hit is among the chosen ids.

        The plus sign keeps SQLite from asking the full-text index for each id, which takes a quarter of a millisecond
        every time, and far more for the beginning of a word; walking through a million hits takes a tenth of a second.
        So few ids are asked for, and hits are held against many.
        """
        ids, values = chosen
        if not ids:
            return "1"
        few = self._connection.rows(f"SELECT count(*) FROM (SELECT 1 FROM ({ids}) LIMIT {_FEW + 1})", *values)
        plus = "" if few[0][0] <= _FEW and "*" not in expression else "+"
        return f"{plus}f.rowid IN ({ids})"

    def _matching(
        self, expression: str, bounds: tuple[int, int], where: str, values: list[str], limit: int, offset: int, *,
        by_relevance: bool,
    ) -> list[Hit]:  # fmt: skip
        marked = (
            f"highlight(articles_fts, 0, '{MARK}', '{MARK_END}'), snippet(articles_fts, 1, '{MARK}', '{MARK_END}', "
            f"'…', 28), {_REST} FROM articles_fts f JOIN articles a ON a.id = f.rowid "
            "JOIN sources s ON s.id = a.source_id WHERE articles_fts MATCH ?"
        )
        if not by_relevance:
            return self._rows(
                f"SELECT a.id, {marked} AND f.rowid BETWEEN ? AND ? AND {where} ORDER BY f.rowid DESC LIMIT ? OFFSET ?",
                expression, *bounds, *values, limit, offset,
            )  # fmt: skip
        ranked = [
            row[0]
            for row in self._connection.rows(
                "SELECT id FROM (SELECT f.rowid AS id, f.rank AS rank FROM articles_fts f JOIN articles a "
                f"ON a.id = f.rowid WHERE articles_fts MATCH ? AND f.rowid BETWEEN ? AND ? AND {where} "
                "ORDER BY f.rowid DESC LIMIT ?) ORDER BY rank, id DESC LIMIT ? OFFSET ?",
                expression, *bounds, *values, RANKED_HITS, limit, offset,
            )
        ]  # fmt: skip
        shown = {
            hit.id: hit
            for article in ranked
            for hit in self._rows(f"SELECT a.id, {marked} AND f.rowid = ?", expression, article)
        }
        return [shown[article] for article in ranked]

    def _bounds(self, filters: Filters) -> tuple[int, int] | None:
        """Between which ids the Articles of a time lie, which follow their first sight; None where there are none.

        An Article that was first seen earlier than its neighbours, as a merge may leave it, is told apart by its own
        moment.
        """
        first, last = 0, filters.before - 1 if filters.before else 2**62
        if filters.since:
            rows = self._connection.rows(
                "SELECT id FROM articles WHERE first_seen_at >= ? ORDER BY first_seen_at, id LIMIT 1", filters.since
            )
            first = rows[0][0] if rows else last
        if filters.until:
            rows = self._connection.rows(
                "SELECT id FROM articles WHERE first_seen_at <= ? ORDER BY first_seen_at DESC, id DESC LIMIT 1",
                filters.until,
            )
            last = min(rows[0][0], last) if rows else 0
        return (first, last) if first <= last else None

    def _rows(self, sql: str, *values: object) -> list[Hit]:
        return [Hit(*row) for row in self._connection.rows(sql, *values)]

    def _completed(self, hits: Sequence[Hit]) -> list[Hit]:
        """The hits with their communes, and where they were published."""
        ids = [hit.id for hit in hits]
        communes, shown = communes_of(self._connection, ids), self._shown(dumps(ids))
        return [
            replace(hit, communes=communes.get(hit.id, ()), day=day, story_id=story)
            for hit in hits
            for day, story in [shown.get(hit.id, ("", 0))]
        ]

    def _shown(self, ids: str) -> Mapping[int, tuple[str, int]]:
        rows = self._connection.rows(
            "SELECT i.article_id, max(i.day), i.story_id FROM digest_items i JOIN digests d ON d.day = i.day "
            "JOIN digest_lines l ON l.day = i.day AND l.rank = i.rank WHERE i.article_id IN "
            "(SELECT value FROM json_each(?)) AND d.state = 'published' AND l.state != 'dropped' GROUP BY i.article_id",
            ids,
        )
        return {article: (day, story) for article, day, story in rows}


_REST = "a.url, s.name, a.source_id, a.published_at, a.precision, a.first_seen_at"
_THEMED = (
    "SELECT i.article_id FROM digest_facets f CROSS JOIN digests d ON d.day = f.day "
    "CROSS JOIN digest_items i ON i.day = f.day AND i.rank = f.rank WHERE d.state = 'published' AND f.facet = 'theme' "
    "AND f.code = ?"
)
_SETS = (
    ("insee", "SELECT article_id FROM mentions WHERE insee = ?"),
    ("department", "SELECT m.article_id FROM communes c JOIN mentions m ON m.insee = c.insee WHERE c.department = ?"),
    ("source_id", "SELECT article_id FROM article_sources WHERE source_id = ?"),
    ("theme", _THEMED),
)
_PUBLISHED = (
    "EXISTS (SELECT 1 FROM digest_items i JOIN digests d ON d.day = i.day JOIN digest_lines l ON l.day = i.day "
    "AND l.rank = i.rank WHERE i.article_id = a.id AND d.state = 'published' AND l.state != 'dropped')"
)


def _chosen(filters: Filters) -> tuple[str, list[str]]:
    """The query for the ids that what narrows by much lets through, with its values; empty where nothing does."""
    sets = [(query, getattr(filters, name)) for name, query in _SETS if getattr(filters, name)]
    return " INTERSECT ".join(query for query, _ in sets), [value for _, value in sets]


def _conditions(filters: Filters) -> tuple[str, list[str]]:
    """The other conditions on Articles with their values."""
    conditions, values = ["1"], []
    if filters.published:
        conditions.append(_PUBLISHED)
    elif filters.linked and not (filters.insee or filters.department or filters.theme):
        conditions.append("a.places != ''")
    for value, condition in ((filters.since, "a.first_seen_at >= ?"), (filters.until, "a.first_seen_at <= ?")):
        if value:
            conditions.append(condition)
            values.append(value)
    return " AND ".join(conditions), values
