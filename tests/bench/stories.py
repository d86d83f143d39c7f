"""Speed of grouping: ``python -m tests.bench.stories [CASE …]``.

Each case is new Articles against those of the last 72 hours already in Stories, texts made up here.

- ordinary: 5,000 against 15,000; a third tell an event again in other words or as a copy, one town is in the news all
  day, one word (a storm's name) is in a tenth of the texts, one piece in five hundred names no town (the line hands in
  pieces that name one), some name ten.
- townless: the same with one piece in fifty that names no town.
- crowded: 12,000 at once in twenty towns, the texts of a town the same, the titles numbered.
- joining: 300 such against 12,000.
- reworded: 3,000 in twenty towns, each text with words of its own.
"""

from __future__ import annotations

import random
import resource
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from pvd_watch.model import CommuneRef, ToGroup
from pvd_watch.stories.group import group
from pvd_watch.stories.lexicon import COMMON
from pvd_watch.stories.wording import wording
from pvd_watch.times import utc

_TOWNS = [CommuneRef(f"{place:05}", f"Bourg{place}", f"{place % 95:02}", "53") for place in range(1646)]
_START = datetime(2026, 3, 3, tzinfo=UTC)


def texts(count: int, seed: int, townless: float = 0.002) -> Iterator[ToGroup]:
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
        if kind < townless:
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


def crowd(count: int, own_words: int = 0) -> Iterator[ToGroup]:
    """Made-up Articles of ten hours in twenty towns, a paragraph each and ``own_words`` words of their own."""
    chance = random.Random(5)
    usual = sorted(COMMON)
    paragraphs = [" ".join(chance.choices(usual, k=28) * 2) for _ in range(20)]
    subjects = [" ".join(chance.choices(usual, k=6)) for _ in range(8)]
    for number in range(count):
        outlet, place = divmod(number, 40)
        town = (outlet * 7 + place) % 20
        own = " ".join("".join(chance.choices("aeioulnrst", k=8)) for _ in range(own_words))
        yield ToGroup(
            key=f"https://example.org/{outlet}/{place}",
            title=f"Bourg{town} : {subjects[(outlet + place) % 8]} n°{outlet}-{place}",
            text=f"À Bourg{town}, {own} {paragraphs[town]}",
            at=utc(_START + timedelta(minutes=place * 7 + outlet)),
            outlet=f"Journal {outlet}",
            communes=(_TOWNS[town],),
            length=400,
        )


CASES: dict[str, Callable[[], tuple[list[ToGroup], int]]] = {
    "ordinary": lambda: (list(texts(20_000, 7)), 15_000),
    "townless": lambda: (list(texts(20_000, 7, 0.02)), 15_000),
    "crowded": lambda: (list(crowd(12_000)), 0),
    "joining": lambda: (list(crowd(12_300)), 12_000),
    "reworded": lambda: (list(crowd(3_000, 6)), 0),
}
"""The Articles of each case, and how many of them are known before."""


def measure(case: str) -> None:
    """Group and print."""
    every, known_count = CASES[case]()
    stored = {
        key: (number, story.thread)
        for number, story in enumerate(group(every[:known_count], ()).stories)
        for key in story.articles
    }
    known = [replace(one, story=stored[one.key][0], thread=stored[one.key][1]) for one in every[:known_count]]
    began = time.process_time()
    outcome = group(every[known_count:], known)
    seconds = time.process_time() - began
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    sizes = sorted((len(story.articles) for story in outcome.stories), reverse=True)
    print(
        f"{case}: {len(every) - known_count} new, {known_count} known: {seconds:.1f} s of one core, peak {memory} MB,"
        f" {len(sizes)} stories, largest {sizes[:5]}",
        flush=True,
    )


def main() -> None:
    """Measure the cases named, else all."""
    for case in sys.argv[1:] or CASES:
        measure(case)
    some = CASES["ordinary"]()[0][:2000]
    began = time.process_time()
    for one in some:
        wording(one)
    print(f"reading one Article {(time.process_time() - began) / 2000 * 1e6:.0f} µs")


if __name__ == "__main__":
    main()
