"""One task in a process of its own: tied to ours by its input, ended at a limit, its log passed on."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import IO

from pvd_watch.config import Home
from pvd_watch.logs import relay
from pvd_watch.schedule.tether import VARIABLE
from pvd_watch.storage.task_runs import TaskOutcome
from pvd_watch.typography import harmless

GRACE = 4.0
"""Seconds that a process has to end once it is told to; then it is killed."""
_OUTCOMES: dict[int, TaskOutcome] = {0: "ok", 1: "failed", 2: "refused", 3: "busy"}
_SENTENCE = re.compile(r"(?:pvd-watch|Error): (.*)")
"""How the command line, or Click, tells what is wrong."""
_LINE, _SENTENCES = 64_000, 5


@dataclass(frozen=True, slots=True)
class Ended:
    """How a process ended; ``message``: the sentence with which it did, empty where all went well."""

    outcome: TaskOutcome
    message: str


class Child:
    """A command of ours on a home, at work. It ends when this process does, however that dies.

    :param task: the name under which it logs.
    :param words: the command line behind ``--home``.
    """

    def __init__(self, home: Home, task: str, words: Sequence[str]) -> None:
        self._task, self._sentences = task, list[str]()
        self._stopped = False
        self._process = subprocess.Popen(
            [sys.executable, "-m", "pvd_watch", "--home", str(home.path), *words],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            env=os.environ | {VARIABLE: task},
            start_new_session=True,  # a group of its own, so that its own children end with it
        )
        assert self._process.stderr is not None  # noqa: S101  # asked for above
        self._reader = threading.Thread(target=self._read, args=(self._process.stderr,), daemon=True)
        self._reader.start()

    def wait(self, limit_seconds: float) -> Ended:
        """Wait until it has ended, and end it at the limit."""
        try:
            code = self._process.wait(limit_seconds)
        except subprocess.TimeoutExpired:
            self._end()
            return Ended("hung", f"ended at its limit of {limit_seconds / 60:g} minutes")
        finally:
            self._reader.join(timeout=GRACE)
            if self._process.stdin is not None:
                self._process.stdin.close()
        if self._stopped:
            return Ended("stopped", "")
        message = " ".join(self._sentences)
        if code < 0:
            return Ended("fault", f"killed by {signal.Signals(-code).name}")
        return Ended(_OUTCOMES.get(code, "fault"), message if code else "")

    def stop(self) -> None:
        """Tell it to end, and do not wait: what it has stored is kept, and the next one goes on from there."""
        self._stopped = True
        self._signal(signal.SIGTERM)

    def kill(self) -> None:
        """End it at once."""
        self._signal(signal.SIGKILL)

    def _end(self) -> None:
        self._signal(signal.SIGTERM)
        try:
            self._process.wait(GRACE)
        except subprocess.TimeoutExpired:
            pass
        finally:
            self._signal(signal.SIGKILL)
            self._process.wait()

    def _signal(self, number: signal.Signals) -> None:
        try:
            os.killpg(self._process.pid, number)
        except (ProcessLookupError, PermissionError):
            return  # all of it has ended

    def _read(self, stream: IO[bytes]) -> None:
        while line := stream.readline(_LINE):
            words = line.decode(errors="replace").rstrip("\n")
            if said := _SENTENCE.match(words):
                self._sentences = [*self._sentences, harmless(said[1])][:_SENTENCES]
            elif words.strip():
                relay(words, self._task)
