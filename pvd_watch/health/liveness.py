"""The answer of ``/healthz``: does the database open and answer, does the scheduler still give a sign."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from pvd_watch.errors import StorageError
from pvd_watch.storage import probe
from pvd_watch.times import moment_of, utc

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


def liveness(database: Path, heartbeat_at: str, now: datetime) -> Liveness:
    """Ask the database for a row, and look at the clock.

    :param heartbeat_at: the scheduler's last sign (UTC text), empty where none is known.
    """
    silent = bool(heartbeat_at) and now - moment_of(heartbeat_at) > SILENCE
    scheduler = "silent" if silent else "alive" if heartbeat_at else "unknown"
    try:
        probe(database)
    except StorageError as error:
        return Liveness(False, scheduler, heartbeat_at, str(error))
    return Liveness(True, scheduler, heartbeat_at, f"the scheduler is silent at {utc(now)}" if silent else "")
