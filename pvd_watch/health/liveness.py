"""The answer of ``/healthz``: does the database open and answer, does the scheduler still give a sign."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from pvd_watch.errors import StorageError
from pvd_watch.storage import probe
from pvd_watch.times import moment_of

SILENCE = timedelta(minutes=20)
"""Alarms are checked every 5 minutes: a scheduler that has not done so for this long is taken for dead."""


@dataclass(frozen=True, slots=True)
class Liveness:
    """Whether the service is alive. ``scheduler``: alive, silent, or unknown where none ever gave a sign.

    ``reason`` holds paths: it is for the log, not for whoever asks from outside.
    """

    database: bool
    scheduler: str
    heartbeat_at: str = ""
    reason: str = ""

    @property
    def alive(self) -> bool:
        """False is HTTP 503."""
        return self.database and self.scheduler != "silent"

    def to_object(self) -> dict[str, Any]:
        """What may be told to anybody."""
        told = {name: value for name, value in asdict(self).items() if name != "reason"}
        return {"status": "ok" if self.alive else "unwell"} | told


def liveness(database: Path, now: datetime) -> Liveness:
    """Ask the database for the scheduler's last sign, and look at the clock."""
    try:
        heartbeat_at = probe(database)
    except StorageError as error:
        return Liveness(False, "unknown", "", str(error))
    if not heartbeat_at:
        return Liveness(True, "unknown")
    if now - moment_of(heartbeat_at) <= SILENCE:
        return Liveness(True, "alive", heartbeat_at)
    return Liveness(True, "silent", heartbeat_at, f"the scheduler has been silent since {heartbeat_at}")
