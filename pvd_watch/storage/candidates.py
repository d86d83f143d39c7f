"""Refused candidates: what was weighed and not linked, kept for a time so that a rule's effect can be shown."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from pvd_watch.model import Field, Mention, Refused
from pvd_watch.storage.database import Connection
from pvd_watch.storage.evidence import evidence_from, evidence_text

_COLUMNS = 'insee, field, start, "end", surface, score, share, logit, evidence'


class Candidates:
    """The table ``candidates``."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, article_id: int) -> list[Refused]:
        """What was refused in one Article, in the order of the text."""
        rows = self._connection.rows(
            f"SELECT {_COLUMNS} FROM candidates WHERE article_id = ? ORDER BY field DESC, start, insee", article_id
        )
        return [_refused(row) for row in rows]

    def of_source(self, source: str, insee: str, since: str) -> dict[int, list[Refused]]:
        """The places refused for a commune in the Articles of a Source first seen since a time, by Article."""
        found: dict[int, list[Refused]] = {}
        for article, *row in self._connection.rows(
            f"SELECT article_id, {_COLUMNS} FROM candidates c JOIN articles a ON a.id = c.article_id "
            "WHERE c.insee = ? AND a.source_id = ? AND a.first_seen_at >= ? ORDER BY article_id, field DESC, start",
            insee,
            source,
            since,
        ):
            found.setdefault(article, []).append(_refused(tuple(row)))
        return found


def put_refused(sql: sqlite3.Connection, articles: Collection[int], refused: Mapping[int, Sequence[Refused]]) -> None:
    """Store what was refused in some Articles in place of what was before, over an open transaction."""
    sql.execute(
        "DELETE FROM candidates WHERE article_id IN (SELECT value FROM json_each(?))", (json.dumps(list(articles)),)
    )
    sql.executemany(
        "INSERT OR IGNORE INTO candidates VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [_row(article, one) for article, found in refused.items() for one in found],
    )


def drop_refused(sql: sqlite3.Connection, before: str) -> None:
    """Forget what was refused in Articles first seen before a time (UTC text), or whose text is no longer kept."""
    sql.execute(
        "DELETE FROM candidates AS c WHERE EXISTS (SELECT 1 FROM articles a WHERE a.id = c.article_id "
        "AND a.first_seen_at < ?) OR EXISTS (SELECT 1 FROM article_texts t WHERE t.article_id = c.article_id "
        "AND t.state = 'purged')",
        (before,),
    )


def _row(article: int, refused: Refused) -> tuple[object, ...]:
    mention = refused.mention
    return (
        article, mention.insee, mention.field, mention.start, mention.end, mention.surface, mention.score,
        refused.share, refused.logit, evidence_text(mention.evidence),
    )  # fmt: skip


def _refused(row: tuple[Any, ...]) -> Refused:
    insee, field, start, end, surface, score, share, logit, evidence = row
    name: Field = "title" if field == "title" else "text"
    return Refused(Mention(insee, name, start, end, surface, score, False, evidence_from(evidence)), share, logit)
