"""What tests of faults ask of a home."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

from tests.cli.command import Answer, ask
from tests.kill import differences


def database(home: Path) -> Path:
    """The file of the database."""
    return home / "data" / "pvd_watch.db"


def sound(path: Path) -> bool:
    """Whether a database is whole: pages, indexes, references."""
    with closing(sqlite3.connect(path)) as sql:
        checked = sql.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return checked and sql.execute("PRAGMA foreign_key_check").fetchall() == []


def told(done: Answer, code: int) -> str:
    """The one sentence in which a command told of a fault, and never a traceback."""
    assert done.returncode == code, done.stderr
    lines = [line for line in done.stderr.splitlines() if not re.match(r"\d+/\d+ sources", line)]
    assert len(lines) == 1, done.stderr
    assert lines[0].startswith("pvd-watch: ")
    return lines[0].removeprefix("pvd-watch: ")


def leftovers(home: Path) -> list[str]:
    """Files that something unfinished left in the data folder."""
    hidden = (path for path in (home / "data").rglob(".*") if path.is_file())
    return sorted(str(path.relative_to(home)) for path in hidden)


def stored(home: Path) -> list[str]:
    """The canonical content of a home."""
    return ask("dump", "--canonical", home=home).stdout.splitlines()


def missing_after_another_run(home: Path, wanted: list[str]) -> list[str]:
    """In what a home differs, after its next run, from one that ran once and well.

    Ranks in the digest are left out: scores look at the hour.
    """
    done = ask("run", "--all", "--quiet", home=home)
    assert done.returncode == 0, done.stderr
    return differences(
        *(
            [re.sub(r'^(\["digest item", "[^"]*"), \d+', r"\1", line) for line in lines]
            for lines in (stored(home), wanted)
        )
    )
