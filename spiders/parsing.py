"""The one wrapper around feedparser. It gets text that is decoded already, and leaves the markup as it is."""

from __future__ import annotations

import io
from typing import Any

from spiders.item import Item
from spiders.told import Told, excerpt

_ADDRESS = ("http://", "https://", "/")


def tell(xml: bytes, url: str) -> tuple[list[Told], bool]:
    """The items of a feed in UTF-8, and whether it is one at all (it may have no item)."""
    import feedparser  # it takes a tenth of a second, which a crawl that finds nothing new saves

    headers = {"content-type": "application/xml; charset=utf-8"}
    if b"xml:base" in xml:
        headers["content-location"] = url
    try:
        # Never the bytes themselves: feedparser would try them as the name of a file first.
        parsed = feedparser.parse(
            io.BytesIO(xml), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
        )
    except Exception:  # broken bodies make feedparser fail in many ways, none of which is ours to mend
        return [], False
    told = [_told(entry) for entry in parsed.entries]
    return told, bool(told or parsed.get("version"))


def item_of(told: Told) -> Item:
    """What tells this item from others, where there is no outline to say it."""
    rest = told.author + "\x1f".join(told.categories)
    return Item(told.guid, told.link, told.title, told.summary, next(iter(told.dates), ""), rest)


def _told(entry: Any) -> Told:
    # A plain one, because feedparser's gives the date of publication for a missing "updated".
    entry = dict(entry)
    dates = tuple(text for name in ("published", "updated", "created") if (text := entry.get(name)))
    tags = entry.get("tags", [])
    return Told(
        guid=entry.get("id") or "",
        link=_link(entry),
        title=entry.get("title") or "",
        summary=_summary(entry),
        author=entry.get("author") or "",
        dates=dates,
        categories=tuple(tag.get("term") or tag.get("label") or "" for tag in tags),
    )


def _link(entry: Any) -> str:
    """The link; a guid that feedparser takes for one, as the standard says, only where it looks like one."""
    link: str = entry.get("feedburner_origlink") or entry.get("link") or ""
    if entry.get("guidislink") and link == entry.get("id") and not link.lower().startswith(_ADDRESS):
        return ""
    return link


def _summary(entry: Any) -> str:
    """The summary; where a feed has only the full text, which feedparser then gives as the summary, its beginning."""
    summary: str = entry.get("summary") or ""
    full = [part.get("value") or "" for part in entry.get("content", [])]
    if full and (not summary or summary in full):
        return excerpt(summary or full[0])
    return summary
