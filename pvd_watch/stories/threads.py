"""Threads: what pairs that speak for one event hold together, directly or through others.

These are the connected components of a graph whose edges look at two Articles alone, so they depend on the set of
Articles alone. Which edges are looked at does not matter as long as none between two components is left out: an
Article is held against the components it might join, and the first edge to a component spares the rest of it. In a
town where a thousand pieces tell of one event, each is so compared with a few and not with a thousand.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from pvd_watch.model import Pair
from pvd_watch.stories.crowds import in_time
from pvd_watch.stories.likeness import comparable, points, related
from pvd_watch.stories.unions import UnionFind
from pvd_watch.stories.wording import Wording


def threads(fresh: Sequence[Wording], settled: Sequence[Wording], held: Iterable[Pair]) -> dict[str, tuple[str, ...]]:
    """The threads that hold a fresh Article, by their smallest key; keys sorted.

    :param settled: those whose edges among each other are known, and that a fresh one may be comparable with.
    :param held: pairs that are in one thread whatever their words: known edges, and what editors merged; their keys
        may be of Articles that are not among ``settled``.
    """
    held = list(held)
    together = UnionFind((*(article.key for article in (*fresh, *settled)), *(key for two in held for key in two)))
    for a, b in held:
        together.union(a, b)
    beside = _Beside(together, [*fresh, *settled])
    for article in in_time(settled):
        beside.add(article)
    for article in in_time(fresh):
        beside.join(article)
        beside.add(article)
    touched = {together.find(article.key) for article in fresh}
    return {first: keys for first, keys in together.sets().items() if first in touched}


def _speaks(a: Wording, b: Wording) -> bool:
    return related(a, b) and comparable(a, b) and points(a, b) > 0


class _Beside:
    """The Articles seen so far, by commune and component, and by what ties them where one names no town.

    An Article without a commune is looked for by its telling words and its departments, among all; others only among
    those of their communes. So each without a commune costs a look at all that share one with it: hand in few.
    """

    def __init__(self, together: UnionFind, everything: Iterable[Wording]) -> None:
        self._together = together
        self._sought = {word for article in everything if not article.communes for word in article.ties}
        self._of_commune: dict[str, dict[str, list[Wording]]] = defaultdict(dict)
        self._of_word: dict[str, list[Wording]] = defaultdict(list)
        self._bare_of_word: dict[str, list[Wording]] = defaultdict(list)

    def add(self, article: Wording) -> None:
        """Let this Article be found by those that follow."""
        root = self._together.find(article.key)
        for commune in article.communes:
            self._of_commune[commune].setdefault(root, []).append(article)
        for word in article.ties & self._sought:
            self._of_word[word].append(article)
            if not article.communes:
                self._bare_of_word[word].append(article)

    def join(self, article: Wording) -> None:
        """Put this Article together with every component that an edge leads to."""
        for commune in article.communes:
            for members in self._components(commune, article):
                near = next((other for other in reversed(members) if _speaks(article, other)), None)
                if near is not None:
                    self._together.union(article.key, near.key)
        for other in self._sharing(article):
            apart = self._together.find(article.key) != self._together.find(other.key)
            if apart and _speaks(article, other):
                self._together.union(article.key, other.key)

    def _components(self, commune: str, article: Wording) -> list[list[Wording]]:
        """The Articles of a commune, component by component, those of this Article's own left out."""
        before, find = self._of_commune[commune], self._together.find
        for root in [root for root in before if find(root) != root]:
            moved, kept = sorted((before.pop(root), before.get(find(root), [])), key=len)
            kept.extend(moved)
            before[find(root)] = kept
        own = find(article.key)
        return [members for root, members in before.items() if root != own]

    def _sharing(self, article: Wording) -> Iterator[Wording]:
        """The Articles found by a tie of this one, each once."""
        index = self._bare_of_word if article.communes else self._of_word
        if not index:
            return iter(())
        found = {other.key: other for word in article.ties & self._sought for other in index.get(word, ())}
        return iter(found.values())
