"""The application: routes, static files, the operator's theme, and what stands around every answer."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.convertors import Convertor, register_url_convertor
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from pvd_watch.config import Home
from pvd_watch.pipeline import Now
from pvd_watch.web.answer import endpoint
from pvd_watch.web.guard import Headed, Hosted, Tagged
from pvd_watch.web.page import Page
from pvd_watch.web.refusals import NoPageError
from pvd_watch.web.reply import refused
from pvd_watch.web.routes import PAGES
from pvd_watch.web.site import Site
from pvd_watch.web.templating import STATIC
from pvd_watch.web.visit import Visit
from pvd_watch.wiring import system_clock


class _Number(Convertor[int]):
    """The number of something stored in an address; a longer one is no address of ours, as no database holds it."""

    regex = "[0-9]{1,15}"

    def convert(self, value: str) -> int:
        """The number."""
        return int(value)

    def to_string(self, value: int) -> str:
        """The number as the address has it."""
        return str(value)


def create_app(home: Home, now: Now = system_clock) -> Starlette:
    """The site of a home.

    :raises ConfigError: its configuration cannot be used.
    """
    site = Site(home, now)
    register_url_convertor("number", _Number())

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        await run_in_threadpool(site.open)
        yield
        site.close()

    return Starlette(
        routes=[*_static(home), *(_route(site, page) for page in PAGES)],
        middleware=[
            Middleware(Headed, secure=site.secure),
            Middleware(Hosted, hosts=site.hosts),
            Middleware(GZipMiddleware, minimum_size=1_000, compresslevel=5),
            Middleware(Tagged),
        ],
        exception_handlers={404: _not_found(site), 405: _wrong_method, Exception: _broken},
        lifespan=lifespan,
    )


def _static(home: Home) -> list[BaseRoute]:
    """Our own files, and the operator's theme where the home has one."""
    found: list[BaseRoute] = [Mount("/static", StaticFiles(directory=STATIC))]
    theme = home.path / "theme"
    if theme.is_dir():
        found.append(Mount("/theme", StaticFiles(directory=theme)))
    return found


def _route(site: Site, page: Page) -> Route:
    return Route(page.path, endpoint(site, page), methods=[page.method])


def _not_found(site: Site) -> Callable[[Request, Exception], Awaitable[Response]]:
    answer = endpoint(site, Page("", _nowhere))

    async def handler(request: Request, error: Exception) -> Response:
        return await answer(request)

    return handler


def _nowhere(visit: Visit) -> Response:
    raise NoPageError


def _wrong_method(request: Request, error: Exception) -> Response:
    headers = getattr(error, "headers", None) or {}
    if request.url.path.startswith("/api/"):
        return refused(405, "wrong_method", "Only GET is answered here.", headers)
    return Response("Méthode non permise à cette adresse.\n", 405, headers, "text/plain; charset=utf-8")


def _broken(request: Request, error: Exception) -> Response:
    """What no page of ours caught; the server logs it."""
    return Response("Le programme a rencontré une erreur. Réessayez.\n", 500, media_type="text/plain; charset=utf-8")
