"""The feeds of the invented press as bytes: RSS 2.0, Atom, RSS 1.0 (RDF) and JSON Feed.

The same outlet, moment and addresses always give the same bytes, so that a second visit is answered "not modified".
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pvd_watch.demo.content import Outlet, Piece

_NUMBER = re.compile(r"[0-9]+(?=\D*$)")


@dataclass(frozen=True, slots=True)
class FeedContext:
    """What a feed needs besides its outlet: the moment of the press and the address of each piece by its key."""

    now: datetime
    home: str
    addresses: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Item:
    """A piece as its feed announces it: every field ready to be escaped, empty when the feed does not say it."""

    piece: Piece
    link: str
    guid: str
    date: datetime | None


def render_feed(outlet: Outlet, context: FeedContext) -> tuple[bytes, str]:
    """The body of the outlet's feed and its media type.

    Characters that the outlet's encoding does not have are written as numeric references.
    """
    render, media_type = _FORMATS[outlet.format]
    return render(outlet, context).encode(outlet.encoding, "xmlcharrefreplace"), media_type


def rss(outlet: Outlet, context: FeedContext) -> str:
    """RSS 2.0; when the outlet is ``broken``, with a bare ampersand and an element that is never closed."""
    items = []
    for number, item in enumerate(_items(outlet, context)):
        piece = item.piece
        description = _summary(outlet, piece) if outlet.html_summary else html.escape(piece.summary, quote=False)
        if outlet.html_summary:
            description = f"<![CDATA[{description}]]>"
        if outlet.broken and number == len(outlet.pieces) // 2:
            description = f"<br>{description}"
        lines = [
            _element("title", piece.title),
            _element("link", item.link),
            f'<guid isPermaLink="false">{html.escape(item.guid)}</guid>' if item.guid else "",
            _element("pubDate", format_datetime(item.date) if item.date else ""),
            _element("dc:creator", piece.author),
            _element("category", piece.section),
            f"<description>{description}</description>",
        ]
        items.append(_block("item", lines))
    body = "\n".join(items)
    if outlet.broken:
        body = body.replace("&amp;", "&")
    return (
        f'<?xml version="1.0" encoding="{outlet.encoding}"?>\n'
        '<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/">\n<channel>\n'
        f"{_element('title', outlet.name)}\n{_element('link', context.home)}\n"
        f"{_element('description', f'{outlet.name} : toute l’actualité')}\n<language>fr</language>\n"
        f"{_element('lastBuildDate', format_datetime(context.now))}\n{body}\n</channel>\n</rss>\n"
    )


def atom(outlet: Outlet, context: FeedContext) -> str:
    """Atom 1.0, with summaries in HTML when the outlet writes them so."""
    entries = []
    for item in _items(outlet, context):
        piece, date = item.piece, item.date.isoformat() if item.date else ""
        kind = "html" if outlet.html_summary else "text"
        lines = [
            _element("title", piece.title),
            f'<link rel="alternate" href="{html.escape(item.link)}"/>' if item.link else "",
            _element("id", item.guid),
            _element("published", date),
            _element("updated", date),
            f"<author>{_element('name', piece.author)}</author>" if piece.author else "",
            f'<category term="{html.escape(piece.section)}"/>',
            f'<summary type="{kind}">{html.escape(_summary(outlet, piece), quote=False)}</summary>',
        ]
        entries.append(_block("entry", lines))
    body = "\n".join(entries)
    return (
        f'<?xml version="1.0" encoding="{outlet.encoding}"?>\n<feed xmlns="http://www.w3.org/2005/Atom" '
        f'xml:lang="fr">\n{_element("title", outlet.name)}\n{_element("id", context.home)}\n'
        f'<link href="{html.escape(context.home)}"/>\n{_element("updated", context.now.isoformat())}\n{body}\n</feed>\n'
    )


def rdf(outlet: Outlet, context: FeedContext) -> str:
    """RSS 1.0, the RDF one, dated with Dublin Core."""
    items = list(_items(outlet, context))
    sequence = "\n".join(f'<rdf:li rdf:resource="{html.escape(item.link)}"/>' for item in items)
    blocks = []
    for item in items:
        lines = [
            _element("title", item.piece.title),
            _element("link", item.link),
            _element("description", _summary(outlet, item.piece)),
            _element("dc:date", item.date.isoformat() if item.date else ""),
            _element("dc:creator", item.piece.author),
            _element("dc:subject", item.piece.section),
        ]
        blocks.append(_block("item", lines, f' rdf:about="{html.escape(item.guid)}"'))
    body = "\n".join(blocks)
    return (
        f'<?xml version="1.0" encoding="{outlet.encoding}"?>\n'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/">\n<channel rdf:about="{html.escape(context.home)}">\n'
        f"{_element('title', outlet.name)}\n{_element('link', context.home)}\n"
        f"{_element('description', outlet.name)}\n<items>\n<rdf:Seq>\n{sequence}\n</rdf:Seq>\n</items>\n"
        f"</channel>\n{body}\n</rdf:RDF>\n"
    )


def jsonfeed(outlet: Outlet, context: FeedContext) -> str:
    """JSON Feed 1.1."""
    items: list[dict[str, Any]] = []
    for item in _items(outlet, context):
        piece = item.piece
        values = {
            "id": item.guid,
            "url": item.link,
            "title": piece.title,
            "content_text": piece.summary,
            "date_published": item.date.isoformat() if item.date else "",
            "authors": [{"name": piece.author}] if piece.author else [],
            "tags": [piece.section],
        }
        items.append({key: value for key, value in values.items() if value})
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": outlet.name,
        "home_page_url": context.home,
        "language": "fr",
        "items": items,
    }
    return json.dumps(feed, ensure_ascii=False, indent=1)


_FORMATS: Mapping[str, tuple[Callable[[Outlet, FeedContext], str], str]] = {
    "rss": (rss, "application/rss+xml"),
    "atom": (atom, "application/atom+xml"),
    "rdf": (rdf, "application/rdf+xml"),
    "json": (jsonfeed, "application/feed+json"),
}


def _items(outlet: Outlet, context: FeedContext) -> Iterator[_Item]:
    zone = ZoneInfo(outlet.timezone)
    for piece in outlet.pieces:
        url = context.addresses[piece.carries or piece.key]
        tracking = outlet.tracking if piece.tracking is None else piece.tracking
        date = piece.published_at(context.now)
        link = url + tracking if piece.link else ""
        yield _Item(piece, link, _guid(outlet, piece, url, context), date.astimezone(zone) if date else None)


def _guid(outlet: Outlet, piece: Piece, url: str, context: FeedContext) -> str:
    number = _NUMBER.search(piece.slug)
    named = number[0] if number else piece.slug
    if outlet.guid == "tag":
        return f"tag:{urlsplit(context.home).hostname},{context.now.year}:{named}"
    return {"link": url, "tracked": url + outlet.guid_tracking, "number": named, "none": ""}[outlet.guid]


def _summary(outlet: Outlet, piece: Piece) -> str:
    """The summary as the outlet writes it: plain, or a paragraph of HTML."""
    return f"<p>{html.escape(piece.summary, quote=False)}</p>" if outlet.html_summary else piece.summary


def _element(name: str, text: str) -> str:
    return f"<{name}>{html.escape(text, quote=False)}</{name}>" if text else ""


def _block(name: str, lines: list[str], attributes: str = "") -> str:
    return "\n".join([f"<{name}{attributes}>", *(line for line in lines if line), f"</{name}>"])
