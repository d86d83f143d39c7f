"""Scheduler and pages as one process, or each as its own: until it is told to end, by SIGTERM or Ctrl-C."""

from __future__ import annotations

import os
import signal
import threading
from datetime import timedelta
from typing import Protocol

from pvd_watch.config import Home, Settings
from pvd_watch.schedule.scheduler import Scheduler
from pvd_watch.schedule.tasks import tasks


class Pages(Protocol):
    """A web server: ``run()`` serves in the main thread until ``should_exit`` is set."""

    should_exit: bool

    def run(self) -> None:
        """Serve."""


def scheduler_of(home: Home, settings: Settings) -> Scheduler:
    """The scheduler that the settings of a home ask for."""
    return Scheduler(home, settings, tasks(settings), timedelta(minutes=settings.schedule.limit_minutes))


def serve_until_told(scheduler: Scheduler | None, pages: Pages | None) -> None:
    """Run both, or one of them, until SIGTERM or Ctrl-C, and end them cleanly, at the same time.

    :raises LockedError: another schedule works on this home.
    """
    # Python writes to this pipe in the very moment of a signal. A handler of ours would be called later, and never
    # where the signal came just before the main thread began to wait. It is there before the start: none is lost.
    waiting, told = os.pipe()
    os.set_blocking(told, False)
    signal.set_wakeup_fd(told)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: None)
    if scheduler is not None:
        scheduler.start()
    ending = threading.Thread(target=_end_when_told, args=(waiting, scheduler, pages))
    ending.start()
    try:
        if pages is not None:
            pages.run()
        else:
            ending.join()
    finally:
        signal.set_wakeup_fd(-1)
        os.write(told, b".")
        ending.join()


def _end_when_told(waiting: int, scheduler: Scheduler | None, pages: Pages | None) -> None:
    os.read(waiting, 1)
    if pages is not None:
        pages.should_exit = True
    if scheduler is not None:
        scheduler.stop()
