"""Folding of names and of texts, the two in one place so that they always meet.

A *text* is folded to bytes, one byte a code point, so that an offset stays an offset: accents go, case stays, every
hyphen, dash and space becomes one space, every apostrophe ``'``. A *name* is folded by the same table after ``œ`` has
been written out. Only a text with soft hyphens, combining marks, zero-width characters or a word broken over two
lines takes a slow way, with a list that leads each place back.
"""

from __future__ import annotations

import codecs
import html
import re
import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

_HYPHENS = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
_SPACES = (
    " \t\n\r\f\v\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
)
_APOSTROPHES = "'\u2019\u2018\u02bc\u00b4`\u2032\uff07"
_JOINERS = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_SLOW = b"\x01"
"""Byte of a character that has no width of its own: its text takes the slow way."""
_OTHER = b"?"


def _base_letter(char: str) -> str:
    """The ASCII letter under the accents of one character, or the character itself."""
    base = unicodedata.normalize("NFD", char)[0]
    return base if base.isascii() and base.isalpha() else char


def _foreign_byte(char: str) -> bytes:
    """The byte for a character that windows-1252 does not have."""
    if char in _HYPHENS:
        return b"-"
    if char in _SPACES:
        return b" "
    if char in _APOSTROPHES:
        return b"'"
    if char in _JOINERS or unicodedata.combining(char):
        return _SLOW
    base = _base_letter(char)
    return base.encode() if base.isascii() else _OTHER


def _encode_error(error: UnicodeError) -> tuple[bytes, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    wrong = error.object[error.start : error.end]
    return b"".join(map(_foreign_byte, wrong)), error.end


_HANDLER = "pvd_watch.fold"
codecs.register_error(_HANDLER, _encode_error)


def _byte_table() -> bytes:
    """From windows-1252 bytes to folded bytes: ASCII letters with their case, digits, one space, one apostrophe."""
    table = bytearray(range(256))
    for code in range(256):
        char = bytes([code]).decode("cp1252", errors="replace")
        if char == "\u00ad" or code == 1:
            table[code] = _SLOW[0]
        elif char in _HYPHENS or char in _SPACES or code < 32:
            table[code] = 32
        elif char in _APOSTROPHES:
            table[code] = ord("'")
        elif code >= 128:
            base = _base_letter(char)
            if base.isascii():
                table[code] = ord(base)
    return bytes(table)


_TABLE = _byte_table()
_CONTEXT = bytearray(_TABLE)
_CONTEXT[ord("-")] = ord("-")
_CONTEXT[0x96] = _CONTEXT[0x97] = 0x97
_CONTEXT[0xAB] = _CONTEXT[0xBB] = _CONTEXT[0x93] = _CONTEXT[0x94] = ord('"')
_CONTEXT[10] = 10
_CONTEXT[13] = 10
_SLOW_SIGNS = (_SLOW, b"\xad", b"-\n", b"-\r\n", b"&")
_GAPS = re.compile(
    rf"[{_JOINERS}]+(?:[ \t]*\r?\n(?!\r?\n)[ \t]*)?|(?<=\w)-\r?\n[ \t]*(?=\w)"
    r"|[\u0300-\u036f\u1ab0-\u1aff\u20d0-\u20ff]+|&(?:#\d{1,6}|#[xX][\da-fA-F]{1,5}|\w{2,10});"
)


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text. ``raw`` holds one windows-1252 byte a character; ``origin`` leads a place of it back to the text
    where the slow way had to leave characters out, and is None where places are the same."""

    raw: bytes
    origin: Sequence[int] | None = None
    ends: Sequence[int] | None = None

    @property
    def data(self) -> bytes:
        """For finding names: ASCII letters with their case, hyphens and white space one space."""
        return self.raw.translate(_TABLE)

    @property
    def context(self) -> str:
        """For reading around a name: as ``data``, with hyphens, long dashes (U+0097), quotes and line breaks kept."""
        return self.raw.translate(_CONTEXT).decode("latin-1")

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The place in the original text of ``data[start:end]`` (end exclusive; not for an empty span)."""
        if self.origin is None or self.ends is None:
            return start, end
        return self.origin[start], self.ends[end - 1]

    def place(self, original: int) -> int:
        """The place in ``data`` of a place in the original text."""
        return original if self.origin is None else bisect_left(self.origin, original)


def fold(text: str) -> Folded:
    """Fold a text for finding names in it; places are those of ``text`` unless the slow way was needed."""
    raw = text.encode("cp1252", _HANDLER)
    if any(sign in raw for sign in _SLOW_SIGNS) and _GAPS.search(text):
        return _fold_slowly(text)
    return Folded(raw)


def _fold_slowly(text: str) -> Folded:
    """Leave out what has no width, join what a line break parted, read entities; keep where each character was."""
    kept: list[str] = []
    origin: list[int] = []
    ends: list[int] = []
    place = 0
    for gap in _GAPS.finditer(text):
        kept.append(text[place : gap.start()])
        origin.extend(range(place, gap.start()))
        ends.extend(range(place + 1, gap.start() + 1))
        instead = _instead(gap.group(), text[gap.end() : gap.end() + 8])
        if not instead and ends and gap.group()[0] not in _JOINERS:
            ends[-1] = gap.end()
        kept.append(instead)
        origin.extend(gap.start() for _ in instead)
        ends.extend(gap.end() for _ in instead)
        place = gap.end()
    kept.append(text[place:])
    origin.extend(range(place, len(text)))
    ends.extend(range(place + 1, len(text) + 1))
    return Folded("".join(kept).encode("cp1252", _HANDLER).replace(_SLOW, _OTHER), origin, ends)


_LINK_WORD = re.compile(r"(?:de|du|des|d|sur|sous|en|les|lès|la|le|l|et|aux?|a)\b", re.I)


def _instead(gap: str, after: str) -> str:
    """What stands in a folded text for a gap: the character of an entity, a hyphen at a line's end, nothing.

    A hyphen at a line's end is part of a name before a capital or a link word (« Saint-⏎Flour »), else it parts a word.
    """
    if gap.startswith("&"):
        char = html.unescape(gap)
        return char if len(char) == 1 else gap
    kept = gap.startswith("-") and (after[:1].isupper() or _LINK_WORD.match(after) is not None)
    return "-" if kept else ""


def fold_name(name: str) -> str:
    """A name as it stands in a folded text (case kept): ``L’Haÿ-les-Roses`` is ``L'Hay les Roses``."""
    written_out = name.replace("œ", "oe").replace("Œ", "Oe").replace("æ", "ae").replace("Æ", "Ae")
    data = unicodedata.normalize("NFC", written_out).encode("cp1252", _HANDLER).translate(_TABLE)
    return " ".join(data.decode("ascii", errors="replace").split())


@lru_cache(maxsize=4096)
def name_key(name: str) -> str:
    """The key under which names are compared whatever their case, hyphens, accents and ``St``/``Saint``."""
    words = fold_name(name).lower().replace("'", " ").split()
    return " ".join(
        {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes"}.get(word, word) for word in words
    )


def bare_key(name: str) -> str:
    """The key of a name without its article: a rule on « Le Teil » holds for « au Teil » too."""
    return re.sub(r"^(?:l|les?|la) (?=.)", "", name_key(name))


_TAG = re.compile(r"<[^<>]*>")
_MARKUP = re.compile(r"<[a-zA-Z!/?]|&[#a-zA-Z]")
_BLOCK = re.compile(r"<(?:/?(?:p|div|li|ul|ol|h[1-6]|tr|td|table|blockquote|br|hr|figure|figcaption)\b)[^>]*>", re.I)
_SILENT = re.compile(r"<(script|style|noscript|template)\b.*?(?:</\1\s*>|$)|<!--.*?(?:-->|$)", re.I | re.S)
_CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)
_BLANK = re.compile(r"[ \t\r\n]+")


def plain(markup: str) -> str:
    """The words of a title or summary as a feed gives it: tags, double escapes, control and direction marks removed.

    Feeds escape twice in one title of twenty-five (``&amp;#039;``), so entities are read until they stay the same,
    three times at most; tags are removed before and after, since an escaped tag is a tag too.
    """
    text = markup
    for _ in range(3):
        if _MARKUP.search(text) is None:
            break
        text = _TAG.sub("", _BLOCK.sub(" ", _SILENT.sub(" ", text)))
        text = html.unescape(text)
    return _BLANK.sub(" ", _CONTROL.sub("", text)).strip()
