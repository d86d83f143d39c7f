"""The scheduler as a process of its own: until it is told to end, by SIGTERM or Ctrl-C."""

from __future__ import annotations

import os
import signal
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
    # Python writes to this pipe in the very moment of a signal. A handler of ours would be called later, and never
    # where the signal came just before the main thread began to wait. It is there before the start: none is lost.
    waiting, told = os.pipe()
    os.set_blocking(told, False)
    signal.set_wakeup_fd(told)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: None)
    scheduler.start()
    try:
        os.read(waiting, 1)
    finally:
        signal.set_wakeup_fd(-1)
        scheduler.stop()
