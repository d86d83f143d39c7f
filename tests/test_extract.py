"""Texts of pages: the selector first, paywalls and languages said, pages that are none survived."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pvd_watch.extract import LONGEST_TEXT, extract, language_of
from pvd_watch.model import PageDone

FIRST = (
    "La halle de Saint-Flour a rouvert samedi après deux ans de travaux, et les habitants sont venus en nombre pour "
    "retrouver les étals que les commerçants avaient quittés pour la place d'Armes."
)
SECOND = (
    "Le maire a rappelé que le chantier avait été soutenu par le département et par la région, et que les façades de "
    "la rue Marchande seront reprises au printemps avec l'aide de l'architecte."
)
MENU = "".join(f'<li><a href="/{place}">{place}</a></li>' for place in ("Cantal", "Murat", "Mauriac", "Aurillac"))


def page(body: str, lang: str = "fr", **said: object) -> PageDone:
    html = f'<!doctype html><html lang="{lang}"><head><title>T</title></head><body>{body}</body></html>'
    return PageDone("j", 1, "https://j.example/a", 200, html, language=lang, **said)  # type: ignore[arg-type]


def article(*paragraphs: str, more: str = "") -> str:
    text = "".join(f"<p>{words}</p>" for words in paragraphs)
    return (
        f"<header><nav><ul>{MENU}</ul></nav></header><main><article><h1>La halle</h1>{text}{more}</article></main>"
        f"<aside><h2>À lire aussi</h2><ul>{MENU}</ul></aside><footer><p>Mentions légales</p></footer>"
    )


def test_the_text_comes_without_what_stands_around_it() -> None:
    found = extract(page(article(FIRST, SECOND)))
    assert found.state == "read"
    assert FIRST in found.text
    assert SECOND in found.text
    assert "Mauriac" not in found.text
    assert "Mentions légales" not in found.text


def test_the_selector_of_the_source_goes_first() -> None:
    body = f'<div class="autre"><p>{FIRST}</p></div><div class="corps"><p>{SECOND}</p><aside>{MENU}</aside></div>'
    assert extract(page(body), "div.corps").text == SECOND
    assert FIRST in extract(page(body)).text


@pytest.mark.parametrize("selector", ["div.absent", "p:::nonsense", "[", "div.corps"])
def test_a_selector_that_finds_nothing_leaves_it_to_the_library(selector: str) -> None:
    assert FIRST in extract(page(article(FIRST, SECOND)), selector).text


@pytest.mark.parametrize(
    "walled",
    [
        page(article(FIRST, SECOND), free=False),
        page(article(FIRST, more='<p class="wall">La suite de cet article est réservée aux abonnés.</p>')),
        page(article(FIRST) + "<div>Il vous reste 82 % de cet article à lire.</div>"),
    ],
)
def test_a_paywall_is_said_and_gives_no_text(walled: PageDone) -> None:
    found = extract(walled)
    assert (found.state, found.text, found.reason) == ("paywall", "", "abonnés")


def test_a_page_in_another_language_is_said_whatever_it_says_of_itself() -> None:
    english = (
        "The covered market of Saint-Flour has opened again on Saturday after two years of work, and the people of the "
        "town came in numbers to find the stalls that the traders had left for the square. "
    )
    found = extract(page(article(english * 2, english)))
    assert (found.state, found.reason) == ("foreign", "en")
    assert extract(page(article(FIRST, SECOND), lang="en")).state == "read"


def test_languages_of_the_country_are_other_languages() -> None:
    breton = "Ar marc'had a zo bet digoret en-dro e Kemperle ha kalz a dud a zo deuet evit gwelet ar stalioù hag ar re "
    assert language_of(breton * 4) == "br"
    assert language_of("Trop court", "eu") == "eu"
    assert language_of("Trop court") == "fr"


@pytest.mark.parametrize("html", ["", " ", "<html></html>", "\x00\x01", "<p>Court.</p>", "<!-- " * 1000, "<" * 5000])
def test_a_page_without_a_text_says_so(html: str) -> None:
    found = extract(PageDone("j", 1, html=html))
    assert (found.state, found.text) == ("empty", "")
    assert found.reason


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 200_000,
        "<p>mot " * 100_000,
        f"<article>{'<p>La halle rouvre et les habitants sont venus.</p>' * 15_000}</article>",
        "<table><tr><td>" * 20_000,
        f"<p>{'a' * 2_900_000}</p>",
        "x" * 3_000_001,
    ],
    ids=["deep", "unclosed", "long", "tables", "one word", "over the bound"],
)
def test_a_monstrous_page_takes_its_time_but_ends(html: str) -> None:
    began = time.perf_counter()
    assert len(extract(PageDone("j", 1, html=html)).text) <= LONGEST_TEXT
    assert time.perf_counter() - began < 20


@given(st.text(alphabet=st.sampled_from('<>/="ap div script é&;#0x\n'), max_size=300))
@settings(max_examples=60, deadline=None)
def test_no_page_is_an_error(html: str) -> None:
    assert extract(PageDone("j", 1, html=html), "div > p").state in ("empty", "read", "foreign", "paywall")
