"""Real processes: their end is told in one word, they end at the limit, when they are told, and with their parent."""

from __future__ import annotations

import logging
import os
import signal
import socket
import subprocess
import sys
import time

import pytest
from filelock import FileLock

from pvd_watch.config import Home
from pvd_watch.schedule.child import Child, Ended
from pvd_watch.wiring import Watch

RUN = ("run", "--quiet")


def gone(pid: int, seconds: float = 10) -> bool:
    """Whether a process is gone, or a zombie that nobody has fetched yet, within some seconds."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        state = subprocess.run(
            ["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False
        ).stdout
        if not state.strip() or state.startswith("Z"):
            return True
        time.sleep(0.05)
    return False


def test_a_command_that_did_its_work(home: Home) -> None:
    assert Child(home, "t", ("config", "check", "--quiet")).wait(60) == Ended("ok", "")


def test_a_command_that_is_refused_says_why(home: Home, caplog: pytest.LogCaptureFixture) -> None:
    ended = Child(home, "t", RUN).wait(60)
    assert ended.outcome == "refused"
    assert "no source is enabled: add one to config/sources.toml" in ended.message
    assert not caplog.records


def test_a_command_that_does_not_exist_is_refused_in_a_sentence(home: Home) -> None:
    ended = Child(home, "t", ("no-such-command",)).wait(60)
    assert (ended.outcome, ended.message) == ("refused", "No such command 'no-such-command'.")


def test_another_run_under_way_is_told_apart(home: Home, silent: socket.socket) -> None:
    with Watch(home).lock():
        ended = Child(home, "t", RUN).wait(60)
    assert ended.outcome == "busy"
    assert "another run holds" in ended.message


def test_a_run_that_hangs_is_ended_at_the_limit_with_its_own_children(home: Home, silent: socket.socket) -> None:
    child = Child(home, "t", RUN)
    connection, _ = silent.accept()  # the crawl child asks, and waits
    with connection:
        assert child.wait(0.6) == Ended("hung", "ended at its limit of 0.01 minutes")
        connection.settimeout(10)
        while connection.recv(4096):
            continue  # until the crawl child is gone too
    with FileLock(home.lock).acquire(timeout=10):
        pass


def test_a_run_that_is_told_to_end_ends(home: Home, silent: socket.socket) -> None:
    child = Child(home, "t", RUN)
    connection, _ = silent.accept()
    with connection:
        child.stop()
        assert child.wait(20) == Ended("stopped", "")


def test_a_child_ends_when_its_parent_is_killed(home: Home, silent: socket.socket) -> None:
    script = (
        "import sys; from pathlib import Path; from pvd_watch.config import Home\n"
        "from pvd_watch.schedule.child import Child\n"
        "child = Child(Home(Path(sys.argv[1])), 't', ('run', '--quiet'))\n"
        "print(child._process.pid, flush=True); child.wait(600)\n"
    )
    with subprocess.Popen([sys.executable, "-c", script, str(home.path)], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        pid = int(parent.stdout.readline())
        connection, _ = silent.accept()
        with connection:
            os.kill(parent.pid, signal.SIGKILL)
            assert gone(pid)
    with FileLock(home.lock).acquire(timeout=10):
        pass


def test_what_a_run_logs_is_logged_here_with_its_run_and_source(
    home: Home, silent: socket.socket, capsys: pytest.CaptureFixture[str]
) -> None:
    silent.close()
    from pvd_watch import logs

    before = logging.getLogger().handlers[:], logging.getLogger().level
    try:
        logs.configure(sys.stderr, as_json=True)
        ended = Child(home, "draft", RUN).wait(60)
    finally:
        logging.getLogger().handlers[:], logging.getLogger().level = before
    assert ended.outcome == "failed"
    assert "none of the 1 sources answered" in ended.message
    lines = capsys.readouterr().err.splitlines()
    [failed] = [line for line in lines if '"level": "warning"' in line]
    assert '"run": 1, "source": "j", "task": "draft"' in failed
