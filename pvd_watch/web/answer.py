"""From a request to an answer: the form is read, the session found, the role checked, the action run in a thread."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from urllib.parse import quote, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import Message, Receive

from pvd_watch.accounts.logins import hash_of
from pvd_watch.errors import PvdWatchError, StorageError, UsageError
from pvd_watch.times import utc
from pvd_watch.typography import count, harmless
from pvd_watch.web.cached import kept
from pvd_watch.web.cookies import cookie_name
from pvd_watch.web.page import Page
from pvd_watch.web.refusals import ForbiddenError, LoginNeededError, RefusalError, TooLargeError, TooManyError
from pvd_watch.web.reply import refused
from pvd_watch.web.site import Site
from pvd_watch.web.visit import Visit

LARGEST_FORM = 256_000
"""In bytes; the longest form of ours is a note of 2,000 characters."""
_MOST_FIELDS = 2_000
_UNREADABLE = (ClientDisconnect, TimeoutError, ValueError, HTTPException, MultiPartException)
_PATIENCE = 20.0
"""Seconds within which a form must have come whole."""
_TEXTS = ("titre", "journal", "ligne", "presentation", "note", "motif", "words")
"""The fields of our forms that people write into."""
_ENDING = "Le service s’arrête. Rechargez la page dans un instant.\n"
_log = logging.getLogger("pvd_watch.web")
_FOREIGN = (
    "Ce formulaire ne vient pas d’une page de cette session, ou la page est trop ancienne. Rien n’a été enregistré "
    "– rechargez la page et recommencez."
)


def endpoint(site: Site, page: Page) -> Callable[[Request], Awaitable[Response]]:
    """The ASGI endpoint of a page."""

    async def answer(request: Request) -> Response:
        try:
            try:
                form = await _form(request) if page.method == "POST" else FormData()
            except RefusalError as refusal:
                return await run_in_threadpool(_refused, site, request, refusal)
            return await run_in_threadpool(_work, site, page, request, form)
        except asyncio.CancelledError:  # the server ends, and waits no longer for this visit
            return Response(_ENDING, 503, {"Retry-After": "60"}, "text/plain; charset=utf-8")

    return kept(site, page, answer) if page.kept else answer


async def _form(request: Request) -> FormData:
    """The fields of a form; what has no length, or a false one, is measured as it comes.

    :raises RefusalError: it is too large, or no form.
    """
    length = request.headers.get("content-length", "0")
    if not length.isdigit() or int(length) > LARGEST_FORM:
        raise TooLargeError
    body = bytearray()
    try:
        async with asyncio.timeout(_PATIENCE):
            async for chunk in request.stream():
                body += chunk
                if len(body) > LARGEST_FORM:
                    raise TooLargeError
        read = Request(request.scope, _once(bytes(body)))
        return await read.form(max_files=0, max_fields=_MOST_FIELDS, max_part_size=LARGEST_FORM)
    except _UNREADABLE as error:
        raise RefusalError from error


def _once(body: bytes) -> Receive:
    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    return receive


def _work(site: Site, page: Page, request: Request, form: FormData) -> Response:
    with site.borrow() as watch:
        visit = Visit(request, site, watch, form=form)
        try:
            _recognise(visit)
            _check(visit, page)
            response = page.action(visit)
        except RefusalError as refusal:
            return _page_of(visit, refusal)
        except PvdWatchError as error:
            return _page_of(visit, _refusal_of(error))
        except Exception:
            _log.exception("a fault of the program at %s %s", request.method, request.url.path)
            return _page_of(visit, _fault())
    if page.role is None and visit.session is None and response.status_code == 200:
        response.headers.setdefault("Cache-Control", f"public, max-age={page.fresh_for}")
    else:
        response.headers.setdefault("Cache-Control", "private, no-store")
    response.headers.setdefault("Vary", "Cookie, HX-Request")
    return response


def _recognise(visit: Visit) -> None:
    token = visit.request.cookies.get(cookie_name(visit.site), "")
    if token:
        visit.token_hash = hash_of(token)
        visit.session = visit.storage.accounts.session(visit.token_hash, utc(visit.site.now()))


def _check(visit: Visit, page: Page) -> None:
    if visit.session is None:
        seconds = visit.site.limits.wait(visit.request.url.path, visit.address, visit.site.now().timestamp())
        if seconds:
            raise TooManyError(f"Vous demandez beaucoup de pages à la fois. {_wait(seconds)}", seconds)
    if page.method == "POST" and not _from_here(visit):
        raise ForbiddenError(_FOREIGN)
    if page.role is not None:
        if visit.session is None:
            raise LoginNeededError
        if not visit.may(page.role):
            raise ForbiddenError
    if page.method == "POST" and visit.session is not None and not visit.trusts(visit.sent("csrf")):
        raise ForbiddenError(_FOREIGN)


def _wait(seconds: int) -> str:
    return f"Réessayez dans {count(seconds, 'seconde', 'secondes')}."


def _from_here(visit: Visit) -> bool:
    """Whether a form was sent by a page of this site, as far as the browser tells; what is no browser may not tell."""
    headers = visit.request.headers
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    if site is not None:  # no page can forge it, and it knows nothing of proxies that change names
        return site in ("same-origin", "none")
    if origin is None:
        return True
    return origin == visit.site.origin or urlsplit(origin).netloc == headers.get("host", "")


def _refused(site: Site, request: Request, refusal: RefusalError) -> Response:
    with site.borrow() as watch:
        return _page_of(Visit(request, site, watch), refusal)


def _page_of(visit: Visit, refusal: RefusalError) -> Response:
    if isinstance(refusal, LoginNeededError) and visit.request.method != "POST" and not visit.partial:
        query = visit.request.url.query
        wanted = quote(visit.request.scope["path"] + (f"?{query}" if query else ""), safe="/")
        return visit.lead(f"/connexion?suite={wanted}")
    headers = {"Cache-Control": "no-store"}
    if isinstance(refusal, TooManyError):
        headers["Retry-After"] = str(refusal.seconds)
    if visit.request.url.path.startswith("/api/"):
        return refused(refusal.status, "refused", refusal.words, headers)
    return visit.show("refusal.html", refusal.status, headers, refusal=refusal, written=_written(visit))


def _written(visit: Visit) -> list[str]:
    """What somebody wrote into the form that is refused, to be shown once more: browsers may forget it, as the pages of
    the desk are not stored. What another site sent is not repeated."""
    if visit.request.method != "POST" or not _from_here(visit):
        return []
    found = filter(None, map(visit.sent, _TEXTS))
    return ["\n".join(map(harmless, words.splitlines())) for words in found]


def _refusal_of(error: PvdWatchError) -> RefusalError:
    if isinstance(error, StorageError):
        _log.error("%s", error)
        refusal = RefusalError("La base de données ne répond pas. Rien n’a été enregistré ; réessayez dans un instant.")
        refusal.status, refusal.title = 503, "Service momentanément indisponible"
        return refusal
    if isinstance(error, UsageError):
        return RefusalError()
    _log.error("%s", error)
    return _fault()


def _fault() -> RefusalError:
    refusal = RefusalError(
        "Le programme a rencontré une erreur, qui est notée dans son journal. Rien n’a été perdu "
        "– réessayez, et prévenez la personne qui exploite la veille si cela se répète."
    )
    refusal.status, refusal.title = 500, "Erreur du programme"
    return refusal
