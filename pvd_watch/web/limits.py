"""How often one address may search, report an error or ask the API: a token bucket each, in memory.

The decision is pure; :class:`Limits` holds the buckets of the addresses that came last.
"""

from __future__ import annotations

import math
from collections import OrderedDict
from dataclasses import dataclass
from ipaddress import ip_address
from threading import Lock

from pvd_watch.accounts.attempts import key_of_address

_LIMITED = ("/recherche", "/signaler", "/api", "/connexion/fournisseur")
_REMEMBERED = 10_000
"""Addresses; the one that has not come for longest is forgotten first."""


@dataclass(frozen=True, slots=True)
class Bucket:
    """How many requests an address has left at a moment, in seconds."""

    left: float
    at: float


def take(bucket: Bucket, now: float, per_minute: int) -> tuple[Bucket, int]:
    """The bucket after one more request, and how many seconds that one must wait; 0: it may pass.

    :param per_minute: how fast it fills, and the most that it holds.
    """
    left = min(float(per_minute), bucket.left + max(0.0, now - bucket.at) * per_minute / 60)
    if left < 1:
        return Bucket(left, now), math.ceil((1 - left) * 60 / per_minute)
    return Bucket(left - 1, now), 0


class Limits:
    """The buckets of a site.

    :param per_minute: requests; 0: without bound.
    """

    def __init__(self, per_minute: int) -> None:
        self._per_minute = per_minute
        self._buckets: OrderedDict[str, Bucket] = OrderedDict()
        self._lock = Lock()

    def wait(self, path: str, address: str, now: float) -> int:
        """Seconds until a request for a path may come again; 0: it passes.

        Requests of this machine are not counted: they are its operator's, or of a proxy that hides all readers.
        """
        if not self._per_minute or not is_limited(path) or _is_here(address):
            return 0
        key = key_of_address(address)
        with self._lock:
            full = Bucket(float(self._per_minute), now)
            self._buckets[key], seconds = take(self._buckets.pop(key, full), now, self._per_minute)
            if len(self._buckets) > _REMEMBERED:
                self._buckets.popitem(last=False)
        return seconds


def is_limited(path: str) -> bool:
    """Whether requests for a path are counted."""
    return any(path == room or path.startswith(f"{room}/") for room in _LIMITED)


def _is_here(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False
