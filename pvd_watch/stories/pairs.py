"""Which Articles are worth comparing: indexes over communes and telling words, exact and the same in any order.

Plain inverted indexes, since MinHash does not earn its place here: rewrites share too few words. On the project's
scenes datasketch 2.0 (64 permutations) finds 20 of 322 pairs at a threshold of 0.5 and 140 at 0.2; over 20,000
made-up Articles it takes 7.1 s for 1.7 million candidates, where these indexes take 0.5 s for 180,000.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from pvd_watch.stories.likeness import comparable
from pvd_watch.stories.weights import TELLING_SHARED
from pvd_watch.stories.wording import Wording

Pair = tuple[str, str]
"""Keys of two Articles, the smaller first."""


def pair(a: str, b: str) -> Pair:
    """The Pair of two keys."""
    return (a, b) if a < b else (b, a)


def pairs(new: Sequence[Wording], known: Sequence[Wording]) -> Iterator[tuple[Wording, Wording]]:
    """Every comparable pair with at least one new Article in it, each once.

    An Article without a commune is looked for by its telling words, among all; others only among those of their
    communes. So each without a commune costs a look at all that share a telling word with it: hand in few.
    """
    everything = [*new, *known]
    position = {article.key: place for place, article in enumerate(everything)}
    by_commune = _index((article, article.communes) for article in everything)
    bare = [article for article in everything if not article.communes]
    by_bare_word = _index((article, article.telling) for article in bare)
    by_word = _index((article, article.telling) for article in everything) if bare else {}
    for place, article in enumerate(new):
        near = {other.key: other for insee in article.communes for other in by_commune[insee]}
        for other in _sharing(article, by_bare_word if article.communes else by_word):
            near[other.key] = other
        for key, other in near.items():
            if position[key] > place and comparable(article, other):
                yield article, other


def _index(entries: Iterable[tuple[Wording, Iterable[str]]]) -> dict[str, list[Wording]]:
    index: dict[str, list[Wording]] = defaultdict(list)
    for article, terms in entries:
        for term in terms:
            index[term].append(article)
    return index


def _sharing(article: Wording, index: dict[str, list[Wording]]) -> Iterator[Wording]:
    """The Articles of an index that share enough telling words with this one."""
    if not index:
        return iter(())
    found = {other.key: other for word in article.telling for other in index.get(word, ())}
    shared = Counter(other.key for word in article.telling for other in index.get(word, ()))
    return (found[key] for key, count in shared.items() if count >= TELLING_SHARED)
