"""Mentions: which communes an Article speaks of, with the evidence for each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from pvd_watch.model import Field, Mention, Refused
from pvd_watch.storage.candidates import put_refused
from pvd_watch.storage.database import Connection
from pvd_watch.storage.evidence import evidence_from, evidence_text
from pvd_watch.storage.texts import want


class Mentions:
    """The table ``mentions`` and the linker's marks in ``articles``."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def replace(
        self,
        linked: Mapping[int, Sequence[Mention]],
        names: Mapping[str, str],
        at: str,
        matched: Collection[int] = (),
        refused: Mapping[int, Sequence[Refused]] | None = None,
    ) -> set[str]:
        """Store what the linker found in some Articles, in place of what it had found before.

        :param linked: Mentions by article id; an empty list is an answer too.
        :param names: name of each commune by INSEE code, kept with the article for the search.
        :param at: when they were linked (UTC text).
        :param matched: those whose own words may name a programme town, so that their pages are worth reading.
        :param refused: what was weighed and refused, by article id.
        :returns: the Sources for which pages wait now.
        """
        rows = [_row(article, mention) for article, mentions in linked.items() for mention in mentions]
        places = [
            (" · ".join(dict.fromkeys(names[mention.insee] for mention in mentions)), article)
            for article, mentions in linked.items()
        ]
        with self._connection.write() as sql:
            sql.executemany("DELETE FROM mentions WHERE article_id = ?", [(article,) for article in linked])
            put_refused(sql, linked, refused or {})
            sql.executemany("INSERT OR IGNORE INTO mentions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
            sql.executemany(
                "UPDATE articles SET places = ?, searchable = 1 WHERE id = ? AND (places != ? OR NOT searchable)",
                [(*row, row[0]) for row in places],
            )
            sql.executemany(
                "UPDATE articles SET linked_at = ?, grouped_at = NULL WHERE id = ?",
                [(at, article) for article in linked],
            )
            # Counted, not timed: what is linked in the second in which a digest is made would be in doubt.
            sql.execute("INSERT INTO facts VALUES ('link_round', 1) ON CONFLICT (name) DO UPDATE SET value = value + 1")
            return want(sql, linked, matched)

    def balance(self, from_at: str, to_at: str) -> tuple[dict[str, int], dict[str, int]]:
        """How many Stories first seen in ``(from_at, to_at]`` name each commune (by INSEE code) and each department."""
        rows = self._connection.rows(
            "SELECT c.insee, c.department, count(DISTINCT a.story_id) FROM articles a JOIN mentions m "
            "ON m.article_id = a.id JOIN communes c ON c.insee = m.insee WHERE a.first_seen_at > ? "
            "AND a.first_seen_at <= ? AND NOT a.baseline AND a.story_id IS NOT NULL GROUP BY c.insee",
            from_at,
            to_at,
        )
        departments: Counter[str] = Counter()
        for _, department, count in rows:
            departments[department] += count
        return {insee: count for insee, _, count in rows}, dict(departments)

    def of(self, article_id: int) -> list[Mention]:
        """The Mentions of one Article, in the order of the text."""
        rows = self._connection.rows(
            'SELECT insee, field, start, "end", surface, score, about, evidence FROM mentions WHERE article_id = ? '
            "ORDER BY field DESC, start, insee",
            article_id,
        )
        return [_mention(row) for row in rows]


def _row(article: int, mention: Mention) -> tuple[object, ...]:
    return (
        article, mention.insee, mention.field, mention.start, mention.end, mention.surface, mention.score,
        int(mention.about), evidence_text(mention.evidence),
    )  # fmt: skip


def _mention(row: tuple[Any, ...]) -> Mention:
    insee, field, start, end, surface, score, about, evidence = row
    name: Field = "title" if field == "title" else "text"
    return Mention(insee, name, start, end, surface, score, bool(about), evidence_from(evidence))
