"""Retention: what is older than it may be is forgotten, in the database and among the files of the home."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from pvd_watch import atomic
from pvd_watch.config import Home, load_settings
from pvd_watch.errors import StepError
from pvd_watch.keeping.restore import delete_database, kept_before
from pvd_watch.times import utc
from pvd_watch.wiring import Watch

_ENTRY = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d")
"""How an entry of the log of faults begins."""


@dataclass(frozen=True, slots=True)
class Purged:
    """What a purge forgot, or would: ``counts`` by what it is, ``files`` deleted, entries of the log of faults."""

    counts: Mapping[str, int]
    files: tuple[Path, ...]
    faults: int
    dry_run: bool

    def to_object(self) -> dict[str, Any]:
        """For ``--json``."""
        return {
            "dry_run": self.dry_run,
            **self.counts,
            "faults": self.faults,
            "files": [str(path) for path in self.files],
        }


def purge_now(watch: Watch, *, dry_run: bool = False) -> Purged:
    """Forget full texts after ``[pages] keep_days``, logs after ``[retention] log_days``.

    Databases that a restoration replaced hold texts: they go with these; mails written as files go with the logs.

    :param dry_run: say what would go, and leave it.
    :raises StepError: a file could not be deleted.
    """
    home, settings = watch.home, load_settings(watch.home)
    texts_before = watch.now() - timedelta(days=settings.pages.keep_days)
    logs_before = watch.now() - timedelta(days=settings.retention.log_days)
    try:
        # Files first: on a full disk they make the room that the database needs to forget anything.
        replaced = list(_older(kept_before(home.data_dir), texts_before))
        mails = list(_older(sorted(home.outbox.glob("*.eml")), logs_before))
        if not dry_run:
            for path in replaced:
                delete_database(path)
            for path in mails:
                path.unlink()
        faults = _purge_faults(home, logs_before, dry_run=dry_run)
    except OSError as error:
        raise StepError(
            f"{error.filename}: could not be purged ({error.strerror}); give the right to write, and purge again"
        ) from error
    counts = watch.storage.retention.purge(utc(texts_before), utc(logs_before), rehearse=dry_run)
    return Purged(counts, (*replaced, *mails), faults, dry_run)


def _older(paths: list[Path], moment: datetime) -> Iterator[Path]:
    return (path for path in paths if path.stat().st_mtime < moment.timestamp())


def _purge_faults(home: Home, moment: datetime, *, dry_run: bool) -> int:
    """Take old entries out of the log of faults; how many."""
    log = home.logs / "faults.log"
    if not log.exists():
        return 0
    entries: list[str] = []
    for line in log.read_text(encoding="utf-8", errors="replace").splitlines(keepends=True):
        if _ENTRY.match(line) or not entries:
            entries.append(line)
        else:
            entries[-1] += line
    stays = [entry for entry in entries if not _ENTRY.match(entry) or entry[:19] >= utc(moment)[:19]]
    if len(stays) < len(entries) and not dry_run:
        atomic.write(log, "".join(stays).encode(), mode=log.stat().st_mode & 0o777)
    return len(entries) - len(stays)
