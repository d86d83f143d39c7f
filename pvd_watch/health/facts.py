"""What alarms are decided on, read from the database and the disk."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path

from pvd_watch.config import Home, Settings
from pvd_watch.storage import Storage
from pvd_watch.times import PARIS, local_day, utc

_SURELY_CUT_OFF = timedelta(hours=1)
"""A mail whose sending began longer ago than this is not being sent any more."""


@dataclass(frozen=True, slots=True)
class Watched:
    """What the database says. Times are UTC text, empty where the thing never happened.

    ``watched_since``: when alarms were first looked for; ``resumed_at``: when they were again after a
    time in which nobody looked; ``digest_due``: the newest day whose digest must be there by
    now; ``digest_due_at``: since when; ``answered_at``: when a Source last answered; ``watched``: how many Sources are
    on; ``broken``: how many of them are empty or have failed for long, as one bad poll alarms nobody; ``uncertain``:
    mails that may or may not have gone.
    """

    watched_since: str
    resumed_at: str
    latest_digest: str
    digest_due: str
    digest_due_at: str
    answered_at: str
    watched: int
    broken: int
    uncertain: int


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything at one moment. ``watched`` is None where the database cannot be read; ``damage``: why, or what the
    last look through it found, None where that cannot be told now; ``backup_at``: when the newest backup was written,
    None where there is none."""

    now: datetime
    free_bytes: int
    backup_at: datetime | None
    damage: str | None
    watched: Watched | None


def watched(storage: Storage, settings: Settings, now: datetime) -> Watched:
    """Read what the database says."""
    states = [state for state in storage.sources.states() if state.enabled]
    latest = storage.digests.latest()
    day, due_at = due_digest(settings.digest.hour, timedelta(minutes=settings.alarms.digest_late_minutes), now)
    cut_off = utc(now - _SURELY_CUT_OFF)
    return Watched(
        watched_since=storage.alarms.watched_since(),
        resumed_at=storage.alarms.resumed_at(),
        latest_digest=latest[0] if latest else "",
        digest_due=day,
        digest_due_at=due_at,
        answered_at=max((state.last_ok_at for state in states), default=""),
        watched=len(states),
        broken=sum(state.trouble in ("failing", "empty") for state in states),
        uncertain=sum(mail.state == "uncertain" or mail.at < cut_off for mail in storage.sendings.uncertain()),
    )


def due_digest(hour: str, late: timedelta, now: datetime) -> tuple[str, str]:
    """The newest day (Paris) whose digest must be there at ``now``, and since when (UTC text).

    :param hour: ``HH:MM`` in Paris, when it is begun.
    :param late: how much later it may be.
    """
    for days in (0, 1, 2):
        day = (now - timedelta(days=days)).astimezone(PARIS).date()
        due = utc(datetime.combine(day, time.fromisoformat(hour), PARIS))
        due_at = utc(datetime.fromisoformat(due) + late)
        if due_at <= utc(now):
            return day.isoformat(), due_at
    return local_day(now - timedelta(days=3)), ""


def free_bytes(home: Home) -> int:
    """Room left for us on the disk of the data folder."""
    return shutil.disk_usage(home.data_dir).free


def newest_backup(folder: Path) -> datetime | None:
    """When the newest file of a folder of backups was written; None where there is none."""
    try:
        found = [entry.stat().st_mtime for entry in folder.iterdir() if entry.is_file() and _is_backup(entry.name)]
    except OSError:
        return None
    return datetime.fromtimestamp(max(found), PARIS) if found else None


def _is_backup(name: str) -> bool:
    """Files under way are hidden, or end otherwise."""
    return not name.startswith(".") and ".db" in name and not name.endswith((".part", ".tmp", "-wal", "-shm"))
