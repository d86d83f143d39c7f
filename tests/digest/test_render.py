"""The digest's three forms: kept as they are in tests/golden, and nothing of a feed becomes markup."""

from __future__ import annotations

import json
import os
import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html
from markdown_it import MarkdownIt

from pvd_watch.digest.markdown import render_markdown as markdown_of
from pvd_watch.digest.render import Around, render_archive
from pvd_watch.digest.render import render_html as html_of
from pvd_watch.digest.render import render_json as json_of
from pvd_watch.digest.view import view_of
from pvd_watch.model import Digest
from pvd_watch.typography import Places, harmless, shown_title, spaced
from tests.digest.sample import BANK, DIGEST, DROPPED, EMPTY, HALL, PLACES, one

GOLDEN = Path(__file__).resolve().parents[1] / "golden"


AROUND = Around("2026-10-31", "", "index.html")


def render_html(digest: Digest, places: Places, around: Around = AROUND) -> str:
    return html_of(view_of(digest, places, 2), places, around)


def render_markdown(digest: Digest, places: Places) -> str:
    return markdown_of(view_of(digest, places, 2))


def render_json(digest: Digest, places: Places) -> str:
    return json_of(view_of(digest, places, 2), places)


FORMS = {"html": render_html, "md": render_markdown, "json": render_json}
ANYTHING = st.one_of(
    st.text(max_size=400),
    st.lists(
        st.sampled_from(
            ["<script>", "</a>", "-->", '"', "'", "&lt;", "]]>", "{{ 1 }}", "\u202e", "\ud800", "\x00", "é", " "]
        )
    ).map("".join),
)


def tags(page: str) -> list[str]:
    """The elements of a page in their order, as a parser reads them."""
    return [str(element.tag) for element in html.document_fromstring(page.encode()).iter()]


def text_of(page: str, path: str) -> str:
    """The words of the first element that a path leads to."""
    return str(html.document_fromstring(page.encode()).xpath(f"string({path})"))


def html5_text(page: str, tag: str) -> str:
    """The words of the first element of a name, as browsers read the page."""
    return "".join(html5lib.parse(page, namespaceHTMLElements=False).find(f".//article//{tag}").itertext())


def keep_or_compare(name: str, found: str) -> None:
    """``PVD_WATCH_GOLDEN=1`` writes the golden files anew; look at the difference before keeping it."""
    file = GOLDEN / name
    if os.environ.get("PVD_WATCH_GOLDEN"):
        file.write_text(found, encoding="utf-8")
    assert found == file.read_text(encoding="utf-8")


@pytest.mark.parametrize("form", FORMS)
def test_forms_are_those_of_the_golden_files(form: str) -> None:
    keep_or_compare(f"digest.{form}", FORMS[form](DIGEST, PLACES))


@pytest.mark.parametrize("form", FORMS)
def test_same_digest_same_bytes(form: str) -> None:
    assert FORMS[form](DIGEST, PLACES) == FORMS[form](replace(DIGEST), PLACES)


def test_ids_are_unique_and_links_to_them_lead_somewhere() -> None:
    page = html.document_fromstring(render_html(DIGEST, PLACES).encode())
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {link[1:] for link in page.xpath("//a/@href") if link.startswith("#")} <= set(ids)


def test_page_is_one_file_without_scripts() -> None:
    page = html.document_fromstring(render_html(DIGEST, PLACES).encode())
    assert page.xpath("//script | //link | //img | //image | //iframe | //@src | //@style | //@onclick") == []
    assert page.get("lang") == "fr"
    assert "@import" not in render_html(DIGEST, PLACES)
    assert "url(" not in render_html(DIGEST, PLACES)


def test_headings_leave_no_level_out() -> None:
    levels = [int(tag[1]) for tag in tags(render_html(DIGEST, PLACES)) if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_links_to_articles_tell_nothing_of_where_one_comes_from() -> None:
    links = html.document_fromstring(render_html(DIGEST, PLACES).encode()).xpath("//article//a")
    assert len(links) == 4
    assert {link.get("rel") for link in links} == {"noopener noreferrer nofollow"}


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", " JaVaScRiPt:x", "//x.example", "", "/a"]
)
def test_only_web_addresses_become_links(address: str) -> None:
    page = render_html(one(url=address), PLACES)
    assert html.document_fromstring(page.encode()).xpath("//article//a") == []
    assert "](" not in render_markdown(one(url=address), PLACES)
    assert json.loads(render_json(one(url=address), PLACES))["items"][0]["url"] == ""


def test_hour_is_that_of_paris_and_a_day_has_none() -> None:
    page = render_html(DIGEST, PLACES)
    assert '<time datetime="2026-10-31T23:05:00Z">0\u202fh\u202f05</time>' in page
    assert '<time datetime="2026-10-30">30\u00a0octobre</time>' in page
    assert "31\u00a0décembre 2025, 23\u202fh\u202f30" in page
    assert "Le Fanal · sans date" in page


def test_our_own_words_keep_their_signs() -> None:
    """No plain space before a double sign or at a guillemet, nbsp instead."""
    for digest in (one(title="x", excerpt="x", outlet="x"), EMPTY, replace(EMPTY, articles=3)):
        words = html.document_fromstring(render_html(digest, PLACES).encode()).find("body").text_content()
        assert re.findall(r" [:;!?»]|« ", words) == []


def test_a_day_without_news_says_so() -> None:
    quiet = replace(EMPTY, articles=1412, sources=38)
    assert "1\u202f412\u00a0articles ont été lus" in render_html(quiet, PLACES)
    assert "n’ont rien publié de nouveau" in render_html(EMPTY, PLACES)
    assert "Pas d’article" in render_markdown(EMPTY, PLACES)
    assert json.loads(render_json(EMPTY, PLACES))["items"] == []


def test_what_an_editor_dropped_stands_nowhere() -> None:
    digest = replace(DIGEST, items=(*DIGEST.items, DROPPED))
    assert all("écarté" not in FORMS[form](digest, PLACES) for form in FORMS)
    assert len(json.loads(render_json(digest, PLACES))["items"]) == 5


def test_top_stories_come_first_and_are_told_once() -> None:
    page = html.document_fromstring(render_html(DIGEST, PLACES).encode())
    assert [link.text for link in page.xpath("//section[@id='une']//h3/a")] == [
        HALL.title.replace(" :", "\u00a0:"),
        BANK.title,
    ]
    assert page.xpath("count(//article)") == 5
    assert page.xpath("//section[@id='region-grand-est']//a/@href") == ["#story-11"]
    told = json.loads(render_json(DIGEST, PLACES))["items"]
    assert [item["story_id"] for item in told if item["top"]] == [11, 12]


def test_an_entry_says_all_it_has_to() -> None:
    page = html.document_fromstring(render_html(DIGEST, PLACES).encode())
    hall, bank = (page.get_element_by_id(f"story-{number}").text_content() for number in (11, 12))
    for words in (
        "Étain (Meuse)",
        "Patrimoine et espace public",
        "Le Courrier des Côtes",
        "pourquoi ici",
        "trois titres",
    ):
        assert words in hall
    assert hall.index("À lire pour la méthode") < hall.index("Après deux ans")
    assert "aussi dans\u00a0: Radio Woëvre, Meuse Hebdo" in hall
    assert "abonnés" in bank
    assert "abonnés" not in hall


def test_the_table_says_what_the_map_says() -> None:
    page = html.document_fromstring(render_html(DIGEST, PLACES).encode())
    rows = page.xpath("//table[@id='communes']//tr[td]/th/a")
    assert [row.text for row in rows] == ["Guingamp", "Carhaix-Plouguer", "Quimperlé", "Le Blanc", "Étain"]
    dots = {dot.text.partition(" (")[0] for dot in page.xpath("//circle/title")}
    assert dots == {"Guingamp", "Quimperlé", "Le Blanc", "Étain"}, "Carhaix has no point here"
    assert page.xpath("//svg/@aria-describedby") == ["communes"]


def test_a_page_leads_to_the_days_around_it() -> None:
    page = html.document_fromstring(
        render_html(DIGEST, PLACES, Around("2026-10-30", "2026-11-02", "index.html")).encode()
    )
    assert page.xpath("//a[@rel='prev']/@href")[0] == "2026-10-30.html"
    assert page.xpath("//a[@rel='next']/@href")[0] == "2026-11-02.html"
    assert "index.html#mois-2026-11" in page.xpath("//a/@href")
    assert html.document_fromstring(render_html(DIGEST, PLACES, Around()).encode()).xpath("//a[@rel='prev']") == []


def test_the_archive_goes_by_month_newest_first() -> None:
    page = html.document_fromstring(
        render_archive([("2026-10-31", "published"), ("2026-11-01", "draft"), ("2026-10-01", "published")]).encode()
    )
    assert page.xpath("//h2/text()") == ["novembre 2026", "octobre 2026"]
    assert page.xpath("//ul[@class='calendar']//a/@href") == ["2026-11-01.html", "2026-10-31.html", "2026-10-01.html"]
    assert len(page.xpath("//*[@class='paid']")) == 1
    assert "Pas encore de numéro" in render_archive([])


def test_a_draft_says_that_nobody_has_read_it() -> None:
    assert "Brouillon" in render_html(EMPTY, PLACES)
    assert "Brouillon" not in render_html(DIGEST, PLACES)
    assert "Brouillon" in render_markdown(replace(DIGEST, state="draft"), PLACES)


def test_an_endless_title_is_cut() -> None:
    title = text_of(render_html(one(title="halle " * 400), PLACES), "//article//h4")
    assert len(title) <= 300
    assert title.endswith("halle…")


@settings(max_examples=150, deadline=None)
@given(title=ANYTHING, excerpt=ANYTHING, name=ANYTHING)
def test_nothing_of_a_feed_becomes_an_element(title: str, excerpt: str, name: str) -> None:
    hostile = render_html(
        one(
            title=title,
            excerpt=excerpt + ".",
            outlet=name,
            also_in=(name + ".",),
            reason=name + ".",
            presentation=name + ".",
        ),
        PLACES,
    )
    assert tags(hostile) == tags(render_html(one(), PLACES))
    assert text_of(hostile, "//article//h4") == shown_title(title)
    assert text_of(hostile, "//*[@class='excerpt']") == spaced(excerpt + ".")
    assert html5_text(hostile, "h4") == shown_title(title).replace("\x00", "")


@settings(max_examples=150, deadline=None)
@given(address=st.one_of(ANYTHING, ANYTHING.map("https://x.example/".__add__)))
def test_no_address_leaves_its_attribute(address: str) -> None:
    page = html.document_fromstring(render_html(one(url=address), PLACES).encode())
    links = page.xpath("//article//a")
    assert all(re.match("https?://", link.get("href"), re.I) for link in links)
    assert {name for link in links for name in link.keys()} <= {"href", "rel"}  # noqa: SIM118 an lxml element


@settings(max_examples=150, deadline=None)
@given(title=ANYTHING, excerpt=ANYTHING, name=ANYTHING)
def test_json_gives_back_what_is_shown(title: str, excerpt: str, name: str) -> None:
    text = render_json(one(title=title, excerpt=excerpt, outlet=name), PLACES)
    item = json.loads(text.encode())["items"][0]
    assert (item["title"], item["excerpt"], item["outlet"]) == (shown_title(title), harmless(excerpt), harmless(name))
    assert re.search("[\u202a-\u202e\u2066-\u2069\ud800-\udfff]", text) is None


def tokens(markdown: str) -> list[str]:
    """The kinds of all blocks and of what stands inside them, as a CommonMark reader sees them."""
    found = []
    for block in MarkdownIt().parse(markdown):
        found.append(block.type)
        found += [token.type for token in block.children or () if token.type not in ("text", "text_special")]
    return found


def links(markdown: str) -> list[str]:
    """The addresses a Markdown text leads to."""
    return [
        str(token.attrGet("href"))
        for block in MarkdownIt().parse(markdown)
        for token in block.children or ()
        if token.type == "link_open"
    ]


MARKS = st.lists(
    st.sampled_from(
        [*"\\`*_[]()<>#!|~&-=+\n\r\t 1.:", "](https://evil.example)", "&#10;", "&lt;", "\u2028", "\x85", "\u00a0", "é"]
    )
).map("".join)


@settings(max_examples=300, deadline=None)
@given(title=st.one_of(ANYTHING, MARKS), excerpt=st.one_of(ANYTHING, MARKS), name=st.one_of(ANYTHING, MARKS))
def test_nothing_of_a_feed_becomes_markdown(title: str, excerpt: str, name: str) -> None:
    found = render_markdown(one(title=title, excerpt=excerpt + "a", outlet="a" + name, also_in=(name + "a",)), PLACES)
    assert tokens(found) == tokens(render_markdown(one(), PLACES))
    assert links(found) == [HALL.url]


@settings(max_examples=300, deadline=None)
@given(address=MARKS.map("https://x.example/".__add__))
def test_no_address_ends_its_markdown_link(address: str) -> None:
    found = render_markdown(one(url=address), PLACES)
    assert tokens(found) == tokens(render_markdown(one(), PLACES))
    assert [link.startswith("https://x.example/") for link in links(found)] == [True]


@given(query=st.lists(st.sampled_from(["&", ";", "#", "amp", "lt", "12", "=", "?", "(", ")", "*", "_"])).map("".join))
def test_a_sound_address_arrives_whole(query: str) -> None:
    address = "https://x.example/" + query
    assert links(render_markdown(one(url=address), PLACES)) == [address]
    page = html.document_fromstring(render_html(one(url=address), PLACES).encode())
    assert page.xpath("//article//a/@href") == [address]


@pytest.mark.parametrize(
    ("page", "words"),
    [("paywall", "abonnés"), ("refused", "texte non lu"), ("reserved", "texte non lu"), ("foreign", "autre langue")],
)
def test_what_became_of_a_page_is_said(page: str, words: str) -> None:
    told = one(page=page)
    assert words in render_html(told, PLACES)
    assert words in render_markdown(told, PLACES)
    assert json.loads(render_json(told, PLACES))["items"][0]["page"] == page
    assert words not in render_html(one(page="read"), PLACES)
