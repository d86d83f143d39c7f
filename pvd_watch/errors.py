"""The error tree: every expected failure is one of these, and says in one sentence what to do.

::

    PvdWatchError                exit 70 when nothing more precise is known
    ├── UsageError               exit 2  wrong use, nothing done
    │   ├── AccountError         exit 2  an account that cannot be made or changed as asked
    │   ├── ConfigError          exit 2  a file of config/ that cannot be used (all its faults at once)
    │   └── HomeError            exit 2  no home, or a home that cannot be written
    ├── StorageError             exit 2  the database file cannot be used; nothing was changed
    │   ├── UnreadableError      exit 2  it is no database, or damaged
    │   └── FullError            exit 1  the disk is full, or fails, in the middle of a step
    ├── DataError                exit 1  a line or a download of input that was refused
    ├── ProviderError            exit 1  a login by OpenID Connect that was not given, or cannot be believed
    ├── StepError                exit 1  a step of the line that could not be done
    │   └── StaleError           exit 1  a change made on a day that others have changed since
    └── LockedError              exit 3  another run holds the lock
"""

from __future__ import annotations

import errno
from collections.abc import Sequence


class PvdWatchError(Exception):
    """Root of the tree. ``str(error)`` is a clear sentence for a person, never a traceback."""

    exit_code = 70


class UsageError(PvdWatchError):
    """The command, an argument or the configuration is wrong; nothing was done."""

    exit_code = 2


class AccountError(UsageError):
    """An account that cannot be made or changed as asked; nothing was changed.

    :param code: what is wrong, in one word, for pages that say it in their own words.
    """

    def __init__(self, code: str, words: str) -> None:
        self.code = code
        super().__init__(words)


class ConfigError(UsageError):
    """One or several faults in the configuration, each naming its file and key.

    :param faults: one sentence a fault; all of them are shown, so that one reading mends the file.
    """

    def __init__(self, faults: Sequence[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(self.faults))


class HomeError(UsageError):
    """No home folder was found, or it cannot be read or written."""


class StorageError(PvdWatchError):
    """The database is foreign, damaged, newer than the program, read-only or locked."""

    exit_code = 2


class UnreadableError(StorageError):
    """The file is no database at all, or a damaged one."""


class FullError(StorageError):
    """The disk is full, or fails, in the middle of a step; what was stored stays, the next run goes on."""

    exit_code = 1


class DataError(PvdWatchError):
    """Input (a line, a file, a download) that was refused; what was stored before is untouched."""

    exit_code = 1


class ProviderError(PvdWatchError):
    """A login through the OpenID Connect provider that came to nothing.

    :param code: unreachable, stale, refused, untrusted, stranger or closed, for pages that say it in their own words.
    """

    exit_code = 1

    def __init__(self, code: str, words: str) -> None:
        self.code = code
        super().__init__(words)


class StepError(PvdWatchError):
    """A step of the line could not be done: no source answered, the digest was not written, no mail left."""

    exit_code = 1


class StaleError(StepError):
    """An editor's change was made on a version of a day that is no longer the present one; nothing was changed.

    :param day: the day that changed.
    :param named: the version that the change was made on.
    :param current: the version of the day now.
    :param changes: what happened in between, one sentence an action.
    """

    def __init__(self, day: str, named: int, current: int, changes: Sequence[str]) -> None:
        self.day, self.named, self.current, self.changes = day, named, current, tuple(changes)
        last = "; ".join(self.changes[-3:])
        super().__init__(
            f"{day} has changed since you read it (you had version {named}, it is at {current}), last: {last}. "
            f"Nothing was done; look again with: pvd-watch review list {day}"
        )


class LockedError(PvdWatchError):
    """Another run holds the lock of this home."""

    exit_code = 3


def short_of_memory(error: BaseException) -> bool:
    """Whether a fault comes from too little memory, in whichever of its words: Python's own, the system's for a file,
    a thread's that has no room for its stack, the loader's for a library."""
    if isinstance(error, MemoryError) or (isinstance(error, OSError) and error.errno == errno.ENOMEM):
        return True
    words = str(error).lower()
    if isinstance(error, ImportError):
        return "failed to map segment" in words or "cannot allocate memory" in words
    return isinstance(error, RuntimeError) and "start new thread" in words
