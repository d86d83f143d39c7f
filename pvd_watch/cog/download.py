"""One bounded download: the whole body as announced, or a DataError that says what went wrong."""

from __future__ import annotations

import time
from collections.abc import Callable
from http.client import HTTPException, HTTPResponse
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import OpenerDirector, Request, build_opener

from pvd_watch import __version__
from pvd_watch.errors import DataError

_CHUNK = 1 << 16


Fetch = Callable[[str], bytes]
"""Turns an address into the whole body found there, or raises DataError."""


def download(
    url: str,
    *,
    opener: OpenerDirector | None = None,
    timeout: float = 120.0,
    limit: int = 64_000_000,
    clock: Callable[[], float] = time.monotonic,
) -> bytes:
    """The body at ``url``, in one GET.

    :param opener: how to reach the network; urllib's default, with the proxies of the environment, when not given.
    :param timeout: seconds for the whole download, and for each wait in it.
    :param limit: most bytes accepted.
    :raises DataError: no answer, an HTTP error, a body cut short, too large, too slow, or a web page in place of data.
    """
    _check_scheme(url)
    request = Request(url, headers={"User-Agent": f"pvd-watch/{__version__}", "Accept": "*/*"})  # noqa: S310 scheme checked
    try:
        with (opener or build_opener()).open(request, timeout=timeout) as response:
            _check_scheme(response.url)
            body = _read(response, url, limit, clock, clock() + timeout)
            content_type = response.headers.get_content_type()
    except HTTPError as error:
        error.close()
        raise DataError(f"{url} answered HTTP {error.code}; nothing was changed, try again later.") from error
    except (OSError, HTTPException, ValueError) as error:
        reason = getattr(error, "reason", None) or str(error) or type(error).__name__
        raise DataError(f"{url} could not be downloaded ({reason}); nothing was changed, try again later.") from error
    if content_type == "text/html" or body.lstrip()[:1] == b"<":
        raise DataError(f"{url} answered with a web page in place of data; nothing was changed, check the address.")
    return body


def _read(response: HTTPResponse, url: str, limit: int, clock: Callable[[], float], deadline: float) -> bytes:
    coding = response.headers.get("Content-Encoding", "identity")
    if coding != "identity":
        raise DataError(f"{url} sent a body coded as {coding}, which was not asked for; nothing was changed.")
    chunks: list[bytes] = []
    size = 0
    # read1 returns what has arrived: a server that sends a byte now and then cannot hold us past the deadline.
    while chunk := response.read1(_CHUNK):
        chunks.append(chunk)
        size += len(chunk)
        if size > limit:
            raise DataError(f"{url} is larger than {limit} bytes; nothing was changed, check the address.")
        if clock() > deadline:
            raise DataError(f"{url} took too long to download; nothing was changed, try again later.")
    announced = response.headers.get("Content-Length")
    if announced is not None and announced.isdecimal() and int(announced) != size:
        raise DataError(f"{url} was cut short: {size} bytes of {announced}; nothing was changed, try again later.")
    return b"".join(chunks)


def _check_scheme(url: str) -> None:
    if urlsplit(url).scheme not in ("http", "https"):
        raise DataError(f"{url} is not an http or https address; nothing was changed.")
