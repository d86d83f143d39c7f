"""Memory of ``serve`` over simulated days: ``python -m tests.bench.flat 200``.

A real scheduler works on a home over a loopback press; its clock is handed in and goes an hour at a time, as soon as
nothing is under way. Each day has a real task in a process of its own, every tenth day a whole ``run``, and what is
asked of the database every minute in earnest is asked every hour. The real web server answers in the same process, and
each day some pages are asked for, a searched word among them that nobody asked for before. Resident memory is read from
``/proc``.
"""

from __future__ import annotations

import logging
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from threading import Thread

from pvd_watch import logs
from pvd_watch.config import Home, load_settings
from pvd_watch.schedule.clock import Daily, Every
from pvd_watch.schedule.needs import mail
from pvd_watch.schedule.scheduler import Scheduler
from pvd_watch.schedule.tasks import Task
from pvd_watch.web.server import server
from tests import kill
from tests.press import Press

_LIMIT = timedelta(minutes=5)
_ALLOWED = 0.10
_PAGES = ("/veille/", "/communes/?q=saint", "/departements/", "/carte", "/statistiques", "/sources/", "/healthz")


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
        kill.run_to_end(home.path)
        with _serving(home) as address:
            found = _simulate(home, days, address)
    first, last = median(found[: max(1, days // 10)]), median(found[-max(1, days // 10) :])
    change = last / first - 1
    print(f"{days} days, {first:.1f} MB in the first tenth, {last:.1f} MB in the last ({change:+.1%}); "
          f"from {min(found):.1f} to {max(found):.1f} MB")  # fmt: skip
    return int(abs(change) > _ALLOWED)


@contextmanager
def _serving(home: Home) -> Iterator[str]:
    """The web server in this process; its address."""
    pages = server(home, "127.0.0.1", 0, behind_proxy=False)
    thread = Thread(target=pages.run, daemon=True)
    thread.start()
    while not pages.started:
        time.sleep(0.01)
    yield f"http://127.0.0.1:{pages.servers[0].sockets[0].getsockname()[1]}"
    pages.should_exit = True
    thread.join()


def _visit(address: str, day: int) -> None:
    for page in (*_PAGES, f"/recherche?q=mot{day}"):
        with urllib.request.urlopen(address + page) as answer:
            answer.read()


def _simulate(home: Home, days: int, address: str) -> list[float]:
    clock = Hours()
    tasks = (
        Task("draft", Every(timedelta(days=10)), ("run", "--all", "--quiet")),
        Task("alarms", Daily("07:30"), ("status", "--quiet")),
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
            _visit(address, day)
            found.append(resident())
            if day % 10 == 9:
                print(f"day {day + 1}: {found[-1]:.1f} MB", file=sys.stderr, flush=True)
    finally:
        scheduler.stop()
    return found


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 200))
