"""A process that writes without a pause: ``python -m tests.bench.writer HOME``; it is ended from outside.

New articles are stored feed by feed, linked, grouped, and the draft of the day is made again, as a run does.
"""

from __future__ import annotations

import itertools
import random
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pvd_watch.config import Home
from pvd_watch.times import local_day, utc
from pvd_watch.wiring import Watch
from tests.bench.fill import add_articles, sources_of

_A_FEED = 40
"""Articles that a feed brings at once."""
_FEEDS = 25
"""Feeds between two drafts."""


def main() -> None:
    """Write until the end comes from outside."""
    began = datetime.now(UTC)
    watch = Watch(Home(Path(sys.argv[1])), lambda: began + timedelta(days=1))
    towns = [commune for commune in watch.gazetteer.communes.values() if commune.pvd]
    chance, day = random.Random(1), local_day(began + timedelta(days=1))
    run = watch.storage.runs.begin("bench", utc(began))
    watch.storage.sources.sync([*watch.sources, *sources_of(watch.gazetteer)])
    for number in itertools.count():
        add_articles(watch.storage, towns, chance, run, f"{utc(began)}-{number}", utc(began), _A_FEED)
        if number == 0:
            print("writing", flush=True)
        if number % _FEEDS == _FEEDS - 1:
            watch.pipeline.group()
            watch.pipeline.digest(day, 200, 3)


if __name__ == "__main__":
    main()
