"""The processor's time of a day: ``python -m tests.bench.day_cpu [--feeds 500] [--entries 40]``.

An honest sum, not a simulated day: all entries of the day come in one run (20,000 by default, each stored, linked,
grouped, ranked), and what the schedule does besides is one run that finds nothing new, times the polls of a day. Prints
seconds of user and system time of all processes.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.bench.poll import make_home, press

POLLS = 144
"""Polls of a day: every 10 minutes, as the schedule does where nothing else is set."""
_BAR = 600.0


def cpu_of(home: Path, *words: str) -> float:
    """Seconds of the processor that a command takes, its children included."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-m", "pvd_watch", "--home", str(home), *words, "--quiet"], check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> int:
    """Measure and print; 1 where the bar is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--feeds", type=int, default=500)
    parser.add_argument("--entries", type=int, default=40)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, press(asked.feeds, asked.entries):
        home = Path(folder) / "home"
        make_home(home, asked.feeds)
        new = cpu_of(home, "run", "--all")
        again = cpu_of(home, "run", "--all")
        idle = cpu_of(home, "run", "--no-digest")
        rest = cpu_of(home, "backup") + cpu_of(home, "purge")
    # Every feed is asked several times a day; a run over all of them, unchanged, stands for each hour.
    total = new + 24 * again + (POLLS - 24) * idle + rest
    print(f"{asked.feeds * asked.entries} new entries: {new:.1f} s; nothing new in all feeds: {again:.1f} s")
    print(f"nothing due: {idle:.1f} s; backup and purge: {rest:.1f} s")
    print(f"a day with every feed asked each hour: {total:.0f} s of CPU, the bar is {_BAR:.0f}")
    return int(total > _BAR)


if __name__ == "__main__":
    sys.exit(main())
