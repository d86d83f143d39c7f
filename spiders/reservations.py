"""Asks each site for its ``tdmrep.json`` before the first page of it, and keeps the answer 24 hours with the host."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from scrapy.exceptions import IgnoreRequest

from pvd_watch.model import Failure
from spiders.dates import moment_of, stamp
from spiders.failures import Refused, failure_of
from spiders.hosts import Host, Hosts
from spiders.tdm import Rules
from spiders.trip import Trip, answered

GOOD_FOR = timedelta(hours=24)
_PATH = "/.well-known/tdmrep.json"
_MOST_CHARS = 500_000
_NO_RULES = ("robots", "redirect", "size", "format")


class Reserved(IgnoreRequest):
    """A page that is not asked for because its site reserves text and data mining."""


class Reservations:
    """What the sites of a crawl reserve. ``trip`` makes the way to an address."""

    def __init__(self, hosts: Hosts, trip: Callable[[str], Trip]) -> None:
        self._hosts = hosts
        self._trip = trip
        self._rules: dict[str, asyncio.Future[Rules]] = {}

    async def allow(self, url: str) -> None:
        """Let the page at ``url`` be asked for, or not.

        :raises Reserved: its site reserves it.
        :raises Refused: its site could not say.
        """
        site = "{0.scheme}://{0.netloc}".format(urlsplit(url))
        if site not in self._rules:
            self._rules[site] = asyncio.ensure_future(self._learn(site))
        rules = await self._rules[site]
        if rules.reserve(url):
            raise Reserved(url)

    async def _learn(self, site: str) -> Rules:
        host = self._hosts.of(site)
        if _fresh(host):
            return Rules(host.state.tdm_text)
        trip = self._trip(site + _PATH)
        status, text = await self._ask(trip)
        host.learn(tdm_status=status, tdm_text=text, tdm_at=stamp(datetime.now(UTC)))
        if not answered(status):
            raise Refused("http", f"{trip.url} answers HTTP {status}, so no page is read there for now.")
        return Rules(text)

    async def _ask(self, trip: Trip) -> tuple[int, str]:
        """The status and the rules: none where the site has no such file, or none that can be had.

        :raises Refused: the site does not answer.
        """
        try:
            response = await trip.get({"Accept": "application/json"})
        except Exception as error:
            failure = failure_of(error, trip.url)
            if failure is None:
                raise
            if failure.stage in _NO_RULES:
                return 404, ""
            raise Refused(failure.stage, _silent(failure)) from error
        text = response.body[:_MOST_CHARS].decode("utf-8-sig", "replace") if response.status < 300 else ""
        return response.status, text if text.lstrip().startswith(("[", "{")) else ""


def _silent(failure: Failure) -> str:
    return f"The site does not say whether it reserves text and data mining, so no page is read. {failure.message}"


def _fresh(host: Host) -> bool:
    """Whether the kept answer still stands; a server's fault is asked about again in the next run."""
    asked = moment_of(host.state.tdm_at)
    return asked is not None and datetime.now(UTC) - asked < GOOD_FOR and answered(host.state.tdm_status)
