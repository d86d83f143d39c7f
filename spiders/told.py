"""What a feed tells of one item, and the Entry made of it: bounded, free of control characters, links absolute."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from html import escape, unescape
from urllib.parse import urljoin, urlsplit

from pvd_watch.model import Entry
from spiders.dates import read_date
from spiders.item import Item

_EXCERPT = 500
_MOST_TITLE, _MOST_SUMMARY, _MOST_URL, _MOST_TAGS = 1_000, 20_000, 4_000, 50
_UNSHOWN = re.compile(r"<(script|style)\b.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
_MARKUP = re.compile(r"<[^<>]*>")
_CONTROLS = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Told:
    """One item in the feed's own words. ``dates`` are all it has, the best first."""

    guid: str = ""
    link: str = ""
    title: str = ""
    summary: str = ""
    author: str = ""
    dates: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()

    def with_words_of(self, item: Item) -> Told:
        """The same with link, guid and date as they stand in the feed; addresses are often escaped twice."""
        dates = (item.date, *self.dates) if item.date else self.dates
        return replace(self, guid=item.guid or self.guid, link=item.link.replace("&amp;", "&"), dates=dates)

    def entry(self, source_id: str, key: str, base: str, link_shared: bool) -> Entry:
        """The Entry; ``base`` is the address that relative links start from."""
        published_at, precision = next(filter(all, map(read_date, self.dates)), ("", ""))
        return Entry(
            source_id,
            key,
            url=address(base, clean(self.link)),
            guid=clean(self.guid)[:_MOST_TITLE],
            title=clean(self.title)[:_MOST_TITLE],
            summary=clean(self.summary)[:_MOST_SUMMARY],
            author=clean(self.author)[:_EXCERPT],
            published_at=published_at,
            precision=precision,
            categories=tuple(dict.fromkeys(filter(None, map(clean, self.categories))))[:_MOST_TAGS],
            link_shared=link_shared,
        )


def excerpt(markup: str) -> str:
    """The first 500 characters of the text of a full article, which is all we may use of it, as markup again."""
    text = plain(_UNSHOWN.sub(" ", markup[:_MOST_SUMMARY]))
    return markup if len(text) <= _EXCERPT else escape(text[:_EXCERPT], quote=False)


def plain(markup: str) -> str:
    """The text of some markup, with single spaces."""
    return " ".join(unescape(_MARKUP.sub(" ", markup)).split())


def clean(text: str) -> str:
    return _CONTROLS.sub("", text).strip()


def address(base: str, link: str) -> str:
    """The absolute address of a link; empty when there is none that leads to a page."""
    try:
        whole = link if link.startswith(("http://", "https://")) else urljoin(base, link)
        parts = urlsplit(whole)
    except ValueError:
        return ""
    usable = link and parts.scheme in ("http", "https") and parts.netloc and len(whole) <= _MOST_URL
    return whole if usable else ""
