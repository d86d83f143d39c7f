"""How long a login must wait after others that failed: a pure decision on when they failed.

The wait grows with each failure and is never for good, so that a stranger cannot lock an account's owner out for long.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from ipaddress import ip_address, ip_network

from pvd_watch.times import moment_of

FREE_BY_NAME, FREE_BY_ADDRESS = 5, 20
"""Failures that cost no wait: at one account, from one address."""
WINDOW = timedelta(hours=1)
"""How long a failure is remembered."""
_FIRST, _MOST = 30, 900
"""In seconds; the first wait doubles with each further failure."""


def wait(by_name: Sequence[str], by_address: Sequence[str], now: datetime) -> int:
    """Seconds until another login may be tried; 0: now.

    :param by_name: when logins of the account failed within :data:`WINDOW`, in any order.
    :param by_address: when logins from the address failed.
    """
    return max(_wait(by_name, FREE_BY_NAME, now), _wait(by_address, FREE_BY_ADDRESS, now))


def key_of_name(name: str) -> str:
    """What is kept of a name that was typed at a login that failed: people type passwords there by mistake."""
    return sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def key_of_address(address: str) -> str:
    """An address as failures and requests are counted by it: of IPv6 the network, as one reader has all of it."""
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return address[:64]
    if found.version == 6 and found.ipv4_mapped is not None:
        return str(found.ipv4_mapped)
    return str(found) if found.version == 4 else str(ip_network((found, 64), strict=False))


def _wait(failures: Sequence[str], free: int, now: datetime) -> int:
    if len(failures) < free:
        return 0
    seconds = min(_FIRST * 2 ** min(len(failures) - free, 10), _MOST)
    until = moment_of(max(failures)) + timedelta(seconds=seconds)
    return max(0, int((until - now).total_seconds()))
