"""The body of a feed to its entries: RSS, Atom, RDF (feedparser) and JSON Feed. No network, no clock.

Every entry that can be read is given, whatever it lacks; only what the parent does not know yet is read in full.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from html import unescape

from spiders.decoding import decode
from spiders.freshness import ttl_of_feed
from spiders.item import shared_links
from spiders.jsonfeed import looks_like_json, read_items
from spiders.mending import mended, recovered
from spiders.outline import Outline, outline
from spiders.parsing import item_of, tell
from spiders.reading import FormatError, Reading, Sheet

# Atomic, since comments that may be read in many ways would take forever.
_PAGE = re.compile(
    r"(?>\s+|<!--.*?-->|<\?.*?\?>|<!doctype\s+html[^>]*>)*+<(?:html|head|body)[\s>]", re.IGNORECASE | re.DOTALL
)
_PAGE_TITLE = re.compile(r"<title[^>]*>\s*([^<]{1,80})", re.IGNORECASE)
_FEED_TAG = re.compile(r"<(?:\w+:)?(?:rss|feed|rdf)[\s>]", re.IGNORECASE)
_SITEMAP_TAG = re.compile(r"<(?:\w+:)?(?:urlset|sitemapindex)[\s>]")
_ITEM_TAG = re.compile(r"<(?:\w+:)?(?:item|entry)\b", re.IGNORECASE)


def parse(body: bytes, content_type: str, url: str, known: Collection[str] = (), source_id: str = "") -> Reading:
    """Read the body of the feed at ``url`` (the final address, which relative links start from).

    :param content_type: the header, for the charset it may claim.
    :param known: keys of entries that need not be given again.
    :raises FormatError: the body is no feed. A feed without items is one.
    """
    text = decode(body, content_type)
    if not text.strip():
        raise FormatError(f"{url} gives an empty body instead of a feed; look for its new address on the site.")
    sheet = Sheet(url, frozenset(known), source_id)
    if looks_like_json(text):
        return _of_json(text, sheet)
    found = outline(text)
    if found is None:
        _refuse_page(text, url)
        found = outline(mended(text))
    return _of_text(text, sheet) if found is None else _of_outline(found, text, sheet)


def _of_json(text: str, sheet: Sheet) -> Reading:
    try:
        return sheet.reading(read_items(text))
    except (ValueError, RecursionError) as error:
        raise FormatError(f"{sheet.url} gives JSON that is no JSON Feed: {error}.") from error


def _of_outline(found: Outline, text: str, sheet: Sheet) -> Reading:
    """A well-formed feed: only its new items are read in full, and only those that are not plain by feedparser."""
    shared = shared_links(found.items)
    entries = {item.key: sheet.entry(item, told, shared) for item, told in found.plain(sheet.known)}
    for xml, fresh in found.fresh({*sheet.known, *entries}):
        told = tell(xml, sheet.url)[0]
        if len(told) != len(fresh):
            return _of_text(text, sheet)
        entries |= {item.key: sheet.entry(item, one, shared) for item, one in zip(fresh, told, strict=True)}
    return sheet.reading_of(found.items, entries, ttl_of_feed(text))


def _of_text(text: str, sheet: Sheet) -> Reading:
    """A feed that is no XML: feedparser's lenient reading once it is mended, or, where that is more, as it came, or
    of what lxml saves."""
    text_mended = mended(text)
    told, is_feed = tell(text_mended.encode("utf-8", "replace"), sheet.url)
    count = len(_ITEM_TAG.findall(text))
    if len(told) < count:
        as_it_came, is_feed_too = tell(text.encode("utf-8", "replace"), sheet.url)
        told, is_feed = max(told, as_it_came, key=len), is_feed or is_feed_too
    if len(told) < count and (saved := recovered(text_mended)):
        told = max(told, tell(saved, sheet.url)[0], key=len)
    if not told and _SITEMAP_TAG.search(text[:5_000]):
        raise FormatError(f"{sheet.url} gives a sitemap instead of a feed; its kind is to be 'news-sitemap'.")
    if not told and not is_feed:
        raise FormatError(f"{sheet.url} gives a body that is no feed; it begins with {text[:60]!r}.")
    return sheet.reading([(item_of(one), one) for one in told], ttl_of_feed(text))


def _refuse_page(text: str, url: str) -> None:
    """:raises FormatError: the text is an HTML page."""
    if _PAGE.match(text) and not _FEED_TAG.search(text) and not _ITEM_TAG.search(text):
        title = _PAGE_TITLE.search(text[:20_000])
        named = f' ("{" ".join(unescape(title[1]).split())}")' if title else ""
        raise FormatError(f"{url} gives an HTML page{named} instead of a feed; look for its new address on the site.")
