"""News sitemaps (https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap) to entries, and
sitemap indexes to the sitemaps they name. No network.

Entities are neither resolved nor loaded, and elements are let go as soon as they are read.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape

from lxml import etree

from spiders.dates import read_date
from spiders.decoding import decode
from spiders.item import Item
from spiders.mending import mended
from spiders.reading import FormatError
from spiders.told import Told

MOST_CHILDREN = 5
_MOST_URLS = 50_000  # what the protocol of sitemaps allows in one file
_ROOTS = ("urlset", "sitemapindex")
_FEEDS = ("rss", "feed", "rdf")
_OF_NEWS = re.compile(r"news|actu", re.IGNORECASE)
_DOCTYPE = re.compile(r"<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>", re.IGNORECASE | re.DOTALL)
_WHOLE = re.compile(r".*</(?:\w+:)?(?:url|sitemap)\s*>", re.IGNORECASE | re.DOTALL)
_SEPARATORS = re.compile(r"[,;|]")


@dataclass(frozen=True, slots=True)
class Child:
    """A sitemap that an index names, with the moment of its last change as the index writes it (may be empty)."""

    url: str
    changed: str


@dataclass(frozen=True, slots=True)
class Sitemap:
    """One file: the items of a sitemap, or the children of an index."""

    items: list[tuple[Item, Told]] = field(default_factory=list)
    children: list[Child] = field(default_factory=list)


def read_sitemap(body: bytes, content_type: str, url: str) -> Sitemap:
    """Read the sitemap or the index at ``url``.

    Where some addresses are marked as news, only those are taken; where none is, all are, dated by their last change.

    :raises FormatError: the body is neither.
    """
    text = _DOCTYPE.sub("", decode(body, content_type), count=1)
    try:
        return _read(text, url, recover=False)
    except etree.XMLSyntaxError:
        pass
    # Without the element that is cut off, whose address would be half of one.
    whole = _WHOLE.match(text)
    try:
        return _read(mended(whole[0] if whole else text), url, recover=True)
    except etree.XMLSyntaxError as error:
        raise _unreadable(text, url) from error


def chosen(children: list[Child]) -> list[Child]:
    """The children worth reading: those named after news first, then the newest first, and not too many."""

    def rank(child: Child) -> tuple[bool, str]:
        return _OF_NEWS.search(child.url) is not None, read_date(child.changed)[0]

    # The sort keeps the order of equals, also when it is reversed.
    return sorted((child for child in children if child.url), key=rank, reverse=True)[:MOST_CHILDREN]


def _read(text: str, url: str, recover: bool) -> Sitemap:
    """:raises etree.XMLSyntaxError: the text is no XML (or, recovering, holds nothing of it).
    :raises FormatError: it is other XML."""
    news: list[tuple[Item, Told]] = []
    others: list[tuple[Item, Told]] = []
    children: list[Child] = []
    for element in _elements(text, url, recover):
        if _local(element) == "sitemap":
            children.append(Child(_child(element, "loc"), _child(element, "lastmod")))
        elif (mark := _mark(element)) is not None:
            news.append(_told_of_news(element, mark))
        else:
            others.append(_told_of_url(element))
        if len(news) + len(others) + len(children) >= _MOST_URLS:
            break
    return Sitemap(news or others, children)


def _elements(text: str, url: str, recover: bool) -> Iterator[etree._Element]:
    """Every ``url`` and ``sitemap`` element, emptied once it was looked at."""
    source = io.BytesIO(text.encode("utf-8", "replace"))
    events = etree.iterparse(
        source, ("start", "end"), resolve_entities=False, no_network=True, recover=recover, remove_comments=True
    )
    root: etree._Element | None = None
    for event, element in events:
        if root is None:
            root = element
            if _local(root) not in _ROOTS:
                raise _unreadable(text, url)
        if event == "end" and element.getparent() is root and _local(element) in ("url", "sitemap"):
            yield element
            element.clear()
            while element.getprevious() is not None:
                del root[0]
    if root is None:
        raise _unreadable(text, url)


def _unreadable(text: str, url: str) -> FormatError:
    opening = re.search(r"<(?:\w+:)?(\w+)[\s>]", text)
    name = opening[1].lower() if opening else ""
    if name in _FEEDS:
        return FormatError(f"{url} gives a feed instead of a news sitemap; its kind is to be 'feed'.")
    if name in ("html", "head", "body"):
        return FormatError(f"{url} gives an HTML page instead of a news sitemap; look for its address in robots.txt.")
    return FormatError(f"{url} gives a body that is no sitemap; it begins with {text[:60]!r}.")


def _told_of_news(element: etree._Element, mark: etree._Element) -> tuple[Item, Told]:
    link, title, date = _child(element, "loc"), _child(mark, "title"), _child(mark, "publication_date")
    words = [_child(mark, "geo_locations"), _child(mark, "keywords")]
    categories = [part.strip() for text in words for part in _SEPARATORS.split(text)]
    told = Told(
        link=link,
        title=escape(title, quote=False),
        dates=tuple(filter(None, (date, _child(element, "lastmod")))),
        categories=tuple(escape(part, quote=False) for part in categories if part),
    )
    return Item("", link, title, "", date), told


def _told_of_url(element: etree._Element) -> tuple[Item, Told]:
    """An address without news about it. Its last change is no part of its name, or it would be new at every change."""
    link, changed = _child(element, "loc"), _child(element, "lastmod")
    return Item("", link, "", "", ""), Told(link=link, dates=(changed,) if changed else ())


def _mark(element: etree._Element) -> etree._Element | None:
    return next((child for child in element if _local(child) == "news"), None)


def _child(element: etree._Element, name: str) -> str:
    """The text of the first child of that name, with one plain space for each run of blanks."""
    for child in element:
        if _local(child) == name:
            return " ".join("".join(map(str, child.itertext())).split())
    return ""


def _local(element: etree._Element) -> str:
    """The name of an element without its namespace; empty for what is no element."""
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""
