"""The scheduler: the daily run at its hour in Paris, each in a process of its own, so that the server stays small."""

from __future__ import annotations

import logging
import signal
import subprocess
import sys
from datetime import UTC, datetime, time, timedelta

from apscheduler.schedulers.blocking import BlockingScheduler
from apscheduler.triggers.base import BaseTrigger

from pvd_watch.config import Home
from pvd_watch.times import PARIS

LATE_SECONDS = 6 * 3600
"""A run missed by less than this (machine asleep) is still done once; APScheduler's own default is one second."""
_log = logging.getLogger("pvd_watch.schedule")


def next_run(hour: str, now: datetime) -> datetime:
    """When the next daily run begins, at ``now`` (aware) or after it, in UTC.

    Once each day: an hour that the change of clocks gives twice is taken the first time, one that it leaves out is
    taken an hour later.
    """
    today = now.astimezone(PARIS).date()
    moments = (
        datetime.combine(today + timedelta(days=days), time.fromisoformat(hour), PARIS).astimezone(UTC)
        for days in (0, 1)
    )
    return next(moment for moment in moments if moment >= now)


class DailyTrigger(BaseTrigger):  # type: ignore[misc]  # APScheduler has no types
    """``HH:MM`` each day in Paris.

    APScheduler's own trigger for this, in the hour that comes twice, names one moment for ever and so never ends:
    two times of one zone are compared by their clock face. Hence times in UTC.
    """

    def __init__(self, hour: str) -> None:
        self._hour = hour

    def get_next_fire_time(self, previous: datetime | None, now: datetime) -> datetime:
        """The first run at ``now`` or later that comes after the ``previous`` one."""
        return next_run(self._hour, now if previous is None else max(now, previous + timedelta(microseconds=1)))


class DailyRun:
    """One daily run at a time, in a child process.

    :param home: the home that it works on.
    """

    def __init__(self, home: Home) -> None:
        self._home = home
        self._child: subprocess.Popen[bytes] | None = None

    def __call__(self) -> int:
        """Do a run; its exit code."""
        _log.info("daily run begins")
        command = [sys.executable, "-m", "pvd_watch", "--home", str(self._home.path), "run", "--quiet"]
        with subprocess.Popen(command) as child:
            self._child = child
            code = child.wait()
        self._child = None
        (_log.info if code == 0 else _log.error)("daily run ended with exit code %d", code)
        return code

    def stop(self) -> None:
        """End a run that is under way: what it has stored is kept, and the next run goes on from there."""
        child = self._child
        if child is not None:
            child.terminate()


def serve_forever(home: Home, hour: str) -> None:
    """Run the scheduler until it is told to stop (SIGTERM, Ctrl-C), and then end at once."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    # Both ways to stop are one exception, which finds the main thread wherever it is, before the start included.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    run, scheduler = DailyRun(home), BlockingScheduler(timezone=UTC)
    scheduler.add_job(
        run,
        DailyTrigger(hour),
        id="daily",
        coalesce=True,
        max_instances=1,
        misfire_grace_time=LATE_SECONDS,
    )
    try:
        _log.info("daily run at %s (Europe/Paris)", hour)
        scheduler.start()
    except KeyboardInterrupt:
        _log.info("told to stop")
    finally:
        run.stop()
        if scheduler.running:
            scheduler.shutdown(wait=False)
