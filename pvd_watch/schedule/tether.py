"""The other end of :mod:`pvd_watch.schedule.child`: a process that ends with the schedule that started it."""

from __future__ import annotations

import logging
import os
import signal
import sys
import threading

from pvd_watch import logs

VARIABLE = "PVD_WATCH_TASK"
"""Set to the name of the task in a process that the schedule starts; its standard input is then the tether."""

_NICENESS = 10
"""How far a task stands back where the processor is wanted: it has minutes, a reader has not."""


def hold() -> None:
    """Log as the schedule reads it, let readers of the pages go first, and end this process when the schedule is gone,
    be it by SIGKILL.

    Nothing that is stored is lost by that: every step is made to be killed.
    """
    os.environ.pop(VARIABLE, None)
    os.nice(_NICENESS)
    logs.configure(sys.stderr, as_json=True, level=logging.DEBUG)
    threading.Thread(target=_end_with_it, daemon=True).start()


def _end_with_it() -> None:
    while os.read(0, 1024):
        continue
    os.kill(os.getpid(), signal.SIGTERM)
