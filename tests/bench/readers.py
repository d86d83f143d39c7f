"""Many readers while a run writes: ``python -m tests.bench.readers HOME [--readers 200] [--seconds 60]``.

A real server in a process of its own serves the home; another process, niced as tasks of the schedule are, stores new
articles through the real storage, links them, and makes the draft again, without a pause. Each reader asks for a page
every 5 s over a connection of its own. Prints median and 95th percentile in ms, errors, kinds of pages, the slowest
first, and what the server cost. The home is changed: give it a copy.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import socket
import ssl
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles

import httpx

from pvd_watch.config import Home
from pvd_watch.typography import THEMES
from pvd_watch.wiring import Watch

PAUSE = 5.0
"""Seconds between two pages of a reader."""
_WORDS = ("halle", "médecin", "gare", "cœur de ville", "école", "marché Thiers", "friche", "patrimoine")
_NO_TLS = ssl.create_default_context()
"""One for all readers: each would read all certificates anew, which takes longer than a page."""
_SERVER = """
import sys
from pathlib import Path
from pvd_watch.config import Home
from pvd_watch.web.server import server
server(Home(Path(sys.argv[1])), "127.0.0.1", int(sys.argv[2]), behind_proxy=False).run()
"""


@dataclass
class Seen:
    """What readers met: seconds of every answer by kind of page, and what was no answer."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: list[str] = field(default_factory=list)

    @property
    def every(self) -> list[float]:
        """Seconds of all answers."""
        return [each for found in self.seconds.values() for each in found]

    @property
    def p95(self) -> float:
        """The 95th percentile, in seconds."""
        return quantiles(self.every, n=20)[-1]

    def to_text(self) -> str:
        """For a person."""
        if len(self.every) < 2:
            return "\n".join(["nothing was answered", *self.errors[:10]])
        kinds = sorted(self.seconds, key=lambda kind: -median(self.seconds[kind]))
        slow = (f"  {kind}: {1000 * median(self.seconds[kind]):.0f} ms, at most {1000 * max(self.seconds[kind]):.0f}"
                for kind in kinds)  # fmt: skip
        head = (
            f"{len(self.every)} pages: median {1000 * median(self.every):.0f} ms, p95 {1000 * self.p95:.0f} ms, "
            f"at most {1000 * max(self.every):.0f} ms; {len(self.errors)} errors"
        )
        return "\n".join([head, *slow, *self.errors[:10]])


def pages_of(home: Home) -> list[str]:
    """What readers ask for: the newest issues and archive most, then towns, departments, themes, search, the API."""
    watch = Watch(home)
    try:
        days = [issue.day for issue in watch.storage.published.issues()]
        towns = [town.insee for town in watch.storage.communes.towns()]
        departments = sorted({town.department for town in watch.storage.communes.towns()})
    finally:
        watch.close()
    return [
        *(["/veille/"] * 40), *([f"/veille/{day}" for day in days[:2]] * 20), *(f"/veille/{day}" for day in days[:30]),
        *(f"/communes/{insee}" for insee in towns[::40]), *(f"/departements/{code}" for code in departments[::4]),
        *(f"/themes/{code}" for code in THEMES), *(f"/recherche?q={words}" for words in _WORDS), "/carte",
        "/statistiques", "/sources/", "/communes/", "/departements/", "/themes/", *(["/veille/feed.xml"] * 5),
        *([f"/api/v1/top?from={days[:30][-1]}&to={days[0]}&n=5"] if days else []),
    ]  # fmt: skip


@contextmanager
def serving(home: Home) -> Iterator[str]:
    """A server of its own process on a free port; its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen([sys.executable, "-c", _SERVER, str(home.path), str(port)])
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(600):
            try:
                httpx.get(f"{address}/healthz", timeout=10)
                break
            except httpx.TransportError:
                time.sleep(0.1)
        yield address
    finally:
        process.terminate()
        _, _, usage = os.wait4(process.pid, 0)
        print(f"the server: {usage.ru_utime + usage.ru_stime:.1f} s of CPU, {usage.ru_maxrss // 1024} MB")


@contextmanager
def writing(home: Home) -> Iterator[None]:
    """A process that stores, links and drafts without a pause."""
    command = ["nice", sys.executable, "-m", "tests.bench.writer", str(home.path)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.readline()  # its first feed is stored
    try:
        yield
        if process.poll() is not None:
            raise SystemExit("the writer ended before its time")
    finally:
        process.terminate()
        process.communicate(timeout=20)


def read(address: str, pages: list[str], readers: int, seconds: float, pause: float = PAUSE) -> Seen:
    """Let so many readers read for a while; what they met."""
    seen = Seen()
    asyncio.run(_all(address, pages, readers, seconds, pause, seen))
    return seen


async def _all(address: str, pages: list[str], readers: int, seconds: float, pause: float, seen: Seen) -> None:
    until = time.monotonic() + seconds
    await asyncio.gather(
        *(_reader(address, pages, random.Random(number), until, pause, seen) for number in range(readers))
    )


async def _reader(
    address: str, pages: list[str], chance: random.Random, until: float, pause: float, seen: Seen
) -> None:
    await asyncio.sleep(chance.uniform(0, pause))
    async with httpx.AsyncClient(base_url=address, timeout=30, verify=_NO_TLS, trust_env=False) as ask:
        while time.monotonic() < until:
            page, began = chance.choice(pages), time.perf_counter()
            try:
                answer = await ask.get(page)
            except httpx.HTTPError as error:
                seen.errors.append(f"{page}: {error!r}")
            else:
                took = time.perf_counter() - began
                seen.seconds["/".join(page.partition("?")[0].split("/")[:2])].append(took)
                if answer.status_code != 200:
                    seen.errors.append(f"{page}: {answer.status_code}")
                await asyncio.sleep(max(0.0, pause - took))


def main() -> int:
    """Measure and print; 1 where the bar is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("home", type=Path)
    parser.add_argument("--readers", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=60)
    asked = parser.parse_args()
    home = Home(asked.home)
    pages = pages_of(home)
    with serving(home) as address, writing(home):
        print(f"the first 20 s: {read(address, pages, asked.readers, 20).to_text()}\nthen:")
        seen = read(address, pages, asked.readers, asked.seconds)
    print(seen.to_text())
    return int(bool(seen.errors) or seen.p95 >= 0.3)


if __name__ == "__main__":
    sys.exit(main())
