"""The body of a feed to its entries: RSS, Atom, RDF (feedparser) and JSON Feed. No network, no clock.

Every entry that can be read is given, whatever it lacks; only what the parent does not know yet is read in full.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from html import unescape

from pvd_watch.model import Entry
from spiders.decoding import decode
from spiders.item import Item, shared_links
from spiders.jsonfeed import looks_like_json, read_items
from spiders.mending import mended, recovered
from spiders.outline import Outline, outline
from spiders.parsing import item_of, tell
from spiders.told import Told

# Atomic, since comments that may be read in many ways would take forever.
_PAGE = re.compile(
    r"(?>\s+|<!--.*?-->|<\?.*?\?>|<!doctype\s+html[^>]*>)*+<(?:html|head|body)[\s>]", re.IGNORECASE | re.DOTALL
)
_PAGE_TITLE = re.compile(r"<title[^>]*>\s*([^<]{1,80})", re.IGNORECASE)
_FEED_TAG = re.compile(r"<(?:\w+:)?(?:rss|feed|rdf)[\s>]", re.IGNORECASE)
_ITEM_TAG = re.compile(r"<(?:\w+:)?(?:item|entry)[\s>]", re.IGNORECASE)


class FormatError(ValueError):
    """A body that is no feed; the message says what it is instead and what to do."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a body holds: the entries that were not known, the keys of all, and how many items it has."""

    entries: tuple[Entry, ...]
    present: tuple[str, ...]
    count: int


def parse(body: bytes, content_type: str, url: str, known: Collection[str] = (), source_id: str = "") -> Reading:
    """Read the body of the feed at ``url`` (the final address, which relative links start from).

    :param content_type: the header, for the charset it may claim.
    :param known: keys of entries that need not be given again.
    :raises FormatError: the body is no feed. A feed without items is one.
    """
    text = decode(body, content_type)
    if not text.strip():
        raise FormatError(f"{url} gives an empty body instead of a feed; look for its new address on the site.")
    sheet = _Sheet(url, frozenset(known), source_id)
    if looks_like_json(text):
        return sheet.of_json(text)
    found = outline(text)
    if found is None:
        _refuse_page(text, url)
        text = mended(text)
        found = outline(text)
    return sheet.of_text(text) if found is None else sheet.of_outline(found, text)


class _Sheet:
    """The reading of one body in the way its form asks for."""

    def __init__(self, url: str, known: frozenset[str], source_id: str) -> None:
        self._url = url
        self._known = known
        self._source_id = source_id

    def of_json(self, text: str) -> Reading:
        try:
            return self._reading(read_items(text))
        except (ValueError, RecursionError) as error:
            raise FormatError(f"{self._url} gives JSON that is no JSON Feed: {error}.") from error

    def of_outline(self, found: Outline, text: str) -> Reading:
        """A well-formed feed: only its new items go through feedparser."""
        items = found.items
        shared = shared_links(items)
        entries: list[Entry] = []
        for xml, fresh in found.fresh(self._known):
            told = tell(xml, self._url)[0]
            if len(told) != len(fresh):
                return self.of_text(text)
            entries += [self._entry(item, one, shared) for item, one in zip(fresh, told, strict=True)]
        return Reading(tuple(entries), tuple(dict.fromkeys(item.key for item in items)), len(items))

    def of_text(self, text: str) -> Reading:
        """A feed that is no XML: feedparser's lenient reading, or what lxml saves where that is more."""
        told, is_feed = tell(text.encode("utf-8", "replace"), self._url)
        if len(told) < len(_ITEM_TAG.findall(text)) and (saved := recovered(text)):
            told = max(told, tell(saved, self._url)[0], key=len)
        if not told and not is_feed:
            raise FormatError(f"{self._url} gives a body that is no feed; it begins with {text[:60]!r}.")
        return self._reading([(item_of(one), one) for one in told])

    def _reading(self, pairs: Sequence[tuple[Item, Told]]) -> Reading:
        """Every pair whose key is neither known nor met before, as an Entry."""
        shared = shared_links(item for item, _ in pairs)
        first = {item.key: (item, one) for item, one in reversed(pairs)}
        present = tuple(dict.fromkeys(item.key for item, _ in pairs))
        entries = [self._entry(*first[key], shared) for key in present if key not in self._known]
        return Reading(tuple(entries), present, len(pairs))

    def _entry(self, item: Item, told: Told, shared: Collection[str]) -> Entry:
        told = told.with_words_of(item) if item.plain else told
        return told.entry(self._source_id, item.key, self._url, link_shared=bool(shared) and item.bare_link in shared)


def _refuse_page(text: str, url: str) -> None:
    """:raises FormatError: the text is an HTML page."""
    if _PAGE.match(text) and not _FEED_TAG.search(text):
        title = _PAGE_TITLE.search(text[:20_000])
        named = f' ("{" ".join(unescape(title[1]).split())}")' if title else ""
        raise FormatError(f"{url} gives an HTML page{named} instead of a feed; look for its new address on the site.")
