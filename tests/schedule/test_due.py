"""What became of a task decides when it is tried again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Literal

import pytest

from pvd_watch.schedule.clock import Daily
from pvd_watch.schedule.due import Past
from pvd_watch.storage.task_runs import TaskOutcome, TaskRun
from pvd_watch.times import utc

CLOCK = Daily("07:30")
NOW = datetime(2026, 11, 26, 6, 31, tzinfo=UTC)
PLANNED = datetime(2026, 11, 26, 6, 30, tzinfo=UTC)
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


def test_what_went_well_is_done_until_the_next_day() -> None:
    past = Past().after(PLANNED, "ok", NOW)
    assert past.due(CLOCK, NOW + 23 * HOUR) is None
    assert past.due(CLOCK, NOW + 24 * HOUR) == PLANNED + 24 * HOUR
    assert past.next(CLOCK, NOW) == PLANNED + 24 * HOUR


@pytest.mark.parametrize("outcome", ["failed", "refused", "fault", "hung"])
def test_what_failed_is_tried_again_after_waits_that_double_up_to_an_hour(outcome: TaskOutcome) -> None:
    past, now, waits = Past(), NOW, []
    for _ in range(6):
        past = past.after(PLANNED, outcome, now)
        waits.append((past.not_before - now) // MINUTE)
        assert past.due(CLOCK, past.not_before - MINUTE) is None
        now = past.next(CLOCK, now)
        assert past.due(CLOCK, now) == PLANNED
    assert waits == [5, 10, 20, 40, 60, 60]
    assert past.after(PLANNED, "ok", now).failures == 0


def test_another_run_under_way_is_no_failure() -> None:
    past = Past().after(PLANNED, "busy", NOW)
    assert past.failures == 0
    assert past.due(CLOCK, NOW + 59 * timedelta(seconds=1)) is None
    assert past.due(CLOCK, NOW + MINUTE) == PLANNED


def test_too_early_is_asked_again_and_nothing_to_do_is_done() -> None:
    assert Past().waits(NOW).due(CLOCK, NOW + MINUTE) == PLANNED
    assert Past().passed(PLANNED).due(CLOCK, NOW + HOUR) is None


def test_a_wait_does_not_outlast_a_clock_that_was_set_back() -> None:
    past = Past().after(PLANNED, "failed", NOW + 48 * HOUR)
    assert past.due(CLOCK, NOW) == PLANNED


def _run(planned: datetime, started: datetime, outcome: TaskOutcome | Literal[""]) -> TaskRun:
    return TaskRun(1, "draft", utc(planned), utc(started), utc(started + MINUTE) if outcome else "", outcome, "")


def test_what_was_stored_tells_when_it_is_tried_again() -> None:
    first = _run(PLANNED, NOW, "failed")
    once = Past().resumed([first])
    assert (once.not_before, once.failures) == (NOW + 6 * MINUTE, 1)
    again = Past().resumed([first, _run(PLANNED, NOW + 7 * MINUTE, "failed"), _run(PLANNED, NOW + HOUR, "")])
    assert (again.not_before, again.failures) == (NOW + 18 * MINUTE, 2)
    assert again.next(CLOCK, NOW + 8 * MINUTE) == NOW + 18 * MINUTE
    assert Past().resumed([first, _run(PLANNED, NOW + 7 * MINUTE, "busy")]).not_before == NOW + 9 * MINUTE


def test_a_schedule_that_was_started_anew_waits_as_after_a_first_failure() -> None:
    runs = [_run(PLANNED, NOW, "failed"), _run(PLANNED, NOW + 2 * MINUTE, "failed")]
    assert Past().resumed(runs).not_before == NOW + 8 * MINUTE
