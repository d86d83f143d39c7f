"""Sets of keys that grow together (union-find, Galler and Fischer 1964)."""

from __future__ import annotations

from collections.abc import Iterable


class UnionFind:
    """Sets of keys that grow together; the smallest key stands for its set."""

    def __init__(self, keys: Iterable[str]) -> None:
        self._parent = {key: key for key in keys}

    def __contains__(self, key: str) -> bool:
        return key in self._parent

    def find(self, key: str) -> str:
        """The key that stands for the set of this one."""
        parent = self._parent
        while (above := parent[key]) != key:
            parent[key] = key = parent[above]
        return key

    def union(self, a: str, b: str) -> str:
        """Put two sets together; the key that stands for the result."""
        kept, gone = sorted((self.find(a), self.find(b)))
        self._parent[gone] = kept
        return kept

    def sets(self) -> dict[str, tuple[str, ...]]:
        """Each set by the key that stands for it, keys sorted."""
        found: dict[str, list[str]] = {}
        for key in sorted(self._parent):
            found.setdefault(self.find(key), []).append(key)
        return {first: tuple(keys) for first, keys in found.items()}
