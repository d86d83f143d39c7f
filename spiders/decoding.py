"""Bytes of a feed or a page to text: what the bytes show comes before what headers and declarations claim."""

from __future__ import annotations

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SHAPES = (
    (b"<\0\0\0", "utf-32-le"),
    (b"\0\0\0<", "utf-32-be"),
    (b"Lo\xa7\x94", "cp037"),
)
_WIDE = ((re.compile(rb"<\0[^\0]\0"), "utf-16-le"), (re.compile(rb"\0<\0[^\0]"), "utf-16-be"))
_DECLARED = re.compile(rb"^\s*<\?xml[^>]*?encoding\s*=\s*[\"']([\w.:-]+)")
_META = re.compile(rb"<meta\s[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml\b[^>]*\?>\s*")
_LATIN_1 = ("iso8859-1", "ascii")


def decode(body: bytes, content_type: str) -> str:
    """The text of a feed, without its XML declaration.

    A byte order mark decides; then valid UTF-8 is UTF-8, whatever was declared; then the declared encoding; what
    remains is UTF-8 with single bytes of windows-1252 in it, or windows-1252 altogether.
    """
    return _DECLARATION.sub("", _decoded(body, [_declared(body), _of_header(content_type)])).lstrip()


def decode_page(body: bytes, content_type: str) -> str:
    """The text of an HTML page, by the same rules; here the header comes before the meta tag, which comes last."""
    claims = [_of_header(content_type), _declared(body), _first(_META, body[:8_000])]
    return _DECLARATION.sub("", _decoded(body, claims))


def _declared(body: bytes) -> str:
    return _first(_DECLARED, body[:200])


def _first(pattern: re.Pattern[bytes], body: bytes) -> str:
    found = pattern.search(body)
    return found[1].decode("ascii", "replace") if found else ""


def _of_header(content_type: str) -> str:
    found = _CHARSET.search(content_type)
    return found[1] if found else ""


def _decoded(body: bytes, claims: list[str]) -> str:
    for mark, encoding in _MARKS:
        if body.startswith(mark):
            body = body[len(mark) :]
            if encoding == "utf-8" or _is_wide(body):
                return body.decode(encoding, _fallback(encoding))
            break
    for shape, encoding in _SHAPES:
        if body.startswith(shape):
            return body.decode(encoding, "replace")
    for wide, encoding in _WIDE:
        if wide.match(body):
            return body.decode(encoding, "replace")
    try:
        return body.decode()
    except UnicodeDecodeError:
        pass
    for claim in filter(None, claims):
        text = _as_claimed(body, claim)
        if text is not None:
            return text
    return body.decode("utf-8", "windows-1252")


def _as_claimed(body: bytes, claim: str) -> str | None:
    """The body in the encoding it claims, unless that is none, or one that it has just been shown not to be."""
    try:
        encoding = codecs.lookup(claim).name
        if encoding == "utf-8" or (encoding.startswith(("utf-16", "utf-32")) and not _is_wide(body)):
            return None
        # Nobody means the control characters of Latin-1: browsers read it as windows-1252, and so do we.
        return body.decode("cp1252" if encoding in _LATIN_1 else encoding, "replace")
    except (LookupError, ValueError):
        return None


def _is_wide(body: bytes) -> bool:
    """Whether characters may take two bytes or four: then the markup that a feed begins with has zeros in it."""
    return b"\0" in body[:64]


def _fallback(encoding: str) -> str:
    return "windows-1252" if encoding == "utf-8" else "replace"


def _one_byte(error: UnicodeError) -> tuple[str, int]:
    """Read the bytes that are no UTF-8 as windows-1252, one by one."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    bad = error.object[error.start : error.end]
    return bad.decode("cp1252", "replace"), error.end


codecs.register_error("windows-1252", _one_byte)
