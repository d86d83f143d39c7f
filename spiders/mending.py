"""What makes an XML parser give up on feeds that people read every day, mended before feedparser sees it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.entities import html5

from lxml import etree

_ROOT = re.compile(r"<((?:\w+:)?(?:rss|feed|rdf|channel))[\s>]", re.IGNORECASE)
_ITEM = re.compile(r"<(?:\w+:)?(?:item|entry)[\s>]", re.IGNORECASE)
_ILLEGAL = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_REFERENCE = re.compile(r"&(#[xX]?[0-9a-fA-F]+;|\w+;)?")
_OF_XML = ("amp;", "lt;", "gt;", "quot;", "apos;")
_CDATA, _CDATA_END = "<![CDATA[", "]]>"


def mended(text: str) -> str:
    """The text of a feed without what surrounds it and without what XML forbids: control characters and references to
    them, entities of HTML, bare ampersands. CDATA keeps its ampersands; a text that declares entities keeps its own."""
    text = _ILLEGAL.sub("", text)
    if "<!ENTITY" in text:
        return text
    pieces = _pieces(_inner(text))
    return "".join(piece if piece.startswith(_CDATA) else _REFERENCE.sub(_reference, piece) for piece in pieces)


def recovered(text: str) -> bytes | None:
    """What lxml can save of a text that is not well-formed; None when that is nothing."""
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:  # nothing at all was left to recover
        return None
    return None if root is None else etree.tostring(root, encoding="utf-8")


def _inner(text: str) -> str:
    """The text from the beginning to the end of the feed's root; all of it where items stand outside."""
    begin = _ROOT.search(text)
    if begin is None:
        return text
    last = text.rfind(f"</{begin[1]}")
    end = text.find(">", last) + 1
    end = end if last > 0 and end else len(text)
    outside = _ITEM.search(text, 0, begin.start()) or _ITEM.search(text, end)
    return text if outside else text[begin.start() : end]


def _pieces(text: str) -> Iterator[str]:
    """The text cut at its CDATA sections. By hand, for an expression takes forever on sections that never end."""
    position = 0
    while (begin := text.find(_CDATA, position)) >= 0 and (end := text.find(_CDATA_END, begin)) >= 0:
        end += len(_CDATA_END)
        yield from (text[position:begin], text[begin:end])
        position = end
    yield text[position:]


def _reference(match: re.Match[str]) -> str:
    name = match[1]
    if name is None:
        return "&amp;"
    if name in _OF_XML:
        return match[0]
    if name.startswith("#"):
        return match[0] if _legal(name[1:-1]) else ""
    return html5[name].replace("&", "&amp;").replace("<", "&lt;") if name in html5 else f"&amp;{name}"


def _legal(digits: str) -> bool:
    """Whether a character reference (``233``, ``xE9``) names a character that XML allows."""
    try:
        code = int(digits[1:], 16) if digits[0] in "xX" else int(digits)
    except ValueError:
        return False
    return code in (9, 10, 13) or 0x20 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or 0x10000 <= code <= 0x10FFFF
