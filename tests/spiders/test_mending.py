"""Feeds that are no XML, made XML."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from spiders.mending import mended, recovered


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("<rss>a&#x1F;b\x0bc&#0;</rss>", "<rss>abc</rss>"),
        ("<rss>R&D &eacute;t&eacute;&nbsp;! &inconnu;</rss>", "<rss>R&amp;D été\xa0! &amp;inconnu;</rss>"),
        ("<rss>&amp;eacute; &lt;b> &#233; &#xE9;</rss>", "<rss>&amp;eacute; &lt;b> &#233; &#xE9;</rss>"),
        ("<rss><a><![CDATA[?a=1&b=2&eacute;]]></a>&</rss>", "<rss><a><![CDATA[?a=1&b=2&eacute;]]></a>&amp;</rss>"),
        ("<br/>Warning: x() failed<?xml version='1.0'?>\n<rss></rss>", "<rss></rss>"),
        ("<rss></rss>\n<!-- cached --><script>1 < 2</script>", "<rss></rss>"),
        ('<!DOCTYPE rss PUBLIC "-//Netscape//DTD" "http://x/rss.dtd"><rss></rss>', "<rss></rss>"),
        ("<rdf:RDF><channel></channel><item></item></rdf:RDF", "<rdf:RDF><channel></channel><item></item></rdf:RDF"),
        ("<rss><![CDATA[never ended &", "<rss><![CDATA[never ended &amp;"),
    ],
)
def test_mended(broken: str, whole: str) -> None:
    assert mended(broken) == whole


@given(
    st.text(
        alphabet=st.sampled_from("a &;#x1F\x1f\x0cé\ufffe0eacute")
        | st.characters(codec="utf-8", exclude_characters="<>")
    )
)
def test_no_text_breaks_a_mended_feed(text: str) -> None:
    etree.fromstring(mended(f"<rss>{text}</rss>").encode())


@given(st.text(alphabet=st.sampled_from("<>![CDATA]&rss/item \"'?-")))
def test_any_text_is_taken(text: str) -> None:
    assert isinstance(mended(text), str)
    assert isinstance(recovered(text), bytes | None)


def test_long_nonsense_takes_no_time() -> None:
    for nonsense in ("<![CDATA[", "&", "<rss", "<!--", "&#"):
        assert mended(nonsense * 200_000)
