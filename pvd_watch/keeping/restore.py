"""A backup put in the place of the present database, which is kept beside it.

What must outlast a restoration is carried over from the present database where it can still be read: removals on
request, which are carried out again, and which mails have gone, so that none goes twice. Processes that have the
database open (« serve ») go on with the restored content at their next read: SQLite exchanges it page by page, in one
transaction.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

from pvd_watch.config import check_writable, load_settings
from pvd_watch.errors import StepError, UnreadableError
from pvd_watch.keeping.rotation import made_at
from pvd_watch.locks import held
from pvd_watch.storage import Storage
from pvd_watch.storage.copies import copy_pages, examine
from pvd_watch.storage.outlasting import Outlasting, outlasting
from pvd_watch.wiring import Watch

_BEFORE = "pvd_watch.before-restore-"
_UNFINISHED = ".restoring.db"
_SIDES = ("", "-wal", "-shm", "-journal")
"""What SQLite adds to the name of a database for the files beside it."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restoration did. ``kept``: where the database is that it replaced (None: there was none); ``removals``:
    how many of them were made after the backup, and carried out again; ``articles``: in the database now."""

    file: Path
    kept: Path | None
    articles: int
    removals: int
    seconds: float

    def to_object(self) -> dict[str, Any]:
        """For ``--json``."""
        return {
            "file": str(self.file),
            "kept": str(self.kept) if self.kept else None,
            "articles": self.articles,
            "removals": self.removals,
            "seconds": round(self.seconds, 2),
        }


def restore_now(watch: Watch, file: Path, step: Callable[[str], None] = lambda _: None) -> Restored:
    """Put a backup in the place of the database.

    :param step: told what is being done.
    :raises StorageError: the file is damaged, foreign, newer than the program, or not there; nothing was changed.
    :raises LockedError: a run, a backup or a sending is under way.
    """
    began, home = watch.now(), watch.home
    check_writable(home)
    with watch.lock(), held(home.backup_lock, "a backup"), held(home.sending_lock, "a « send »"):
        step(f"examining {file}")
        examine(file)
        ready = home.data_dir / _UNFINISHED
        try:
            step("copying it")
            delete_database(ready)
            copy_pages(file, ready)
            removals, articles = _make_ready(watch, ready, step)
            step("keeping the present database, putting the backup in its place")
            kept = _exchange(home.database, ready, _free_name(home.data_dir, f"{began:%Y-%m-%dT%H%M%SZ}"))
        except OSError as error:
            raise StepError(
                f"{home.data_dir}: the backup could not be put in place ({error.strerror or error}); make room or give "
                "the right to write; the present database is what it was"
            ) from error
        finally:
            delete_database(ready)
    return Restored(file, kept, articles, removals, (watch.now() - began).total_seconds())


def kept_before(folder: Path) -> list[Path]:
    """The databases that restorations replaced, oldest first."""
    return sorted(folder.glob(f"{_BEFORE}*.db"))


def _free_name(folder: Path, stamp: str) -> Path:
    """Where the present database is kept: a second restoration in one second must not write over what the first kept,
    nor one after the clock was set back."""
    path, others = folder / f"{_BEFORE}{stamp}.db", count(2)
    while path.exists():
        path = folder / f"{_BEFORE}{stamp}-{next(others)}.db"
    return path


def _make_ready(watch: Watch, ready: Path, step: Callable[[str], None]) -> tuple[int, int]:
    """Bring the copy forward to this program's tables, and carry over what must outlast it; how many removals were
    made after it, and how many Articles it holds."""
    storage = Storage(ready)
    try:
        removals = 0
        for known in _known(watch):
            removals += storage.successor.take_over(known)
        if removals:
            step("carrying out the removals that came after it")
            storage.removals.apply_again()
        return removals, storage.articles.count()
    finally:
        storage.close()


def _known(watch: Watch) -> list[Outlasting]:
    """What must outlast the present database; where that cannot be read, what the backups know, oldest first."""
    if not watch.home.database.exists():
        present = None
    elif (present := outlasting(watch.home.database)) is not None:
        return [present]
    folder = watch.home.backups(load_settings(watch.home).backup.folder)
    backups = sorted(path for path in folder.glob("*.db") if made_at(path.name) is not None)
    return [found for path in backups if (found := outlasting(path)) is not None]


def _exchange(database: Path, ready: Path, kept: Path) -> Path | None:
    """Put the copy in the place of the database; where the database is now, None where there was none."""
    if not database.exists():
        ready.replace(database)
        return None
    try:
        if not database.stat().st_size:
            raise UnreadableError(f"{database} is empty")
        copy_pages(database, kept)
        kept.chmod(0o600)
        copy_pages(ready, database)
    except UnreadableError:
        _put_aside(database, kept)
        ready.replace(database)
    except BaseException:
        delete_database(kept)
        raise
    return kept


def _put_aside(database: Path, kept: Path) -> None:
    """Keep a file that is no database any more, with what lies beside it; its name always leads to something."""
    delete_database(kept)
    os.link(database, kept)
    for side in _SIDES[1:]:
        path = database.with_name(database.name + side)
        if path.exists():
            path.replace(kept.with_name(kept.name + side))


def delete_database(database: Path) -> None:
    """Delete a database with the files that SQLite keeps beside it."""
    for side in _SIDES:
        database.with_name(database.name + side).unlink(missing_ok=True)
