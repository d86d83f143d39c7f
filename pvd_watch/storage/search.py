"""The archive's search: full text over title, summary and the names of the linked communes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pvd_watch.model import Article
from pvd_watch.storage.articles import ARTICLE, article_from
from pvd_watch.storage.database import Connection

RANKED_HITS = 5_000
"""Relevance orders the newest hits only: ranking a million would take seconds and help nobody."""
_TERM = re.compile(r'"[^"]*"|\S+')
_WORD = re.compile(r"\w+")
_SAINTS = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes"}
_BOTH_WAYS = {**_SAINTS, **{full: short for short, full in _SAINTS.items()}}


@dataclass(frozen=True, slots=True)
class Filters:
    """What narrows a search: a commune's INSEE code, a department, days (UTC text, inclusive) of first sight."""

    insee: str = ""
    department: str = ""
    source_id: str = ""
    since: str = ""
    until: str = ""


def match_expression(query: str) -> str:
    """A user's words as an FTS5 expression; empty where there is no word in them.

    Every word is quoted, so that no character of it is syntax; ``*`` at its end asks for a prefix; words joined by a
    hyphen or an apostrophe stand together; ``St`` and ``Saint``, ``œ`` and ``oe`` find each other.
    """
    parts = []
    for term in _TERM.findall(query):
        words = _WORD.findall(term.lower())
        if words:
            parts.append(_phrase(words, prefix=term.endswith("*")))
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
    ) -> list[Article]:
        """The Articles that hold all the words, newest first, or the most relevant of the newest 5,000.

        An empty query finds whatever the filters let through.
        """
        expression = match_expression(query)
        if query.strip() and not expression:
            return []
        where, values = _conditions(filters)
        if not expression:
            sql = f"SELECT {ARTICLE} FROM articles a WHERE {where} ORDER BY a.id DESC LIMIT ? OFFSET ?"
            return self._articles(sql, *values, limit, offset)
        newest = (
            f"SELECT f.rowid AS id, {'f.rank' if by_relevance else '0'} AS rank FROM articles_fts f JOIN articles a "
            f"ON a.id = f.rowid WHERE articles_fts MATCH ? AND {where} ORDER BY f.rowid DESC LIMIT ?"
        )
        order = "n.rank, a.id DESC" if by_relevance else "a.id DESC"
        sql = f"SELECT {ARTICLE} FROM ({newest}) n JOIN articles a ON a.id = n.id ORDER BY {order} LIMIT ? OFFSET ?"
        hits = RANKED_HITS if by_relevance else limit + offset
        return self._articles(sql, expression, *values, hits, limit, offset)

    def _articles(self, sql: str, *values: object) -> list[Article]:
        return [article_from(row) for row in self._connection.rows(sql, *values)]


def _conditions(filters: Filters) -> tuple[str, list[str]]:
    conditions, values = ["1"], []
    for value, condition in (
        (filters.insee, "EXISTS (SELECT 1 FROM mentions m WHERE m.article_id = a.id AND m.insee = ?)"),
        (
            filters.department,
            "EXISTS (SELECT 1 FROM mentions m JOIN communes c ON c.insee = m.insee "
            "WHERE m.article_id = a.id AND c.department = ?)",
        ),
        (filters.source_id, "a.source_id = ?"),
        (filters.since, "a.first_seen_at >= ?"),
        (filters.until, "a.first_seen_at <= ?"),
    ):
        if value:
            conditions.append(condition)
            values.append(value)
    return " AND ".join(conditions), values
