"""The four forms of an edition: golden files, the contract's object, nothing of a feed becomes markup."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from markdown_it import MarkdownIt

from pvd_watch.model import DigestItem
from pvd_watch.newsletter import FORMS, Form, compose, render
from pvd_watch.times import Period
from tests.digest.sample import BANK, HALL, PLACES
from tests.newsletter.sample import ASKED, MONTH, Memory, only

GOLDEN = Path(__file__).resolve().parents[1] / "golden"
SITE = "https://veille.example"
SAMPLE = compose(ASKED, MONTH, SITE)
HOSTILE = (
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    '=HYPERLINK("https://evil.example";"clic")',
    "\u202eRTL\u2066 marks\u2069 \u200f",
    "👩‍👩‍👧 🏘️ Die 😀",
    "mot " * 500,
    "x" * 2_000,
    "a\x00b\x1b[31m\r\n# titre\n- liste",
    "[lien](javascript:alert(1)) ![i](x) `c` **g** <https://evil.example>",
    "{{ 7 * 7 }} {% raw %}",
    "\ud800 seul",
)


def one(item: DigestItem, form: Form) -> str:
    """An edition of one item."""
    return render(compose(ASKED, only(item), SITE), form, PLACES)


@pytest.mark.parametrize("form", FORMS)
def test_forms_are_those_of_the_golden_files(form: Form) -> None:
    """``PVD_WATCH_GOLDEN=1`` writes them anew; look at the difference before keeping it."""
    found, file = render(SAMPLE, form, PLACES), GOLDEN / f"top.{form}"
    if os.environ.get("PVD_WATCH_GOLDEN"):
        file.write_text(found, encoding="utf-8")
    assert found == file.read_text(encoding="utf-8")


def test_json_is_the_object_of_the_contract() -> None:
    found = json.loads(render(compose(ASKED, MONTH), "json", PLACES))
    assert list(found) == ["period", "figures", "items", "highlight"]
    assert found["period"] == {"from": "2026-10-01", "to": "2026-10-31"}
    assert list(found["figures"]) == ["articles", "stories", "communes", "departments", "outlets"]
    assert list(found["items"][0]) == [
        *("rank", "story_id", "title", "url", "outlet", "published_at", "excerpt", "presentation", "communes", "theme"),
        *("story_size", "state"),
    ]
    assert found["items"][0]["communes"] == [{"insee": "29233", "name": "Quimperlé", "department": "29"}]
    assert [item["rank"] for item in found["items"]] == [1, 2, 3, 4]
    assert (found["items"][1]["theme"], found["items"][1]["story_size"]) == ("commerce", 3)


def test_items_have_a_permalink_where_the_pages_are_public() -> None:
    items = json.loads(render(SAMPLE, "json", PLACES))["items"]
    assert items[0]["permalink"] == "https://veille.example/veille/2026-10-11#story-15"
    assert all("permalink" in item for item in items)


def test_a_permalink_keeps_the_story_under_which_its_page_was_published() -> None:
    archive = only(HALL, state="published")
    line = archive.lines("2026-10-20", "2026-10-20")[0]
    moved = replace(compose(ASKED, archive, SITE).stories[0], line=line._replace(story_id=77))
    top = replace(compose(ASKED, archive, SITE), stories=(moved,))
    [item] = json.loads(render(top, "json", PLACES))["items"]
    assert (item["story_id"], item["permalink"].rpartition("#")[2]) == (77, f"story-{HALL.story_id}")


@pytest.mark.parametrize("form", ["html", "md", "txt"])
def test_only_a_published_page_is_linked_to(form: Form) -> None:
    assert "/veille/2026-10-20#story-11" in render(compose(ASKED, only(HALL, state="published"), SITE), form, PLACES)
    assert "/veille/" not in render(compose(ASKED, only(HALL), SITE), form, PLACES)
    assert "/veille/" not in render(compose(ASKED, only(HALL, state="published")), form, PLACES)


def test_the_place_is_that_of_the_commune_it_is_about_or_of_the_department_asked_for() -> None:
    archive = only(BANK)
    assert "Quimperlé (Finistère)" in render(compose(ASKED, archive), "txt", PLACES)
    assert "Guingamp (Côtes-d’Armor)" in render(compose(replace(ASKED, department="22"), archive), "txt", PLACES)


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ("2026-02-01", "2026-02-28", "\nfévrier 2026\n"),
        ("2026-10-01", "2026-11-30", "\ndu jeudi 1er\u00a0octobre 2026 au lundi 30\u00a0novembre 2026\n"),
        ("2026-10-02", "2026-10-31", "\ndu vendredi 2\u00a0octobre 2026 au samedi 31\u00a0octobre 2026\n"),
        ("2026-10-01", "2026-10-01", "\njeudi 1er\u00a0octobre 2026\n"),
    ],
)
def test_a_period_in_words(first: str, last: str, said: str) -> None:
    assert said in render(compose(replace(ASKED, period=Period(first, last)), MONTH), "txt", PLACES)


@pytest.mark.parametrize("form", ["html", "md", "txt"])
def test_an_empty_period_says_so(form: Form) -> None:
    found = render(compose(ASKED, Memory([])), form, PLACES)
    assert "Aucun article sur cette période." in found
    assert "0\u00a0petite ville de demain citée" in found


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_are_harmless_in_every_form(words: str) -> None:
    item = replace(
        HALL, title=words, outlet=words, excerpt=words, presentation=words, also_in=(words,), url="javascript:alert(1)",
        published_at="",
    )  # fmt: skip
    for form in FORMS:
        found = one(item, form)
        assert found.encode()
        assert all(sign.isprintable() or sign == "\n" for sign in found if sign not in "\u00a0\u202f\u200d")
    page = html.fromstring(one(item, "html"))
    assert [element.tag for element in page.iter()] == [
        element.tag for element in html.fromstring(one(replace(HALL, url=""), "html")).iter()
    ]
    marked = html.fromstring(MarkdownIt().render(one(item, "md")))
    assert marked.xpath("//a | //img | //script | //code | //h1") == []


def test_the_whole_of_an_endless_title_fits_a_mail() -> None:
    item = replace(HALL, title="mot " * 500, excerpt="mot " * 50)
    archive = Memory([(replace(item, story_id=n, rank=n), "2026-10-20", "published") for n in range(1, 41)])
    assert len(render(compose(replace(ASKED, count=40), archive, SITE), "html", PLACES).encode()) < 102_000


@given(words=st.text(max_size=200), name=st.text(max_size=60))
def test_nothing_of_a_feed_becomes_an_element_of_the_mail(words: str, name: str) -> None:
    item = replace(HALL, title=words, outlet=name, excerpt=words + ".", also_in=(name + ".",))
    hostile, benign = one(item, "html"), one(HALL, "html")
    assert [one.tag for one in html.fromstring(hostile).iter()] == [one.tag for one in html.fromstring(benign).iter()]


@given(title=st.text(max_size=100), address=st.text(max_size=40).map("https://x.example/".__add__))
def test_text_has_its_lines_whatever_a_feed_says(title: str, address: str) -> None:
    hostile, benign = one(replace(HALL, title=title, url=address), "txt"), one(HALL, "txt")
    assert len(hostile.splitlines()) == len(benign.splitlines())
