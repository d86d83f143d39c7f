"""Which Articles of a thread are compared with one another, to part it.

Plain inverted indexes over communes, telling words and departments, since MinHash does not earn its place here:
rewrites share too few words. On the project's scenes datasketch 2.0 (64 permutations) finds 20 of 322 pairs at a
threshold of 0.5 and 140 at 0.2; over 20,000 made-up Articles it takes 7.1 s for 1.7 million candidates, where these
indexes take 0.5 s for 180,000.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain, combinations

from pvd_watch.model import Pair
from pvd_watch.stories.crowds import in_time, slices
from pvd_watch.stories.likeness import comparable
from pvd_watch.stories.wording import Wording


def pair(a: str, b: str) -> Pair:
    """The Pair of two keys."""
    return (a, b) if a < b else (b, a)


def pairs(thread: Sequence[Wording]) -> Iterator[tuple[Wording, Wording]]:
    """Every comparable pair of a thread, each once; of a crowd that shares a commune or a word, see ``slices``."""
    seen: set[Pair] = set()
    for a, b in _candidates(thread):
        if comparable(a, b) and (key := pair(a.key, b.key)) not in seen:
            seen.add(key)
            yield a, b


def _candidates(thread: Sequence[Wording]) -> Iterator[tuple[Wording, Wording]]:
    """Articles that share a commune, or a tie with one that names no commune."""
    sought = {word for article in thread if not article.communes for word in article.ties}
    by_commune: dict[str, list[Wording]] = defaultdict(list)
    by_word: dict[str, list[Wording]] = defaultdict(list)
    for article in in_time(thread):
        for commune in article.communes:
            by_commune[commune].append(article)
        for word in article.ties & sought:
            by_word[word].append(article)
    for part in chain.from_iterable(map(slices, by_commune.values())):
        yield from combinations(part, 2)
    for part in chain.from_iterable(map(slices, by_word.values())):
        bare = [article for article in part if not article.communes]
        yield from ((a, b) for a in bare for b in part if a is not b)
