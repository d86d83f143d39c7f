"""Crowded threads: what is compared with what where a thread is too large to compare all its pairs.

A town in the news all day gathers hundreds of copies and a round-up here and there that ties them together. In such
a thread copies stand for one another first, and what is still left of one town is cut along the time. Both look at the
set of Articles alone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise

from pvd_watch.stories.wording import Wording

CROWD = 60
"""Articles from which a thread is a crowd."""

MOST_COMPARED = 120
"""Articles of one town, or with one telling word, of which all pairs are compared."""

_DAY = 86_400


def without_copies(thread: Sequence[Wording], decided: Collection[str]) -> dict[str, list[str]]:
    """The keys that each compared Article of a thread stands for, its own first; small threads are left as they are.

    Copies are Articles of one day and the same communes with the same words but for numbers; the earliest stands for
    them. ``decided``: keys on which editors decided; each stands for itself.
    """
    if len(thread) <= CROWD:
        return {article.key: [article.key] for article in thread}
    found: dict[object, list[str]] = {}
    for article in in_time(thread):
        same = (article.communes, article.seconds // _DAY, article.body)
        found.setdefault(article.key if article.key in decided else same, []).append(article.key)
    return {keys[0]: keys for keys in found.values()}


def slices(neighbours: Sequence[Wording]) -> list[Sequence[Wording]]:
    """Articles in the order of time, cut into as few even parts as keep each within bounds."""
    count = -(-len(neighbours) // MOST_COMPARED)
    cuts = [len(neighbours) * part // count for part in range(count + 1)]
    return [neighbours[start:end] for start, end in pairwise(cuts)]


def in_time(thread: Iterable[Wording]) -> list[Wording]:
    """Earliest first."""
    return sorted(thread, key=lambda article: (article.seconds, article.key))
