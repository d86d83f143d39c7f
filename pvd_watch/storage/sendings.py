"""Mails of digests: who got which, so that nobody gets one twice."""

from __future__ import annotations

from dataclasses import fields

from pvd_watch.model import Sending, SendingState
from pvd_watch.storage.database import Connection

_ROW = ", ".join(field.name for field in fields(Sending))


class Sendings:
    """The table ``sendings``."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of_day(self, day: str) -> dict[str, Sending]:
        """What became of a day's mails, by address."""
        rows = self._connection.rows(f"SELECT {_ROW} FROM sendings WHERE day = ? ORDER BY address", day)
        return {row[1]: Sending(*row) for row in rows}

    def uncertain(self) -> list[Sending]:
        """Mails of all days of which nobody knows whether they went, those cut off just now included."""
        rows = self._connection.rows(
            f"SELECT {_ROW} FROM sendings WHERE state IN ('sending', 'uncertain') ORDER BY day, address"
        )
        return [Sending(*row) for row in rows]

    def begin(self, sending: Sending, *, again: bool) -> bool:
        """Mark an address as ``sending``, committed; False where its mail went or may have gone.

        :param again: an ``uncertain`` one may be begun anew.
        """
        allowed = "('failed', 'uncertain')" if again else "('failed')"
        with self._connection.write() as sql:
            changed = sql.execute(
                f"INSERT INTO sendings ({_ROW}) VALUES (?, ?, ?, 'sending', ?, '') ON CONFLICT (day, address) "
                f"DO UPDATE SET state = 'sending', at = excluded.at, reason = '' WHERE state IN {allowed}",
                (sending.day, sending.address, sending.message_id, sending.at),
            ).rowcount
        return changed == 1

    def settle(self, day: str, address: str, state: SendingState, at: str, reason: str = "") -> None:
        """Note how the dialogue over a mail ended."""
        with self._connection.write() as sql:
            sql.execute(
                "UPDATE sendings SET state = ?, at = ?, reason = ? WHERE day = ? AND address = ?",
                (state, at, reason, day, address),
            )

    def give_up_interrupted(self, at: str) -> None:
        """Whatever is still ``sending`` while nobody sends was cut off: from now on it is ``uncertain``."""
        with self._connection.write() as sql:
            sql.execute(
                "UPDATE sendings SET state = 'uncertain', at = ?, reason = ? WHERE state = 'sending'",
                (at, "the program ended before the server's answer was noted"),
            )
