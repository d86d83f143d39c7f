"""Items of plain RSS 2.0, which most of the press sends, read without feedparser, and word for word as it reads them.

feedparser stays the reader of record: an item with anything in it that is not listed here goes to it, and a property
test holds both readings equal.
"""

from __future__ import annotations

import re
from contextlib import suppress

from lxml import etree

from spiders.told import Told, excerpt

_DC = "{http://purl.org/dc/elements/1.1/}"
_MEDIA = "{http://search.yahoo.com/mrss/}"
_CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
_ONCE = {
    "title": "title",
    "link": "link",
    "guid": "guid",
    "pubDate": "date",
    "description": "summary",
    "author": "author",
    f"{_DC}creator": "author",
    _CONTENT: "full",
}
_CATEGORIES = ("category", f"{_DC}subject")
# What says nothing that an Entry keeps.
_SILENT = (
    "comments",
    "enclosure",
    "source",
    f"{_MEDIA}content",
    f"{_MEDIA}thumbnail",
    "{http://purl.org/rss/1.0/modules/slash/}comments",
    "{http://wellformedweb.org/CommentAPI/}commentRss",
    "{com-wordpress:feed-additions:1}post-id",
)
_WITH_ATTRIBUTES = ("guid", "category", *_SILENT)
_CONTROL = re.compile("[\x80-\x9f]")


def tell_plain(element: etree._Element) -> Told | None:
    """What an ``item`` tells; None where it is not plain."""
    if element.tag != "item" or element.attrib or not _in_plain_channel(element):
        return None
    found: dict[str, str] = {}
    categories: list[str] = []
    for child in element:
        tag = child.tag
        if len(child) or (child.attrib and tag not in _WITH_ATTRIBUTES):
            return None
        if tag in _CATEGORIES:
            categories.append(_words(child))
        elif name := _ONCE.get(tag):
            if name in found:
                return None
            found[name] = _words(child)
        elif tag not in _SILENT:
            return None
    return _told(found, categories)


def _told(found: dict[str, str], categories: list[str]) -> Told | None:
    link = found.get("link", "")
    if not link.startswith(("http://", "https://")):
        return None
    summary, full = found.get("summary", ""), found.get("full", "")
    return Told(
        guid=found.get("guid", ""),
        link=link.replace("&amp;", "&"),
        title=found.get("title", ""),
        summary=excerpt(full) if full and summary in ("", full) else summary,
        author=found.get("author", ""),
        dates=tuple(filter(None, [found.get("date", "")])),
        categories=tuple(categories),
    )


def _in_plain_channel(element: etree._Element) -> bool:
    channel = element.getparent()
    root = None if channel is None else channel.getparent()
    return root is not None and channel.tag == "channel" and root.tag == "rss" and root.getparent() is None


def _words(element: etree._Element) -> str:
    """The text of an element, with what was encoded twice or as windows-1252 set right, as feedparser does."""
    text = (element.text or "").strip()
    if text.isascii():
        return text
    with suppress(UnicodeError):
        text = text.encode("iso-8859-1").decode()
    return _CONTROL.sub(_meant, text)


def _meant(match: re.Match[str]) -> str:
    """The character that was meant by a control character: that of windows-1252 at its place, where there is one."""
    return bytes([ord(match[0])]).decode("cp1252", "ignore") or match[0]
