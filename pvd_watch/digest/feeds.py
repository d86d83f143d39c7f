"""The published selection as feeds: Atom (RFC 4287) and JSON Feed 1.1, whole or by department, theme or commune."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from xml.etree import ElementTree

from pvd_watch import typography as french
from pvd_watch.digest.view import anchor_of
from pvd_watch.model import Digest, DigestItem, main_commune
from pvd_watch.typography import Places

_ATOM = "http://www.w3.org/2005/Atom"
MOST = 200
"""Most entries of a feed."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Which items a feed takes: those that name the department or commune, and have the theme; empty takes all."""

    department: str = ""
    theme: str = ""
    insee: str = ""

    def takes(self, item: DigestItem) -> bool:
        """True where the item is of this choice."""
        return (
            (not self.department or any(commune.department == self.department for commune in item.communes))
            and (not self.insee or any(commune.insee == self.insee for commune in item.communes))
            and (not self.theme or self.theme in item.themes)
        )


EVERYTHING = Choice()


@dataclass(frozen=True, slots=True)
class Feed:
    """How a feed names itself. ``home``: the page it stands for; ``address``: its own; ``page``: the page of a day,
    with ``{day}`` in its place. All are absolute addresses."""

    title: str
    home: str
    address: str
    page: str

    def permalink(self, day: str, item: DigestItem) -> str:
        """Where an item stands on its public page."""
        return f"{self.page.replace('{day}', day)}#{anchor_of(item)}"


def selection(digests: Sequence[Digest], choice: Choice = EVERYTHING) -> list[tuple[Digest, DigestItem]]:
    """Items of published Digests in the choice, newest day first, each day in its order."""
    published = sorted((digest for digest in digests if digest.state == "published"), key=lambda each: each.day)
    found = [
        (digest, item)
        for digest in reversed(published)
        for item in digest.items
        if item.state != "dropped" and choice.takes(item)
    ]
    return found[:MOST]


def title_of(choice: Choice, places: Places) -> str:
    """The French title of the feed of a choice."""
    parts = ["Veille presse Petites villes de demain"]
    if choice.department:
        parts.append(places.department(choice.department))
    if choice.theme:
        parts.append(french.THEMES.get(choice.theme, choice.theme))
    return " – ".join(parts)


def render_atom(digests: Sequence[Digest], places: Places, feed: Feed, choice: Choice = EVERYTHING) -> str:
    """An Atom feed of the selection; its entries lead to the original articles."""
    found = selection(digests, choice)
    root = ElementTree.Element("feed", {"xmlns": _ATOM, "xml:lang": "fr"})
    _put(root, "title", feed.title)
    _put(root, "id", feed.address)
    made = [digest.to_at for digest in digests if digest.state == "published"]
    _put(root, "updated", max(made, default="1970-01-01T00:00:00Z"))
    _put(root, "link", href=feed.address, rel="self", type="application/atom+xml")
    _put(root, "link", href=feed.home, rel="alternate", type="text/html")
    _put(_put(root, "author"), "name", "PVD Watch")
    _put(root, "rights", "Titres et extraits appartiennent à leurs éditeurs.")
    for digest, item in found:
        _entry(root, digest, item, places, feed)
    ElementTree.indent(root)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ElementTree.tostring(root, encoding="unicode")}\n'


def _entry(root: ElementTree.Element, digest: Digest, item: DigestItem, places: Places, feed: Feed) -> None:
    entry = ElementTree.SubElement(root, "entry")
    link = feed.permalink(digest.day, item)
    _put(entry, "title", french.shown_title(item.title))
    _put(entry, "id", link)
    _put(entry, "updated", digest.to_at)
    if item.published_at:
        _put(entry, "published", item.published_at)
    _put(entry, "link", href=french.web_address(item.url) or link, rel="alternate")
    _put(_put(entry, "author"), "name", french.harmless(item.outlet).strip() or "(sans nom)")
    for code in item.themes:
        _put(entry, "category", term=french.harmless(code), label=french.THEMES.get(code, french.harmless(code)))
    _put(entry, "summary", "\n".join(_paragraphs(item, places)))


def _put(parent: ElementTree.Element, name: str, text: str = "", **attributes: str) -> ElementTree.Element:
    element = ElementTree.SubElement(parent, name, attributes)
    element.text = text or None
    return element


def render_json_feed(digests: Sequence[Digest], places: Places, feed: Feed, choice: Choice = EVERYTHING) -> str:
    """A JSON Feed 1.1 of the selection (https://www.jsonfeed.org/version/1.1/)."""
    found = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.home,
        "feed_url": feed.address,
        "language": "fr",
        "items": [_object(digest, item, places, feed) for digest, item in selection(digests, choice)],
    }
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


def _object(digest: Digest, item: DigestItem, places: Places, feed: Feed) -> dict[str, object]:
    link, address = feed.permalink(digest.day, item), french.web_address(item.url)
    paragraphs = list(_paragraphs(item, places))
    found: dict[str, object] = {
        "id": link,
        "url": link,
        "title": french.shown_title(item.title),
        "content_text": "\n".join(paragraphs),
        "content_html": "".join(f"<p>{escape(words)}</p>" for words in paragraphs),
        "authors": [{"name": french.harmless(item.outlet)}],
        "tags": [french.THEMES.get(code, french.harmless(code)) for code in item.themes],
        "date_modified": digest.to_at,
    }
    if address:
        found["external_url"] = address
    if item.published_at:
        found["date_published"] = item.published_at
    return found


def _paragraphs(item: DigestItem, places: Places) -> Iterator[str]:
    main = main_commune(item.communes)
    paid = " (abonnés)" if not item.free else ""
    yield f"{main.name} ({places.department(main.department)}), {french.harmless(item.outlet)}{paid}"
    for words in (item.presentation, item.excerpt):
        if words:
            yield french.spaced(words)
    if item.also_in:
        yield f"Aussi dans\u00a0: {', '.join(map(french.harmless, item.also_in))}"
