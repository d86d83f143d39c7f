"""Speed of grouping: ``python -m tests.bench.stories [NEW] [KNOWN]``.

New Articles (5,000) against those of the last 72 hours already in Stories (15,000), texts made up here: a third tell
an event again in other words or as a copy, one town is in the news all day, one word (a storm's name) is in a tenth
of the texts, one piece in five hundred names no town (the line
hands in pieces that name one), some name ten.
"""

from __future__ import annotations

import random
import resource
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from pvd_watch.model import CommuneRef, ToGroup
from pvd_watch.stories.group import group
from pvd_watch.stories.lexicon import COMMON
from pvd_watch.stories.wording import wording
from pvd_watch.times import utc

_TOWNS = [CommuneRef(f"{place:05}", f"Bourg{place}", f"{place % 95:02}", "53") for place in range(1646)]
_START = datetime(2026, 3, 3, tzinfo=UTC)


def texts(count: int, seed: int) -> Iterator[ToGroup]:
    """Made-up Articles over three days."""
    chance = random.Random(seed)
    syllables = [
        "ba",
        "be",
        "cro",
        "dan",
        "del",
        "fo",
        "gri",
        "jou",
        "kel",
        "lan",
        "mer",
        "nor",
        "pli",
        "qua",
        "rou",
        "van",
        "zo",
    ]
    rare = ["".join(chance.choices(syllables, k=3)) for _ in range(9000)]
    usual = sorted(COMMON)
    told: list[list[str]] = []
    for number in range(count):
        again = bool(told) and chance.random() < 0.33
        place = chance.randrange(len(told)) if again else len(told)
        if not again:
            told.append([*chance.choices(rare, k=9), *chance.choices(usual, k=22)])
        words = told[place][:]
        if not again or chance.random() < 0.6:
            chance.shuffle(words)
            words[: len(words) // 3] = chance.choices(usual, k=len(words) // 3)
        if chance.random() < 0.1:
            words.append("benjamin")
        towns = [_TOWNS[0 if place % 80 == 0 else place * 7919 % len(_TOWNS)]]
        kind = chance.random()
        if kind < 0.002:
            towns = []
        elif kind > 0.98:
            towns += chance.sample(_TOWNS, 9)
        yield ToGroup(
            key=f"https://example.org/{seed}/{number:06}",
            title=" ".join(words[:9]),
            text=" ".join(words[9:]),
            at=utc(_START + timedelta(minutes=chance.randrange(72 * 60))),
            outlet=f"Journal {number % 300}",
            communes=tuple(towns),
            length=len(words) * 7,
        )


def main() -> None:
    """Measure and print."""
    new_count, known_count = (int(sys.argv[1]), int(sys.argv[2])) if len(sys.argv) > 2 else (5000, 15000)
    every = list(texts(new_count + known_count, 7))
    stored = {
        key: (number, story.thread)
        for number, story in enumerate(group(every[:known_count], ()).stories)
        for key in story.articles
    }
    known = [replace(one, story=stored[one.key][0], thread=stored[one.key][1]) for one in every[:known_count]]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.process_time()
    outcome = group(every[known_count:], known)
    seconds = time.process_time() - began
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    sizes = sorted((len(story.articles) for story in outcome.stories), reverse=True)
    print(
        f"{new_count} new, {known_count} known: {seconds:.1f} s of one core, {len(sizes)} stories, largest {sizes[:5]}"
    )
    print(f"peak memory {memory // 1024} MB ({before // 1024} MB before)")
    began = time.process_time()
    for one in every[known_count:][:2000]:
        wording(one)
    print(f"reading one Article {(time.process_time() - began) / 2000 * 1e6:.0f} µs")


if __name__ == "__main__":
    main()
