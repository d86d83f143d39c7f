"""Manners towards hosts: whose turn it is, how long to wait, when to stay away, and what the next run must know."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from math import inf
from time import monotonic
from urllib.parse import urlsplit

from pvd_watch.model import HostState, StartJob
from spiders.dates import PARIS, moment_of, stamp
from spiders.failures import Refused

LEAST_DELAY = 0.001
LONGEST_CRAWL_DELAY = 60.0
LONGEST_STAY_AWAY = timedelta(days=7)
_DEFAULT_PORTS = {"http": 80, "https": 443}


def host_name(url: str) -> str:
    """The host that is paced: ``name``, or ``name:port`` where the port is not the scheme's own.

    :raises ValueError: the address has no host or an impossible port.
    """
    parts = urlsplit(url)
    name = (parts.hostname or "").rstrip(".")
    if not name:
        raise ValueError(f"{url} names no host")
    name = f"[{name}]" if ":" in name else name
    port = parts.port
    return name if port in (None, _DEFAULT_PORTS.get(parts.scheme)) else f"{name}:{port}"


class Host:
    """One host: what is known of it, and the lock that lets one request through at a time."""

    def __init__(self, state: HostState, delay: float) -> None:
        self.state = state
        self.touched = False
        self.lock = asyncio.Lock()
        self.ended_at = -inf
        self._delay = delay

    @property
    def delay(self) -> float:
        """Seconds from the end of one request to the start of the next."""
        return max(self._delay, self.state.delay_seconds, LEAST_DELAY)

    @property
    def away(self) -> bool:
        """Whether it asked us to stay away, and the time is not over."""
        until = moment_of(self.state.not_before)
        return until is not None and until > datetime.now(UTC)

    @property
    def requests_today(self) -> int:
        return self.state.requests_count if self.state.requests_day == _today() else 0

    def learn(self, **changes: str | float) -> HostState:
        self.touched = True
        self.state = replace(self.state, **changes)  # type: ignore[arg-type]  # the names are those of HostState
        return self.state


class Hosts:
    """All hosts of a crawl. ``report`` is called with what must not be lost even if the crawl is cut short."""

    def __init__(self, start: StartJob, report: Callable[[HostState], None]) -> None:
        self._delay = start.delay_seconds
        self._budget = start.max_requests_per_day
        self._report = report
        self._transfers = asyncio.Semaphore(max(1, start.concurrency))
        self._hosts = {state.host: Host(state, self._delay) for state in start.hosts}

    def of(self, url: str) -> Host:
        """The host of an address."""
        name = host_name(url)
        if name not in self._hosts:
            self._hosts[name] = Host(HostState(name), self._delay)
        return self._hosts[name]

    @asynccontextmanager
    async def turn(self, url: str) -> AsyncIterator[None]:
        """The right to make one request to the host of ``url``; waits for the one before, its delay, and a free line.

        :raises Refused: the host asked us to stay away until later, or had all the requests of this day.
        """
        host = self.of(url)
        async with host.lock:
            self._refuse_while_away(host)
            self._refuse_over_budget(host)
            while (wait := host.ended_at + host.delay - monotonic()) > 0:
                await asyncio.sleep(wait)
            # The line is taken last, so that a host that makes us wait holds none.
            async with self._transfers:
                try:
                    yield
                finally:
                    host.ended_at = monotonic()

    def count(self, url: str) -> None:
        """One more request of this day to the host of ``url``."""
        host = self.of(url)
        host.learn(requests_day=_today(), requests_count=host.requests_today + 1)

    def stay_away(self, url: str, until: datetime) -> None:
        """Make no further request to the host of ``url`` before ``until``, in this run and in the next ones."""
        latest = datetime.now(UTC) + LONGEST_STAY_AWAY
        self._report(self.of(url).learn(not_before=stamp(min(until, latest))))

    def away_until(self, url: str) -> str:
        """Until when the host of ``url`` wants no request, as UTC text; empty when it did not ask for that."""
        try:
            host = self.of(url)
        except ValueError:
            return ""
        return host.state.not_before if host.away else ""

    def touched(self) -> Iterator[HostState]:
        """The state of every host that was asked something in this crawl."""
        return (host.state for host in self._hosts.values() if host.touched)

    @staticmethod
    def _refuse_while_away(host: Host) -> None:
        if host.away:
            away = host.state.not_before
            raise Refused("http", f"{host.state.host} asked us to make no request before {away}; none was made.")

    def _refuse_over_budget(self, host: Host) -> None:
        if self._budget and host.requests_today >= self._budget:
            raise Refused(
                "budget",
                f"{host.state.host} was asked {host.requests_today} times today, which is all we allow ourselves; "
                "the rest is asked for tomorrow.",
            )


def _today() -> str:
    return datetime.now(PARIS).date().isoformat()
