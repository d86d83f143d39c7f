"""An instrument: kill a command at random instants, run it on to its end, compare what is stored with one clean run.

The command is ``pvd-watch run --all`` over a press on loopback; what dies is the parent, its crawl child, or both. What
is compared is ``dump --canonical``, which knows no ids, runs, fetches or times.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

Victim = Literal["parent", "child", "both"]
VICTIMS: tuple[Victim, ...] = ("parent", "child", "both")
_LIMIT = 60.0


def command(home: Path, *words: str) -> list[str]:
    """A command of the program on a home."""
    return [sys.executable, "-m", "pvd_watch", "--home", str(home), *words]


def run_to_end(home: Path) -> None:
    """One run that nobody kills."""
    done = subprocess.run(command(home, "run", "--all", "--quiet"), capture_output=True, text=True, timeout=_LIMIT)
    if done.returncode:
        raise AssertionError(f"the run ended with {done.returncode}: {done.stderr}")


def kill_once(home: Path, victim: Victim, after: float) -> bool:
    """Start a run and kill the victim after so many seconds; False where the run had ended before."""
    process = subprocess.Popen(
        command(home, "run", "--all", "--quiet"), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    time.sleep(after)
    if process.poll() is not None:
        return False
    children = _children(process.pid)
    targets = {"parent": [process.pid], "child": children, "both": [process.pid, *children]}[victim]
    for target in targets:
        try:
            os.kill(target, signal.SIGKILL)
        except ProcessLookupError:
            continue
    process.wait(timeout=_LIMIT)
    return True


def _children(pid: int) -> list[int]:
    listed = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True, check=False)
    return [int(word) for word in listed.stdout.split()]


def stored(home: Path) -> list[str]:
    """The canonical content of a home."""
    done = subprocess.run(command(home, "dump", "--canonical"), capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


def kill_many(home: Path, times: int, longest: float, chance: random.Random) -> int:
    """Kill so many runs, each victim in its turn, at random instants; how many were killed while they ran.

    :param longest: seconds a whole run takes: the instants are drawn from 0 to this.
    """
    return sum(kill_once(home, VICTIMS[turn % 3], chance.uniform(0.0, longest)) for turn in range(times))


def differences(found: Sequence[str], wanted: Sequence[str]) -> list[str]:
    """Lines that only one side has, for the message of a failed comparison."""
    return [f"- {line}" for line in sorted(set(wanted) - set(found))] + [
        f"+ {line}" for line in sorted(set(found) - set(wanted))
    ]
