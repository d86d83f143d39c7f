"""Days and the weeks that they stand in."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pvd_watch.times import Period, monday_of

DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))


@given(DAYS, st.integers(0, 400))
def test_every_day_of_a_period_stands_in_one_of_its_weeks(first: date, length: int) -> None:
    days = [first + timedelta(days=number) for number in range(length + 1)]
    mondays = Period(days[0].isoformat(), days[-1].isoformat()).mondays
    assert mondays == tuple(dict.fromkeys(monday_of(day.isoformat()) for day in days))
    assert all(monday.weekday() == 0 for monday in mondays)


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_the_calendar_has_ends(day: str) -> None:
    assert Period(day, day).mondays == (monday_of(day),)
