"""What ``pvd-watch schedule`` tells: what is done next, and how it went."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from filelock import FileLock, Timeout

from pvd_watch.config import Home, Settings
from pvd_watch.schedule.due import Past
from pvd_watch.schedule.ledger import pasts
from pvd_watch.schedule.tasks import Task, tasks
from pvd_watch.storage import Storage, TaskRun
from pvd_watch.times import moment_of, utc


@dataclass(frozen=True, slots=True)
class Coming:
    """A task: its clock in words, when it is done next (UTC text), how it last ended (None: it never ran)."""

    task: str
    clock: str
    next_at: str
    last: TaskRun | None


@dataclass(frozen=True, slots=True)
class Agenda:
    """``serving``: a scheduler works on the home now; ``last``: the newest runs of tasks, newest first."""

    serving: bool
    coming: tuple[Coming, ...]
    last: tuple[TaskRun, ...]

    def to_object(self) -> dict[str, Any]:
        """For ``--json``."""
        return asdict(self)


def agenda(home: Home, settings: Settings, storage: Storage, now: datetime, count: int) -> Agenda:
    """The schedule of a home.

    :param count: how many runs to tell of.
    """
    planned, serving = tasks(settings), _serving(home)
    latest, known = storage.task_runs.latest(), pasts(storage, planned, now)
    if serving:  # one that is yet to be started tries all that is due at once
        known |= _waiting(planned, known, storage.task_runs.unsettled())
    coming = [
        Coming(task.name, task.clock.words, utc(known[task.name].next(task.clock, now)), latest.get(task.name))
        for task in planned
    ]
    return Agenda(serving, tuple(sorted(coming, key=lambda one: one.next_at)), tuple(storage.task_runs.last(count)))


def _waiting(
    planned: Sequence[Task], known: Mapping[str, Past], unsettled: Mapping[str, Sequence[TaskRun]]
) -> dict[str, Past]:
    """The tasks that failed, with when they are tried again; what is not tried again is done with its last run."""
    found = {}
    for task in planned:
        runs = [run for run in unsettled.get(task.name, ()) if run.outcome]
        if task.once and runs and runs[-1].outcome not in ("busy", "stopped"):
            found[task.name] = known[task.name].passed(max(moment_of(runs[-1].planned_at), known[task.name].settled))
        else:
            found[task.name] = known[task.name].resumed(runs)
    return found


def _serving(home: Home) -> bool:
    """Whether a scheduler holds its lock; where none ever did there is no file, and none is made."""
    if not home.schedule_lock.exists():
        return False
    lock = FileLock(home.schedule_lock, timeout=0)
    try:
        lock.acquire()
    except Timeout:
        return True
    lock.release()
    return False
