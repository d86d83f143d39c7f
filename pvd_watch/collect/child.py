"""The crawl child: one process a run, jobs down its standard input, records up its standard output."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import IO

from pvd_watch.errors import StepError
from pvd_watch.model import Job, Record, StartJob, from_wire, to_wire

_GRACE = 10.0
"""Seconds that a child has to end once its input is closed."""
_SECRETS = "PVD_WATCH_"
"""Logins and tokens of the environment begin so: what reads strangers' feeds need not know them."""


class CrawlChild:
    """A running child. A thread always empties its pipe, so that neither side can block the other.

    :param start: how to behave in this crawl.
    :param log: where the child's own log lines go (its standard error); None: to ours.
    """

    def __init__(self, start: StartJob, log: IO[str] | None = None) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "spiders"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            cwd=_spiders_folder(),
            env={name: value for name, value in os.environ.items() if not name.startswith(_SECRETS)},
            text=True,
            encoding="utf-8",
        )
        if self._process.stdin is None or self._process.stdout is None:
            raise StepError("the crawl child has no pipes; see the log")
        self._input, self._output = self._process.stdin, self._process.stdout
        self._records: queue.SimpleQueue[Record | None] = queue.SimpleQueue()
        threading.Thread(target=self._empty_pipe, daemon=True).start()
        self._send(to_wire(start))

    def __enter__(self) -> CrawlChild:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close_input()
        try:
            self._process.wait(timeout=_GRACE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def send(self, job: Job) -> None:
        """Hand over a job; its records come up in time."""
        self._send(to_wire(job))

    def end(self) -> None:
        """Say that no further job comes; the child ends when it has done what it has."""
        self._send({"end": True})

    def records(self) -> Iterator[Record]:
        """The records as they come, until the child has closed its output."""
        while (record := self._records.get()) is not None:
            yield record

    def _send(self, line: dict[str, object]) -> None:
        try:
            self._input.write(json.dumps(line, ensure_ascii=False) + "\n")
            self._input.flush()
        except (BrokenPipeError, ValueError):
            # A child that has died answers with the end of its records, where what is missing is seen and said.
            return

    def _close_input(self) -> None:
        try:
            self._input.close()
        except BrokenPipeError:
            return

    def _empty_pipe(self) -> None:
        try:
            for line in self._output:
                try:
                    self._records.put(from_wire(json.loads(line)))
                except (ValueError, TypeError) as error:
                    print(f"crawl child: unreadable record ({error}): {line[:200]}", file=sys.stderr)
        finally:
            self._records.put(None)


def _spiders_folder() -> Path:
    """The folder from which ``python -m spiders`` works: the checkout's top, or where the wheel was installed."""
    folder = Path(__file__).resolve().parents[2]
    if not (folder / "spiders" / "__main__.py").exists():
        raise StepError(f"{folder}/spiders is missing from this installation: install pvd-watch again")
    return folder
