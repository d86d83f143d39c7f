"""A backup: one sound file of the whole database, written whole or not at all, while others go on working.

Full texts are left out, so that none outlives its time in a backup; their Articles count as purged in it, and keep
their links. What was removed on request since a backup was made goes again when it is restored.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pvd_watch.atomic import sync
from pvd_watch.config import check_writable, load_settings
from pvd_watch.errors import StepError, UsageError
from pvd_watch.keeping.rotation import backup_name, superfluous
from pvd_watch.locks import held
from pvd_watch.storage.copies import copy_without_texts, examine
from pvd_watch.wiring import Watch

_UNFINISHED = ".unfinished-"


@dataclass(frozen=True, slots=True)
class BackedUp:
    """What a backup did: the ``file``, its ``size`` in bytes, the older ones that it made superfluous."""

    file: Path
    size: int
    seconds: float
    deleted: tuple[Path, ...]

    def to_object(self) -> dict[str, Any]:
        """For ``--json``."""
        return {
            "file": str(self.file),
            "bytes": self.size,
            "seconds": round(self.seconds, 2),
            "deleted": [str(path) for path in self.deleted],
        }


def backup_now(watch: Watch) -> BackedUp:
    """Write a backup of the present moment, examine it, and delete those that rotation lets go.

    :raises UsageError: there is no database yet.
    :raises StorageError: the database is damaged or the disk full; older backups stay, nothing else is left behind.
    :raises LockedError: another backup is under way.
    """
    home, settings = watch.home, load_settings(watch.home).backup
    if not home.database.exists():
        raise UsageError(f"{home.database} is not there yet: there is nothing to back up before the first run")
    check_writable(home)
    began, folder = watch.now(), home.backups(settings.folder)
    with held(home.backup_lock, "another backup"):
        target = folder / backup_name(began)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            _forget_unfinished(folder)
            _write(home.database, target)
            names = [path.name for path in folder.iterdir()]
            deleted = [folder / name for name in superfluous(names, settings.daily, settings.weekly, target.name)]
            for path in deleted:
                path.unlink()
        except OSError as error:
            raise StepError(
                f"{folder}: the backup could not be written ({error.strerror or error}); make room, give the right to "
                "write, or name another folder in [backup] of config/watch.toml"
            ) from error
    seconds = (watch.now() - began).total_seconds()
    return BackedUp(target, target.stat().st_size, seconds, tuple(deleted))


def _write(database: Path, target: Path) -> None:
    unfinished = target.with_name(f"{_UNFINISHED}{target.name}")
    try:
        copy_without_texts(database, unfinished)
        examine(unfinished)
        unfinished.chmod(0o600)
        sync(unfinished)
        unfinished.replace(target)
        sync(target.parent)
    finally:
        _forget_unfinished(target.parent)


def _forget_unfinished(folder: Path) -> None:
    """Delete what a backup left that was killed; the lock says that none is under way."""
    for path in folder.glob(f"{_UNFINISHED}*"):
        path.unlink(missing_ok=True)
