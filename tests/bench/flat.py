"""Memory of the scheduler's process over simulated days: ``python -m tests.bench.flat 200``.

A real scheduler works on a home over a loopback press; its clock is handed in and goes an hour at a time, as soon as
nothing is under way. Each day has one real ``run`` in a process of its own, and what is asked of the database every
minute in earnest is asked every hour. Resident memory is read from ``/proc``.
"""

from __future__ import annotations

import logging
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

from pvd_watch import logs
from pvd_watch.config import Home, load_settings
from pvd_watch.schedule.clock import Daily, Every
from pvd_watch.schedule.needs import mail
from pvd_watch.schedule.scheduler import Scheduler
from pvd_watch.schedule.tasks import Task
from tests import kill
from tests.press import Press

_LIMIT = timedelta(minutes=5)
_ALLOWED = 0.10


class Hours:
    """A clock that goes an hour when it is told."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 1, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


def resident() -> float:
    """Resident memory of this process, in MB."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024


def main(days: int) -> int:
    """Simulate so many days; 1 where memory grew or shrank by more than a tenth."""
    with (
        tempfile.TemporaryDirectory() as folder,
        Press(hosts=kill.HOSTS) as press,
        Path(folder, "log").open("w") as log,
    ):
        logs.configure(log, as_json=True, level=logging.INFO)
        home = Home(Path(folder) / "home")
        kill.write_home(home.path, kill.publish(press, entries=4))
        found = _simulate(home, days)
    first, last = median(found[: max(1, days // 10)]), median(found[-max(1, days // 10) :])
    change = last / first - 1
    print(f"{days} days, {first:.1f} MB in the first tenth, {last:.1f} MB in the last ({change:+.1%}); "
          f"from {min(found):.1f} to {max(found):.1f} MB")  # fmt: skip
    return int(abs(change) > _ALLOWED)


def _simulate(home: Home, days: int) -> list[float]:
    clock = Hours()
    tasks = (
        Task("draft", Daily("07:30"), ("run", "--quiet")),
        Task("mail", Every(timedelta(hours=1)), ("send", "{day}"), "aside", mail),
    )
    scheduler = Scheduler(home, load_settings(home), tasks, _LIMIT, clock, beat=3600)
    scheduler.start()
    found = []
    try:
        for day in range(days):
            for _ in range(24):
                clock.now += timedelta(hours=1)
                scheduler.look()
                while scheduler.busy:
                    time.sleep(0.02)
            found.append(resident())
            if day % 10 == 9:
                print(f"day {day + 1}: {found[-1]:.1f} MB", file=sys.stderr, flush=True)
    finally:
        scheduler.stop()
    return found


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 200))
