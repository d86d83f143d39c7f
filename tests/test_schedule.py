"""The daily run's hour over both clock changes; the scheduler as a process that starts, says so, and ends when told."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from filelock import FileLock
from hypothesis import given
from hypothesis import strategies as st

from pvd_watch.config import Home, init_home
from pvd_watch.schedule import DailyRun, DailyTrigger, next_run

from .cli.command import watch_feed

PARIS = ZoneInfo("Europe/Paris")


def _runs(hour: str, since: str, count: int) -> list[str]:
    """The next runs as the scheduler asks for them, each when the one before has begun, as UTC text."""
    trigger, now = DailyTrigger(hour), datetime.fromisoformat(since)
    previous, found = None, []
    for _ in range(count):
        previous = trigger.get_next_fire_time(previous, now)
        now = previous + timedelta(milliseconds=3)
        found.append(previous.astimezone(UTC).strftime("%Y-%m-%dT%H:%M"))
    return found


def test_at_half_past_seven_the_hour_in_paris_stays_over_both_changes() -> None:
    assert _runs("07:30", "2026-03-28T00:00+00:00", 3) == ["2026-03-28T06:30", "2026-03-29T05:30", "2026-03-30T05:30"]
    assert _runs("07:30", "2026-10-24T00:00+00:00", 3) == ["2026-10-24T05:30", "2026-10-25T06:30", "2026-10-26T06:30"]


def test_an_hour_that_comes_twice_is_taken_once() -> None:
    assert _runs("02:30", "2026-10-24T12:00+00:00", 3) == ["2026-10-25T00:30", "2026-10-26T01:30", "2026-10-27T01:30"]


def test_an_hour_that_is_left_out_loses_no_day() -> None:
    found = _runs("02:30", "2026-03-28T12:00+00:00", 2)
    days = [datetime.fromisoformat(f"{text}+00:00").astimezone(PARIS).date().isoformat() for text in found]
    assert days == ["2026-03-29", "2026-03-30"]
    assert found[1] == "2026-03-30T00:30"


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC)),
    st.times().map(lambda time: time.strftime("%H:%M")),
)
def test_the_next_run_is_ahead_by_a_day_and_an_hour_at_most(now: datetime, hour: str) -> None:
    ahead = next_run(hour, now) - now
    assert timedelta(0) <= ahead <= timedelta(hours=25)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    init_home(tmp_path / "home", bare=True)
    return Home(tmp_path / "home")


@contextmanager
def serving(home: Home) -> Iterator[subprocess.Popen[str]]:
    """``serve`` on a home, killed in the end where it still runs."""
    process = subprocess.Popen(
        [sys.executable, "-m", "pvd_watch", "--home", str(home.path), "serve"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
def test_serve_says_its_hour_and_ends_when_it_is_told(sign: signal.Signals, home: Home) -> None:
    with serving(home) as process:
        assert process.stderr is not None
        line = next(line for line in process.stderr if "daily run at" in line)
        # At once, while the scheduler is still starting: the sign must not be lost.
        process.send_signal(sign)
        began = time.monotonic()
        out, err = process.communicate(timeout=20)
    assert "daily run at 07:30 (Europe/Paris)" in line
    assert time.monotonic() - began < 10
    assert (process.returncode, out) == (0, "")
    assert "Traceback" not in err


def test_the_exit_code_of_a_run_is_handed_on(home: Home, capfd: pytest.CaptureFixture[str]) -> None:
    assert DailyRun(home)() == 2
    assert "no source is enabled" in capfd.readouterr().err
    with FileLock(home.lock):
        watch_feed(home.path, "http://127.0.0.1:9/rss")
        assert DailyRun(home)() == 3


def test_a_run_under_way_is_ended_with_the_scheduler(home: Home) -> None:
    codes: list[int] = []
    with socket.create_server(("127.0.0.1", 0)) as silent:
        watch_feed(home.path, f"http://127.0.0.1:{silent.getsockname()[1]}/rss")
        run = DailyRun(home)
        thread = threading.Thread(target=lambda: codes.append(run()))
        thread.start()
        silent.settimeout(30)
        connection, _ = silent.accept()
        with connection:
            run.stop()
            thread.join(timeout=10)
    assert codes == [-signal.SIGTERM]
    run.stop()  # where none is under way there is nothing to end
