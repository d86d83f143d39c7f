"""Speed and weight of the site over a home: ``python -m tests.bench.web HOME``.

A server of its own answers on loopback, warm, one request after the other. Printed are the median and the 95th
percentile of the wait, the processor's time the server took for one answer, and the heaviest answer as sent. Run it on
a copy of a home: it begins a session there, to ask for the desk. The bar:
p95 under 100 ms and 150 kB with 1,000,000 articles stored. ``queries.txt`` holds the searches.
"""

from __future__ import annotations

import argparse
import secrets
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qsl, quote

import httpx

from pvd_watch.accounts.logins import hash_of
from pvd_watch.config import Home
from pvd_watch.model import Session, User
from pvd_watch.storage import Storage
from pvd_watch.times import utc
from pvd_watch.web.cookies import SESSION

_QUERIES = Path(__file__).with_name("queries.txt")
_SERVE = (
    "import sys; from pathlib import Path; from pvd_watch.config import Home; from pvd_watch.web.server import server; "
    "server(Home(Path(sys.argv[1])), '127.0.0.1', int(sys.argv[2]), behind_proxy=False).run()"
)


@contextmanager
def serving(home: Path, port: int) -> Iterator[tuple[httpx.Client, int]]:
    """A client of a server of that home in a process of its own, and the number of that process."""
    process = subprocess.Popen([sys.executable, "-c", _SERVE, str(home), str(port)])
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60) as client:
            for _ in range(600):
                try:
                    client.get("/healthz")
                    break
                except httpx.ConnectError:
                    time.sleep(0.1)
            yield client, process.pid
    finally:
        process.terminate()
        process.wait(20)


@dataclass(frozen=True, slots=True)
class Wait:
    """An answer: how long it took and what of the processor's time, in milliseconds."""

    wait: float
    processor: float
    path: str


def measure(client: httpx.Client, process: int, name: str, paths: Sequence[str], rounds: int) -> list[Wait]:
    """Ask for each path some times after a first that is not counted, and print what came of it."""
    waits: list[Wait] = []
    heaviest, faults = 0, 0
    for path in paths:
        client.get(path)
    for _ in range(rounds):
        for path in paths:
            spent, began = _processor(process), time.perf_counter()
            answer = client.get(path)
            ended = time.perf_counter()
            waits.append(Wait(1_000 * (ended - began), 1_000 * (_processor(process) - spent), path))
            heaviest = max(heaviest, answer.num_bytes_downloaded)
            faults += answer.status_code != 200
    times, processor = sorted(each.wait for each in waits), sorted(each.processor for each in waits)
    at = min(int(len(times) * 0.95), len(times) - 1)
    print(
        f"{name:22} median {statistics.median(times):6.1f} ms  p95 {times[at]:6.1f} ms  "
        f"processor: median {statistics.median(processor):6.1f} ms  p95 {processor[at]:6.1f} ms  "
        f"heaviest {heaviest / 1_000:5.1f} kB{f'  {faults} faults' if faults else ''}"
    )
    return waits


def _processor(process: int) -> float:
    """Seconds of processor time that a process took so far."""
    tasks = Path(f"/proc/{process}/task").iterdir()
    return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks) / 1e9


def _searches() -> list[str]:
    lines = _QUERIES.read_text(encoding="utf-8").splitlines()
    return [
        "/recherche?" + "&".join(f"{name}={quote(value)}" for name, value in parse_qsl(line, keep_blank_values=True))
        for line in lines
    ]


def storage_of(home: Path) -> Storage:
    """The database of a home."""
    return Storage(Home(home).database)


def _logged_in(storage: Storage) -> str:
    """The cookie of a session that is begun for this measurement."""
    now, token = datetime.now(UTC), secrets.token_urlsafe(16)
    user = User(f"bench-{token.lower()}", "Mesure", "reader", "", utc(now))
    storage.accounts.add(user)
    storage.accounts.begin(hash_of(token), Session(user, token, utc(now + timedelta(hours=1))), utc(now))
    storage.close()
    return token


def main() -> None:
    """Print a line for each kind of page, and the slowest searches."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("home", type=Path)
    parser.add_argument("--port", type=int, default=8_399)
    parser.add_argument("--rounds", type=int, default=10)
    asked = parser.parse_args()
    storage = storage_of(asked.home)
    days = [issue.day for issue in storage.published.issues()][:5]
    newest = storage.digests.days()[-1][0]
    storage.close()
    month = f"from={days[0][:8]}01&to={days[0]}"
    with serving(asked.home, asked.port) as (client, process):
        print(f"{client.get('/api/v1/articles?limit=1').json()['items'][0]['id']} is the newest article's number")
        for name, paths in (
            ("an issue", [f"/veille/{day}" for day in days]),
            ("archive", ["/veille/"]),
            ("department", ["/departements/29", "/departements/02?page=2"]),
            ("departments", ["/departements/"]),
            ("town", ["/communes/29233"]),
            ("towns", ["/communes/", "/communes/?q=saint"]),
            ("theme", ["/themes/commerce"]),
            ("themes", ["/themes/"]),
            ("feeds", ["/veille/feed.xml", "/departements/29/feed.json"]),
            ("map", ["/carte"]),
            ("statistics", ["/statistiques"]),
            ("sources", ["/sources/"]),
            ("coverage", ["/couverture"]),
            ("API top", [f"/api/v1/top?{month}"]),
            ("API stories, articles", ["/api/v1/stories", "/api/v1/articles?q=halle"]),
        ):
            measure(client, process, name, paths, asked.rounds)
        client.cookies.set(SESSION, _logged_in(storage_of(asked.home)))
        measure(client, process, "desk, newest day", [f"/bureau/{newest}"], asked.rounds)
        client.cookies.clear()
        waits = measure(client, process, "200 searches", _searches(), 1)
        for each in sorted(waits, key=lambda each: -each.processor)[:8]:
            print(f"    {each.wait:6.1f} ms, processor {each.processor:6.1f} ms {each.path}")


if __name__ == "__main__":
    main()
