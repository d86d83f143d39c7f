"""The schedule's memory: since when it has which task, and how each was done."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from itertools import groupby
from typing import Literal

from pvd_watch.storage.database import Connection

TaskOutcome = Literal["ok", "failed", "refused", "busy", "fault", "hung", "stopped", "lost"]


@dataclass(frozen=True, slots=True)
class TaskRun:
    """One time that a task was done, or tried; ``outcome`` is empty while it runs. Times are UTC text."""

    id: int
    task: str
    planned_at: str
    started_at: str
    ended_at: str
    outcome: TaskOutcome | Literal[""]
    message: str


_ROW = ", ".join(field.name for field in fields(TaskRun))


class TaskRuns:
    """The tables ``tasks`` and ``task_runs``."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def know(self, clocks: Mapping[str, str], at: str) -> dict[str, str]:
        """Since when the schedule has each task at its present clock; those that it no longer has are forgotten.

        :param clocks: the clock of each task in words, by name.
        """
        with self._connection.write() as sql:
            sql.execute(
                "DELETE FROM tasks WHERE name NOT IN (SELECT value FROM json_each(?))", (json.dumps(list(clocks)),)
            )
            sql.executemany(
                "INSERT INTO tasks (name, clock, since) VALUES (?, ?, ?) ON CONFLICT (name) DO UPDATE "
                "SET clock = excluded.clock, since = excluded.since WHERE clock != excluded.clock",
                [(name, clock, at) for name, clock in clocks.items()],
            )
            return dict(sql.execute("SELECT name, since FROM tasks").fetchall())

    def since(self) -> dict[str, str]:
        """Since when the schedule has each of its tasks, as it was last started."""
        return dict(self._connection.rows("SELECT name, since FROM tasks"))

    def begin(self, task: str, planned_at: str, at: str) -> int:
        """Note that a task begins; the number of the run."""
        with self._connection.write() as sql:
            added = sql.execute(
                "INSERT INTO task_runs (task, planned_at, started_at) VALUES (?, ?, ?)", (task, planned_at, at)
            )
            return int(added.lastrowid or 0)

    def end(self, number: int, outcome: TaskOutcome, message: str, at: str) -> None:
        """Note how it ended."""
        with self._connection.write() as sql:
            sql.execute(
                "UPDATE task_runs SET ended_at = ?, outcome = ?, message = ? WHERE id = ?",
                (at, outcome, message, number),
            )

    def give_up(self, at: str) -> int:
        """Whatever is still open while no schedule runs was lost with it; how many."""
        with self._connection.write() as sql:
            changed = sql.execute(
                "UPDATE task_runs SET ended_at = ?, outcome = 'lost', message = ? WHERE outcome = ''",
                (at, "the schedule was ended while it ran"),
            )
            return changed.rowcount

    def settled(self) -> dict[str, str]:
        """The planned moment with which each task was last done."""
        return dict(
            self._connection.rows("SELECT task, max(planned_at) FROM task_runs WHERE outcome = 'ok' GROUP BY task")
        )

    def last(self, count: int) -> list[TaskRun]:
        """The newest runs, newest first."""
        return self._rows("ORDER BY id DESC LIMIT ?", count)

    def latest(self) -> dict[str, TaskRun]:
        """The newest run of each task."""
        found = self._rows("WHERE id IN (SELECT max(id) FROM task_runs GROUP BY task)")
        return {run.task: run for run in found}

    def unsettled(self) -> dict[str, list[TaskRun]]:
        """The runs of each task since it was last done, in their order."""
        found = self._rows(
            "r WHERE id > coalesce((SELECT max(id) FROM task_runs WHERE task = r.task AND outcome = 'ok'), 0) "
            "ORDER BY task, id"
        )
        return {task: list(runs) for task, runs in groupby(found, key=lambda run: run.task)}

    def _rows(self, rest: str, *values: object) -> list[TaskRun]:
        return [TaskRun(*row) for row in self._connection.rows(f"SELECT {_ROW} FROM task_runs {rest}", *values)]
