"""What every answer carries: a strict content policy and its like; and entity tags, so that what is known is not sent.

Sources: the Content Security Policy Level 3 and the OWASP Secure Headers Project.
"""

from __future__ import annotations

from collections.abc import Container
from hashlib import sha256
from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), browsing-topics=()",
}
_PROBES = ("/healthz", "/metrics")
_NOT_HERE = "Ce site ne répond pas à ce nom. Il faut l’inscrire dans config/watch.toml : [site] base_url.\n"
_A_YEAR = "max-age=31536000"
_FOR_EVER = f"public, {_A_YEAR}, immutable"
"""For files of ours whose address changes with them."""


class Headed:
    """Adds the headers of safety to every answer.

    :param secure: readers come by HTTPS, and are told to come by nothing else.
    """

    def __init__(self, app: ASGIApp, secure: bool) -> None:
        self._app, self._secure = app, secure

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, with the headers."""

        async def headed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
                if scope["path"].startswith("/static/") and b"v=" in scope["query_string"] and message["status"] == 200:
                    headers["Cache-Control"] = _FOR_EVER
                if self._secure:
                    headers.setdefault("Strict-Transport-Security", _A_YEAR)
            await send(message)

        await self._app(scope, receive, headed if scope["type"] == "http" else send)


class Hosted:
    """Answers under its own names alone: a foreign one may be a page elsewhere that points at this machine (DNS
    rebinding), or a cache that would be made to store what is not ours.

    :param hosts: names, in small letters; addresses in digits are always good, as no name leads to them.
    """

    def __init__(self, app: ASGIApp, hosts: Container[str]) -> None:
        self._app, self._hosts = app, hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, or refuse with 421 (RFC 9110, 15.5.20); probes of the machine's keeper come under any name."""
        if scope["type"] == "http" and scope["path"] not in _PROBES:
            given = [value for name, value in scope["headers"] if name == b"host"]
            if len(given) > 1 or not self._known(given[0].decode("latin-1") if given else ""):
                await PlainTextResponse(_NOT_HERE, 421)(scope, receive, send)
                return
        await self._app(scope, receive, send)

    def _known(self, host: str) -> bool:
        try:
            parts = urlsplit(f"//{host}")
            name = (parts.hostname or "").rstrip(".")
            good = parts.netloc == host and "@" not in host and (parts.port is None or parts.port > 0)
        except ValueError:
            return False
        return good and (name in self._hosts or _is_address(name))


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


class Tagged:
    """Gives what caches may keep an entity tag, and says 304 where the reader has that one (RFC 9110, 13.1.2)."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on; of an answer in one piece that may be kept, only what the reader has not got."""
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            await self._app(scope, receive, send)
            return
        held: list[Message] = []

        async def tagging(message: Message) -> None:
            if message["type"] == "http.response.start" and _keepable(message):
                held.append(message)
            elif held and message["type"] == "http.response.body":
                await _send_tagged(Headers(scope=scope), held.pop(), message, send)
            else:
                await send(message)

        await self._app(scope, receive, tagging)


def _keepable(start: Message) -> bool:
    headers = Headers(raw=start["headers"])
    return start["status"] == 200 and "etag" not in headers and "no-store" not in headers.get("cache-control", "")


async def _send_tagged(asked: Headers, start: Message, body: Message, send: Send) -> None:
    if body.get("more_body"):
        await send(start)
        await send(body)
        return
    tag = f'W/"{sha256(body.get("body", b"")).hexdigest()[:20]}"'
    headers = MutableHeaders(raw=start["headers"])
    headers["ETag"] = tag
    known = {item.strip().removeprefix("W/") for item in asked.get("if-none-match", "").split(",")}
    if tag.removeprefix("W/") in known or "*" in known:  # compared weakly, as proxies may drop the mark
        del headers["content-length"]
        start = {**start, "status": 304}
        body = {"type": "http.response.body", "body": b""}
    await send({**start, "headers": headers.raw})
    await send(body)
