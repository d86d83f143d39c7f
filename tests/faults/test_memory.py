"""There is not enough memory."""

from __future__ import annotations

import resource
import signal
from pathlib import Path

from tests.cli.command import pvd
from tests.faults.state import database, missing_after_another_run, sound, told


def test_a_run_without_enough_memory(fresh: Path, wanted: list[str]) -> None:
    limit = 260_000_000

    def less() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))

    done = pvd("run", "--all", "--quiet", home=fresh, before=less)
    assert "memory" in done.stderr
    # A part of the program that is not Python's own says so itself, and ends the process.
    assert done.returncode == -signal.SIGABRT or told(done, 1)
    assert sound(database(fresh))
    assert missing_after_another_run(fresh, wanted) == []
