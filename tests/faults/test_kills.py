"""Killed in the middle of a step: the next time goes as if nothing had been. ``tests/test_kill.py`` does it to runs."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.command import ask
from tests.faults.state import database, leftovers, sound, stored
from tests.kill import command
from tests.press import Press

CHANCE = random.Random(8)


def kill(home: Path, words: tuple[str, ...], at_work: Callable[[Path], bool], most: float) -> bool:
    """Start a command and kill it at a random instant of its work; False where it had ended before."""
    process = subprocess.Popen(command(home, *words), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    until = time.monotonic() + 30
    while process.poll() is None and not at_work(home) and time.monotonic() < until:
        time.sleep(0.001)
    time.sleep(CHANCE.uniform(0.0, most))
    process.kill()
    return process.wait() == -signal.SIGKILL


def writes(home: Path) -> bool:
    """A transaction is on its way into the write-ahead log."""
    log = database(home).with_name("pvd_watch.db-wal")
    return log.exists() and log.stat().st_size > 0


def test_in_the_middle_of_linking_anew(home: Path, wanted: list[str]) -> None:
    assert kill(home, ("link", "--again"), writes, 0.3)
    assert sound(database(home))
    assert ask("link", "--quiet", home=home).returncode == 0
    assert ask("digest", "--quiet", home=home).returncode == 0
    lines = [[line for line in each if not line.startswith('["digest')] for each in (stored(home), wanted)]
    assert lines[0] == lines[1]


def test_in_the_middle_of_a_backup(home: Path) -> None:
    folder = home / "data" / "backups"
    for _ in range(2):
        kill(home, ("backup",), lambda _: any(folder.glob(".unfinished*")), 0.1)
        assert all(sound(path) for path in folder.glob("pvd_watch-*.db"))
    assert ask("backup", "--quiet", home=home).returncode == 0
    assert leftovers(home) == []


def test_in_the_middle_of_a_restoration(home: Path, wanted: list[str], press: Press) -> None:
    assert ask("backup", "--quiet", home=home).returncode == 0
    [backup] = (home / "data" / "backups").iterdir()
    texts = [line for line in wanted if line.startswith('["text"')]
    both = [[line for line in wanted if line not in texts], stored(home)]
    signs: list[Callable[[Path], bool]] = [
        lambda _: any((home / "data").glob(".restoring.db")),
        lambda _: any((home / "data").glob("*before-restore*")),
    ]
    for at_work in signs:
        kill(home, ("restore", str(backup)), at_work, 0.1)
        assert sound(database(home))
        assert stored(home) in both
    assert ask("restore", "--quiet", str(backup), home=home).returncode == 0
    assert stored(home) == both[0]
    assert leftovers(home) == []


@pytest.mark.parametrize("kind", ["purge", "pattern", "name"])
def test_in_the_middle_of_purging_and_removing(home: Path, wanted: list[str], press: Press, kind: str) -> None:
    words = {
        "purge": ("purge",),
        "pattern": ("remove", "--pattern", press.url("/un/*")),
        "name": ("remove", "--name", "Jeanne Absente"),
    }[kind]
    kill(home, words, writes, 0.1)
    assert sound(database(home))
    listed = json.loads(ask("remove", "--list", "--json", home=home).stdout)["removals"]
    assert stored(home) == wanted or len(listed) == 1  # what is gone is logged, in one transaction
    assert ask(*words, "--quiet", home=home).returncode == 0
    assert sound(database(home))
    assert not any(press.url("/un/1") in line for line in stored(home)) or kind != "pattern"
