"""The scheduler: looks every few seconds what is due, and has it done by child processes, one at a time a lane.

APScheduler gives the threads. What is due is decided by ours (:mod:`pvd_watch.schedule.due`) from the clock as it is
now, so that a machine that slept, a clock that was set and a start after days are one and the same case.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler
from filelock import FileLock, Timeout

from pvd_watch.config import Home, Settings, check_writable
from pvd_watch.errors import LockedError, PvdWatchError
from pvd_watch.logs import about
from pvd_watch.schedule.child import GRACE, Child, Ended
from pvd_watch.schedule.due import Past
from pvd_watch.schedule.ledger import Ledger
from pvd_watch.schedule.tasks import Task
from pvd_watch.times import local_day, utc
from pvd_watch.wiring import system_clock

BEAT = 5.0
"""Seconds from one look to the next."""
_JUMP = timedelta(minutes=2)
"""A step of the clock, between two looks, that an operator should know of."""
_log = logging.getLogger(__name__)


class Scheduler:
    """What a home does by itself, in the background of a server: ``start()``, and ``stop()`` before it ends.

    :param tasks: what is to be done; see :func:`pvd_watch.schedule.tasks.tasks`.
    :param limit: how long a task may take.
    :param beat: seconds from one look to the next.
    """

    def __init__(
        self,
        home: Home,
        settings: Settings,
        tasks: Sequence[Task],
        limit: timedelta,
        now: Callable[[], datetime] = system_clock,
        beat: float = BEAT,
    ) -> None:
        self._home, self._tasks, self._now, self._beat = home, tasks, now, beat
        self._limit = limit.total_seconds()
        self._ledger = Ledger(home, settings, now)
        self._lock = FileLock(home.schedule_lock, timeout=0, thread_local=False)
        self._guard = threading.Condition()  # over what follows
        self._pasts: dict[str, Past] = {}
        self._under_way: set[str] = set()
        self._beating = False
        self._children: set[Child] = set()
        self._stopping = threading.Event()
        self._threads = BackgroundScheduler(
            timezone=UTC,
            executors={name: ThreadPoolExecutor(count) for name, count in (("beat", 1), ("line", 1), ("aside", 4))},
        )

    def claim(self) -> None:
        """Take the home for this schedule, which begins nothing yet.

        :raises LockedError: another schedule works on this home.
        """
        check_writable(self._home)
        try:
            self._lock.acquire()
        except Timeout as error:
            raise LockedError(f"another « serve » holds {self._home.schedule_lock}: end it first") from error

    def start(self) -> None:
        """Begin, in the background; what was missed is caught up once.

        :raises LockedError: another schedule works on this home.
        :raises StorageError: the database cannot be used.
        """
        if not self._lock.is_locked:
            self.claim()
        try:
            self._pasts = self._ledger.open(self._tasks)
            self._threads.start()
        except BaseException:
            self._lock.release()
            raise
        self._beating = True
        self._threads.add_job(self._beats, executor="beat", misfire_grace_time=None)
        _log.info("the schedule begins: %s", ", ".join(f"{task.name} {task.clock.words}" for task in self._tasks))

    def stop(self) -> None:
        """End, within ten seconds: tasks under way are told to end, and killed where they do not."""
        self._stopping.set()
        with self._guard:
            children = list(self._children)
        for child in children:
            child.stop()
        # APScheduler would wait for its threads with a lock that they need to end: they are waited for here.
        if not self._ended(GRACE):
            for child in children:
                child.kill()
            self._ended(GRACE)
        # It forgets a job just after it has begun it; were it shut down in between, its thread would die of that.
        until = time.monotonic() + 1
        while self._threads.get_jobs() and time.monotonic() < until:
            time.sleep(0.01)
        self._threads.shutdown(wait=False)
        self._lock.release()
        _log.info("the schedule has ended")

    @property
    def busy(self) -> bool:
        """Whether a task is under way, or waits for its turn."""
        with self._guard:
            return bool(self._under_way)

    def _ended(self, seconds: float) -> bool:
        """Wait until nothing is under way; whether that was so in time."""
        with self._guard:
            return self._guard.wait_for(lambda: not self._beating and not self._under_way, seconds)

    def look(self) -> None:
        """Begin what is due now and not under way."""
        now = self._now()
        for task in self._tasks:
            with self._guard:
                planned = self._pasts[task.name].due(task.clock, now)
                if planned is None or task.name in self._under_way:
                    continue
                self._under_way.add(task.name)
            # Without an id of ours: APScheduler counts one as running until after its end, and drops what comes then.
            self._threads.add_job(self._attend, args=(task, planned), executor=task.lane, misfire_grace_time=None)

    def _beats(self) -> None:
        before, ran = self._now(), time.monotonic()
        while not self._stopping.is_set():
            try:
                now, runs = self._now(), time.monotonic()
                step = now - before - timedelta(seconds=runs - ran)
                before, ran = now, runs
                if abs(step) > _JUMP:
                    _log.warning("the clock was set by %+.0f s (or the machine slept)", step.total_seconds())
                self.look()
            except Exception:  # the beat must go on
                _log.exception("a fault of the program in the schedule")
            self._stopping.wait(self._beat)
        with self._guard:
            self._beating = False
            self._guard.notify_all()

    def _attend(self, task: Task, planned: datetime) -> None:
        """Do a task that is due, and remember how it went."""
        with about(task=task.name):
            try:
                past = self._done(task, planned, self._pasts[task.name])
            except PvdWatchError as error:
                _log.error("%s could not be done: %s", task.name, error)
                past = self._pasts[task.name].after(planned, "failed", self._now())
            except Exception:
                _log.exception("a fault of the program in the schedule")
                past = self._pasts[task.name].after(planned, "fault", self._now())
        with self._guard:
            self._pasts[task.name] = past
            self._under_way.discard(task.name)
            self._guard.notify_all()

    def _done(self, task: Task, planned: datetime, past: Past) -> Past:
        need = "later" if self._stopping.is_set() else self._ledger.need(task, planned)
        if need == "later":
            return past.waits(self._now())
        if need == "no":
            return past.passed(planned)
        number, began = self._ledger.begin(task, planned), self._now()
        ended = self._run(task, planned)
        self._ledger.end(number, ended, began)
        following = past.after(planned, ended.outcome, self._now())
        if task.once and following.failures:
            following = past.passed(planned)
        _tell(task, ended, following, self._now() - began)
        return following

    def _run(self, task: Task, planned: datetime) -> Ended:
        words = [word.format(day=local_day(planned)) for word in task.words]
        _log.info("%s begins", task.name)
        with self._guard:
            if self._stopping.is_set():
                return Ended("stopped", "")
            child = Child(self._home, task.name, words)
            self._children.add(child)
        try:
            return child.wait(self._limit)
        finally:
            with self._guard:
                self._children.discard(child)


def _tell(task: Task, ended: Ended, past: Past, took: timedelta) -> None:
    if ended.outcome in ("ok", "stopped"):
        _log.info("%s ended: %s, after %.1f s", task.name, ended.outcome, took.total_seconds())
    elif ended.outcome == "busy":
        _log.info("%s waits: another run is under way", task.name)
    else:
        again = "" if task.once else f"; tried again at {utc(past.not_before)}"
        _log.error("%s %s: %s%s", task.name, ended.outcome, ended.message or "see the log", again)
