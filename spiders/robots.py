"""robots.txt binds every request (RFC 9309): 4xx allows, 5xx, 429 or no answer forbids, Crawl-delay is kept."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from protego import Protego
from scrapy.exceptions import DownloadFailedError
from scrapy.http import Response

from pvd_watch.model import Failure
from spiders.dates import moment_of, stamp
from spiders.failures import Refused, failure_of
from spiders.hosts import LONGEST_CRAWL_DELAY, Host, Hosts
from spiders.trip import Trip, answered

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler

AGENT = "pvd-watch"
MOST_BYTES = 500_000
GOOD_FOR = timedelta(hours=24)
_NOT_REACHED = ("dns", "private", "connect")


class RobotsMiddleware:
    """Asks each site for its rules once, keeps them 24 hours with the state of the host, and holds all to them."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        spider: Any = crawler.spider
        self._hosts: Hosts = spider.hosts
        self._rules: dict[str, asyncio.Future[Protego]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> RobotsMiddleware:
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Let ``request`` pass, or not.

        :raises Refused: the rules forbid it, or could not be had.
        """
        if request.meta.get("exempt"):
            return
        site = "{0.scheme}://{0.netloc}".format(urlsplit(request.url))
        if site not in self._rules:
            self._rules[site] = asyncio.ensure_future(self._learn(site))
        rules = await self._rules[site]
        if not rules.can_fetch(request.url, AGENT):
            raise Refused("robots", f"{site}/robots.txt forbids {request.url} to {AGENT}.")

    async def _learn(self, site: str) -> Protego:
        """The rules of a site, as kept or as fetched now.

        :raises Refused: it did not say, so nothing is allowed.
        """
        host = self._hosts.of(site)
        if _fresh(host):
            return Protego.parse(host.state.robots_text)
        response = await self._ask(site, host)
        text = _text(response) if response.status < 300 else ""
        rules = Protego.parse(text)
        delay = min(rules.crawl_delay(AGENT) or 0.0, LONGEST_CRAWL_DELAY)
        _keep(host, response.status, text, delay)
        if not answered(response.status):
            raise Refused("robots", f"{site}/robots.txt answers HTTP {response.status}, so nothing is fetched there.")
        return rules

    async def _ask(self, site: str, host: Host) -> Response:
        trip = Trip(self._crawler.engine, f"{site}/robots.txt")
        try:
            return await trip.get({}, exempt=True)
        except Exception as error:
            failure = failure_of(error, trip.url)
            if failure is None:
                raise
            if failure.stage == "redirect" and trip.status:
                # Too many redirects are an answer: "unavailable", which allows (RFC 9309, 2.3.1.2).
                return Response(trip.url, status=trip.status)
            if failure.stage in ("http", "budget") or _never_reached(failure, error, trip):
                raise
            _keep(host, 0, "", 0.0)
            raise Refused(
                "robots", f"No answer for {site}/robots.txt, so nothing is fetched there. {failure.message}"
            ) from error


def _never_reached(failure: Failure, error: Exception, trip: Trip) -> bool:
    """Whether no request got as far as the site: then this is what there is to say, not that its rules are missing."""
    if trip.hops:
        return False
    return failure.stage == "tls" or (failure.stage in _NOT_REACHED and not isinstance(error, DownloadFailedError))


def _fresh(host: Host) -> bool:
    """Whether the kept rules still stand; a refusal for want of an answer is asked again in the next run."""
    asked = moment_of(host.state.robots_at)
    return asked is not None and datetime.now(UTC) - asked < GOOD_FOR and answered(host.state.robots_status)


def _keep(host: Host, status: int, text: str, delay: float) -> None:
    host.learn(robots_status=status, robots_text=text, robots_at=stamp(datetime.now(UTC)), delay_seconds=delay)


def _text(response: Response) -> str:
    """The rules, cut at the last whole line within the size that counts."""
    body = response.body
    if len(body) > MOST_BYTES:
        body = body[: body.rfind(b"\n", 0, MOST_BYTES) + 1]
    return body.decode("utf-8-sig", "replace").replace("\0", "")
