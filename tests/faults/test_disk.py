"""The disk is full, or read-only."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.cli.command import Answer, ask, contents
from tests.faults.state import database, leftovers, missing_after_another_run, sound, stored, told
from tests.press import Press


@contextmanager
def disk_of(size: int) -> Iterator[None]:
    """No file grows beyond so many bytes: to a process that is a full disk, and needs no rights to arrange."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def on_full_disk(home: Path, size: int, *words: str) -> Answer:
    with disk_of(size):
        return ask(*words, home=home)


@pytest.mark.parametrize("room", [4_000, 300_000])
def test_full_in_the_middle_of_a_run(fresh: Path, wanted: list[str], room: int) -> None:
    """The write-ahead log reaches the limit first, at once or after much of the run."""
    said = told(on_full_disk(fresh, room, "run", "--all", "--quiet"), 1)
    assert str(fresh) in said
    assert "room" in said
    assert sound(database(fresh))
    assert leftovers(fresh) == []
    assert room < 100_000 or missing_after_another_run(fresh, wanted) == []


def test_full_in_the_middle_of_a_backup(home: Path) -> None:
    assert ask("backup", "--quiet", home=home).returncode == 0
    before = contents(home / "data" / "backups")
    said = told(on_full_disk(home, database(home).stat().st_size // 2, "backup"), 1)
    assert "room" in said
    assert contents(home / "data" / "backups") == before
    assert leftovers(home) == []
    assert ask("backup", "--quiet", home=home).returncode == 0


def test_full_in_the_middle_of_a_restoration(home: Path, wanted: list[str]) -> None:
    assert ask("backup", "--quiet", home=home).returncode == 0
    [backup] = (home / "data" / "backups").iterdir()
    size = backup.stat().st_size
    for limit in (size // 2, size + 4096):  # while it is copied, while it is put in place
        assert "room" in told(on_full_disk(home, limit, "restore", "--quiet", str(backup)), 1)
        assert stored(home) == wanted
        assert sound(database(home))
        assert leftovers(home) == []
        assert list((home / "data").glob("*before-restore*")) == []
    assert ask("restore", "--quiet", str(backup), home=home).returncode == 0


def test_full_in_the_middle_of_purging_and_removing(home: Path, wanted: list[str], press: Press) -> None:
    for words in (("purge",), ("remove", "--pattern", press.url("/un/*")), ("remove", "--name", "Jeanne Absente")):
        assert "room" in told(on_full_disk(home, 4_000, *words), 1)
        assert sound(database(home))
        assert stored(home) == wanted
        assert ask(*words, "--dry-run", home=home).returncode == 0


READ_ONLY = Path("/sys/kernel")
"""A folder in which nobody may write, whatever his rights."""


@pytest.mark.parametrize("words", [("run",), ("backup",), ("purge",), ("restore", "x.db"), ("digest",), ("link",)])
def test_read_only(home: Path, words: tuple[str, ...]) -> None:
    (home / "data").rename(home / "before")
    (home / "data").symlink_to(READ_ONLY)
    before = contents(home / "before")
    said = told(ask(*words, home=home), 2)
    assert any(word in said for word in ("cannot be written", "is not there yet"))
    assert contents(home / "before") == before
