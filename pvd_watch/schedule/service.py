"""The scheduler as a process of its own: until it is told to end, by SIGTERM or Ctrl-C."""

from __future__ import annotations

import signal
import threading
from datetime import timedelta

from pvd_watch.config import Home, Settings
from pvd_watch.schedule.scheduler import Scheduler
from pvd_watch.schedule.tasks import tasks


def scheduler_of(home: Home, settings: Settings) -> Scheduler:
    """The scheduler that the settings of a home ask for."""
    return Scheduler(home, settings, tasks(settings), timedelta(minutes=settings.schedule.limit_minutes))


def serve_until_told(scheduler: Scheduler) -> None:
    """Run the scheduler until SIGTERM or Ctrl-C, and end it cleanly.

    :raises LockedError: another schedule works on this home.
    """
    told = threading.Event()
    # Before the start, so that a signal meanwhile is not lost.
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: told.set())
    scheduler.start()
    try:
        told.wait()
    finally:
        scheduler.stop()
