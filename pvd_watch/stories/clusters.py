"""Average linkage (UPGMA, Sokal and Michener 1958) over the pairs of one thread, within what editors decided.

Chains do not snowball: two groups join only while the pairs between them speak for it *on average*, and a pair that
was not worth comparing, or is out of the window, speaks against it. The result depends on the set of Articles alone:
sums are whole numbers, ties are settled by the keys.
"""

from __future__ import annotations

import heapq
from collections.abc import Collection, Iterable, Mapping

from pvd_watch.model import Pair
from pvd_watch.stories.pairs import pair
from pvd_watch.stories.unions import UnionFind
from pvd_watch.stories.weights import NOT_COMPARED


def cluster(
    keys: Collection[str], scores: Mapping[Pair, int], together: Iterable[Pair], apart: Iterable[Pair]
) -> list[tuple[str, ...]]:
    """Part the Articles of a thread into Stories.

    :param scores: the points of every comparable pair; any other counts ``NOT_COMPARED``.
    :param together: pairs that editors merged; each is joined first, unless that would join a pair of ``apart``.
    :param apart: pairs that editors split: no Story ever holds both.
    :returns: the keys of each Story, sorted.
    """
    linkage = _Linkage(keys, scores, apart)
    for a, b in sorted(together):
        linkage.join(a, b)
    while best := linkage.closest():
        linkage.join(*best)
    return sorted(linkage.sets.sets().values())


class _Linkage:
    def __init__(self, keys: Collection[str], scores: Mapping[Pair, int], apart: Iterable[Pair]) -> None:
        self.sets = UnionFind(keys)
        self._size = dict.fromkeys(keys, 1)
        self._links: dict[str, dict[str, tuple[int, int]]] = {key: {} for key in keys}
        self._apart: dict[str, set[str]] = {key: set() for key in keys}
        for a, b in apart:
            self._apart[a].add(b)
            self._apart[b].add(a)
        for (a, b), points in scores.items():
            self._links[a][b] = self._links[b][a] = (points, 1)
        self._heap = [(-self._mean(a, b), a, b) for a, b in scores]
        heapq.heapify(self._heap)

    def _mean(self, a: str, b: str) -> float:
        total, compared = self._links[a][b]
        possible = self._size[a] * self._size[b]
        return (total + NOT_COMPARED * (possible - compared)) / possible

    def closest(self) -> Pair | None:
        """The two sets that most speaks for joining, if any."""
        while self._heap and self._heap[0][0] < 0:
            negative, a, b = heapq.heappop(self._heap)
            if b in self._links.get(a, ()) and self._mean(a, b) == -negative and b not in self._apart[a]:
                return a, b
        return None

    def join(self, a: str, b: str) -> None:
        """Put the sets of two keys together, unless editors keep them apart."""
        a, b = pair(self.sets.find(a), self.sets.find(b))
        if a == b or b in self._apart[a]:
            return
        self.sets.union(a, b)
        self._size[a] += self._size.pop(b)
        for other in self._apart.pop(b):
            self._apart[a].add(other)
            self._apart[other].discard(b)
            self._apart[other].add(a)
        for other, (total, compared) in self._links.pop(b).items():
            del self._links[other][b]
            if other != a:
                before = self._links[a].get(other, (0, 0))
                self._links[a][other] = self._links[other][a] = (before[0] + total, before[1] + compared)
        for other in self._links[a]:
            if self._mean(a, other) > 0:
                heapq.heappush(self._heap, (-self._mean(a, other), *pair(a, other)))
