"""What the statistics count and the export writes out: Articles by digest day, place, outlet and theme."""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Iterator
from typing import Literal

from pvd_watch.model import CommuneRef, Count, LinkedArticle, Sighting
from pvd_watch.storage.database import Connection
from pvd_watch.storage.digests import Digests
from pvd_watch.times import Period

_NAMED = (
    "EXISTS (SELECT 1 FROM mentions m JOIN communes c ON c.insee = m.insee "
    "WHERE m.article_id = a.id AND (? = '' OR c.department = ?))"
)
_PLACES = {
    "commune": ("m.insee", "c.name"),
    "department": ("c.department", "c.department"),
    "region": ("c.region", "c.region"),
}
_COUNTED = (
    "count(DISTINCT CASE WHEN a.first_seen_at > ?2 THEN a.id END), "
    "count(DISTINCT CASE WHEN a.first_seen_at > ?2 THEN a.story_id END), "
    "count(DISTINCT CASE WHEN a.first_seen_at <= ?2 THEN a.id END)"
)
_SEEN = "a.first_seen_at > ?1 AND a.first_seen_at <= ?3 AND NOT a.baseline"


class Statistics:
    """Reads over the Articles that digests of a period took in: those first seen in their windows, baseline left out,
    that name a town of the programme. An empty ``department`` is every one."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def span(self) -> tuple[str, str] | None:
        """The days of the oldest and of the newest Digest."""
        [(first, last)] = self._connection.rows("SELECT min(day), max(day) FROM digests")
        return (first, last) if first else None

    def by_place(
        self, by: Literal["commune", "department", "region"], period: Period, department: str = ""
    ) -> list[Count]:
        """Counts of communes, departments or regions named; names of the two last are their codes."""
        code, name = _PLACES[by]
        rows = self._connection.rows(
            f"SELECT {code}, min({name}), {_COUNTED} FROM articles a JOIN mentions m ON m.article_id = a.id "
            f"JOIN communes c ON c.insee = m.insee WHERE {_SEEN} AND (?4 = '' OR c.department = ?4) GROUP BY {code}",
            *self._bounds(period),
            department,
        )
        return [Count(*row) for row in rows]

    def by_outlet(self, period: Period, department: str = "") -> list[Count]:
        """Counts of every Source that carried an Article."""
        rows = self._connection.rows(
            f"SELECT s.id, s.name, {_COUNTED} FROM articles a JOIN article_sources x ON x.article_id = a.id "
            f"JOIN sources s ON s.id = x.source_id WHERE {_SEEN} "
            "AND EXISTS (SELECT 1 FROM mentions m JOIN communes c ON c.insee = m.insee WHERE m.article_id = a.id "
            "AND (?4 = '' OR c.department = ?4)) GROUP BY s.id",
            *self._bounds(period),
            department,
        )
        return [Count(*row) for row in rows]

    def sightings(self, period: Period, department: str = "") -> list[Sighting]:
        """Each Article with its digest day and Story, the oldest first."""
        windows = self.windows(period)
        if not windows:
            return []
        ends = [to_at for _, _, to_at in windows]
        rows = self._connection.rows(
            "SELECT a.first_seen_at, a.id, coalesce(a.story_id, -a.id) FROM articles a "
            f"WHERE a.first_seen_at > ? AND a.first_seen_at <= ? AND NOT a.baseline AND {_NAMED} "
            "ORDER BY a.first_seen_at, a.id",
            windows[0][1],
            ends[-1],
            department,
            department,
        )
        return [Sighting(windows[bisect_left(ends, seen)][0], article, story) for seen, article, story in rows]

    def themes(self, period: Period) -> dict[int, tuple[str, ...]]:
        """The themes of the Stories of a period's digests, as the latest of them has it."""
        rows = self._connection.rows(
            "SELECT coalesce(a.story_id, l.story_id), l.themes FROM digest_lines l "
            "LEFT JOIN articles a ON a.id = l.article_id WHERE l.day BETWEEN ? AND ? AND l.themes != '[]' "
            "ORDER BY l.day, l.rank",
            period.first,
            period.last,
        )
        return {story: tuple(json.loads(themes)) for story, themes in rows}

    def never_named(self, period: Period | None = None, department: str = "") -> list[CommuneRef]:
        """Towns of the programme that no Article of the period names, or of the whole archive where none is given."""
        if period is None:
            named = "SELECT 1 FROM mentions m WHERE m.insee = c.insee"
            bounds: tuple[str, ...] = ()
        else:
            named = (
                "SELECT 1 FROM mentions m JOIN articles a ON a.id = m.article_id WHERE m.insee = c.insee "
                "AND a.first_seen_at > ? AND a.first_seen_at <= ? AND NOT a.baseline"
            )
            bounds = self._bounds(period)[1:]
        rows = self._connection.rows(
            "SELECT c.insee, c.name, c.department, c.region FROM communes c WHERE c.pvd AND (? = '' OR "
            f"c.department = ?) AND NOT EXISTS ({named}) ORDER BY c.department, c.insee",
            department,
            department,
            *bounds,
        )
        return [CommuneRef(*row) for row in rows]

    def articles(self, period: Period) -> Iterator[tuple[str, LinkedArticle]]:
        """Every Article with its digest day, one day in memory at a time."""
        digests = Digests(self._connection)
        for day, from_at, to_at in self.windows(period):
            for linked in digests.window(from_at, to_at):
                yield day, linked

    def windows(self, period: Period) -> list[tuple[str, str, str]]:
        """The digests of a period by day, each with the ends of its window ``(from_at, to_at]``."""
        return [
            (day, from_at, to_at)
            for day, from_at, to_at in self._connection.rows(
                "SELECT day, from_at, to_at FROM digests WHERE day BETWEEN ? AND ? ORDER BY day",
                period.first,
                period.last,
            )
        ]

    def _bounds(self, period: Period) -> tuple[str, str, str]:
        """Where the period before begins, where it gives way to this one, where this one ends: windows follow each
        other without a gap. Without a digest the three are one, and nothing lies between."""
        now, before = self.windows(period), self.windows(period.before)
        if not now:
            end = before[-1][2] if before else ""
            return (before[0][1] if before else "", end, end)
        return (before[0][1] if before else now[0][1], now[0][1], now[-1][2])
