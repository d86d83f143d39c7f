"""What became of a task decides when it is tried again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from pvd_watch.schedule.clock import Daily
from pvd_watch.schedule.due import Past
from pvd_watch.storage.task_runs import TaskOutcome

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
