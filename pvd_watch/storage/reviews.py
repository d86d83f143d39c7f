"""Editors' Decisions: their history by day, the drafts they were taken on, what they say of Stories for ever."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import zip_longest
from typing import Any

from pvd_watch.model import CommuneRef, DayCount, Decision, Digest, DigestItem, Logged, SourceRule, Verdict
from pvd_watch.storage.database import Connection
from pvd_watch.storage.digests import item_from, item_text, put_items
from pvd_watch.storage.membership import join_stories, keep_pairs, new_story, part_stories
from pvd_watch.storage.verdicts import add_rule, add_verdict, mark_verdict, undo_rule

_COLUMNS = (
    "id, day, version, action, story_id, value, editor, at, undone_at, other_id, title, items, correction, with_id, "
    "verdict_id"
)
_VALUES = ("text", "rank", "place", "day", "article_id", "of")
AT_WORK_DAYS = 30
"""Editors are at work where they touched a Digest in so many days: a holiday must not make the desk forget."""
Pair = tuple[str, str]
"""Two Articles by their canonical URLs, the smaller first."""


class Reviews:
    """The tables ``reviews``, ``draft_items`` and ``story_pairs``."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def version(self, day: str) -> int:
        """A number that rises with every change of a day; 0 where it has no Digest yet."""
        rows = self._connection.rows("SELECT version FROM digests WHERE day = ?", day)
        return int(rows[0][0]) if rows else 0

    def base(self, day: str) -> tuple[DigestItem, ...]:
        """The items of a day's draft as the line made it, before any Decision."""
        rows = self._connection.rows(
            "SELECT i.shown FROM digests d JOIN draft_items i ON i.day = d.day WHERE d.day = ?1 AND d.edited UNION ALL "
            "SELECT i.shown FROM digests d JOIN digest_items i ON i.day = d.day WHERE d.day = ?1 AND NOT d.edited",
            day,
        )
        return tuple(map(item_from, json.loads(f"[{','.join(row[0] for row in rows)}]")))

    def edited(self, day: str) -> bool:
        """True where the Digest of a day shows what editors made of its draft, not the draft itself."""
        return bool(self._connection.rows("SELECT 1 FROM digests WHERE day = ? AND edited", day))

    def history(self, day: str, since: int = 0) -> list[Logged]:
        """Everything that was decided about a day, undone or not, in the order in which it was done.

        :param since: leave out what had been done in that version of the day.
        """
        rows = self._connection.rows(
            f"SELECT {_COLUMNS} FROM reviews WHERE day = ? AND (version > ? OR ? = 0) ORDER BY id", day, since, since
        )
        return [_logged(row) for row in rows]

    def standing(self, day: str) -> list[Decision]:
        """The Decisions that stand on a day, in their order, as ``digest.decisions`` applies them."""
        return [logged.decision for logged in self.history(day) if logged.stands and logged.decision.action != "undo"]

    def days(self, limit: int, skip: int = 0) -> list[DayCount]:
        """The days that have a Digest, drafts first, the newest of each first; of drafts alone what was decided."""
        rows = self._connection.rows(
            "WITH some AS (SELECT day, state, edited FROM digests ORDER BY state = 'published', day DESC LIMIT ? "
            "OFFSET ?), decided AS (SELECT i.day, json_extract(i.shown, '$.state') AS state, "
            "json_extract(i.shown, '$.pinned') AS pinned FROM some JOIN digest_items i ON i.day = some.day "
            "WHERE some.state = 'draft') "
            "SELECT day, state, (SELECT count(*) FROM digest_items i WHERE i.day = some.day), "
            "(SELECT count(*) FROM decided d WHERE d.day = some.day AND (d.state = 'kept' OR d.pinned AND d.state = "
            "'proposed')), (SELECT count(*) FROM decided d WHERE d.day = some.day AND d.state = 'dropped'), edited "
            "FROM some",
            limit,
            skip,
        )
        return [
            DayCount(day, state, stories, kept, dropped, bool(edited))
            for day, state, stories, kept, dropped, edited in rows
        ]

    def get(self, number: int) -> Logged | None:
        """The action of that number."""
        rows = self._connection.rows(f"SELECT {_COLUMNS} FROM reviews WHERE id = ?", number)
        return _logged(rows[0]) if rows else None

    def about_stories(self, stories: tuple[int, ...], after: int) -> list[Logged]:
        """The splits, merges and moves to another day that stand on any of some Stories, done after an action."""
        rows = self._connection.rows(
            f"SELECT {_COLUMNS} FROM reviews WHERE id > ? AND undone_at = '' AND (action IN ('split', 'merge') "
            "OR (action = 'move' AND json_extract(value, '$.day') IS NOT NULL)) "
            "AND (story_id IN (SELECT value FROM json_each(?2)) OR other_id IN (SELECT value FROM json_each(?2))) "
            "ORDER BY id",
            after,
            json.dumps(stories),
        )
        return [_logged(row) for row in rows]

    def of_rule(self, rule: int) -> list[Logged]:
        """What a rule changed in drafts that still are drafts, and that nobody has undone."""
        rows = self._connection.rows(
            f"SELECT {_COLUMNS} FROM reviews r WHERE action = 'rule' AND undone_at = '' "
            "AND json_extract(value, '$.of') = ? AND EXISTS (SELECT 1 FROM digests d WHERE d.day = r.day "
            "AND d.state = 'draft') ORDER BY id",
            rule,
        )
        return [_logged(row) for row in rows]

    def earlier(self, day: str, first: str) -> list[Digest]:
        """The Digests from ``first`` up to the day before ``day``, as editors left them, where editors are at work at
        all: without them nothing would ever be settled, and every day would repeat the days before. Stories that were
        merged into another are left out."""
        heads = self._connection.rows(
            "SELECT day, from_at, to_at, state, articles, sources FROM digests WHERE day >= ?1 AND day < ?2 "
            "AND EXISTS (SELECT 1 FROM digests WHERE day >= date(?2, ?3) AND day < ?2 "
            "AND (state = 'published' OR edited)) ORDER BY day",
            first,
            day,
            f"-{AT_WORK_DAYS} days",
        )
        items: dict[str, list[DigestItem]] = {head[0]: [] for head in heads}
        for of, shown in self._connection.rows(
            "SELECT i.day, i.shown FROM digest_items i LEFT JOIN stories s ON s.id = i.story_id "
            "WHERE i.day IN (SELECT value FROM json_each(?)) AND s.merged_into IS NULL ORDER BY i.day, i.rank",
            json.dumps(list(items)),
        ):
            items[of].append(item_from(json.loads(shown)))
        return [
            Digest(of, begin, end, state, tuple(items[of]), articles, sources)
            for of, begin, end, state, articles, sources in heads
        ]

    def published_elsewhere(self, day: str) -> dict[int, str]:
        """The Articles that stand at the head of a Story both here and in the published Digest of another day, each
        with that day, the earliest of several."""
        rows = self._connection.rows(
            "SELECT i.article_id, min(i.day) FROM digest_items i JOIN digests d ON d.day = i.day WHERE d.state = "
            "'published' AND i.day != ?1 AND i.article_id IN (SELECT article_id FROM digest_items WHERE day = ?1 "
            "UNION SELECT article_id FROM draft_items WHERE day = ?1) GROUP BY i.article_id",
            day,
        )
        return dict(rows)

    def taken_elsewhere(self, day: str) -> set[int]:
        """The Articles that editors put on other days, by moving their Story or by adding them: none of them stands on
        this day of itself."""
        rows = self._connection.rows(
            "SELECT json_extract(i.value, '$.article_id') FROM reviews r, json_each(r.items) i "
            "WHERE r.action IN ('receive', 'add') AND r.undone_at = '' AND r.day != ?",
            day,
        )
        return {row[0] for row in rows}

    def pairs(self) -> tuple[frozenset[Pair], frozenset[Pair]]:
        """What grouping obeys for ever: pairs of Articles that must stand in one Story, and pairs that must not.

        Of two decisions on one pair the later one that stands counts.
        """
        latest: dict[Pair, bool] = {}
        for one, other, together in self._connection.rows(
            "SELECT min(a.canonical_url, b.canonical_url), max(a.canonical_url, b.canonical_url), p.together "
            "FROM story_pairs p JOIN reviews r ON r.id = p.review_id JOIN articles a ON a.id = p.article_id "
            "JOIN articles b ON b.id = p.other_id WHERE r.undone_at = '' ORDER BY r.id"
        ):
            latest[one, other] = bool(together)
        merged = frozenset(pair for pair, together in latest.items() if together)
        return merged, frozenset(latest) - merged

    @contextmanager
    def edit(self) -> Iterator[Book]:
        """One transaction in which days are read, decided on and written; whatever is read meanwhile is its truth."""
        with self._connection.write() as sql:
            yield Book(sql)


class Book:
    """The open history: what one action writes."""

    def __init__(self, sql: sqlite3.Connection) -> None:
        self._sql = sql

    def add(
        self, day: str, decision: Decision, editor: str, at: str, *, title: str = "", correction: bool = False
    ) -> int:
        """Put a Decision into the history of a day, whose version rises; its number."""
        self._sql.execute("UPDATE digests SET version = version + 1 WHERE day = ?", (day,))
        verdict_id = 0
        if decision.action == "verdict" and decision.verdict is not None:
            verdict_id = add_verdict(self._sql, decision.article_id, decision.verdict, editor, at)
        cursor = self._sql.execute(
            "INSERT INTO reviews (day, version, action, story_id, value, editor, at, other_id, title, items, "
            "correction, verdict_id) VALUES (?1, coalesce((SELECT version FROM digests WHERE day = ?1), 0), ?, ?, ?, "
            "?, ?, ?, ?, ?, ?, ?)",
            (
                day, decision.action, decision.story_id or None, _value(decision), editor, at, decision.other_id, title,
                f"[{','.join(map(item_text, decision.items))}]", int(correction), verdict_id,
            ),
        )  # fmt: skip
        return int(cursor.lastrowid or 0)

    def tie(self, one: int, other: int) -> None:
        """Let two actions on two days be undone together."""
        self._sql.execute("UPDATE reviews SET with_id = ? WHERE id = ?", (other, one))
        self._sql.execute("UPDATE reviews SET with_id = ? WHERE id = ?", (one, other))

    def mark(self, logged: Logged, undone_at: str) -> None:
        """Let an action be undone from now on, or stand again (empty time), its verdict with it."""
        self._sql.execute("UPDATE reviews SET undone_at = ? WHERE id = ?", (undone_at, logged.id))
        if logged.verdict_id:
            mark_verdict(self._sql, logged.verdict_id, undone_at)

    def add_rule(self, given: SourceRule, editor: str, at: str, since: str) -> int:
        """Store a rule on a name; its number. Articles first seen since a time are linked again where it matters."""
        return add_rule(self._sql, given, editor, at, since)

    def undo_rule(self, rule: int, editor: str, at: str, since: str) -> bool:
        """Take a rule back, with the same consequence; False where it was so before."""
        return undo_rule(self._sql, rule, editor, at, since)

    def new_story(self, article: int) -> int:
        """A Story that an Article will have of its own; its id."""
        return new_story(self._sql, article)

    def keep_pairs(self, number: int, ones: list[int], others: list[int], *, together: bool) -> None:
        """Remember, for every pair of two sides, whether an action keeps it together or apart while it stands."""
        keep_pairs(self._sql, number, ones, others, together=together)

    def join_stories(self, stays: int, goes: int) -> None:
        """Put the Articles of one Story into another, whose id the first leads to from now on."""
        join_stories(self._sql, stays, goes)

    def part_stories(self, number: int, stays: int, comes: int) -> None:
        """Give the Articles that an action names on its other side to a Story of their own, ``comes``."""
        part_stories(self._sql, number, stays, comes)

    def write(self, day: str, before: Sequence[DigestItem], shown: Sequence[DigestItem], state: str) -> None:
        """Let a Digest show what editors made of it; its draft is kept as it was before the first of them.

        :param before: what it shows now: of thousands of lines only those that change are written.
        """
        self._sql.execute(
            "INSERT INTO draft_items SELECT i.* FROM digest_items i JOIN digests d ON d.day = i.day "
            "WHERE d.day = ? AND NOT d.edited",
            (day,),
        )
        self._sql.execute("UPDATE digests SET state = ?, edited = 1 WHERE day = ?", (state, day))
        self._sql.execute("DELETE FROM digest_items WHERE day = ? AND rank > ?", (day, len(shown)))
        changed = [item for old, item in zip_longest(before, shown) if item is not None and item != old]
        put_items(self._sql, "digest_items", day, changed)


def _value(decision: Decision) -> str:
    value: dict[str, Any] = {name: getattr(decision, name) for name in _VALUES if getattr(decision, name)}
    if decision.verdict is not None:
        value |= {"insee": decision.verdict.insee, "answer": decision.verdict.answer}
        value |= {"insee_to": decision.verdict.insee_to} if decision.verdict.insee_to else {}
    if decision.commune is not None:
        commune = decision.commune
        value["commune"] = [commune.insee, commune.name, commune.department, commune.region, commune.about]
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _logged(row: tuple[Any, ...]) -> Logged:
    (
        number, day, version, action, story, value, editor, at, undone_at, other, title, items, correction, with_id,
        verdict_id,
    ) = row  # fmt: skip
    known = json.loads(value)
    decision = Decision(
        action,
        story or 0,
        other_id=other,
        items=tuple(map(item_from, json.loads(items))),
        verdict=Verdict(known["insee"], known["answer"], known.get("insee_to", "")) if "answer" in known else None,
        commune=CommuneRef(*known["commune"]) if "commune" in known else None,
        **{name: known[name] for name in _VALUES if name in known},
    )
    return Logged(number, day, version, decision, editor, at, title, undone_at, bool(correction), with_id, verdict_id)
