"""There is not enough memory."""

from __future__ import annotations

import resource
import signal
from pathlib import Path

import pytest

from pvd_watch.errors import StepError
from tests.cli.command import pvd
from tests.faults.state import database, missing_after_another_run, sound


@pytest.mark.parametrize("limit", [120, 150, 190])
def test_a_run_without_enough_memory(fresh: Path, wanted: list[str], limit: int) -> None:
    """At one limit the run itself has too little, at another the crawl child, at a third a library it loads late."""

    def less() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (limit * 1_000_000, limit * 1_000_000))

    done = pvd("run", "--all", "--quiet", home=fresh, before=less)
    # A part of the program that is not Python's own says so and ends the process. Where it just fits, all is well.
    assert done.returncode in (0, StepError.exit_code, -signal.SIGABRT), done.stderr
    assert done.returncode == 0 or "memory" in done.stderr or "sources answered" in done.stderr
    assert sound(database(fresh))
    assert missing_after_another_run(fresh, wanted) == []
