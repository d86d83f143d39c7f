"""What pages say of themselves."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spiders.articles import Words, read_article
from tests.bodies import json_ld, meta, page

URL = "https://gazette.example/decize-58300/halle-1.html"
ARTICLE: dict[str, Any] = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "La halle de Decize rouvre",
    "description": "Après deux ans de travaux, le marché revient.",
    "datePublished": "2026-06-18T15:31:00+02:00",
    "dateModified": "2026-06-19T10:00:00+02:00",
    "author": [{"@type": "Person", "name": "Anne Lebrun"}, {"@type": "Person", "name": "Paul Roy"}],
    "isAccessibleForFree": True,
}


def read(head: str = "", **more: str) -> Words:
    return read_article(page(head, **more), URL)


def test_json_ld_comes_first() -> None:
    graph = meta("og:title", "Autre", "property") + meta("article:published_time", "2020-01-01", "property")
    words = read(json_ld(ARTICLE) + graph)
    assert words.title == "La halle de Decize rouvre"
    assert words.description == "Après deux ans de travaux, le marché revient."
    assert words.author == "Anne Lebrun, Paul Roy"
    assert (words.published_at, words.precision) == ("2026-06-18T13:31:00Z", "minute")
    assert (words.language, words.free, words.reserved) == ("fr", True, "")


@pytest.mark.parametrize(
    "script",
    [
        {"@context": "https://schema.org", "@graph": [{"@type": "WebPage", "name": "x"}, ARTICLE]},
        [{"@type": "BreadcrumbList"}, ARTICLE],
        {"@type": "WebPage", "mainEntity": ARTICLE},
        ARTICLE | {"@type": ["ReportageNewsArticle", "Thing"]},
        ARTICLE | {"@type": "http://schema.org/Article"},
    ],
)
def test_where_the_article_stands(script: Any) -> None:
    other = json_ld("{broken") + json_ld({"@type": "Organization", "name": "La Gazette"})
    assert read(other + json_ld(script)).author == "Anne Lebrun, Paul Roy"


def test_of_several_articles_the_one_of_this_page() -> None:
    others = [ARTICLE | {"headline": f"Autre {n}", "url": f"https://gazette.example/{n}"} for n in range(3)]
    for own in ({"url": URL}, {"mainEntityOfPage": {"@id": URL}}, {"mainEntityOfPage": URL}, {"@id": f"{URL}#article"}):
        words = read(json_ld([*others, ARTICLE | own]))
        assert words.title == "La halle de Decize rouvre"


@pytest.mark.parametrize(
    "script",
    [
        '{"@type": "NewsArticle", "headline": "La halle", "author": {"name": "A. L."}, "datePublished": "2026-06-18",}',
        '<!-- {"@type": "NewsArticle", "headline": "La halle", "author": "A. L.", "datePublished": "2026-06-18"} -->',
        '//<![CDATA[\n{"@type":"Article", "author":"A. L.","headline": "La halle", "datePublished": "2026-06-18"}//]]>',
        '{"@type": "NewsArticle", "headline": "La halle", "author": "A. L.", "datePublished": "2026-06-18"};',
        '{"@type": "NewsArticle", "headline": "La\n halle", "author": "A. L.", "datePublished": "2026-06-18"}',
        '{"@type": "NewsArticle", "headline": "La halle", "description": "l\\\'été", "author": "A. L.", '
        '"datePublished": "2026-06-18"}',
        '{"@type": "NewsArticle", "headline": "La halle", "image": "<img src="x">", "author": {"@type": "Person", '
        '"name": "A. L."}, "datePublished": "2026-06-18"}',
    ],
)
def test_broken_json(script: str) -> None:
    words = read(json_ld(script))
    assert (words.title, words.author) == ("La halle", "A. L.")
    assert words.published_at == "2026-06-18T10:00:00Z"


def test_open_graph_and_html() -> None:
    head = (
        meta("og:title", "La halle &amp; le marché", "property")
        + meta("og:description", "Le marché revient.", "property")
        + meta("author", "Par Anne Lebrun")
        + meta("article:author", "https://reseau.example/gazette", "property")
        + meta("article:published_time", "2026-06-18T13:31:00Z", "property")
        + meta("og:url", "/halle", "property")
        + meta("og:locale", "fr_FR", "property")
    )
    words = read(head, lang="")
    assert (words.title, words.description) == ("La halle & le marché", "Le marché revient.")
    assert (words.author, words.published_at) == ("Anne Lebrun", "2026-06-18T13:31:00Z")
    assert (words.canonical, words.language, words.free) == ("https://gazette.example/halle", "fr", None)
    plain = read(body='<h1>La <em>halle</em></h1><time itemprop="datePublished" datetime="2026-06-18">hier</time>')
    assert (plain.title, plain.precision, plain.author) == ("La halle", "day", "")
    assert read(body="<p>Rien</p>").title == "La halle rouvre - La Gazette"


def test_canonical() -> None:
    assert read('<link rel="canonical" href="/halle#suite">').canonical == "https://gazette.example/halle"
    assert read('<link rel="Canonical nofollow" href="//gazette.example/1">').canonical == "https://gazette.example/1"
    assert read('<base href="/a/"><link rel=canonical href="1">').canonical == "https://gazette.example/a/1"
    assert read('<link rel="canonical" href="javascript:x()">').canonical == ""
    assert read('<link rel="canonical" href="">').canonical == ""


@pytest.mark.parametrize(("lang", "language"), [("fr-FR", "fr"), ("EN", "en"), ("français", ""), ("", ""), ("x", "")])
def test_language(lang: str, language: str) -> None:
    assert read(lang=lang).language == language


@pytest.mark.parametrize(
    ("head", "body", "free"),
    [
        (json_ld(ARTICLE | {"isAccessibleForFree": "False"}), "", False),
        (json_ld(ARTICLE | {"isAccessibleForFree": "http://schema.org/True"}), "", True),
        (json_ld(ARTICLE | {"hasPart": {"@type": "WebPageElement", "isAccessibleForFree": False}}), "", False),
        (json_ld({"@type": "WebPage", "isAccessibleForFree": False}), "", False),
        (json_ld(ARTICLE | {"isAccessibleForFree": None}), "", None),
        (meta("article:content_tier", "locked", "property"), "", False),
        (meta("article:content_tier", "free", "property"), "", True),
        ("", '<div><h1>La halle<span class="premium-picto"></span></h1></div>', False),
        ("", '<article class="article article--payant"><h1>La halle</h1></article>', False),
        ("", '<article class="non-paywall user-premium-hide"><h1>La halle</h1></article>', None),
        ("", '<div><h1>La halle</h1></div><ul><li><a class="premium-picto">Autre</a></li></ul>', None),
    ],
)
def test_free_or_not(head: str, body: str, free: bool | None) -> None:
    assert read(head, body=body).free is free


@pytest.mark.parametrize(
    "head", [meta("tdm-reservation", "1"), meta("ROBOTS", "noindex, noai"), meta("robots", "NOAI")]
)
def test_a_reserved_page_is_not_read(head: str) -> None:
    words = read(json_ld(ARTICLE) + head)
    assert words == Words(reserved=words.reserved)
    assert words.reserved.endswith("meta tag")


NODES = st.recursive(
    st.none() | st.booleans() | st.text(max_size=5),
    lambda one: (
        st.lists(one, max_size=3)
        | st.dictionaries(st.sampled_from(["@type", "author", "name", "@graph", "url", "hasPart"]), one)
    ),
    max_leaves=8,
)


@settings(max_examples=60, deadline=None)
@given(st.text(), NODES)
def test_anything_is_taken(text: str, value: object) -> None:
    assert isinstance(read_article(text, URL), Words)
    assert isinstance(read(json_ld(value) + json_ld(ARTICLE) + text).title, str)


def test_deep_and_long_nonsense_takes_no_time() -> None:
    for nonsense in ("[" * 100_000, '{"a":' * 50_000, '{"@type": "NewsArticle", "author": ' + '"\\"' * 50_000):
        assert read(json_ld(nonsense)).title
    assert read_article("<div>" * 20_000, URL).title == ""
