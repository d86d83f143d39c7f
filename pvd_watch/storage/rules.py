"""Editors' rules on names: their history, and the stored links that one would change."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from pvd_watch.model import Affected, LoggedRule, NameRule, SourceRule
from pvd_watch.storage.database import Connection

_RULE = (
    "SELECT r.id, r.source_id, r.name, r.insee, s.name, coalesce(c.name, r.insee), r.editor, r.at, r.undone_at, "
    "r.undone_by FROM name_rules r JOIN sources s ON s.id = r.source_id LEFT JOIN communes c ON c.insee = r.insee "
)
_STANDS = (
    "coalesce((SELECT max(i.day) FROM digest_items i WHERE i.article_id = a.id), (SELECT d.day FROM digests d "
    "WHERE a.first_seen_at > d.from_at AND a.first_seen_at <= d.to_at AND NOT a.baseline LIMIT 1), '')"
)
_PUBLISHED = (
    "EXISTS (SELECT 1 FROM digest_items i JOIN digests d ON d.day = i.day WHERE i.article_id = a.id "
    "AND d.state = 'published')"
)


class Rules:
    """Reads over ``name_rules``; they are written with the verdicts."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def history(self) -> list[LoggedRule]:
        """Every rule there ever was, the newest first."""
        return [_logged(row) for row in self._connection.rows(f"{_RULE} ORDER BY r.id DESC")]

    def get(self, number: int) -> LoggedRule | None:
        """The rule of that number."""
        rows = self._connection.rows(f"{_RULE} WHERE r.id = ?", number)
        return _logged(rows[0]) if rows else None

    def outlet(self, source: str) -> str | None:
        """The name of a Source; None where there is none of that id."""
        rows = self._connection.rows("SELECT name FROM sources WHERE id = ?", source)
        return rows[0][0] if rows else None

    def surfaces(self, source: str, insee: str, since: str) -> dict[int, list[str]]:
        """The words by which Articles of a Source, first seen since a time (UTC text), are linked to a commune."""
        found: dict[int, list[str]] = {}
        for article, surface in self._connection.rows(
            "SELECT a.id, m.surface FROM mentions m JOIN articles a ON a.id = m.article_id "
            "WHERE m.insee = ? AND a.source_id = ? AND a.first_seen_at >= ? ORDER BY a.id, m.field DESC, m.start",
            insee,
            source,
            since,
        ):
            found.setdefault(article, []).append(surface)
        return found

    def affected(self, articles: Iterable[int]) -> list[Affected]:
        """Some Articles as an editor is shown them, the newest first; ``surfaces`` are left empty."""
        rows = self._connection.rows(
            f"SELECT a.id, a.title, a.url, s.name, a.first_seen_at, {_STANDS}, {_PUBLISHED} FROM articles a "
            "JOIN sources s ON s.id = a.source_id WHERE a.id IN (SELECT value FROM json_each(?)) "
            "ORDER BY a.first_seen_at DESC, a.id",
            json.dumps(list(articles)),
        )
        return [
            Affected(article, title, url, outlet, seen, day, bool(published), ())
            for article, title, url, outlet, seen, day, published in rows
        ]


def _logged(row: tuple[Any, ...]) -> LoggedRule:
    number, source, name, insee, outlet, commune, editor, at, undone_at, undone_by = row
    given = SourceRule(source, NameRule(name, insee))
    return LoggedRule(number, given, outlet, commune, editor, at, undone_at, undone_by)
