"""Removals on request: what is asked for is checked, taken out, kept out, and the files of the days written anew."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pvd_watch.collect.addresses import clean
from pvd_watch.edition import write_digest
from pvd_watch.errors import StepError, UsageError
from pvd_watch.model import Removal, RemovalKind, Removed
from pvd_watch.redaction import words_of
from pvd_watch.text import name_key
from pvd_watch.times import utc
from pvd_watch.wiring import Watch

_PATTERN = re.compile(r"(https?://)?(?:[^*/]*\.)?[^*/.]+\.[^*/.]+/.*")
"""A pattern names a host, or the end of one, and something of a path."""


@dataclass(frozen=True, slots=True)
class Done:
    """What a removal did, or would: its log entry, what went, the days whose files were written anew."""

    removal: Removal
    removed: Removed
    written: tuple[str, ...]
    dry_run: bool

    def to_object(self) -> dict[str, Any]:
        """For ``--json``."""
        return {
            "dry_run": self.dry_run,
            "removal": removal_object(self.removal),
            "articles": self.removed.articles,
            "blanked": self.removed.blanked,
            "titles": self.removed.titles,
            "days": sorted(self.removed.days),
            "written": list(self.written),
        }


def removal_object(removal: Removal) -> dict[str, Any]:
    """A removal for ``--json``."""
    return {
        "id": removal.id,
        "kind": removal.kind,
        "value": removal.value,
        "editor": removal.editor,
        "at": removal.at,
        "reason": removal.reason,
        "result": dict(removal.result),
        "undone_at": removal.undone_at,
        "undone_by": removal.undone_by,
    }


def remove_now(
    watch: Watch, kind: RemovalKind, value: str, editor: str, reason: str = "", *, dry_run: bool = False
) -> Done:
    """Take out what is named, and keep it out from now on.

    :param value: id or address of an Article, a pattern of addresses, or the name of a person, by ``kind``.
    :raises UsageError: nothing is named by it, or too much.
    :raises LockedError: a run is under way.
    """
    with watch.lock():
        removal = Removal(kind, _checked(watch, kind, value), editor, utc(watch.now()), reason)
        logged, removed = watch.storage.removals.remove(removal, rehearse=dry_run)
        written: tuple[str, ...] = ()
        if not dry_run:
            written = write_anew(watch, sorted(removed.days))
    return Done(logged, removed, written, dry_run)


def undo_removal(watch: Watch, number: int, editor: str) -> Removal:
    """Let what a removal kept out come in again; what was removed is gone.

    :raises UsageError: there is no such removal, or it was undone before.
    """
    found = next((removal for removal in watch.storage.removals.all() if removal.id == number), None)
    if found is None:
        raise UsageError(f"there is no removal {number}; see: pvd-watch remove --list")
    with watch.lock():
        if not watch.storage.removals.undo(number, editor, utc(watch.now())):
            raise UsageError(f"removal {number} was undone at {found.undone_at} by {found.undone_by}")
    return next(removal for removal in watch.storage.removals.all() if removal.id == number)


def write_anew(watch: Watch, days: Sequence[str]) -> tuple[str, ...]:
    """Write the files of days anew, where they were written out before, and delete mails of theirs kept as files.

    :raises StepError: one could not be written.
    """
    written = []
    for day in days:
        digest = watch.storage.digests.get(day)
        if digest is not None and (watch.home.digests / f"{day}.html").exists():
            write_digest(watch, digest, remade=True)
            written.append(day)
        try:
            for mail in watch.home.outbox.glob(f"{day}-*.eml"):
                mail.unlink()
        except OSError as error:
            raise StepError(f"{error.filename}: could not be deleted ({error.strerror}); delete it by hand") from error
    return tuple(written)


def _checked(watch: Watch, kind: RemovalKind, value: str) -> str:
    value = value.strip()
    if kind == "article":
        return _address(watch, value)
    return _pattern(value) if kind == "pattern" else _name(watch, value)


def _address(watch: Watch, value: str) -> str:
    """The canonical URL of an Article; an address that is not stored is kept out all the same."""
    found = watch.storage.removals.address(value) or watch.storage.removals.address(clean(value))
    if found is None and not clean(value):
        raise UsageError(f"no article has the id or address {value!r}; give its address (https://…), or its id")
    return found or clean(value)


def _pattern(value: str) -> str:
    found = _PATTERN.fullmatch(value)
    if "*" not in value or found is None:
        raise UsageError(
            f"{value!r} is no pattern of addresses: name the site and what stands behind it, with * for anything, such "
            "as https://journal.example/faits-divers/*"
        )
    # Stored addresses begin with https where a site has both.
    return value if found.group(1) else f"http*://{value}"


def _name(watch: Watch, value: str) -> str:
    if len(words_of(value)) < 2:
        raise UsageError(f"{value!r} is too short: give first name and name, so that nobody else is meant")
    key = name_key(value)
    if any(name_key(name.name) == key for name in watch.gazetteer.names):
        raise UsageError(f"{value!r} is the name of a commune: its links would be lost; remove articles instead")
    return value
