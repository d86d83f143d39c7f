"""Locks of a home: each falls with its process."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from pvd_watch.errors import LockedError


@contextmanager
def held(path: Path, who: str) -> Iterator[None]:
    """Hold a lock.

    :param who: what holds it otherwise, as the beginning of a sentence.
    :raises LockedError: it is held.
    """
    lock = FileLock(path, timeout=0)
    try:
        lock.acquire()
    except Timeout as error:
        raise LockedError(f"{who} holds {path}; wait until it has ended") from error
    try:
        yield
    finally:
        lock.release()
