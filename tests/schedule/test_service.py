"""``serve`` as a process: it says what it does, ends when told, leaves nothing behind, and goes on after a kill."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import pytest
from filelock import FileLock

from pvd_watch.config import Home
from pvd_watch.storage import Storage
from tests.cli.command import pvd, set_keys


@contextmanager
def serving(home: Home, *words: str) -> Iterator[subprocess.Popen[str]]:
    """``serve`` on a home, without pages unless they are asked for, killed in the end where it still runs."""
    process = subprocess.Popen(
        [sys.executable, "-m", "pvd_watch", "--home", str(home.path), "serve", *(words or ["--no-web"])],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def begun(process: subprocess.Popen[str]) -> str:
    """The line with which the schedule says that it begins."""
    assert process.stderr is not None
    return next(line for line in process.stderr if "the schedule begins" in line)


def drafts(home: Home) -> list[str]:
    """How each draft ended, oldest first."""
    storage = Storage(home.database)
    try:
        return [run.outcome for run in storage.task_runs.last(50) if run.task == "draft"][::-1]
    finally:
        storage.close()


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
def test_serve_says_its_tasks_and_ends_when_it_is_told(sign: signal.Signals, home: Home) -> None:
    with serving(home) as process:
        line = json.loads(begun(process))
        # At once, while the scheduler is still starting: the sign must not be lost.
        process.send_signal(sign)
        began = time.monotonic()
        out, err = process.communicate(timeout=20)
    assert "draft at 07:30, poll every 15 min, jobs every 2 min, alarms every 5 min" in line["message"]
    assert (line["level"], line["run"], line["source"]) == ("info", None, None)
    assert time.monotonic() - began < 10
    assert (process.returncode, out) == (0, "")
    assert "Traceback" not in err
    assert json.loads(err.splitlines()[-1])["message"] == "the schedule has ended"


def test_sigterm_ends_a_run_under_way_within_ten_seconds(home: Home, silent: socket.socket) -> None:
    with serving(home, "--no-web", "--log", "text") as process:
        connection, _ = silent.accept()
        with connection:
            process.terminate()
            began = time.monotonic()
            _, err = process.communicate(timeout=20)
            assert time.monotonic() - began < 10
    assert process.returncode == 0
    assert "draft ended: stopped" in err
    assert drafts(home) == ["stopped"]
    with FileLock(home.lock).acquire(timeout=10):
        pass


def test_a_kill_loses_nothing_and_the_next_start_goes_on(home: Home, silent: socket.socket) -> None:
    with serving(home) as process:
        connection, _ = silent.accept()
        with connection:
            os.kill(process.pid, signal.SIGKILL)
            process.wait(10)
    assert drafts(home) == [""]
    with FileLock(home.lock).acquire(timeout=20):  # its child has ended with it
        pass
    with serving(home) as process:
        connection, _ = silent.accept()  # the draft is caught up, as nobody holds a lock any more
        with connection:
            assert drafts(home) == ["lost", ""]
            process.terminate()
            process.communicate(timeout=20)


def test_a_second_serve_on_one_home_is_refused_and_schedule_tells_that_one_runs(home: Home) -> None:
    set_keys(home.path, poll_minutes="0", hour='"00:00"')
    with serving(home) as process:
        begun(process)
        second = pvd("serve", "--no-web", home=home.path)
        assert json.loads(pvd("schedule", "--json", home=home.path).stdout)["serving"] is True
    assert second.returncode == 3
    assert "another « serve » holds" in second.stderr
    told = json.loads(pvd("schedule", "--json", home=home.path).stdout)
    assert told["serving"] is False


def test_a_port_that_is_taken_is_said_and_nothing_is_left_running(home: Home) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        set_keys(home.path, port=str(port))
        refused = pvd("serve", home=home.path)
    assert refused.returncode == 2
    assert f"no pages can be served on 127.0.0.1:{port}" in refused.stderr
    assert "the schedule begins" not in refused.stderr
    assert not home.database.exists() or drafts(home) == []
    with FileLock(home.schedule_lock).acquire(timeout=1):
        pass


@pytest.mark.parametrize("only", [True, False])
def test_pages_and_tasks_in_one_process_or_apart(only: bool, home: Home) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        set_keys(home.path, port=str(port))
    with serving(home, "--web-only" if only else "--log-level=info") as process:
        page = fetched(f"http://127.0.0.1:{port}/")
        process.terminate()
        began = time.monotonic()
        _, err = process.communicate(timeout=20)
    assert "<html" in page
    assert time.monotonic() - began < 10
    assert process.returncode == 0, err
    assert ("the schedule has ended" in err) is not only


def fetched(url: str, seconds: float = 30) -> str:
    """A page, once the server answers."""
    until = time.monotonic() + seconds
    while True:
        try:
            with urlopen(url, timeout=10) as answer:
                return str(answer.read().decode())
        except HTTPError as answer:  # an empty home may have no page to show, and says so in one
            return answer.read().decode()
        except URLError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)
