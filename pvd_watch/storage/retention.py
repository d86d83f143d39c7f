"""What is kept for a time only: full texts, and what the program notes of its own work."""

from __future__ import annotations

from pvd_watch.storage.candidates import drop_refused
from pvd_watch.storage.database import Connection
from pvd_watch.storage.texts import PURGE

_LOGS = {
    "polls": "DELETE FROM fetches WHERE at < ?",
    "notices": "DELETE FROM notices WHERE at < ? AND NOT EXISTS (SELECT 1 FROM sources s WHERE s.id = source_id "
    "AND s.trouble != '' AND s.trouble_since = since)",
    "jobs": "DELETE FROM jobs WHERE done_at != '' AND done_at < ?",
    "mails": "DELETE FROM sendings WHERE at < ?",
    "alarms": "DELETE FROM alarms WHERE ended_at != '' AND ended_at < ?",
    # Of each task the newest run of each outcome stays: it tells what is done already.
    "tasks": "DELETE FROM task_runs WHERE outcome != '' AND ended_at < ? "
    "AND id NOT IN (SELECT max(id) FROM task_runs GROUP BY task, outcome)",
    # A run stays as long as one of its polls, which names it.
    "runs": "DELETE FROM runs WHERE started_at < ? AND NOT EXISTS (SELECT 1 FROM fetches f WHERE f.run_id = runs.id)",
}
"""What of each log is older than a time; in this order."""


class Retention:
    """Deletes over several tables; SQLite overwrites what is deleted (``secure_delete``)."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def purge(self, texts_before: str, logs_before: str, *, rehearse: bool = False) -> dict[str, int]:
        """Forget, all or nothing, the full texts, what was refused in them, and the logs from before two times (UTC
        text); how many of each.

        :param rehearse: count, and take it back.
        """
        with self._connection.write(keep=not rehearse) as sql:
            found = {"texts": sql.execute(PURGE, (texts_before,)).rowcount}
            drop_refused(sql, texts_before)
            found |= {name: sql.execute(query, (logs_before,)).rowcount for name, query in _LOGS.items()}
        self._connection.fold_in()
        return found
