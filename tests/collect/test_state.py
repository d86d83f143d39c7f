"""States of a Source: what is told apart, when it is asked again, which notice is given."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from pvd_watch.collect.rhythm import Bounds
from pvd_watch.collect.state import Told, back_off, blamed, outlook, standing
from pvd_watch.model import Done, Failure
from pvd_watch.standing import Outlook, SourceState
from pvd_watch.times import moment_of, utc

NOW = datetime(2026, 11, 26, 6, 30, tzinfo=UTC)
BOUNDS = Bounds(15, 720, 60)
DAILY = SourceState(
    "j", "Le Journal", "feed", (), True, last_polled_at=utc(NOW - timedelta(hours=6)),
    last_ok_at=utc(NOW - timedelta(hours=6)), last_new_at=utc(NOW - timedelta(hours=6)), interval_minutes=360,
    usual_gap_minutes=1440, newest_at=utc(NOW - timedelta(hours=8)), entries=20,
)  # fmt: skip


def failed(status: int = 500, stage: str = "http", **more: str) -> Done:
    return Done("j", status, failure=Failure(stage, "It failed."), **more)  # type: ignore[arg-type]


def after(before: SourceState, done: Done, new: int = 0, now: datetime = NOW) -> Outlook:
    return outlook(before, Told(done, new, ()), now, BOUNDS)


def wait(found: Outlook) -> timedelta:
    return moment_of(found.next_poll_at) - NOW


def test_back_off_goes_from_an_hour_to_a_week() -> None:
    hours = [back_off(failures) / timedelta(hours=1) for failures in range(1, 11)]
    assert hours == [1, 2, 4, 8, 16, 32, 64, 128, 168, 168]
    assert back_off(10_000) == timedelta(days=7)


@pytest.mark.parametrize("status", [404, 410])
def test_what_is_gone_is_asked_again_after_thirty_days(status: int) -> None:
    found = after(DAILY, failed(status))
    assert (found.trouble, wait(found)) == ("gone", timedelta(days=30))
    assert found.notice is not None
    assert (found.notice.kind, found.notice.trouble, found.notice.reason) == ("broken", "gone", "It failed.")


def test_one_refusal_by_mood_alarms_nobody_and_three_do_once() -> None:
    state, notices = DAILY, []
    for failures in range(1, 6):
        found = after(state, failed(403))
        notices.append(found.notice and found.notice.kind)
        state = replace(
            state, failures=failures, failure=Failure("http", "403"), trouble=found.trouble,
            trouble_since=utc(NOW) if found.trouble else "",
        )  # fmt: skip
    assert notices == [None, None, "broken", None, None]
    back = after(state, Done("j", 200, entries=20, newest=utc(NOW)), new=1)
    assert back.notice is not None
    assert (back.trouble, back.notice.kind, back.notice.since) == ("", "back", state.trouble_since)


def test_a_host_that_wants_no_request_is_no_fault_of_the_source() -> None:
    until = utc(NOW + timedelta(hours=5))
    refused = failed(0, retry_after=until)
    assert not blamed(refused)
    found = after(replace(DAILY, failures=2), refused)
    assert (found.next_poll_at, found.trouble, found.notice) == (until, "", None)
    assert blamed(failed(503, retry_after=until))
    assert after(DAILY, failed(503, retry_after=until)).next_poll_at == until


def test_a_crawl_that_was_cut_short_is_taken_up_at_once() -> None:
    found = after(DAILY, failed(0, "crawl"))
    assert (found.next_poll_at, found.trouble) == (utc(NOW), "")
    assert not blamed(failed(0, "budget"))


def test_a_stay_away_of_years_ends_after_a_week() -> None:
    assert wait(after(DAILY, failed(429, retry_after="2036-01-01T00:00:00Z"))) == timedelta(days=7)


def test_nothing_found_where_there_were_entries_is_an_alarm() -> None:
    found = after(DAILY, Done("j", 200, entries=0))
    assert (found.trouble, found.notice and found.notice.trouble) == ("empty", "empty")
    empty = replace(DAILY, trouble="empty", trouble_since=utc(NOW), entries=0)
    assert after(empty, Done("j", 304, unchanged=True)).trouble == "empty"
    assert after(empty, Done("j", 200, entries=0)).trouble == "empty"
    assert after(empty, Done("j", 200, entries=3, newest=utc(NOW)), new=3).notice is not None
    assert after(replace(DAILY, entries=0), Done("j", 200, entries=0)).trouble == ""


@pytest.mark.parametrize(
    ("days", "gap", "trouble"),
    [
        (2, 60, ""),  # a weekend
        (4, 60, "silent"),
        (4, 7 * 1440, ""),  # a weekly
        (29, 7 * 1440, "silent"),
        (80, 60 * 1440, ""),  # a bulletin that comes every second month
        (95, 60 * 1440, "silent"),
        (20, 0, ""),
        (40, 0, "silent"),
    ],
)
def test_silence_is_measured_by_its_own_rhythm(days: int, gap: int, trouble: str) -> None:
    before = replace(DAILY, newest_at=utc(NOW - timedelta(days=days)), usual_gap_minutes=gap)
    assert after(before, Done("j", 304, unchanged=True)).trouble == trouble


def test_a_date_ahead_is_no_sign_of_life() -> None:
    before = replace(DAILY, newest_at=utc(NOW - timedelta(days=90)), last_new_at=utc(NOW - timedelta(days=90)))
    found = after(before, Done("j", 200, entries=3, newest="2036-01-01T00:00:00Z"))
    assert found.trouble == ""  # seen now at the earliest
    assert after(replace(before, usual_gap_minutes=60), Done("j", 304, unchanged=True)).trouble == "silent"


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"last_polled_at": ""}, "new"),
        ({}, "well"),
        ({"newest_at": utc(NOW - timedelta(days=2))}, "quiet"),
        ({"newest_at": utc(NOW - timedelta(days=5))}, "silent"),
        ({"failure": Failure("dns", "x"), "failures": 1}, "failing"),
        ({"failure": Failure("http", "x"), "trouble": "gone"}, "gone"),
        ({"trouble": "empty"}, "empty"),
    ],
)
def test_standings_are_told_apart(changes: dict[str, object], name: str) -> None:
    assert standing(replace(DAILY, **changes), NOW) == name  # type: ignore[arg-type]


def test_a_search_has_no_rhythm_and_is_never_silent() -> None:
    found = after(
        replace(DAILY, kind="search", newest_at="2020-01-01T00:00:00Z"), Done("j", 200, query="Quimperlé (29)")
    )
    assert (found.trouble, found.interval_minutes, wait(found)) == ("", 60, timedelta(hours=1))
