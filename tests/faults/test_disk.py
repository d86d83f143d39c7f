"""The disk is full, or read-only."""

from __future__ import annotations

import resource
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.command import contents, pvd
from tests.faults.state import database, leftovers, missing_after_another_run, sound, stored, told
from tests.press import Press


def at_most(size: int) -> Callable[[], None]:
    """No file grows beyond so many bytes: to a process that is a full disk, and needs no rights to arrange."""
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


@pytest.mark.parametrize("room", [4_000, 200_000, 400_000])
def test_full_in_the_middle_of_a_run(fresh: Path, wanted: list[str], room: int) -> None:
    """The write-ahead log reaches the limit first, after more or less of the run."""
    said = told(pvd("run", "--all", "--quiet", home=fresh, before=at_most(room)), 1)
    assert str(fresh) in said
    assert any(words in said for words in ("room", "disk"))
    assert sound(database(fresh))
    assert leftovers(fresh) == []
    assert missing_after_another_run(fresh, wanted) == []


def test_full_in_the_middle_of_a_backup(home: Path) -> None:
    good = pvd("backup", "--quiet", home=home)
    before = contents(home / "data" / "backups")
    assert good.returncode == 0
    limit = database(home).stat().st_size // 2
    said = told(pvd("backup", home=home, before=at_most(limit)), 1)
    assert "room" in said
    assert contents(home / "data" / "backups") == before
    assert leftovers(home) == []
    assert pvd("backup", "--quiet", home=home).returncode == 0


def test_full_in_the_middle_of_a_restoration(home: Path, wanted: list[str]) -> None:
    assert pvd("backup", "--quiet", home=home).returncode == 0
    [backup] = (home / "data" / "backups").iterdir()
    size = backup.stat().st_size
    for limit in (size // 2, size + 4096):  # while it is copied, while it is put in place
        said = told(pvd("restore", "--quiet", str(backup), home=home, before=at_most(limit)), 1)
        assert any(words in said for words in ("room", "disk"))
        assert stored(home) == wanted
        assert sound(database(home))
        assert leftovers(home) == []
        assert list((home / "data").glob("*before-restore*")) == []
    assert pvd("restore", "--quiet", str(backup), home=home).returncode == 0


@pytest.mark.parametrize("words", [("purge",), ("remove", "--pattern"), ("remove", "--name", "Jeanne Absente")])
def test_full_in_the_middle_of_keeping(home: Path, wanted: list[str], press: Press, words: tuple[str, ...]) -> None:
    words = (*words, press.url("/un/*")) if words[-1] == "--pattern" else words
    done = pvd(*words, home=home, before=at_most(4_000))
    assert "room" in told(done, 1) or "disk" in told(done, 1)
    assert sound(database(home))
    assert stored(home) == wanted
    assert pvd(*words, "--quiet", home=home).returncode == 0


READ_ONLY = Path("/sys/kernel")
"""A folder in which nobody may write, whatever his rights."""


@pytest.mark.parametrize("words", [("run",), ("backup",), ("purge",), ("restore", "x.db"), ("digest",), ("link",)])
def test_read_only(home: Path, words: tuple[str, ...]) -> None:
    (home / "data").rename(home / "before")
    (home / "data").symlink_to(READ_ONLY)
    before = contents(home / "before")
    said = told(pvd(*words, home=home), 2)
    assert any(word in said for word in ("cannot be written", "is not there yet", "cannot be used"))
    assert contents(home / "before") == before
