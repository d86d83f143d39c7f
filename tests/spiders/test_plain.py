"""Plain items are read without feedparser, and never otherwise than by it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from pvd_watch.model import Entry
from spiders.parsing import tell
from spiders.plain import tell_plain
from spiders.told import Told
from tests.press import item, many, rss

URL = "https://gazette.example/rss"
SPACES = (
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    'xmlns:media="http://search.yahoo.com/mrss/" xmlns:atom="http://www.w3.org/2005/Atom"'
)
LINK = "<link>https://gazette.example/1</link>"


def body(elements: str, root: str = "rss") -> bytes:
    return (
        f'<{root} version="2.0" {SPACES}><channel><title>G</title><item>{elements}</item></channel></{root}>'.encode()
    )


def both(xml: bytes) -> tuple[Told | None, Told]:
    """The one item of a feed without feedparser and by it."""
    (element,) = etree.fromstring(xml).iter("item")
    (by_feedparser,) = tell(xml, URL)[0]
    return tell_plain(element), by_feedparser


def entry(told: Told) -> Entry:
    return told.entry("gazette", "key", URL, link_shared=False)


TEXT = st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=12)
ODD = st.sampled_from(
    ["<p>Le <b>marché</b></p>", "l&#039;été", "&amp;eacute;", "Ã©tÃ©", "\x92", "a@b.example (Anne)", "a@b.example",
     "\xa0", "  ", "mot " * 200, "http://a.example/?a=1&amp;b=2&c;", "PHA+", "01", "https://gazette.example/x"]
)  # fmt: skip
NAMES = st.sampled_from(
    [
        *("title", "description", "content:encoded", "author", "dc:creator", "category", "dc:subject", "pubDate"),
        *("guid", "comments", "source", "enclosure", "media:thumbnail"),
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(NAMES, TEXT | ODD), max_size=7))
def test_both_readings_are_equal(fields: list[tuple[str, str]]) -> None:
    escaped = [(name, text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")) for name, text in fields]
    plain, by_feedparser = both(body(LINK + "".join(f"<{name}>{text}</{name}>" for name, text in escaped)))
    names = ["author" if name == "dc:creator" else name for name, _ in fields]
    single = [
        name for name in names if name in ("title", "description", "content:encoded", "author", "pubDate", "guid")
    ]
    assert (plain is None) == (len(set(single)) < len(single))
    if plain is not None:
        assert entry(plain) == entry(by_feedparser)


@pytest.mark.parametrize(
    "elements",
    [
        "<title>Sans lien</title>",
        "<link>/1</link>",
        "<link>urn:1</link>",
        f"{LINK}<link>https://gazette.example/2</link>",
        f"{LINK}<title><b>Le marché</b></title>",
        f'{LINK}<description type="text/html" mode="escaped">x</description>',
        f"{LINK}<media:title>Photo</media:title>",
        f"{LINK}<atom:updated>2026-11-20T10:33:00Z</atom:updated>",
        f'{LINK}<atom:link href="https://gazette.example/2"/>',
        f"{LINK}<title>Un</title><title>Deux</title>",
        f"{LINK}<inconnu>x</inconnu>",
    ],
)
def test_what_is_not_plain_goes_to_feedparser(elements: str) -> None:
    assert both(body(elements))[0] is None


def test_only_rss_is_plain() -> None:
    assert both(body(LINK))[0] is not None
    for xml in (body(LINK, "rdf"), body(LINK).replace(b"<item>", b'<item xml:base="http://a.example/">')):
        (element,) = etree.fromstring(xml).iter("item")
        assert tell_plain(element) is None


def test_ordinary_feeds_are_plain() -> None:
    feeds = (many(3), rss(item("Un", link="https://gazette.example/1", author="A. L.", category="Commerce")))
    for xml in feeds:
        assert all(tell_plain(element) is not None for element in etree.fromstring(xml).iter("item"))
