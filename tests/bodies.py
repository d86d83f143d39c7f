"""Bodies of our own writing for the press, beside its feeds: news sitemaps, list pages, pages of articles."""

from __future__ import annotations

import json
from collections.abc import Iterable
from html import escape
from typing import Any

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
NEWS = "http://www.google.com/schemas/sitemap-news/0.9"
PARAGRAPH = (
    "Les habitants de Saint-Amand-en-Puisaye ont découvert samedi la halle rénovée. Le marché des producteurs y "
    "revient dès la semaine prochaine, et la médiathèque ouvrira à l'étage au printemps."
)


def news_url(loc: str, title: str = "", date: str = "", lastmod: str = "", **more: str) -> str:
    """An address of a news sitemap; ``more`` are elements of the news module (``keywords``, ``geo_locations``)."""
    told = {"publication_date": date, "title": title, **more}
    news = "".join(f"<news:{name}>{escape(text)}</news:{name}>" for name, text in told.items() if text)
    changed = f"<lastmod>{lastmod}</lastmod>" if lastmod else ""
    return f"<url><loc>{escape(loc)}</loc>{changed}<news:news>{news}</news:news></url>"


def plain_url(loc: str, lastmod: str = "") -> str:
    """An address of an ordinary sitemap."""
    changed = f"<lastmod>{lastmod}</lastmod>" if lastmod else ""
    return f"<url><loc>{escape(loc)}</loc>{changed}</url>"


def sitemap(*urls: str) -> bytes:
    """A sitemap of these addresses."""
    start = f'<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="{SITEMAP}" xmlns:news="{NEWS}">'
    return f"{start}{''.join(urls)}</urlset>".encode()


def sitemap_index(children: Iterable[tuple[str, str]]) -> bytes:
    """An index of (address, last change)."""
    entries = "".join(
        f"<sitemap><loc>{escape(loc)}</loc>{f'<lastmod>{changed}</lastmod>' if changed else ''}</sitemap>"
        for loc, changed in children
    )
    return f'<?xml version="1.0"?><sitemapindex xmlns="{SITEMAP}">{entries}</sitemapindex>'.encode()


def page(head: str = "", body: str = "", lang: str = "fr", title: str = "La halle rouvre - La Gazette") -> str:
    """An HTML page."""
    words = body or f"<article><h1>La halle rouvre</h1><p>{PARAGRAPH}</p></article>"
    return (
        f'<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8"><title>{title}</title>{head}</head>'
        f"<body>{words}</body></html>"
    )


def json_ld(value: Any) -> str:
    """A script that holds a value, or a text as it is."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return f'<script type="application/ld+json">{text}</script>'


def meta(name: str, content: str, kind: str = "name") -> str:
    """A meta tag; Open Graph takes the kind ``property``."""
    return f'<meta {kind}="{name}" content="{escape(content)}">'


def list_page(*rows: str) -> str:
    """A list page as town halls have them."""
    return page(body=f'<main><div class="views-rows">{"".join(rows)}</div></main>', title="Actualités")


def row(title: str, link: str, date: str = "", summary: str = "") -> str:
    """One line of the list page; ``date`` is markup."""
    return (
        f'<div class="row"><h3><a href="{escape(link)}">{title}</a></h3>'
        f'<span class="when">{date}</span><p class="lead">{summary}</p></div>'
    )
