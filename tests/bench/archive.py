"""What a large archive costs: ``python -m tests.bench.archive SMALL.db LARGE.db [--articles 5000] [--times 3]``.

The databases come from ``tests.bench.fill`` and are copied, never changed. Over each: a day of new articles is grouped,
ranked and made a digest (seconds, peak memory of that process), the pages of days are rendered (p95), and whole runs
over 300 feeds with one new entry each are timed, in turns; last the ratio of the large one to the small one.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from datetime import UTC, datetime
from pathlib import Path
from statistics import median, quantiles

from pvd_watch.config import Home, shipped
from pvd_watch.digest.render import render_html
from pvd_watch.digest.view import view_of
from pvd_watch.edition import places
from pvd_watch.gazetteer import load
from pvd_watch.linking.names import load as load_names
from pvd_watch.times import utc
from pvd_watch.wiring import Watch
from tests.bench.fill import add_articles
from tests.bench.poll import PORT, make_home, press, timed

SEEN = datetime(2026, 11, 23, 6, tzinfo=UTC)
"""The day after the last one of ``tests.bench.fill`` over 365 days."""
_DAY = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from pvd_watch.config import Home
from pvd_watch.wiring import Watch
watch = Watch(Home(Path(sys.argv[1])), lambda: datetime(2026, 11, 23, 7, tzinfo=UTC))
watch.pipeline.group()
digest, made = watch.pipeline.digest("2026-11-23", 200, 3)
assert made and len(digest.items) > 100, (made, len(digest.items))
"""


def add_day(home: Home, articles: int) -> None:
    """A day of new articles, linked and not yet grouped."""
    watch = Watch(home)
    facts = load_names(shipped("config/names.toml"))
    gazetteer = load(shipped("data/communes.csv"), shipped("data/departments.csv"), facts.aliases)
    towns = [commune for commune in gazetteer.communes.values() if commune.pvd]
    run = watch.storage.runs.begin("fill", utc(SEEN))
    add_articles(watch.storage, towns, random.Random(1), run, "new", utc(SEEN), articles)
    watch.close()


def page_seconds(home: Home, times: int = 200) -> float:
    """The 95th percentile of rendering a day's page, in seconds."""
    watch = Watch(home)
    names, days = places(watch), [day for day, _ in watch.storage.digests.days()]
    chance, found = random.Random(1), []
    for _ in range(times):
        began = time.perf_counter()
        digest = watch.storage.digests.get(chance.choice(days))
        assert digest is not None
        render_html(view_of(digest, names), names)
        found.append(time.perf_counter() - began)
    watch.close()
    return quantiles(found, n=20)[-1]


def run_seconds(folders: list[Path], times: int) -> list[float]:
    """Medians of whole runs with one new entry in each of 300 feeds, in turns."""
    found: list[list[float]] = [[] for _ in folders]
    with press(300, 40):
        commands = [[sys.executable, "-m", "pvd_watch", "--home", str(at), "run", "--all", "--quiet"] for at in folders]
        for command in commands:
            timed(command)
        for _ in range(times):
            urllib.request.urlopen(f"http://127.0.0.1:{PORT}/tick", data=b"").read()
            for place, command in enumerate(commands):
                found[place].append(timed(command)[0])
    return [median(seconds) for seconds in found]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("databases", type=Path, nargs="+")
    parser.add_argument("--articles", type=int, default=5_000)
    parser.add_argument("--times", type=int, default=3)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as room:
        folders = [Path(room) / f"home{number}" for number, _ in enumerate(asked.databases)]
        for folder, database in zip(folders, asked.databases, strict=True):
            make_home(folder, 300)
            home = Home(folder)
            home.data_dir.mkdir(exist_ok=True)
            shutil.copy(database, home.database)
            print(f"{database}: page of a day p95 {page_seconds(home) * 1000:.0f} ms")
            add_day(home, asked.articles)
            began = time.perf_counter()
            process = subprocess.Popen([sys.executable, "-c", _DAY, str(folder)])
            _, status, usage = os.wait4(process.pid, 0)
            if status:
                raise SystemExit("the day could not be made")
            print(
                f"{database}: {asked.articles} new articles grouped, ranked, made a digest in "
                f"{time.perf_counter() - began:.1f} s ({usage.ru_utime + usage.ru_stime:.1f} of CPU), "
                f"{usage.ru_maxrss // 1024} MB"
            )
        runs = run_seconds(folders, asked.times)
        for database, seconds in zip(asked.databases, runs, strict=True):
            print(f"{database}: run with one new entry in each of 300 feeds, median {seconds:.2f} s")
        print(f"ratio of the last to the first: {runs[-1] / runs[0]:.2f}")


if __name__ == "__main__":
    main()
