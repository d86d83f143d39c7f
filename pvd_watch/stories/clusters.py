"""Average linkage (UPGMA, Sokal and Michener 1958) over the pairs of one thread, within what editors decided.

Chains do not snowball: two groups join only while the pairs between them speak for it *on average*, and a pair that
was not worth comparing, or is out of the window, speaks against it. Then single
Articles move where they fit better. The result depends on the set of Articles alone: sums are whole numbers, ties are
settled by the keys.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

from pvd_watch.model import Pair
from pvd_watch.stories.pairs import pair
from pvd_watch.stories.unions import UnionFind
from pvd_watch.stories.weights import NOT_COMPARED

_MOST_ROUNDS = 10
"""Rounds of moves, a safeguard: one or two are enough on real threads."""


def cluster(
    keys: Collection[str], scores: Mapping[Pair, int], together: Iterable[Pair], apart: Iterable[Pair]
) -> list[tuple[str, ...]]:
    """Part the Articles of a thread into Stories.

    :param scores: the points of every comparable pair; any other counts ``NOT_COMPARED``.
    :param together: pairs that editors merged; each is joined first, unless that would join a pair of ``apart``.
    :param apart: pairs that editors split: no Story ever holds both.
    :returns: the keys of each Story, sorted.
    """
    together, apart = sorted(together), sorted(apart)
    linkage = _Linkage(keys, scores, apart)
    for a, b in together:
        linkage.join(a, b)
    while best := linkage.closest():
        linkage.join(*best)
    decided = {key for two in (*together, *apart) for key in two}
    return _settled(linkage.sets.sets(), scores, decided)


def _settled(
    parts: Mapping[str, Sequence[str]], scores: Mapping[Pair, int], decided: Collection[str]
) -> list[tuple[str, ...]]:
    """Let each Article move to the part whose pairs with it speak most for it in sum, or stand alone.

    Every move raises the sum over all pairs within parts (correlation clustering, Bansal, Blum and Chawla 2004; a
    local search). Articles of ``decided`` stay where editors' decisions put them.
    """
    part_of = {key: first for first, keys in parts.items() for key in keys}
    size = Counter(part_of.values())
    links: dict[str, dict[str, int]] = {key: {} for key in part_of}
    for (a, b), points in scores.items():
        links[a][b] = links[b][a] = points
    for _ in range(_MOST_ROUNDS):
        moved = False
        for key in sorted(part_of.keys() - decided):
            best = _best_part(key, part_of, size, links[key])
            if best != part_of[key]:
                size[part_of[key]] -= 1
                size[best] += 1
                part_of[key], moved = best, True
        if not moved:
            break
    found: dict[str, list[str]] = {}
    for key in sorted(part_of):
        found.setdefault(part_of[key], []).append(key)
    return sorted(map(tuple, found.values()))


def _best_part(key: str, part_of: Mapping[str, str], size: Mapping[str, int], links: Mapping[str, int]) -> str:
    """Where the sum of an Article's pairs is greatest; where it is unless another is better."""
    own = part_of[key]
    sums = {own: NOT_COMPARED * (size[own] - 1)}
    for other, points in links.items():
        part = part_of[other]
        sums.setdefault(part, NOT_COMPARED * size[part])
        sums[part] += points - NOT_COMPARED
    best = min(sums, key=lambda part: (-sums[part], part != own, part))
    if sums[best] >= 0:
        return best
    return own if size[own] == 1 else f"{key} alone"


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
