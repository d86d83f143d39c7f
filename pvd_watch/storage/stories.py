"""Stories: which Articles wait to be grouped, which they may touch, and what grouping decided."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from pvd_watch.model import CommuneRef, Grouped, Pair, ToGroup
from pvd_watch.storage.database import Connection
from pvd_watch.storage.linked_communes import communes_of
from pvd_watch.storage.texts import TEXT_OF
from pvd_watch.times import moment_of, utc

NEAR = timedelta(hours=72)
"""Articles further apart than this never tell of one event."""
_TIME = "coalesce(nullif(a.published_at, ''), a.first_seen_at)"
_TO_GROUP = (
    f"SELECT a.id, a.canonical_url, a.title, substr(coalesce({TEXT_OF}, a.summary), 1, 4000), {_TIME}, s.name, "
    "s.departments, EXISTS (SELECT 1 FROM article_texts t WHERE t.article_id = a.id AND t.state = 'paywall'), "
    "max(length(a.summary), coalesce((SELECT max(t.length) FROM article_texts t WHERE t.article_id = a.id), 0)), "
    "a.story_id, coalesce(st.thread, '') FROM articles a JOIN sources s ON s.id = a.source_id "
    "LEFT JOIN stories st ON st.id = a.story_id "
)
_NOT_GROUPED = "INDEXED BY articles_not_grouped"
"""Few Articles wait among all of the archive; without being told, SQLite reads it whole for the sake of the order."""


class Stories:
    """The table ``stories`` and the places of Articles in them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def waiting(self) -> list[ToGroup]:
        """The Articles that name a commune and were not grouped since they were linked, baseline ones left out; and
        the rest of each thread that an Article left because it names no commune any more."""
        left = self._leave()
        waiting = self._of(
            "WHERE a.grouped_at IS NULL AND a.linked_at IS NOT NULL AND NOT a.baseline "
            "AND EXISTS (SELECT 1 FROM mentions m WHERE m.article_id = a.id)"
        )
        known = {article.key for article in waiting}
        return waiting + [article for article in self.of_threads(left) if article.key not in known]

    def around(self, new: Sequence[ToGroup], merged: Iterable[Pair] = ()) -> list[ToGroup]:
        """The Articles in Stories that grouping these may touch: those within 72 hours, with their whole threads.

        :param merged: pairs that editors keep together; the partners of new Articles are among what is given.
        """
        found: dict[str, ToGroup] = {}
        stretches = _stretches(new)
        for first, last in stretches:
            near = self._of(f"WHERE a.story_id IS NOT NULL AND NOT a.baseline AND {_TIME} BETWEEN ? AND ?", first, last)
            found.update((article.key, article) for article in near)
        keys = {article.key for article in new}
        partners = sorted({other for pair in merged for other in pair if not keys.isdisjoint(pair)} - keys)
        with_them = self._of(
            "WHERE a.story_id IS NOT NULL AND a.canonical_url IN (SELECT value FROM json_each(?))", json.dumps(partners)
        )
        found.update((article.key, article) for article in with_them)
        threads = {article.thread for article in (*new, *found.values()) if article.thread}
        found.update((article.key, article) for article in self.of_threads(threads, beyond=stretches))
        return sorted(found.values(), key=lambda article: article.key)

    def of_threads(self, threads: Iterable[str], beyond: Sequence[tuple[str, str]] = ()) -> list[ToGroup]:
        """The Articles of some threads.

        :param beyond: stretches of time whose Articles are known already and left out.
        """
        outside = f" AND NOT ({_TIME} BETWEEN ? AND ? AND NOT a.baseline)" * len(beyond)
        return self._of(
            f"WHERE st.thread IN (SELECT value FROM json_each(?)) AND st.thread != ''{outside}",
            json.dumps(sorted(threads)),
            *(moment for stretch in beyond for moment in stretch),
        )

    def save(self, stories: Sequence[Grouped], merged: Mapping[int, int]) -> int:
        """Store what grouping decided, and give every other waiting Article that names a commune a Story of its own.

        :param merged: where ids that are gone lead.
        :returns: how many Stories were made.
        """
        with self._connection.write() as sql:
            made = sum(_put(sql, story) for story in stories)
            for gone, kept in merged.items():
                sql.execute("UPDATE stories SET merged_into = ? WHERE id = ? OR merged_into = ?", (kept, gone, gone))
            alone = sql.execute(
                f"SELECT canonical_url FROM articles a {_NOT_GROUPED} WHERE grouped_at IS NULL "
                "AND linked_at IS NOT NULL AND story_id IS NULL "
                "AND EXISTS (SELECT 1 FROM mentions m WHERE m.article_id = a.id) ORDER BY canonical_url"
            ).fetchall()
            made += sum(_put(sql, Grouped(None, key, (key,))) for (key,) in alone)
            sql.execute("UPDATE articles SET grouped_at = linked_at WHERE grouped_at IS NULL AND linked_at IS NOT NULL")
            return made

    def _leave(self) -> set[str]:
        """Let the Articles that name no commune any more leave their Stories; the threads that they left."""
        with self._connection.write() as sql:
            rows = sql.execute(
                f"SELECT a.id, st.thread FROM articles a {_NOT_GROUPED} JOIN stories st ON st.id = a.story_id "
                "WHERE a.grouped_at IS NULL AND a.linked_at IS NOT NULL "
                "AND NOT EXISTS (SELECT 1 FROM mentions m WHERE m.article_id = a.id)"
            ).fetchall()
            sql.executemany("UPDATE articles SET story_id = NULL, merit = 0 WHERE id = ?", [(row[0],) for row in rows])
        return {row[1] for row in rows if row[1]}

    def _of(self, where: str, *values: object) -> list[ToGroup]:
        rows = self._connection.rows(f"{_TO_GROUP}{where} ORDER BY +a.canonical_url", *values)
        communes = communes_of(self._connection, [row[0] for row in rows])
        return [_to_group(row, communes.get(row[0], ())) for row in rows]


def _put(sql: sqlite3.Connection, story: Grouped) -> bool:
    """Store a Story over an open transaction, its Articles in the order of their merit; True where it is new."""
    [lead] = sql.execute("SELECT id FROM articles WHERE canonical_url = ?", (story.lead,)).fetchone()
    number = story.id
    if number is None:
        made = sql.execute("INSERT INTO stories (lead_article_id, thread) VALUES (?, ?)", (lead, story.thread))
        number = int(made.lastrowid or 0)
    else:
        sql.execute(
            "UPDATE stories SET lead_article_id = ?, thread = ?, merged_into = NULL WHERE id = ?",
            (lead, story.thread, number),
        )
    sql.executemany(
        "UPDATE articles SET story_id = ?, merit = ?, grouped_at = linked_at WHERE canonical_url = ?",
        [(number, merit, key) for merit, key in enumerate(story.articles)],
    )
    return story.id is None


def _to_group(row: tuple[Any, ...], communes: tuple[CommuneRef, ...]) -> ToGroup:
    _, key, title, text, at, outlet, departments, paid, length, story, thread = row
    return ToGroup(
        key, title, text, at, outlet, communes, tuple(departments.split()), bool(paid), int(length), story, thread
    )


def _stretches(articles: Iterable[ToGroup]) -> list[tuple[str, str]]:
    """The stretches of time within 72 hours of any of these, in order, none touching another."""
    found: list[tuple[str, str]] = []
    for at in sorted({article.at for article in articles}):
        moment = moment_of(at)
        first, last = utc(moment - NEAR), utc(moment + NEAR)
        if found and first <= found[-1][1]:
            found[-1] = (found[-1][0], last)
        else:
            found.append((first, last))
    return found
