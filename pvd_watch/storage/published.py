"""The published selection: what Digests show to everybody, whole or by town, department and theme."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from pvd_watch.model import CommuneRef, Digest
from pvd_watch.storage.database import Connection
from pvd_watch.storage.digests import item_from
from pvd_watch.times import Period

Facet = Literal["commune", "department", "theme"]
_HEAD = "d.day, d.from_at, d.to_at, d.state, d.articles, d.sources"


@dataclass(frozen=True, slots=True)
class Issue:
    """A published Digest in the archive. ``items``: how many Stories it shows."""

    day: str
    items: int


class Published:
    """Reads over published Digests; what editors dropped is not there."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def issues(self) -> list[Issue]:
        """Every published day, the newest first."""
        rows = self._connection.rows(
            "SELECT d.day, (SELECT count(*) FROM digest_lines l WHERE l.day = d.day AND l.state != 'dropped') "
            "FROM digests d WHERE d.state = 'published' ORDER BY d.day DESC"
        )
        return [Issue(*row) for row in rows]

    def latest(self) -> str:
        """The newest published day; empty before the first."""
        rows = self._connection.rows("SELECT max(day) FROM digests WHERE state = 'published'")
        return rows[0][0] or ""

    def stamp(self) -> str:
        """Another one whenever what is published has changed: an issue more or less, a change to one, a removal."""
        [(issues, versions, removals)] = self._connection.rows(
            "SELECT count(*), coalesce(sum(version), 0), (SELECT count(*) FROM removals) FROM digests "
            "WHERE state = 'published'"
        )
        return f"{issues} {versions} {removals} {self.latest()}"

    def around(self, day: str) -> tuple[str, str]:
        """The published days before and after a day; empty where there is none."""
        [(before, after)] = self._connection.rows(
            "SELECT (SELECT max(day) FROM digests WHERE state = 'published' AND day < ?1), "
            "(SELECT min(day) FROM digests WHERE state = 'published' AND day > ?1)",
            day,
        )
        return before or "", after or ""

    def corrections(self, day: str) -> list[str]:
        """When the published Digest of a day was corrected, by the corrections that stand."""
        rows = self._connection.rows(
            "SELECT at FROM reviews WHERE day = ? AND correction AND undone_at = '' ORDER BY id", day
        )
        return [row[0] for row in rows]

    def count(self, facet: Facet | None = None, code: str = "") -> int:
        """How many items stand under a town, department or theme, or in all."""
        if facet is None:
            return sum(issue.items for issue in self.issues())
        rows = self._connection.rows(
            "SELECT count(*) FROM digest_facets f CROSS JOIN digests d ON d.day = f.day WHERE f.facet = ? "
            "AND f.code = ? AND d.state = 'published'",
            facet,
            code,
        )
        return int(rows[0][0])

    def counts(self, facet: Facet) -> Mapping[str, int]:
        """How many items stand under each town, department or theme."""
        rows = self._connection.rows(
            "SELECT f.code, count(*) FROM digest_facets f JOIN digests d ON d.day = f.day WHERE f.facet = ? "
            "AND d.state = 'published' GROUP BY f.code",
            facet,
        )
        return dict(rows)

    def tallies(self, period: Period) -> Mapping[Facet, Mapping[str, int]]:
        """The same for all three, of the days of a period."""
        found: dict[Facet, dict[str, int]] = {"commune": {}, "department": {}, "theme": {}}
        for facet, code, items in self._connection.rows(
            "SELECT f.facet, f.code, count(*) FROM digests d CROSS JOIN digest_facets f ON f.day = d.day "
            "WHERE d.state = 'published' AND d.day BETWEEN ? AND ? GROUP BY f.facet, f.code",
            period.first,
            period.last,
        ):
            found[facet][code] = items
        return found

    def page(self, facet: Facet | None = None, code: str = "", *, limit: int = 30, offset: int = 0) -> list[Digest]:
        """A page of items, the newest day first, each day in its order; a Digest holds those of its items that stand
        on the page."""
        return self._items(facet, code, "1", (), limit, offset)

    def after(
        self, facet: Facet | None = None, code: str = "", *, first: str = "", last: str = "", day: str = "",
        rank: int = 0, limit: int = 30,
    ) -> list[Digest]:  # fmt: skip
        """The same from ``first`` to ``last`` (days, included; empty: no bound), beginning behind the item at a rank
        of a day (empty: at the newest)."""
        conditions, values = ["1"], list[object]()
        for value, condition in ((first, "f.day >= ?"), (last, "f.day <= ?")):
            if value:
                conditions.append(condition)
                values.append(value)
        if day:
            conditions.append("(f.day < ? OR (f.day = ? AND f.rank > ?))")
            values += [day, day, rank]
        return self._items(facet, code, " AND ".join(conditions), values, limit, 0)

    def _items(
        self, facet: Facet | None, code: str, condition: str, values: Sequence[object], limit: int, offset: int
    ) -> list[Digest]:
        if facet is None:
            lines = "digests d CROSS JOIN digest_lines f ON f.day = d.day AND f.state != 'dropped'"
            where, given = "d.state = 'published'", list[object]()
        else:
            lines = "digest_facets f CROSS JOIN digests d ON d.day = f.day"
            where, given = "f.facet = ? AND f.code = ? AND d.state = 'published'", [facet, code]
        rows = self._connection.rows(
            f"SELECT {_HEAD}, i.shown FROM (SELECT f.day AS day, f.rank AS rank FROM {lines} WHERE {where} "
            f"AND {condition} ORDER BY f.day DESC, f.rank LIMIT ? OFFSET ?) p "
            "CROSS JOIN digests d ON d.day = p.day CROSS JOIN digest_items i ON i.day = p.day AND i.rank = p.rank "
            "ORDER BY p.day DESC, p.rank",
            *given,
            *values,
            limit,
            offset,
        )
        return [
            Digest(day, from_at, to_at, state, tuple(item_from(json.loads(row[6])) for row in group), articles, sources)
            for (day, from_at, to_at, state, articles, sources), group in groupby(rows, key=lambda row: row[:6])
        ]

    def by_day(self, period: Period) -> Mapping[str, int]:
        """How many items each published day of a period shows."""
        rows = self._connection.rows(
            "SELECT d.day, count(l.rank) FROM digests d LEFT JOIN digest_lines l ON l.day = d.day "
            "AND l.state != 'dropped' WHERE d.state = 'published' AND d.day BETWEEN ? AND ? GROUP BY d.day",
            period.first,
            period.last,
        )
        return dict(rows)

    def by_outlet(self, period: Period) -> Mapping[str, int]:
        """How many published items of a period each outlet stands under, as the lead or among « aussi dans »."""
        rows = self._connection.rows(
            "SELECT name, count(*) FROM (SELECT l.outlet AS name FROM digests d CROSS JOIN digest_lines l "
            "ON l.day = d.day WHERE d.state = 'published' AND l.state != 'dropped' AND d.day BETWEEN ?1 AND ?2 "
            "UNION ALL SELECT o.value FROM digests d CROSS JOIN digest_lines l ON l.day = d.day, "
            "json_each(l.also_in) o WHERE d.state = 'published' AND l.state != 'dropped' AND l.also_in != '[]' "
            "AND d.day BETWEEN ?1 AND ?2) "
            "GROUP BY name",
            period.first,
            period.last,
        )
        return dict(rows)

    def towns(self, period: Period) -> list[tuple[CommuneRef, int]]:
        """The towns that the published Digests of a period name, each with its number of items, by department and
        name."""
        rows = self._connection.rows(
            "SELECT c.insee, c.name, c.department, c.region, count(*) FROM digests d "
            "CROSS JOIN digest_facets f ON f.day = d.day AND f.facet = 'commune' JOIN communes c ON c.insee = f.code "
            "WHERE d.state = 'published' AND d.day BETWEEN ? AND ? GROUP BY c.insee ORDER BY c.department, c.name",
            period.first,
            period.last,
        )
        return [(CommuneRef(*row[:4]), row[4]) for row in rows]
