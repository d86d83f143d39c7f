"""Digests: one a day, with the items as they were shown."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, replace
from datetime import timedelta
from typing import Any

from pvd_watch.model import CommuneRef, Digest, DigestItem, LinkedArticle, Point
from pvd_watch.storage.articles import ARTICLE, article_from
from pvd_watch.storage.database import Connection
from pvd_watch.storage.linked_communes import linked_communes
from pvd_watch.times import moment_of, utc

_ITEM, _COMMUNE, _POINT = ([field.name for field in fields(kind)] for kind in (DigestItem, CommuneRef, Point))
_LISTS = ("also_in", "themes", "kinds")
TOUCHES = "FROM reviews WHERE day = ?1 AND undone_at = '' AND action NOT IN ('undo', 'receive', 'add', 'rule')"
"""The decisions that close a draft to the line, as the end of a query over a day: not what other days, rules and
added articles bring, with which it is made again."""
_encode = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode


class Digests:
    """The tables ``digests`` and ``digest_items``."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, day: str) -> Digest | None:
        """The Digest of a day, as it was last made."""
        head = self.head(day)
        if head is None:
            return None
        shown = self._connection.rows("SELECT shown FROM digest_items WHERE day = ? ORDER BY rank", day)
        items = tuple(map(item_from, json.loads(f"[{','.join(row[0] for row in shown)}]")))
        return replace(head, items=items)

    def head(self, day: str) -> Digest | None:
        """The Digest of a day without its items, which may be thousands."""
        rows = self._connection.rows("SELECT from_at, to_at, state, articles, sources FROM digests WHERE day = ?", day)
        if not rows:
            return None
        from_at, to_at, state, articles, sources = rows[0]
        return Digest(day, from_at, to_at, state, (), articles, sources)

    def latest(self) -> tuple[str, str] | None:
        """Day and ``to_at`` of the newest Digest, or None before the first."""
        rows = self._connection.rows("SELECT day, to_at FROM digests ORDER BY day DESC LIMIT 1")
        return (str(rows[0][0]), str(rows[0][1])) if rows else None

    def sight(self, now: str) -> str:
        """The moment of first sight of what comes now, never at or before the end of the last Digest's window.

        Times are whole seconds; without this an Article stored in the very second in which a Digest closed, or after
        the clock went back, would stand in no Digest at all.
        """
        latest = self.latest()
        if latest is None or now > latest[1]:
            return now
        return utc(moment_of(latest[1]) + timedelta(seconds=1))

    def days(self) -> list[tuple[str, str]]:
        """Every day that has a Digest, with its state, oldest first."""
        rows = self._connection.rows("SELECT day, state FROM digests ORDER BY day")
        return [(str(day), str(state)) for day, state in rows]

    def drafts_of(self, articles: Iterable[int]) -> list[tuple[str, int, int]]:
        """Where drafts show one of some Articles at the head of a Story: day, Story, Article."""
        rows = self._connection.rows(
            "SELECT i.day, i.story_id, i.article_id FROM digest_items i JOIN digests d ON d.day = i.day "
            "WHERE d.state = 'draft' AND i.article_id IN (SELECT value FROM json_each(?)) ORDER BY i.day, i.rank",
            json.dumps(list(articles)),
        )
        return [(day, story, article) for day, story, article in rows]

    def before(self, day: str) -> str | None:
        """The ``to_at`` of the newest Digest of an earlier day."""
        rows = self._connection.rows("SELECT to_at FROM digests WHERE day < ? ORDER BY day DESC LIMIT 1", day)
        return str(rows[0][0]) if rows else None

    def touched(self, day: str) -> bool:
        """True where an editor's decision about that day's Digest stands. What another day sent does not count: the
        draft is made again with it."""
        return bool(self._connection.rows(f"SELECT 1 {TOUCHES} LIMIT 1", day))

    def save(self, digest: Digest, shown: Sequence[DigestItem] | None = None) -> bool:
        """Store a Digest in place of the day's earlier draft; False, and nothing is done, where the day was published
        or touched in the meantime.

        :param shown: what editors' standing decisions make of its items, where there are any.
        """
        with self._connection.write() as sql:
            closed = f"SELECT 1 FROM digests WHERE day = ?1 AND state = 'published' UNION ALL SELECT 1 {TOUCHES}"
            if sql.execute(closed, (digest.day,)).fetchone():
                return False
            sql.execute(
                "INSERT INTO digests (day, from_at, to_at, state, articles, sources, edited, link_round) VALUES (?, ?, "
                "?, ?, ?, ?, ?, coalesce((SELECT value + 0 FROM facts WHERE name = 'link_round'), 0)) "
                "ON CONFLICT (day) DO UPDATE SET from_at = excluded.from_at, to_at = excluded.to_at, "
                "state = excluded.state, articles = excluded.articles, sources = excluded.sources, "
                "link_round = excluded.link_round, edited = excluded.edited, version = version + 1",
                (
                    digest.day, digest.from_at, digest.to_at, digest.state, digest.articles, digest.sources,
                    int(shown is not None),
                ),
            )  # fmt: skip
            write_items(sql, "draft_items", digest.day, () if shown is None else digest.items)
            write_items(sql, "digest_items", digest.day, digest.items if shown is None else shown)
        return True

    def newest_sight(self) -> str:
        """The last moment at which an Article was first seen, empty before the first."""
        rows = self._connection.rows("SELECT max(first_seen_at) FROM articles")
        return str(rows[0][0] or "")

    def linked_since(self, day: str) -> bool:
        """True where anything was linked since the Digest of that day was last made."""
        rows = self._connection.rows(
            "SELECT link_round != coalesce((SELECT value + 0 FROM facts WHERE name = 'link_round'), 0) FROM digests "
            "WHERE day = ?",
            day,
        )
        return bool(rows) and bool(rows[0][0])

    def arrived(self, from_at: str, to_at: str) -> tuple[int, int]:
        """How many Articles were first seen in ``(from_at, to_at]``, baseline left out, and from how many Sources."""
        rows = self._connection.rows(
            "SELECT count(*), count(DISTINCT source_id) FROM articles "
            "WHERE first_seen_at > ? AND first_seen_at <= ? AND NOT baseline",
            from_at,
            to_at,
        )
        return int(rows[0][0]), int(rows[0][1])

    def linked(self, article: int) -> LinkedArticle | None:
        """An Article of any day as a window has it; None where it names no town, or is baseline."""
        rows = self._connection.rows("SELECT first_seen_at FROM articles WHERE id = ?", article)
        if not rows:
            return None
        seen = str(rows[0][0])
        near = self.window(utc(moment_of(seen) - timedelta(seconds=1)), seen)
        return next((linked for linked in near if linked.article.id == article), None)

    def window(self, from_at: str, to_at: str) -> list[LinkedArticle]:
        """The linked Articles first seen in ``(from_at, to_at]``, baseline left out, by canonical URL."""
        rows = self._connection.rows(
            f"SELECT {ARTICLE}, a.story_id, s.name, a.merit, s.departments, s.weight, "
            "coalesce((SELECT t.state FROM article_texts t WHERE t.article_id = a.id "
            "AND t.address = a.canonical_url), '') FROM articles a JOIN sources s "
            "ON s.id = a.source_id WHERE a.first_seen_at > ? AND a.first_seen_at <= ? AND NOT a.baseline "
            "AND a.story_id IS NOT NULL AND a.places != '' ORDER BY a.canonical_url",
            from_at,
            to_at,
        )
        named = linked_communes(self._connection, [row[0] for row in rows])
        carriers = self._carriers(from_at, to_at)
        return [
            LinkedArticle(
                article_from(tuple(article)),
                story,
                outlet,
                tuple(commune for commune, _ in named[article[0]]),
                tuple(name for name in carriers.get(article[0], ()) if name != outlet),
                page,
                merit,
                frozenset(commune.insee for commune, titled in named[article[0]] if titled),
                tuple(departments.split()),
                weight,
            )
            for *article, story, outlet, merit, departments, weight, page in rows
        ]

    def _carriers(self, from_at: str, to_at: str) -> Mapping[int, tuple[str, ...]]:
        rows = self._connection.rows(
            "SELECT c.article_id, s.name FROM articles a JOIN article_sources c ON c.article_id = a.id "
            "JOIN sources s ON s.id = c.source_id WHERE a.first_seen_at > ? AND a.first_seen_at <= ? "
            "AND NOT a.baseline GROUP BY c.article_id, s.name ORDER BY c.article_id, s.name",
            from_at,
            to_at,
        )
        found: dict[int, tuple[str, ...]] = {}
        for article, name in rows:
            found[article] = (*found.get(article, ()), name)
        return found


def write_items(sql: sqlite3.Connection, table: str, day: str, items: Iterable[DigestItem]) -> None:
    """Put items in place of those of a day, in ``digest_items`` or ``draft_items``, over an open transaction."""
    sql.execute(f"DELETE FROM {table} WHERE day = ?", (day,))
    put_items(sql, table, day, items)


def put_items(sql: sqlite3.Connection, table: str, day: str, items: Iterable[DigestItem]) -> None:
    """Put items at their ranks of a day, in place of those that stood there, over an open transaction."""
    sql.executemany(
        f"INSERT OR REPLACE INTO {table} VALUES (?, ?, ?, ?, ?)",
        [(day, item.rank, item.story_id, item.article_id, item_text(item)) for item in items],
    )


def item_text(item: DigestItem) -> str:
    """A line of a Digest as the JSON that is stored."""
    return _encode(_shown(item))


def _shown(item: DigestItem) -> dict[str, Any]:
    """A line of a Digest as JSON keeps it; ``asdict`` copies every value and takes ten times as long."""
    shown = {name: getattr(item, name) for name in _ITEM}
    shown["communes"] = [{name: getattr(commune, name) for name in _COMMUNE} for commune in item.communes]
    shown["points"] = [{name: getattr(point, name) for name in _POINT} for point in item.points]
    return shown


def item_from(shown: dict[str, Any]) -> DigestItem:
    """A line of a Digest out of its JSON."""
    communes = tuple(CommuneRef(**commune) for commune in shown.pop("communes"))
    points = tuple(Point(**point) for point in shown.pop("points", ()))
    lists = {name: tuple(shown.get(name, ())) for name in _LISTS}
    return DigestItem(**shown | lists | {"communes": communes, "points": points})
