"""Alarms of the service itself: what stands, what is over, who was told."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import timedelta

from pvd_watch.model import Alarm
from pvd_watch.storage.database import Connection
from pvd_watch.times import moment_of

CHECKED_AT, _SINCE, _RESUMED_AT = "alarms_checked_at", "alarms_since", "alarms_resumed_at"
"""Names in ``facts``."""


class Alarms:
    """The table ``alarms``."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def recent(self, since: str) -> list[Alarm]:
        """Those that stand, and those that ended at ``since`` (UTC text) or later, oldest first."""
        rows = self._connection.rows(
            "SELECT kind, began_at, details, ended_at, told, cleared FROM alarms WHERE ended_at = '' OR ended_at >= ? "
            "ORDER BY began_at, kind",
            since,
        )
        return [
            Alarm(kind, began, tuple(json.loads(details)), ended, *(frozenset(json.loads(who)) for who in channels))
            for kind, began, details, ended, *channels in rows
        ]

    def standing(self) -> list[Alarm]:
        """What is wrong as of the last check, oldest first."""
        return [alarm for alarm in self.recent("9999") if not alarm.ended_at]

    def keep(self, alarms: Iterable[Alarm]) -> None:
        """Remember these as they are now."""
        rows = [
            (
                alarm.kind, alarm.began_at, json.dumps(alarm.details, ensure_ascii=False), alarm.ended_at,
                json.dumps(sorted(alarm.told)), json.dumps(sorted(alarm.cleared)),
            )
            for alarm in alarms
        ]  # fmt: skip
        if rows:
            with self._connection.write() as sql:
                sql.executemany("INSERT OR REPLACE INTO alarms VALUES (?, ?, ?, ?, ?, ?)", rows)

    def note_check(self, at: str, gap: timedelta = timedelta(hours=1)) -> None:
        """Note that a check is made now; it is the sign of life of whoever makes it every few minutes.

        :param gap: after a longer time without a check, those that follow count as resumed.
        """
        last = self._fact(CHECKED_AT)
        with self._connection.write() as sql:
            sql.execute("INSERT OR IGNORE INTO facts VALUES (?, ?)", (_SINCE, at))
            sql.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (CHECKED_AT, at))
            if last and moment_of(at) - moment_of(last) > gap:
                sql.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (_RESUMED_AT, at))

    def checked_at(self) -> str:
        """When the last check was made (UTC text), empty where none ever was."""
        return self._fact(CHECKED_AT)

    def watched_since(self) -> str:
        """When the first check on this database was made (UTC text), empty where none ever was."""
        return self._fact(_SINCE)

    def resumed_at(self) -> str:
        """When checks began again after a time without any (machine off), empty where there was no such time."""
        return self._fact(_RESUMED_AT)

    def _fact(self, name: str) -> str:
        known = self._connection.rows("SELECT value FROM facts WHERE name = ?", name)
        return str(known[0][0]) if known else ""
