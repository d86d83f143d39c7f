"""The rhythm of polling: as often as a Source publishes, never so rarely that its feed turns over in between."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pvd_watch.collect.rhythm import Bounds, ask_whole, interval, missed, usual_gap
from pvd_watch.model import Done
from pvd_watch.standing import Poll, SourceState
from pvd_watch.times import utc

NOW = datetime(2026, 11, 26, 6, 30, tzinfo=UTC)
BOUNDS = Bounds(15, 720, 60)
STATE = SourceState("j", "Journal", "feed", (), True)


def polls(*news: int, every: float = 6.0) -> list[Poll]:
    """Polls some hours apart, newest first."""
    return [Poll(utc(NOW - timedelta(hours=every * place)), 20, new, True) for place, new in enumerate(news)]


def test_the_gap_is_learnt_from_what_the_polls_brought() -> None:
    # Four polls brought eight entries in 24 hours; the forty of the oldest one came before.
    assert usual_gap(polls(2, 2, 2, 2, 40), Done("j", 200), 0) == 180


def test_before_there_is_a_history_the_dates_in_the_body_tell() -> None:
    done = Done("j", 200, entries=11, oldest="2026-11-16T06:00:00Z", newest="2026-11-26T06:00:00Z")
    assert usual_gap(polls(11), done, 0) == 24 * 60


def test_where_nothing_tells_what_was_known_stands() -> None:
    assert usual_gap(polls(0, 0), Done("j", 304, unchanged=True), 300) == 300
    assert usual_gap([], Done("j", 200, entries=2), 0) == 0


@pytest.mark.parametrize(
    ("gap", "entries", "ttl", "minutes"),
    [
        (0, 0, 0, 60),  # nothing known
        (180, 20, 0, 180),  # as often as it publishes
        (20, 100, 0, 60),  # often, and its entries stay: hourly
        (2, 40, 0, 26),  # a wire: forty entries in eighty minutes, three polls in that time
        (1, 10, 0, 15),  # never under the least
        (10_000, 20, 0, 720),  # never over the most
        (60, 100, 7200, 120),  # it asks for two hours, which loses nothing
        (10, 10, 86_400, 33),  # it asks for a day, in which its feed turns over many times
    ],
)
def test_the_next_poll(gap: int, entries: int, ttl: int, minutes: int) -> None:
    assert interval(gap, entries, ttl, BOUNDS) == minutes


def test_entries_that_were_missed_halve_the_interval() -> None:
    assert interval(600, 20, 0, BOUNDS, after_miss=600) == 300


@given(st.integers(0, 200_000), st.integers(0, 5_000), st.integers(0, 10_000_000), st.integers(0, 20_000))
def test_the_bounds_hold_whatever_is_seen(gap: int, entries: int, ttl: int, after: int) -> None:
    assert 15 <= interval(gap, entries, ttl, BOUNDS, after_miss=after) <= 720


def test_two_fetches_that_do_not_overlap_are_noticed() -> None:
    before = SourceState("j", "J", "feed", (), True, last_ok_at="2026-11-25T06:00:00Z", entries=20)
    assert missed(before, Done("j", 200, entries=20), 20)
    assert not missed(before, Done("j", 200, entries=20), 19)
    assert not missed(STATE, Done("j", 200, entries=20), 20)
    assert not missed(before, Done("j", 304, unchanged=True), 0)


@pytest.mark.parametrize(
    ("hours", "gap", "lies", "whole"),
    [
        (2, 60, False, False),
        (25, 60, False, True),  # nothing but 304 for a day, though it publishes every hour
        (25, 3 * 24 * 60, False, False),  # it publishes every third day
        (2, 60, True, True),
    ],
)
def test_validators_are_left_out_where_they_may_lie(hours: int, gap: int, lies: bool, whole: bool) -> None:
    body_at = utc(NOW - timedelta(hours=hours))
    state = SourceState("j", "J", "feed", (), True, body_at=body_at, usual_gap_minutes=gap, etag_lies=lies)
    assert ask_whole(state, utc(NOW)) is whole
    assert not ask_whole(STATE, utc(NOW))
