"""Odd feeds: ``python -m tests.bench.odd DIRECTORY [--mutations 0] [--seed 1] [--seconds 20]``.

Reads every file of a directory as the crawl child does, and as many mutated forms of them as asked for. A body must
take no crash and no longer than ``--seconds``, and no entry may be lost that feedparser's own reading of it sees.
Prints what was found wrong, and leaves with 1 when something was.
"""

from __future__ import annotations

import argparse
import io
import signal
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

import feedparser

from spiders.feeds import parse
from spiders.reading import FormatError
from tests.bench.mutations import CHEAP, DEAR

URL = "http://gazette.example/feed"
_DEAR_SHARE = 0.05


class TooLongError(Exception):
    """A body took more than its time."""


@contextmanager
def limited(seconds: int) -> Iterator[None]:
    """:raises TooLongError: what is inside takes more than these seconds."""

    def stop(signum: int, frame: object) -> None:
        raise TooLongError

    signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)


def bodies(folder: Path, mutations: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """The files, then mutated ones, with a name that says how they came about."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    for path in files:
        yield str(path.relative_to(folder)), path.read_bytes()
    random = Random(seed)
    for number in range(mutations if files else 0):
        path = random.choice(files)
        mutation = random.choice(DEAR if random.random() < _DEAR_SHARE else CHEAP)
        yield f"{path.relative_to(folder)} {mutation.__name__} {number}", mutation(path.read_bytes(), random)


def seen_by_feedparser(body: bytes, seconds: int) -> int:
    """How many entries feedparser sees; 0 where it fails itself."""
    try:
        with limited(seconds):
            return len(feedparser.parse(io.BytesIO(body), sanitize_html=False, resolve_relative_uris=False).entries)
    except Exception:
        return 0


def judged(body: bytes, seconds: int) -> tuple[str, float]:
    """What is wrong with our reading of a body (empty: nothing), and the seconds it took."""
    begun = time.perf_counter()
    try:
        with limited(seconds):
            count = parse(body, "", URL).count
    except FormatError:
        count = 0
    except TooLongError:
        return f"took more than {seconds} s", float(seconds)
    except Exception as error:
        return f"broke: {type(error).__name__}: {error}", 0.0
    taken = time.perf_counter() - begun
    seen = seen_by_feedparser(body, seconds)
    return (f"{count} entries where feedparser sees {seen}" if count < seen else ""), taken


def main() -> None:
    """Judge, print, and leave."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("directory", type=Path)
    parser.add_argument("--mutations", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=int, default=20)
    asked = parser.parse_args()
    warnings.simplefilter("ignore")
    total, wrong, slowest = 0, 0, (0.0, "")
    for name, body in bodies(asked.directory, asked.mutations, asked.seed):
        total += 1
        fault, taken = judged(body, asked.seconds)
        slowest = max(slowest, (taken, name))
        if fault:
            wrong += 1
            print(f"{name}: {fault}")
    print(f"{total} bodies, {wrong} wrong; the slowest took {slowest[0]:.2f} s ({slowest[1]})")
    raise SystemExit(1 if wrong else 0)


if __name__ == "__main__":
    main()
