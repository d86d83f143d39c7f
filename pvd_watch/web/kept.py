"""What was counted, drawn or answered once, kept in memory until what it rests on changes."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar

_MOST = 64
_T = TypeVar("_T")


class Kept:
    """Values by name, each with the stamp of what it rests on; the one not asked for for longest goes first.

    :param most: what all values may weigh together.
    :param weight: of a value, which is never None; where nothing is said they are counted.
    """

    def __init__(self, most: int = _MOST, weight: Callable[[Any], int] = lambda _: 1) -> None:
        self._most, self._weight = most, weight
        self._values: OrderedDict[Hashable, tuple[Hashable, Any]] = OrderedDict()
        self._weighs = 0
        self._lock = Lock()

    def get(self, name: Hashable, stamp: Hashable, make: Callable[[], _T]) -> _T:
        """The value of a name, made where there is none of that stamp.

        Two visits may make it at the same time: that costs less than a visit that waits for another.
        """
        held = self.find(name, stamp)
        if held is not None:
            value: _T = held
            return value
        value = make()
        self.put(name, stamp, value)
        return value

    def find(self, name: Hashable, stamp: Hashable) -> Any | None:
        """The value of a name; None where there is none of that stamp."""
        with self._lock:
            held = self._values.get(name)
            if held is None:
                return None
            if held[0] != stamp:
                self._drop(name)
                return None
            self._values.move_to_end(name)
            return held[1]

    def put(self, name: Hashable, stamp: Hashable, value: object) -> None:
        """Keep a value; ``stamp`` was read before it was made."""
        with self._lock:
            self._drop(name)
            self._values[name] = stamp, value
            self._weighs += self._weight(value)
            while self._weighs > self._most:
                self._drop(next(iter(self._values)))

    def _drop(self, name: Hashable) -> None:
        if name in self._values:
            self._weighs -= self._weight(self._values.pop(name)[1])
