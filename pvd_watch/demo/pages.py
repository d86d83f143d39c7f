"""The pages of the invented press: articles with the metadata that real sites carry, and home pages."""

from __future__ import annotations

import html
import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from pvd_watch.demo.content import Outlet, Piece


def render_article(outlet: Outlet, piece: Piece, now: datetime, url: str, others: Mapping[str, Piece]) -> str:
    """The page of a piece: canonical link, Open Graph, JSON-LD, text, and links to ``others`` (by address) beside it.

    Behind a paywall only the first paragraph of the text is shown.
    """
    title = _title(piece)
    date = piece.published_at(now)
    stamp = date.astimezone(ZoneInfo(outlet.timezone)).isoformat() if date else ""
    shown = piece.body[:1] if piece.paywall else piece.body
    text = "\n".join(f"<p>{html.escape(paragraph)}</p>" for paragraph in shown)
    wall = '<p class="paywall">La suite de cet article est réservée aux abonnés.</p>' if piece.paywall else ""
    byline = f'<p class="signature">Par {html.escape(piece.author)}</p>' if piece.author else ""
    head = "\n".join(
        [
            f"<title>{html.escape(title)} | {html.escape(outlet.name)}</title>",
            f'<link rel="canonical" href="{html.escape(url)}">',
            _meta("description", piece.summary, "name"),
            _meta("og:type", "article"),
            _meta("og:site_name", outlet.name),
            _meta("og:title", title),
            _meta("og:url", url),
            _meta("article:published_time", stamp) if stamp else "",
            f'<script type="application/ld+json">{_json_ld(outlet, piece, title, url, stamp)}</script>',
        ]
    )
    main = (
        f'<main><article>\n<p class="rubrique">{html.escape(piece.section)}</p>\n<h1>{html.escape(title)}</h1>\n'
        f'<p class="chapo">{html.escape(piece.summary)}</p>\n{byline}\n<div class="texte">\n{text}\n{wall}\n</div>\n'
        f'</article></main>\n<aside class="a-lire-aussi"><h2>À lire aussi</h2>\n{_links(others)}</aside>'
    )
    return _page(outlet, head, main)


def render_home(outlet: Outlet, feed_url: str, media_type: str, pieces: Mapping[str, Piece]) -> str:
    """The home page: a link to the feed for machines, the titles by address for people."""
    head = (
        f"<title>{html.escape(outlet.name)}</title>\n"
        f'<link rel="alternate" type="{media_type}" href="{html.escape(feed_url)}">'
    )
    return _page(outlet, head, f"<main><h1>{html.escape(outlet.name)}</h1>\n{_links(pieces)}</main>")


def _page(outlet: Outlet, head: str, main: str) -> str:
    name = html.escape(outlet.name)
    return (
        f'<!doctype html>\n<html lang="fr">\n<head>\n<meta charset="utf-8">\n{head}\n</head>\n<body>\n'
        f'<header><a href="{outlet.home}">{name}</a></header>\n{main}\n'
        f"<footer><p>{name} est un titre inventé pour la démonstration de PVD Watch.</p></footer>\n</body>\n</html>\n"
    )


def _title(piece: Piece) -> str:
    # Some feeds escape their titles twice; the page of the same article does not.
    return html.unescape(piece.title) or piece.section


def _links(pieces: Mapping[str, Piece]) -> str:
    lines = (f'<li><a href="{html.escape(url)}">{html.escape(_title(piece))}</a></li>' for url, piece in pieces.items())
    return "<ul>\n" + "\n".join(lines) + "\n</ul>"


def _meta(name: str, content: str, attribute: str = "property") -> str:
    return f'<meta {attribute}="{name}" content="{html.escape(content)}">'


def _json_ld(outlet: Outlet, piece: Piece, title: str, url: str, stamp: str) -> str:
    authors: Sequence[dict[str, str]] = [{"@type": "Person", "name": piece.author}] if piece.author else []
    values = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "mainEntityOfPage": url,
        "headline": title,
        "description": piece.summary,
        "articleSection": piece.section,
        "datePublished": stamp,
        "author": authors,
        "publisher": {"@type": "Organization", "name": outlet.name},
    }
    known: dict[str, object] = {key: value for key, value in values.items() if value}
    known["isAccessibleForFree"] = not piece.paywall
    return json.dumps(known, ensure_ascii=False).replace("</", "<\\/")
