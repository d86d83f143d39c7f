"""JSON Feed (https://www.jsonfeed.org/version/1.1/): feedparser does not read it, and it is small."""

from __future__ import annotations

import json
from typing import Any

from spiders.item import Item
from spiders.told import Told, excerpt


def looks_like_json(text: str) -> bool:
    """Whether a body is JSON rather than XML."""
    return text[:1] in ("{", "[")


def read_items(text: str) -> list[tuple[Item, Told]]:
    """The items of a JSON Feed: what tells them apart, and what they tell.

    :raises ValueError: the text is no JSON Feed.
    """
    feed = json.loads(text)
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list):
        raise ValueError("it has no list of items")
    told = [_told(item) for item in items if isinstance(item, dict)]
    return [(Item(one.guid, one.link, one.title, one.summary, "".join(one.dates[:1])), one) for one in told]


def _told(wire: dict[str, Any]) -> Told:
    full = _text(wire.get("content_html")) or _text(wire.get("content_text"))
    return Told(
        guid=_text(wire.get("id")),
        link=_text(wire.get("url")) or _text(wire.get("external_url")),
        title=_text(wire.get("title")),
        summary=_text(wire.get("summary")) or excerpt(full),
        author=_author(wire),
        dates=tuple(filter(None, (_text(wire.get("date_published")), _text(wire.get("date_modified"))))),
        categories=tuple(map(_text, _list(wire.get("tags")))),
    )


def _author(wire: dict[str, Any]) -> str:
    people = [*_list(wire.get("authors")), wire.get("author")]
    names = [_text(person.get("name")) for person in people if isinstance(person, dict)]
    return ", ".join(filter(None, dict.fromkeys(names)))


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _text(value: Any) -> str:
    """A value as text: numbers happen as ids; anything else is nothing."""
    if isinstance(value, str):
        return value.strip()
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""
