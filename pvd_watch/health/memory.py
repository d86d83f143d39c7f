"""Who was told of what, kept in the database, and in a small file beside it for when the database cannot say.

The file is written over in place, always at the same size, which needs no room even on a full disk.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from pvd_watch.errors import StorageError
from pvd_watch.health.alarms import united
from pvd_watch.model import Alarm
from pvd_watch.storage import Storage

_BYTES = 16_384


class Memory:
    """The alarms of the last days, wherever they can be kept.

    :param path: the file.
    :param storage: the database, None where it cannot be opened.
    """

    def __init__(self, path: Path, storage: Storage | None) -> None:
        self._path, self._storage = path, storage

    def recall(self, since: str) -> list[Alarm]:
        """Those that stand, and those that ended at ``since`` (UTC text) or later."""
        filed = [alarm for alarm in _read(self._path) if not alarm.ended_at or alarm.ended_at >= since]
        try:
            stored = self._storage.alarms.recent(since) if self._storage is not None else []
        except StorageError:
            stored = []
        return united(stored, filed)

    def keep(self, alarms: Sequence[Alarm]) -> bool:
        """Remember these as they are now, in both places, or where it can be done; False where in none."""
        kept = False
        with suppress(OSError):
            _write(self._path, alarms)
            kept = True
        with suppress(StorageError):
            if self._storage is not None:
                self._storage.alarms.keep(alarms)
                kept = True
        return kept


def _read(path: Path) -> list[Alarm]:
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        return [
            Alarm(
                one["kind"], one["began_at"], tuple(one["details"]), one["ended_at"],
                frozenset(one["told"]), frozenset(one["cleared"]),
            )
            for one in told
        ]  # fmt: skip
    except (OSError, ValueError, KeyError, TypeError):
        return []  # never written, or cut off in the middle: the database knows the same


def _write(path: Path, alarms: Sequence[Alarm]) -> None:
    told = [
        {
            "kind": alarm.kind, "began_at": alarm.began_at, "details": alarm.details, "ended_at": alarm.ended_at,
            "told": sorted(alarm.told), "cleared": sorted(alarm.cleared),
        }
        for alarm in alarms
    ]  # fmt: skip
    text = json.dumps(told).encode().ljust(_BYTES)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600), "wb") as file:
        file.write(text)
        file.truncate()
