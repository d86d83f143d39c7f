"""Sites without a feed: their list page read by the selectors of the Source's record, or by a file of `spiders.sites`.

A selector is CSS (https://www.w3.org/TR/selectors-3/), with ``::text`` and ``::attr(name)`` where no element will do.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from html import escape
from itertools import islice

from cssselect import SelectorError
from lxml import etree
from parsel import Selector

from pvd_watch.model import Selectors
from spiders.dates import PARIS, find_date, read_date, stamp
from spiders.decoding import decode_page
from spiders.item import Item
from spiders.reading import FormatError, Reading, Sheet
from spiders.sites import reader
from spiders.told import Told, address

_MOST_ITEMS = 500


def parse_listing(body: bytes, content_type: str, selectors: Selectors, sheet: Sheet) -> Reading:
    """The items of a list page, in its order.

    :raises FormatError: the page holds nothing that the record looks for, or the record cannot be followed.
    """
    text = decode_page(body, content_type)
    read = _of_site if selectors.parser else _selected
    told = list(islice(read(text, selectors, sheet.url), _MOST_ITEMS))
    if not told:
        looked_for = f"spiders/sites/{selectors.parser}.py" if selectors.parser else f"the selector {selectors.item!r}"
        raise FormatError(
            f"{sheet.url} holds nothing that {looked_for} finds; its pages have changed, or it has no news."
        )
    return sheet.reading([(_item(one), one) for one in told])


def _of_site(text: str, selectors: Selectors, url: str) -> Iterable[Told]:
    try:
        read = reader(selectors.parser)
    except LookupError as error:
        raise FormatError(
            f"{url} is to be read by {selectors.parser!r}, which is none of spiders/sites: {error}"
        ) from error
    return read(text, url)


def _selected(text: str, selectors: Selectors, url: str) -> Iterable[Told]:
    if not selectors.item:
        raise FormatError(
            f"The record of {url} is a listing without the selector 'item', so nothing can be found there."
        )
    page = Selector(text, type="html")
    base = address(url, str(page.css("base::attr(href)").get(""))) or url
    for node in _all(page, selectors.item, "item"):
        told = _told(node, selectors, base)
        if told.link or told.title:
            yield told


def _told(node: Selector, selectors: Selectors, base: str) -> Told:
    link = _link(node, selectors.link)
    title = _first(node, selectors.title, "title") or _first(node, selectors.link or "a[href]", "link")
    date = _date(node, selectors)
    summary = _first(node, selectors.summary, "summary")
    return Told(
        link=address(base, link),
        title=escape(title, quote=False),
        summary=escape(summary, quote=False),
        dates=(date,) if date else (),
    )


def _item(told: Told) -> Item:
    """What tells this item from others: a date counts as it was read, since "il y a 2 heures" changes by the hour."""
    return Item(told.guid, told.link, told.title, told.summary, "".join(told.dates[:1]))


def _link(node: Selector, css: str) -> str:
    """The address an item leads to: of the selected element or the link inside it, else the item's own."""
    selected = _all(node, css, "link")[:1] if css else [node]
    for one in selected:
        if isinstance(one.root, str):
            return one.root.strip()
        return str(one.xpath("(self::*/@href | .//a/@href | ancestor::a/@href)[1]").get("")).strip()
    return ""


def _date(node: Selector, selectors: Selectors) -> str:
    """The date of an item as UTC text, or as a plain day; empty where it has none that can be read."""
    for one in _all(node, selectors.date, "date")[:1] if selectors.date else node.css("time"):
        texts = (
            [_text(one)]
            if isinstance(one.root, str)
            else [*one.xpath(".//@datetime | ./@datetime").getall(), _text(one)]
        )
        for text in texts:
            if date := _read(text, selectors.date_format):
                return date
    return ""


def _read(text: str, date_format: str) -> str:
    if date_format:
        try:
            moment = datetime.strptime(text, date_format)
        except ValueError:
            return ""
        if not any(code in date_format for code in ("%H", "%I", "%c", "%X", "%T")):
            return moment.date().isoformat()
        return stamp(moment if moment.tzinfo else moment.replace(tzinfo=PARIS))
    moment_text, precision = read_date(text) if text[:4].isdigit() else find_date(text)
    return moment_text[:10] if precision == "day" else moment_text


def _first(node: Selector, css: str, name: str) -> str:
    """The text of the first element that a selector finds; empty where it finds none or is empty."""
    return next(map(_text, _all(node, css, name)[:1]), "") if css else ""


def _all(node: Selector, css: str, name: str) -> list[Selector]:
    """:raises FormatError: the selector is none."""
    try:
        return list(node.css(css))
    except (SelectorError, etree.XPathError, ValueError) as error:
        raise FormatError(f"The selector {name} = {css!r} of the record cannot be followed: {error}.") from error


def _text(node: Selector) -> str:
    """The words of an element or a text, with one plain space for each run of blanks."""
    if isinstance(node.root, str):
        return " ".join(node.root.split())
    return " ".join(str(node.xpath("string()").get("")).split())
