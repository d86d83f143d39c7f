"""What the scheduler reads and writes in the database; the file is open for no longer than that takes."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from pvd_watch.config import Home, Settings, check_writable
from pvd_watch.schedule.child import Ended
from pvd_watch.schedule.due import NEVER, Past
from pvd_watch.schedule.needs import Facts, Need
from pvd_watch.schedule.tasks import Task
from pvd_watch.storage import Storage
from pvd_watch.times import local_day, moment_of, utc

_log = logging.getLogger(__name__)


class Ledger:
    """The schedule's memory in a home."""

    def __init__(self, home: Home, settings: Settings, now: Callable[[], datetime]) -> None:
        self._home, self._settings, self._now = home, settings, now

    def open(self, tasks: Sequence[Task]) -> dict[str, Past]:
        """What became of each task up to now; what was cut off is noted as lost.

        :raises StorageError: the database cannot be used.
        """
        check_writable(self._home)
        now = utc(self._now())
        with self._storage() as storage:
            lost = storage.task_runs.give_up(now)
            if lost:
                _log.warning("%d tasks were cut off with the schedule before; what they left is done now", lost)
            storage.task_runs.know({task.name: task.clock.words for task in tasks}, now)
            return pasts(storage, tasks, self._now())

    def need(self, task: Task, planned: datetime) -> Need:
        """Whether there is anything to do.

        :raises StorageError: the database cannot be read.
        """
        with self._storage() as storage:
            return task.need(Facts(storage, self._settings, local_day(planned), self._now()))

    def begin(self, task: Task, planned: datetime) -> int:
        """Note that a task begins."""
        with self._storage() as storage:
            return storage.task_runs.begin(task.name, utc(planned), utc(self._now()))

    def end(self, number: int, ended: Ended, since: datetime) -> None:
        """Note how a task ended, and with it the Run that it had begun where it hung."""
        with self._storage() as storage:
            now = utc(self._now())
            storage.task_runs.end(number, ended.outcome, ended.message, now)
            if ended.outcome == "hung":
                storage.runs.end_hung(utc(since), now)

    @contextmanager
    def _storage(self) -> Iterator[Storage]:
        storage = Storage(self._home.database)
        try:
            yield storage
        finally:
            storage.close()


def pasts(storage: Storage, tasks: Sequence[Task], now: datetime) -> dict[str, Past]:
    """What became of each task, as the database has it; what was due before the schedule had it is left."""
    settled, since = storage.task_runs.settled(), storage.task_runs.since()
    found = {}
    for task in tasks:
        known = [moment_of(settled[task.name])] if task.name in settled else []
        if not task.at_first:
            known.append(moment_of(since[task.name]) if task.name in since else now)
        found[task.name] = Past(settled=max(known, default=NEVER))
    return found
