"""Bytes to text."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spiders.decoding import decode, decode_page

TEXT = "<rss>Été à l’Étain — cœur, 12 €</rss>"


def declared(encoding: str, actual: str) -> bytes:
    return f'<?xml version="1.0" encoding="{encoding}"?>\n{TEXT}'.encode(actual)


@pytest.mark.parametrize(
    "body",
    [
        declared("utf-8", "utf-8"),
        declared("iso-8859-1", "utf-8"),
        declared("iso-8859-1", "windows-1252"),
        declared("windows-1252", "windows-1252"),
        declared("us-ascii", "windows-1252"),
        declared("utf-8", "windows-1252"),
        declared("no-such-thing", "windows-1252"),
        declared("base64", "windows-1252"),
        declared("utf-16", "utf-16"),
        declared("utf-16", "utf-16-le"),
        declared("utf-16", "utf-16-be"),
        declared("utf-32", "utf-32-be"),
        declared("utf-16", "windows-1252"),
        declared("utf-32", "utf-8"),
        codecs.BOM_UTF16_LE + TEXT.encode(),
        codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
        TEXT.encode("windows-1252"),
        codecs.BOM_UTF8 + TEXT.encode(),
        b"\n\n" + declared("utf-8", "utf-8"),
    ],
)
def test_every_encoding_gives_the_text(body: bytes) -> None:
    assert decode(body, "text/xml") == TEXT


def test_iso_8859_15_is_believed() -> None:
    text = "<rss>cœur, 12 €</rss>"
    assert decode(text.encode("iso-8859-15"), "text/xml; charset=ISO-8859-15") == text
    assert decode(b'<?xml version="1.0" encoding="iso-8859-15"?>' + text.encode("iso-8859-15"), "") == text


@pytest.mark.parametrize(
    ("charset", "header", "actual"),
    [
        ("utf-8", "", "utf-8"),
        ("iso-8859-1", "", "utf-8"),
        ("iso-8859-1", "", "windows-1252"),
        ("iso-8859-15", "", "iso-8859-15"),
        ("utf-8", "iso-8859-15", "iso-8859-15"),
        ("utf-8", "utf-8", "windows-1252"),
        ("none", "", "windows-1252"),
    ],
)
def test_pages(charset: str, header: str, actual: str) -> None:
    for tag in (
        f'<meta charset="{charset}">',
        f"<meta http-equiv=Content-Type content='text/html; charset={charset}'>",
    ):
        text = f"<!DOCTYPE html><html><head>{tag}<title>Été, 12 €</title>"
        content_type = f"text/html; charset={header}" if header else "text/html"
        assert decode_page(text.encode(actual), content_type) == text


def test_one_wrong_byte_spoils_only_itself() -> None:
    assert decode("<rss>Été".encode() + b"\x92" + "à</rss>".encode(), "text/xml; charset=utf-8") == "<rss>Été’à</rss>"


@given(st.text(alphabet=st.characters(codec="utf-8"), min_size=1))
def test_utf_8_is_recognised_whatever_is_claimed(text: str) -> None:
    body = ("<rss>" + text).encode()
    assert decode(body, "text/xml; charset=windows-1252") == "<rss>" + text


@given(st.binary(), st.text(max_size=30))
def test_any_bytes_give_text(body: bytes, content_type: str) -> None:
    assert isinstance(decode(body, content_type), str)
    assert isinstance(decode_page(body, content_type), str)
