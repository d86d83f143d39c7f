"""Around an action whose answer is kept: strangers get it as it was made; many who come at once have it made once."""

from __future__ import annotations

import time
from asyncio import Lock
from collections.abc import Awaitable, Callable
from weakref import WeakValueDictionary

from starlette.requests import Request
from starlette.responses import Response

from pvd_watch.errors import StorageError
from pvd_watch.web.cookies import cookie_name
from pvd_watch.web.page import Page
from pvd_watch.web.site import Site

Endpoint = Callable[[Request], Awaitable[Response]]


def kept(site: Site, page: Page, make: Endpoint) -> Endpoint:
    """The endpoint of a page that is kept. What is kept is answered at once, without waiting for a thread or for the
    visits that hold the databases."""
    making: WeakValueDictionary[str, Lock] = WeakValueDictionary()

    async def answer(request: Request) -> Response:
        if cookie_name(site) in request.cookies or "hx-request" in request.headers:
            return await make(request)
        address = str(request.url)
        lock = making.setdefault(address, Lock())
        try:
            stamp = site.published()
            if not stamp:
                return await make(request)
            found = site.sheets.take(address, stamp, time.monotonic())
            if found is not None:
                return found
            async with lock:
                stamp = site.published()
                return site.sheets.take(address, stamp, time.monotonic()) or await _made(stamp, request)
        except StorageError:
            return await make(request)  # which tells what is wrong

    async def _made(stamp: str, request: Request) -> Response:
        response = await make(request)
        if response.status_code == 200:
            site.sheets.put(str(request.url), stamp, time.monotonic() + page.fresh_for, response)
        return response

    return answer
