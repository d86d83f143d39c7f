"""The schedule's memory."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pvd_watch.storage import Storage

EARLY, LATE = "2026-11-25T06:30:00Z", "2026-11-26T06:30:00Z"


@pytest.fixture
def storage(tmp_path: Path) -> Iterator[Storage]:
    found = Storage(tmp_path / "watch.db")
    yield found
    found.close()


def test_a_task_is_known_since_it_has_its_clock_and_forgotten_with_it(storage: Storage) -> None:
    runs = storage.task_runs
    assert runs.know({"draft": "at 07:30", "mail": "every 1 min"}, EARLY) == {"draft": EARLY, "mail": EARLY}
    assert runs.know({"draft": "at 07:30"}, LATE) == {"draft": EARLY}
    assert runs.know({"draft": "at 08:00", "mail": "every 1 min"}, LATE) == {"draft": LATE, "mail": LATE}
    assert runs.since() == {"draft": LATE, "mail": LATE}


def test_what_is_settled_is_what_went_well(storage: Storage) -> None:
    runs = storage.task_runs
    runs.end(runs.begin("draft", EARLY, EARLY), "ok", "", EARLY)
    runs.end(runs.begin("draft", LATE, LATE), "failed", "why", LATE)
    assert runs.settled() == {"draft": EARLY}
    assert (runs.latest()["draft"].outcome, runs.latest()["draft"].message) == ("failed", "why")


def test_what_is_still_open_was_lost_with_its_schedule(storage: Storage) -> None:
    runs = storage.task_runs
    runs.begin("draft", EARLY, EARLY)
    assert [run.outcome for run in runs.last(5)] == [""]
    assert runs.give_up(LATE) == 1
    assert [(run.outcome, run.ended_at) for run in runs.last(5)] == [("lost", LATE)]
    assert runs.give_up(LATE) == 0


def test_old_runs_are_purged_but_for_the_newest_of_each_outcome(storage: Storage) -> None:
    runs = storage.task_runs
    for _ in range(3):
        runs.end(runs.begin("draft", EARLY, EARLY), "ok", "", EARLY)
    runs.begin("draft", EARLY, EARLY)
    assert storage.retention.purge(LATE, LATE)["tasks"] == 2
    assert runs.settled() == {"draft": EARLY}
    assert len(runs.last(9)) == 2
