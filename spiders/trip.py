"""The way of one address through its redirects: bounded, http only, each hop allowed by robots.txt and paced."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from urllib.parse import urldefrag, urljoin, urlsplit

from scrapy import Request
from scrapy.core.engine import ExecutionEngine
from scrapy.http import Response
from w3lib.url import safe_url_string

from spiders.failures import Refused
from spiders.hosts import host_name

MOST_REDIRECTS = 5
_REDIRECTS = (301, 302, 303, 307, 308)
_PERMANENT = (301, 308)


class Trip:
    """One address being fetched. ``url``, ``status``, ``seconds`` (of transfer, not of waiting) and ``permanent`` (all
    hops so far were permanent redirects) tell how far it came, also when it fails."""

    def __init__(
        self, engine: ExecutionEngine, url: str, allow: Callable[[str], Awaitable[None]] | None = None
    ) -> None:
        """``allow`` is asked before each hop, and raises where it may not be made."""
        self._engine = engine
        self._allow = allow
        self.url = url
        self.status = 0
        self.seconds = 0.0
        self.hops = 0
        self.permanent = True

    def to(self, url: str) -> Trip:
        """Another trip of the same crawl."""
        return Trip(self._engine, url, self._allow)

    async def get(self, headers: Mapping[str, str], exempt: bool = False) -> Response:
        """The answer at the end of the redirects. ``exempt``: robots.txt does not bind this (it is robots.txt itself).

        :raises Refused: the way leads too far, or to where we do not go.
        :raises Exception: what Scrapy raises when there is no answer.
        """
        while True:
            response = await self._hop(headers, exempt)
            target = _target(response)
            if target is None:
                return response
            self.hops += 1
            if self.hops > MOST_REDIRECTS:
                raise Refused("redirect", f"More than {MOST_REDIRECTS} redirects, the last one to {target}.")
            self.permanent = self.permanent and response.status in _PERMANENT
            self.url = target

    async def _hop(self, headers: Mapping[str, str], exempt: bool) -> Response:
        _check(self.url)
        if self._allow is not None:
            await self._allow(self.url)
        request = Request(
            self.url, headers=dict(headers), meta={"exempt": exempt, "download_slot": host_name(self.url)}
        )
        try:
            response = await self._engine.download_async(request)
        finally:
            self.seconds += request.meta.get("seconds", 0.0)
        self.status = response.status
        return response


def _target(response: Response) -> str | None:
    """Where a redirect leads, without the fragment; None when the answer is no redirect."""
    location = response.headers.get("Location")
    if response.status not in _REDIRECTS or not location:
        return None
    try:
        return urldefrag(urljoin(response.url, safe_url_string(location))).url
    except ValueError as error:
        raise Refused("redirect", f"{response.url} redirects to an address that cannot be read: {error}.") from error


def _check(url: str) -> None:
    """Only http and https with a host are ever asked for."""
    try:
        usable = urlsplit(url).scheme in ("http", "https") and bool(host_name(url))
    except ValueError:
        usable = False
    if not usable:
        raise Refused("redirect", f"{url} is not an http or https address.")


def answered(status: int) -> bool:
    """Whether a status is an answer, be it that there is nothing: not one of a server at fault, or with too many
    requests, which could not say for now."""
    return 200 <= status < 500 and status != 429


def header(response: Response, name: str) -> str:
    """A header of an answer as text; empty when it is not there."""
    value = response.headers.get(name)
    return value.decode("latin-1") if value else ""
