"""The last place before the network: every request, of whatever origin, waits here for its turn and its address."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from time import monotonic
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler

from spiders.headers import BoundedFactory
from spiders.hosts import Hosts
from spiders.resolver import Guard

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response

TOO_MANY = 429
_ASK_US_TO_WAIT = (TOO_MANY, 503)
_WAIT_UNSAID = timedelta(minutes=10)


class PoliteHandler(HTTP11DownloadHandler):
    """One request at a time to a host, with its delay, to a checked address, within one time limit for all of it."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        # A connection kept open is often closed by the server during the delay; Twisted would then send the request
        # a second time at once, so every request has its own connection.
        self._pool.persistent = False
        self._pool._factory = BoundedFactory
        self._timeout = crawler.settings.getfloat("DOWNLOAD_TIMEOUT")
        spider: Any = crawler.spider
        self._hosts: Hosts = spider.hosts
        self._guard: Guard = spider.guard

    async def download_request(self, request: Request) -> Response:
        """The answer to ``request``, redirects not followed.

        :raises Refused: the host asked us to stay away, has no address, or a private one.
        """
        async with self._hosts.turn(request.url):
            started = monotonic()
            try:
                await self._guard.check(urlsplit(request.url).hostname or "", self._timeout)
                self._hosts.count(request.url)
                request.meta["download_timeout"] = max(0.1, self._timeout - (monotonic() - started))
                response = await super().download_request(request)
            finally:
                request.meta["seconds"] = monotonic() - started
            # Noted before the turn ends, so that no request slips through that was already waiting for it.
            if response.status in _ASK_US_TO_WAIT:
                self._note_wait(response)
        return response

    def _note_wait(self, response: Response) -> None:
        until = retry_after(response.headers.get("Retry-After"), datetime.now(UTC))
        if until is None and response.status == TOO_MANY:
            until = datetime.now(UTC) + _WAIT_UNSAID
        if until is not None:
            self._hosts.stay_away(response.url, until)


def retry_after(header: bytes | None, now: datetime) -> datetime | None:
    """The moment a ``Retry-After`` header names, given in seconds or as an HTTP date; None when it says nothing."""
    text = (header or b"").decode("ascii", "replace").strip()
    if text.isdigit() and len(text) < 9:
        return now + timedelta(seconds=int(text))
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
