"""The scheduler over real processes, with a clock that is handed in."""

from __future__ import annotations

import socket
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from pvd_watch.config import Home, Settings
from pvd_watch.errors import LockedError
from pvd_watch.schedule.clock import Daily, Every
from pvd_watch.schedule.needs import Facts, Need
from pvd_watch.schedule.scheduler import Scheduler
from pvd_watch.schedule.tasks import Task
from pvd_watch.storage import Storage, TaskRun

NOON = datetime(2026, 11, 26, 11, 0, tzinfo=UTC)
LIMIT = timedelta(minutes=5)
GOOD, BAD = ("config", "check", "--quiet"), ("digest", "2001-01-01", "--quiet")


class Time:
    """A clock that stands until it is set."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


@contextmanager
def working(home: Home, *tasks: Task, now: Callable[[], datetime], limit: timedelta = LIMIT) -> Iterator[Scheduler]:
    scheduler = Scheduler(home, Settings(), tasks, limit, now, beat=0.05)
    scheduler.start()
    try:
        yield scheduler
    finally:
        scheduler.stop()


def runs(home: Home) -> list[TaskRun]:
    """All runs of tasks, oldest first."""
    storage = Storage(home.database)
    try:
        return storage.task_runs.last(100)[::-1]
    finally:
        storage.close()


def outcomes(home: Home, count: int, seconds: float = 60) -> list[tuple[str, str]]:
    """Name and outcome of all runs, once so many have ended; and a moment later, when others might have begun."""
    until = time.monotonic() + seconds
    while sum(bool(run.outcome) for run in runs(home)) < count and time.monotonic() < until:
        time.sleep(0.05)
    time.sleep(0.3)
    return [(run.task, run.outcome) for run in runs(home)]


def test_what_was_missed_is_caught_up_once_and_the_next_day_is_done_in_its_turn(home: Home) -> None:
    clock, task = Time(NOON - timedelta(days=9)), Task("draft", Daily("07:30"), GOOD)
    with working(home, task, now=clock):
        assert outcomes(home, 0) == []  # what was due before the schedule had the task is not its own
    clock.now = NOON
    with working(home, task, now=clock):
        assert outcomes(home, 1) == [("draft", "ok")]
        assert [run.planned_at for run in runs(home)] == ["2026-11-26T06:30:00Z"]
    with working(home, task, now=clock):
        assert outcomes(home, 1) == [("draft", "ok")]
        clock.now = NOON + timedelta(hours=20)
        assert outcomes(home, 2) == [("draft", "ok")] * 2
    assert [run.planned_at for run in runs(home)][1:] == ["2026-11-27T06:30:00Z"]


def test_a_new_hour_is_not_caught_up_and_what_must_not_wait_is_done_at_the_first_start(home: Home) -> None:
    clock, task = Time(NOON), Task("draft", Daily("07:30"), GOOD)
    with working(home, replace(task, at_first=True), now=clock):
        assert outcomes(home, 1) == [("draft", "ok")]
    clock.now += timedelta(days=3)
    with working(home, replace(task, clock=Daily("08:00")), now=clock):
        assert outcomes(home, 1) == [("draft", "ok")]


def test_what_failed_is_tried_again_later_and_what_is_done_once_is_not(home: Home) -> None:
    clock = Time(NOON)
    tasks = [Task(name, Daily("07:30"), BAD, at_first=True, once=name == "once") for name in ("again", "once")]
    with working(home, *tasks, now=clock):
        assert outcomes(home, 2) == [("again", "refused"), ("once", "refused")]
        assert "no digest was made on 2001-01-01" in runs(home)[0].message
        clock.now += timedelta(minutes=6)
        assert outcomes(home, 3)[2:] == [("again", "refused")]


def test_a_run_that_hangs_is_ended_at_the_limit_and_told(home: Home, silent: socket.socket) -> None:
    task = Task("draft", Daily("07:30"), ("run", "--quiet"), at_first=True)
    with working(home, task, now=Time(datetime.now(UTC)), limit=timedelta(seconds=5)):
        assert outcomes(home, 1) == [("draft", "hung")]
    storage = Storage(home.database)
    assert [run.outcome for run in storage.runs.last(5)] == ["hung"]
    storage.close()


def test_the_line_is_worked_on_by_one_at_a_time_and_other_tasks_need_not_wait(
    home: Home, silent: socket.socket
) -> None:
    run = ("run", "--quiet")
    tasks = [Task(name, Daily("07:30"), run, at_first=True) for name in ("one", "two")]
    aside = Task("aside", Daily("07:30"), GOOD, "aside", at_first=True)
    with working(home, *tasks, aside, now=Time(datetime.now(UTC))):
        connection, _ = silent.accept()
        with connection:
            assert [task for task, outcome in outcomes(home, 1) if outcome == ""] == ["one"]
            assert ("aside", "ok") in outcomes(home, 1)
    assert sorted(outcomes(home, 2)) == [("aside", "ok"), ("one", "stopped")]


def test_another_run_is_waited_for(home: Home, silent: socket.socket) -> None:
    from pvd_watch.wiring import Watch

    clock, task = Time(NOON), Task("draft", Daily("07:30"), ("run", "--quiet"), at_first=True)
    silent.close()
    with working(home, task, now=clock):
        with Watch(home).lock():
            assert outcomes(home, 1) == [("draft", "busy")]
        clock.now += timedelta(minutes=2)
        assert outcomes(home, 2) == [("draft", "busy"), ("draft", "failed")]


def test_a_task_without_need_costs_no_process_and_leaves_no_trace(home: Home) -> None:
    answers: list[Need] = ["no", "later", "now"]
    asked: list[str] = []

    def need(facts: Facts) -> Need:
        asked.append(facts.day)
        return answers.pop(0)

    clock, task = Time(NOON), Task("mail", Every(timedelta(minutes=1)), GOOD, need=need, at_first=True)
    with working(home, task, now=clock):
        for _ in range(2):
            assert outcomes(home, 0) == []
            clock.now += timedelta(minutes=1)
        assert outcomes(home, 1) == [("mail", "ok")]
    assert asked == ["2026-11-26"] * 3


def test_no_look_of_hundreds_in_a_row_is_lost(home: Home) -> None:
    asked: list[datetime] = []

    def need(facts: Facts) -> Need:
        asked.append(facts.now)
        return "no"

    clock = Time(NOON)
    task = Task("mail", Every(timedelta(minutes=1)), GOOD, "aside", need, at_first=True)
    scheduler = Scheduler(home, Settings(), [task], LIMIT, clock, beat=3600)
    scheduler.start()
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)  # so that one look falls into the end of the one before
    try:
        for _ in range(300):
            clock.now += timedelta(minutes=1)
            scheduler.look()
            until = time.monotonic() + 10
            while scheduler.busy:
                assert time.monotonic() < until
    finally:
        sys.setswitchinterval(usual)
        scheduler.stop()
    assert len(asked) >= 300


def test_a_second_schedule_on_one_home_is_refused(home: Home) -> None:
    with working(home, now=Time(NOON)), pytest.raises(LockedError, match=r"another « serve » holds .*schedule\.lock"):
        Scheduler(home, Settings(), (), LIMIT).start()
    with working(home, now=Time(NOON)):
        pass


def test_a_fault_in_one_task_does_not_stop_the_others(home: Home, caplog: pytest.LogCaptureFixture) -> None:
    def need(_: Facts) -> Need:
        raise RuntimeError("a bug")

    bad = Task("bad", Daily("07:30"), GOOD, need=need, at_first=True)
    good = Task("good", Daily("07:30"), GOOD, at_first=True)
    with working(home, bad, good, now=Time(NOON)):
        assert outcomes(home, 1) == [("good", "ok")]
    assert "a bug" in caplog.text


def test_a_clock_that_is_set_is_told(home: Home, caplog: pytest.LogCaptureFixture) -> None:
    clock = Time(NOON)
    with working(home, now=clock):
        time.sleep(0.2)
        clock.now -= timedelta(hours=1)
        time.sleep(0.3)
    assert "the clock was set by -3600 s" in caplog.text
