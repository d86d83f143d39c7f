"""What a home page and a robots.txt say of the feeds of a site. Nothing is fetched here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from lxml import html

from pvd_watch.catalogue.names import host_of
from pvd_watch.model import SourceKind

FEED_TYPES = (
    "application/rss+xml",
    "application/atom+xml",
    "application/rdf+xml",
    "application/feed+json",
    "application/json",
)
"""Media types by which a page announces a feed (RSS Advisory Board, RSS Autodiscovery; JSON Feed 1.1)."""
COMMON_PATHS = ("/feed/", "/rss", "/rss.xml", "/feed", "/atom.xml", "/feed.xml", "/index.xml", "/spip.php?page=backend")
COMMON_SITEMAPS = ("/sitemap-news.xml", "/news-sitemap.xml", "/sitemap_news.xml")
_MOST_ANNOUNCED = 20
_OTHER_FEEDS = re.compile(r"comment|/wp-json/|oembed|podcast", re.IGNORECASE)
_NEWS = re.compile(r"news|actu", re.IGNORECASE)
_CUTS = re.compile(r"\s+[-–—|:•]\s+")


@dataclass(frozen=True, slots=True)
class Candidate:
    """An address that may be what a source reads; ``found``: where it comes from, in words."""

    url: str
    kind: SourceKind
    found: str


def announced(page: str, url: str) -> list[Candidate]:
    """The feeds that a page announces by ``<link rel="alternate">``, in its order, those of comments last."""
    found = [Candidate(address, "feed", f"announced by {url}") for address in dict.fromkeys(_alternates(page, url))]
    return sorted(found, key=lambda candidate: bool(_OTHER_FEEDS.search(candidate.url)))[:_MOST_ANNOUNCED]


def usual(url: str) -> list[Candidate]:
    """Where the feeds and news sitemaps of a site usually are."""
    return [
        *(Candidate(urljoin(url, path), "feed", "a usual address") for path in COMMON_PATHS),
        *(Candidate(urljoin(url, path), "news-sitemap", "a usual address") for path in COMMON_SITEMAPS),
    ]


def sitemaps(robots: str, url: str) -> list[Candidate]:
    """The sitemaps that a robots.txt names whose address speaks of news (https://www.sitemaps.org/protocol.html)."""
    lines = (line.partition("#")[0].strip() for line in robots.splitlines())
    named = [line[8:].strip() for line in lines if line[:8].lower() == "sitemap:"]
    addresses = dict.fromkeys(urljoin(url, address) for address in named if _NEWS.search(urlsplit(address).path))
    return [
        Candidate(address, "news-sitemap", "named by robots.txt")
        for address in addresses
        if urlsplit(address).scheme in ("http", "https")
    ]


def name_of(page: str, url: str) -> str:
    """What a site calls itself: ``og:site_name``, else the title without its slogan, else its host."""
    tree = _tree(page)
    if tree is None:
        return host_of(url)
    said = [*tree.xpath('//meta[@property="og:site_name"]/@content'), *map(_shortest, tree.xpath("//title/text()"))]
    return next((name for text in said if (name := " ".join(str(text).split())[:80])), host_of(url))


def _alternates(page: str, url: str) -> Iterator[str]:
    tree = _tree(page)
    if tree is None:
        return
    base = urljoin(url, next(iter(tree.xpath("//base/@href")), ""))
    for link in tree.iter("link"):
        relations = (link.get("rel") or "").lower().split()
        media_type = (link.get("type") or "").partition(";")[0].strip().lower()
        if "alternate" in relations and media_type in FEED_TYPES and (href := (link.get("href") or "").strip()):
            address = _joined(base, href)
            if urlsplit(address).scheme in ("http", "https") and "/wp-json/" not in address:
                yield address


def _joined(base: str, href: str) -> str:
    try:
        return urljoin(base, href)
    except ValueError:
        return ""


def _shortest(title: str) -> str:
    """Of « Actualités en Morvan - L’Écho » the part that is most likely the name: the shortest."""
    return min(_CUTS.split(title.strip()), key=len)


def _tree(page: str) -> html.HtmlElement | None:
    if not page.strip():
        return None
    try:
        return html.document_fromstring(page.encode(), parser=html.HTMLParser(encoding="utf-8"))
    except (ValueError, html.etree.ParserError):
        return None
