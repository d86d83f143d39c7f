"""Hours of Paris over both clock changes, and intervals: what is due, once, and what comes next."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pvd_watch.schedule.clock import Daily, Every
from pvd_watch.schedule.due import NEVER

PARIS = ZoneInfo("Europe/Paris")
MINUTE = timedelta(minutes=1)
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC))
HOURS = st.times().map(lambda time: time.strftime("%H:%M"))


def utc(words: str) -> datetime:
    return datetime.fromisoformat(f"{words}+00:00")


def done(hour: str, since: str, days: int, step: timedelta = MINUTE) -> list[str]:
    """What is done over some days by whoever looks every minute, as UTC text."""
    clock, now, settled, found = Daily(hour), utc(since), utc(since), []
    end = now + timedelta(days=days)
    while now < end:
        planned = clock.due(settled, now)
        if planned is not None:
            found.append(planned.strftime("%Y-%m-%dT%H:%M"))
            settled = planned
        now += step
    return found


def test_at_half_past_seven_the_hour_in_paris_stays_over_both_changes() -> None:
    assert done("07:30", "2026-03-28T00:00", 3) == ["2026-03-28T06:30", "2026-03-29T05:30", "2026-03-30T05:30"]
    assert done("07:30", "2026-10-24T00:00", 3) == ["2026-10-24T05:30", "2026-10-25T06:30", "2026-10-26T06:30"]


def test_an_hour_that_comes_twice_is_taken_once() -> None:
    assert done("02:30", "2026-10-24T12:00", 3) == ["2026-10-25T00:30", "2026-10-26T01:30", "2026-10-27T01:30"]


def test_an_hour_that_is_left_out_loses_no_day() -> None:
    found = done("02:30", "2026-03-28T12:00", 2)
    days = [utc(text).astimezone(PARIS).date().isoformat() for text in found]
    assert days == ["2026-03-29", "2026-03-30"]
    assert found == ["2026-03-29T01:30", "2026-03-30T00:30"]


def test_what_was_missed_for_days_is_due_once_and_for_the_last_of_them() -> None:
    clock, now = Daily("07:30"), utc("2026-11-26T05:00")
    planned = clock.due(utc("2026-11-20T06:30"), now)
    assert planned == utc("2026-11-25T06:30")
    assert clock.due(planned, now) is None


def test_a_clock_set_back_does_nothing_twice() -> None:
    assert Daily("07:30").due(utc("2026-11-26T06:30"), utc("2026-11-26T05:45")) is None


@given(MOMENTS, HOURS)
def test_once_a_day_in_paris_the_next_follows_the_last(now: datetime, hour: str) -> None:
    clock = Daily(hour)
    last = clock.due(NEVER, now)
    assert last is not None
    following = clock.next(last, now)
    assert last <= now < following <= last + timedelta(hours=26)
    days = [moment.astimezone(PARIS).date() for moment in (last, following)]
    assert days[1] - days[0] == timedelta(days=1)
    assert clock.due(following, following) is None
    assert clock.due(last, following) == following


def test_an_interval_begins_at_once_and_goes_on_from_the_last_time() -> None:
    clock, now = Every(timedelta(minutes=5)), utc("2026-11-26T08:00")
    assert clock.due(NEVER, now) == now
    assert clock.due(now, now + 4 * MINUTE) is None
    assert clock.due(now, now + 5 * MINUTE) == now + 5 * MINUTE
    assert clock.next(now, now + 2 * MINUTE) == now + 5 * MINUTE


def test_an_interval_does_not_wait_for_a_clock_that_was_set_back() -> None:
    now = utc("2026-11-26T08:00")
    assert Every(timedelta(minutes=5)).due(now + timedelta(days=1), now) == now


@pytest.mark.parametrize(
    ("clock", "words"),
    [(Daily("07:30"), "at 07:30"), (Every(5 * MINUTE), "every 5 min"), (Every(timedelta(seconds=2)), "every 2 s")],
)
def test_a_clock_in_words(clock: Daily | Every, words: str) -> None:
    assert clock.words == words
