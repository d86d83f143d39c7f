"""The scheduler: the daily run at its hour in Paris, each in a process of its own, so that the server stays small."""

from __future__ import annotations

import logging
import signal
import subprocess
import sys
from datetime import datetime

from apscheduler.schedulers.blocking import BlockingScheduler
from apscheduler.triggers.cron import CronTrigger

from pvd_watch.config import Home

LATE_SECONDS = 6 * 3600
"""A run missed by less than this (machine asleep) is still done once; APScheduler's own default is one second."""
_log = logging.getLogger("pvd_watch.schedule")


def daily_trigger(hour: str) -> CronTrigger:
    """The trigger of ``HH:MM`` each day in Paris, both clock changes included."""
    hours, minutes = hour.split(":")
    return CronTrigger(hour=int(hours), minute=int(minutes), timezone="Europe/Paris")


def next_run(hour: str, now: datetime) -> datetime:
    """When the next daily run begins, after ``now`` (aware)."""
    moment: datetime | None = daily_trigger(hour).get_next_fire_time(None, now)
    if moment is None:
        raise ValueError(f"no run ever begins at {hour}")
    return moment


def run_once(home: Home) -> int:
    """Do one daily run in a child process; its exit code."""
    _log.info("daily run begins")
    code = subprocess.run(
        [sys.executable, "-m", "pvd_watch", "--home", str(home.path), "run", "--quiet"], check=False
    ).returncode
    (_log.info if code == 0 else _log.error)("daily run ended with exit code %d", code)
    return code


def serve_forever(home: Home, hour: str) -> None:
    """Run the scheduler until it is told to stop (SIGTERM, Ctrl-C)."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    scheduler = BlockingScheduler(timezone="Europe/Paris")
    scheduler.add_job(
        run_once,
        daily_trigger(hour),
        (home,),
        id="daily",
        coalesce=True,
        max_instances=1,
        misfire_grace_time=LATE_SECONDS,
    )
    signal.signal(signal.SIGTERM, lambda *_: scheduler.shutdown(wait=False))
    _log.info("daily run at %s (Europe/Paris)", hour)
    try:
        scheduler.start()
    except KeyboardInterrupt:
        scheduler.shutdown(wait=False)
