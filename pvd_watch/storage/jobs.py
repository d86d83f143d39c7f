"""Jobs: what editors asked for from outside the line, and what came of it."""

from __future__ import annotations

from typing import Any

from pvd_watch.model import AskedJob, JobState
from pvd_watch.storage.database import Connection

MOST_TRIES = 5
"""A job is given up after it was begun so many times: a page that ends the process must not do so for ever."""
_PAGE = "page"
_ROW = (
    "SELECT id, argument, day, insee, state, asked_by, asked_at, done_at, tries, stage, result, article_id FROM jobs "
    "WHERE kind = 'page' AND "
)


class Jobs:
    """The table ``jobs``."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def ask(self, url: str, day: str, insee: str, editor: str, at: str) -> AskedJob:
        """Ask for an article by its address, for a day; the job that is open for the same address and day, if any."""
        with self._connection.write() as sql:
            found = sql.execute(
                "SELECT id FROM jobs WHERE kind = ? AND argument = ? AND day = ? AND state IN ('waiting', 'running')",
                (_PAGE, url, day),
            ).fetchone()
            if found is None:
                found = sql.execute(
                    "INSERT INTO jobs (kind, argument, day, insee, state, asked_by, asked_at) "
                    "VALUES (?, ?, ?, ?, 'waiting', ?, ?) RETURNING id",
                    (_PAGE, url, day, insee, editor, at),
                ).fetchone()
            number = int(found[0])
        return _job(self._connection.rows(f"{_ROW} id = ?", number)[0])

    def get(self, number: int) -> AskedJob | None:
        """The job of that number."""
        rows = self._connection.rows(f"{_ROW} id = ?", number)
        return _job(rows[0]) if rows else None

    def of(self, day: str) -> list[AskedJob]:
        """What was asked for a day, the newest first."""
        return [_job(row) for row in self._connection.rows(f"{_ROW} day = ? ORDER BY id DESC", day)]

    def waiting(self) -> list[AskedJob]:
        """What is to be done, the oldest first."""
        return [_job(row) for row in self._connection.rows(f"{_ROW} state = 'waiting' ORDER BY id")]

    def resume(self, at: str) -> None:
        """Let jobs wait again whose process died; only for who holds the lock of the home, under which they run."""
        with self._connection.write() as sql:
            sql.execute(
                "UPDATE jobs SET state = 'failed', stage = 'tries', done_at = ?, result = 'begun ' || tries || "
                "' times without an end' WHERE state = 'running' AND tries >= ?",
                (at, MOST_TRIES),
            )
            sql.execute("UPDATE jobs SET state = 'waiting' WHERE state = 'running'")

    def begin(self, number: int) -> None:
        """Note that a job is being done, before it is."""
        with self._connection.write() as sql:
            sql.execute("UPDATE jobs SET state = 'running', tries = tries + 1 WHERE id = ?", (number,))

    def end(
        self, number: int, state: JobState, at: str, *, stage: str = "", reason: str = "", article: int = 0
    ) -> None:
        """Note what came of a job; ``waiting``: it is to be tried again, and ``reason`` says why."""
        with self._connection.write() as sql:
            sql.execute(
                "UPDATE jobs SET state = ?, done_at = ?, stage = ?, result = ?, article_id = ? WHERE id = ?",
                (state, "" if state == "waiting" else at, stage, reason, article, number),
            )


def _job(row: tuple[Any, ...]) -> AskedJob:
    return AskedJob(*row)
