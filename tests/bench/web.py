"""Speed and weight of the site over a home: ``python -m tests.bench.web HOME``.

A server of its own answers on loopback, warm, one request after the other. Printed are the median and the 95th
percentile of the wait, the processor's time the server took for one answer, and the heaviest answer as sent. The bar:
p95 under 100 ms and 150 kB with 1,000,000 articles stored. ``queries.txt`` holds the searches.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qsl, quote

import httpx

from pvd_watch.config import Home
from pvd_watch.storage import Storage

_QUERIES = Path(__file__).with_name("queries.txt")
_SERVE = (
    "import sys; from pathlib import Path; from pvd_watch.config import Home; from pvd_watch.web.server import server; "
    "server(Home(Path(sys.argv[1])), '127.0.0.1', int(sys.argv[2]), behind_proxy=False).run()"
)
_TICKS = os.sysconf("SC_CLK_TCK")


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


def measure(
    client: httpx.Client, process: int, name: str, paths: Sequence[str], rounds: int
) -> list[tuple[float, str]]:
    """Ask for each path some times after a first that is not counted; the waits in milliseconds."""
    waits: list[tuple[float, str]] = []
    heaviest, faults = 0, 0
    for path in paths:
        client.get(path)
    before = _processor(process)
    for _ in range(rounds):
        for path in paths:
            began = time.perf_counter()
            answer = client.get(path)
            waits.append((1_000 * (time.perf_counter() - began), path))
            heaviest = max(heaviest, answer.num_bytes_downloaded)
            faults += answer.status_code != 200
    spent = 1_000 * (_processor(process) - before) / len(waits)
    times = sorted(wait for wait, _ in waits)
    p95 = times[min(int(len(times) * 0.95), len(times) - 1)]
    print(
        f"{name:22} median {statistics.median(times):7.1f} ms  p95 {p95:7.1f} ms  processor {spent:6.1f} ms  "
        f"heaviest {heaviest / 1_000:6.1f} kB{f'  {faults} faults' if faults else ''}"
    )
    return waits


def _processor(process: int) -> float:
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


def _searches() -> list[str]:
    lines = _QUERIES.read_text(encoding="utf-8").splitlines()
    return [
        "/recherche?" + "&".join(f"{name}={quote(value)}" for name, value in parse_qsl(line, keep_blank_values=True))
        for line in lines
    ]


def main() -> None:
    """Print a line for each kind of page, and the slowest searches."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("home", type=Path)
    parser.add_argument("--port", type=int, default=8_399)
    parser.add_argument("--rounds", type=int, default=10)
    asked = parser.parse_args()
    storage = Storage(Home(asked.home).database)
    days = [issue.day for issue in storage.published.issues()][:5]
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
        waits = measure(client, process, "200 searches", _searches(), 1)
        for wait, path in sorted(waits, reverse=True)[:8]:
            print(f"    {wait:7.1f} ms {path}")


if __name__ == "__main__":
    main()
