"""What was counted or drawn once, kept until what it rests on changes."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar

_MOST = 64
_T = TypeVar("_T")


class Kept:
    """Values by name, each with the stamp of what it rests on; the one not asked for for longest goes first."""

    def __init__(self) -> None:
        self._values: OrderedDict[Hashable, tuple[Hashable, Any]] = OrderedDict()
        self._lock = Lock()

    def get(self, name: Hashable, stamp: Hashable, make: Callable[[], _T]) -> _T:
        """The value of a name, made where there is none of that stamp.

        Two visits may make it at the same time: that costs less than a visit that waits for another.
        """
        with self._lock:
            held = self._values.get(name)
            if held is not None and held[0] == stamp:
                self._values.move_to_end(name)
                value: _T = held[1]
                return value
        value = make()
        with self._lock:
            self._values[name] = stamp, value
            self._values.move_to_end(name)
            if len(self._values) > _MOST:
                self._values.popitem(last=False)
        return value
