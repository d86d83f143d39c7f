"""What each address of the press publishes: feeds, pages and robots.txt, ready to be sent."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from itertools import islice

from pvd_watch.demo.content import Outlet, Piece
from pvd_watch.demo.feeds import FeedContext, render_feed
from pvd_watch.demo.pages import render_article, render_home

_HTML = "text/html; charset=utf-8"
_FAILURE = "<!doctype html><title>500</title><h1>Erreur interne du serveur</h1>"


@dataclass(frozen=True, slots=True)
class Resource:
    """One answer. ``etag`` and ``last_modified`` empty: always sent whole. ``delay_seconds`` passes before it is."""

    body: bytes
    media_type: str
    status: int = 200
    etag: str = ""
    last_modified: str = ""
    delay_seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Site:
    """``addresses``: where each piece is, by its key; ``resources``: for each base URL, what stands at each path."""

    addresses: Mapping[str, str]
    resources: tuple[Mapping[str, Resource], ...]


def build_site(outlets: Sequence[Outlet], now: datetime, bases: Sequence[str]) -> Site:
    """Everything the press publishes; ``bases[n]`` is the URL of address ``n + 1``, without the last slash."""
    addresses = {
        piece.key: f"{bases[outlet.address - 1]}/{piece.slug}"
        for outlet in outlets
        for piece in outlet.pieces
        if not piece.carries
    }
    resources: list[dict[str, Resource]] = [{} for _ in bases]
    for outlet in outlets:
        base = bases[outlet.address - 1]
        own = resources[outlet.address - 1]
        own.setdefault("/robots.txt", _robots(outlet))
        own |= _pages(outlet, now, base, addresses)
        own[outlet.path] = _feed(outlet, FeedContext(now, base + outlet.home, addresses))
    return Site(addresses, tuple(resources))


def _robots(outlet: Outlet) -> Resource:
    delay = f"Crawl-delay: {outlet.crawl_delay}\n" if outlet.crawl_delay else ""
    return Resource(f"User-agent: *\n{delay}Disallow: /admin/\n".encode(), "text/plain; charset=utf-8")


def _feed(outlet: Outlet, context: FeedContext) -> Resource:
    if outlet.status != 200:
        return Resource(_FAILURE.encode(), _HTML, outlet.status)
    body, media_type = render_feed(outlet, context)
    return Resource(
        body,
        f"{media_type}; charset={outlet.encoding}",
        etag=f'"{hashlib.sha256(body).hexdigest()[:20]}"',
        last_modified=format_datetime(context.now, usegmt=True),
        delay_seconds=outlet.delay_seconds,
    )


def _pages(outlet: Outlet, now: datetime, base: str, addresses: Mapping[str, str]) -> dict[str, Resource]:
    pieces = {addresses[piece.key]: piece for piece in outlet.pieces if piece.link and not piece.carries}
    home = render_home(outlet, base + outlet.path, "application/xml", pieces)
    pages = {outlet.home: home}
    for url, piece in pieces.items():
        pages[f"/{piece.slug}"] = render_article(outlet, piece, now, url, _others(pieces, url))
    return {path: Resource(page.encode(), _HTML) for path, page in pages.items()}


def _others(pieces: Mapping[str, Piece], url: str) -> dict[str, Piece]:
    return dict(islice(((other, piece) for other, piece in pieces.items() if other != url), 3))
