"""Runs: when the line ran, with what outcome, and how each Source answered."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pvd_watch.storage.database import Connection


@dataclass(frozen=True, slots=True)
class RunRecord:
    """One pass of the line as stored. ``outcome``: ok, failed, hung (ended at its limit), or empty for one that never
    ended (killed)."""

    id: int
    command: str
    started_at: str
    ended_at: str
    outcome: str
    result: Mapping[str, Any]


class Runs:
    """The table ``runs``."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def begin(self, command: str, at: str) -> int:
        """Open a Run; its id."""
        with self._connection.write() as sql:
            return int(
                sql.execute("INSERT INTO runs (command, started_at) VALUES (?, ?)", (command, at)).lastrowid or 0
            )

    def end(self, run_id: int, outcome: str, result: Mapping[str, Any], at: str) -> None:
        """Close a Run with its outcome and counts."""
        with self._connection.write() as sql:
            sql.execute(
                "UPDATE runs SET ended_at = ?, outcome = ?, result = ? WHERE id = ?",
                (at, outcome, json.dumps(result, ensure_ascii=False), run_id),
            )

    def end_hung(self, since: str, at: str) -> None:
        """Close the Run that was begun at that time or later and was ended at its limit."""
        with self._connection.write() as sql:
            sql.execute(
                "UPDATE runs SET ended_at = ?, outcome = 'hung' WHERE outcome = '' AND started_at >= ?", (at, since)
            )

    def last(self, count: int = 1) -> list[RunRecord]:
        """The newest Runs, newest first."""
        rows = self._connection.rows(
            "SELECT id, command, started_at, ended_at, outcome, result FROM runs ORDER BY id DESC LIMIT ?", count
        )
        return [
            RunRecord(run, command, started, ended, outcome, json.loads(result))
            for run, command, started, ended, outcome, result in rows
        ]
