"""The real crawl child for the tests: started, fed and read as the program does it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from types import TracebackType
from typing import Any

from pvd_watch.model import Done, Entry, FeedJob, HostState, Job, PageDone, Record, StartJob, from_wire, to_wire

ROOT = Path(__file__).resolve().parents[2]
LOOPBACK = tuple(f"127.0.0.{number}" for number in range(1, 9))
LONGEST = 60.0


def polite(**changes: Any) -> StartJob:
    """How the tests crawl unless they say otherwise: fast, impatient, on loopback."""
    defaults: dict[str, Any] = {
        "user_agent": "pvd-watch/test (+https://example.org/contact)",
        "delay_seconds": 0.0,
        "timeout_seconds": 10.0,
        "allow_private_hosts": LOOPBACK,
    }
    return StartJob(**defaults | changes)


@dataclass
class Crawl:
    """What a child said, in its order."""

    records: list[Record] = field(default_factory=list)
    errors: str = ""
    code: int | None = None

    def done(self, source_id: str) -> Done:
        (found,) = (one for one in self.records if isinstance(one, Done) and one.source_id == source_id)
        return found

    def stage(self, source_id: str) -> str:
        failure = self.done(source_id).failure
        return failure.stage if failure else ""

    def message(self, source_id: str) -> str:
        failure = self.done(source_id).failure
        return failure.message if failure else ""

    def page(self, article_id: int) -> PageDone:
        (found,) = (one for one in self.records if isinstance(one, PageDone) and one.article_id == article_id)
        return found

    def entries(self, source_id: str) -> list[Entry]:
        return [one for one in self.records if isinstance(one, Entry) and one.source_id == source_id]

    def host(self, name: str) -> HostState:
        """The last state told of a host."""
        return [one for one in self.records if isinstance(one, HostState) and one.host == name][-1]


class Child:
    """A running child: lines down, records up."""

    def __init__(self, environment: Mapping[str, str] | None = None) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "spiders"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, **(environment or {})},
        )
        assert self.process.stdin
        assert self.process.stdout
        self.stdin, self.stdout = self.process.stdin, self.process.stdout

    def __enter__(self) -> Child:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout, self.process.stderr):
            with suppress(BrokenPipeError):
                pipe.close()  # type: ignore[union-attr]  # all three are pipes

    def line(self, value: object) -> None:
        """One line of any JSON value; a text is sent as it is."""
        text = value if isinstance(value, str) else json.dumps(value)
        self.stdin.write(text.encode() + b"\n")
        self.stdin.flush()

    def job(self, job: StartJob | Job) -> None:
        self.line(to_wire(job))

    def end(self) -> None:
        self.line({"end": True})

    def record(self) -> Record:
        """The next record; blocks until it comes."""
        return from_wire(json.loads(self.stdout.readline()))

    def until_done(self, source_id: str) -> Done:
        """Read on to the end of a job."""
        while True:
            record = self.record()
            if isinstance(record, Done) and record.source_id == source_id:
                return record

    def seconds_to_end(self) -> float:
        """How long the child takes to end by itself."""
        begun = monotonic()
        self.process.wait(LONGEST)
        return monotonic() - begun


def crawl(jobs: Iterable[Job], start: StartJob | None = None, environment: Mapping[str, str] | None = None) -> Crawl:
    """Run a child over these jobs to its end. Every line of its output must be a record."""
    with Child(environment) as child:
        first: StartJob | Job = start or polite()
        wires = [to_wire(job) for job in (first, *jobs)]
        lines = "".join(json.dumps(wire) + "\n" for wire in [*wires, {"end": True}])
        output, errors = child.process.communicate(lines.encode(), timeout=LONGEST)
        records = [from_wire(json.loads(line)) for line in output.splitlines()]
        return Crawl(records, errors.decode(), child.process.returncode)


def feeds(**urls: str) -> list[FeedJob]:
    """Jobs by the ids of their sources."""
    return [FeedJob(source_id, url) for source_id, url in urls.items()]
