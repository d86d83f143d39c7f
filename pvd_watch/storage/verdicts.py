"""Editors' verdicts on links, and their rules on names: kept for ever, taken back without being forgotten."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from typing import get_args

from pvd_watch.model import NameRule, SourceRule, Verdict, VerdictAnswer
from pvd_watch.storage.database import Connection

_UNDO_RULE = "UPDATE name_rules SET undone_at = ?, undone_by = ? WHERE id = ? AND undone_at = ''"
_LINK_AGAIN = "UPDATE articles SET linked_at = NULL WHERE source_id = ? AND first_seen_at >= ?"
_ANSWERS: dict[str, VerdictAnswer] = {answer: answer for answer in get_args(VerdictAnswer)}


class Verdicts:
    """The tables ``verdicts`` and ``name_rules``. What they say is taken into account when an Article is linked, so
    each change marks the Articles it concerns as not yet linked."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, article: int, verdict: Verdict, editor: str, at: str) -> int:
        """Store a verdict; its id. Of two on one commune the later one stands.

        :param at: when it was given (UTC text).
        """
        with self._connection.write() as sql:
            return add_verdict(sql, article, verdict, editor, at)

    def undo(self, verdict: int, at: str) -> bool:
        """Take a verdict back; False where there is none, or it was taken back before."""
        with self._connection.write() as sql:
            return mark_verdict(sql, verdict, at)

    def add_rule(self, source: str, rule: NameRule, editor: str, at: str, since: str) -> int:
        """Store a rule on a name in a Source; its id.

        :param since: Articles of the Source first seen since then (UTC text) are linked again.
        """
        with self._connection.write() as sql:
            return add_rule(sql, SourceRule(source, rule), editor, at, since)

    def undo_rule(self, rule: int, at: str, since: str, editor: str = "") -> bool:
        """Take a rule back, with the same consequence; False where there is none, or it was taken back before."""
        with self._connection.write() as sql:
            return undo_rule(sql, rule, editor, at, since)

    def of(self, articles: Iterable[int]) -> dict[int, tuple[Verdict, ...]]:
        """The standing verdicts on some Articles by their id, the latest last; those without are left out."""
        found: dict[int, tuple[Verdict, ...]] = {}
        for article, insee, answer, insee_to in self._connection.rows(
            "SELECT article_id, insee, answer, insee_to FROM verdicts WHERE undone_at = '' "
            "AND article_id IN (SELECT value FROM json_each(?)) ORDER BY id",
            json.dumps(list(articles)),
        ):
            found[article] = (*found.get(article, ()), Verdict(insee, _ANSWERS[answer], insee_to))
        return found

    def rules(self) -> dict[str, tuple[NameRule, ...]]:
        """The standing rules by Source."""
        found: dict[str, tuple[NameRule, ...]] = {}
        for source, name, insee in self._connection.rows(
            "SELECT source_id, name, insee FROM name_rules WHERE undone_at = '' ORDER BY id"
        ):
            found[source] = (*found.get(source, ()), NameRule(name, insee))
        return found


def add_verdict(sql: sqlite3.Connection, article: int, verdict: Verdict, editor: str, at: str) -> int:
    """Store a verdict over an open transaction; its id."""
    cursor = sql.execute(
        "INSERT INTO verdicts (article_id, insee, answer, insee_to, editor, at) VALUES (?, ?, ?, ?, ?, ?)",
        (article, verdict.insee, verdict.answer, verdict.insee_to, editor, at),
    )
    sql.execute("UPDATE articles SET linked_at = NULL WHERE id = ?", (article,))
    return int(cursor.lastrowid or 0)


def add_rule(sql: sqlite3.Connection, given: SourceRule, editor: str, at: str, since: str) -> int:
    """Store a rule over an open transaction; its id. A rule only takes links away, so only Articles of its Source that
    are linked to its commune are linked again, of those first seen since a time."""
    cursor = sql.execute(
        "INSERT INTO name_rules (source_id, name, insee, editor, at) VALUES (?, ?, ?, ?, ?)",
        (given.source_id, given.rule.name, given.rule.insee, editor, at),
    )
    sql.execute(
        f"{_LINK_AGAIN} AND id IN (SELECT article_id FROM mentions WHERE insee = ?)",
        (given.source_id, since, given.rule.insee),
    )
    return int(cursor.lastrowid or 0)


def undo_rule(sql: sqlite3.Connection, rule: int, editor: str, at: str, since: str) -> bool:
    """Take a rule back over an open transaction; the Articles of its Source first seen since a time are linked again.
    False where there is no such rule, or it was taken back before."""
    if sql.execute(_UNDO_RULE, (at, editor, rule)).rowcount != 1:
        return False
    sql.execute(
        "UPDATE articles SET linked_at = NULL WHERE source_id = (SELECT source_id FROM name_rules WHERE id = ?) "
        "AND first_seen_at >= ?",
        (rule, since),
    )
    return True


def mark_verdict(sql: sqlite3.Connection, verdict: int, undone_at: str) -> bool:
    """Take a verdict back over an open transaction, or let it stand again (empty time); False where it was so before,
    or there is none."""
    done = sql.execute(
        "UPDATE verdicts SET undone_at = ?1 WHERE id = ?2 AND (undone_at = '') != (?1 = '')", (undone_at, verdict)
    ).rowcount
    sql.execute(
        "UPDATE articles SET linked_at = NULL WHERE id = (SELECT article_id FROM verdicts WHERE id = ?)", (verdict,)
    )
    return done == 1
