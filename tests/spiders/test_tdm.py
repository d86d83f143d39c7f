"""Who reserves text and data mining: rules of a site, headers, meta tags."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spiders.tdm import Rules, reserved_by_headers, reserved_by_meta

SITE = "https://gazette.example"


def rules(*pairs: tuple[str, object]) -> Rules:
    return Rules(json.dumps([{"location": location, "tdm-reservation": value} for location, value in pairs]))


@pytest.mark.parametrize(
    ("location", "path", "reserved"),
    [
        ("/", "/actu/1.html", True),
        ("/*", "/", True),
        ("*", "/actu", True),
        ("/actu", "/actu/1.html", True),
        ("actu", "/actu/1.html", True),
        ("/actu/", "/actu", False),
        ("/*.html$", "/actu/1.html", True),
        ("/*.html$", "/actu/1.html?a=1", False),
        ("/*.html", "/actu/1.html?a=1", True),
        ("/a*b*c$", "/a-b-b-c", True),
        ("/a*bc$", "/a-bc-bc", True),
        ("/a*b*b$", "/ab", False),
        ("/ab$", "/ab", True),
        ("/ab$", "/abc", False),
        ("/sports", "/actu", False),
        ("/actu?id=", "/actu?id=3", True),
    ],
)
def test_locations(location: str, path: str, reserved: bool) -> None:
    assert rules((location, 1)).reserve(SITE + path) is reserved


def test_the_first_rule_that_fits_decides() -> None:
    both = rules(("/libre/", 0), ("/", 1))
    assert [both.reserve(f"{SITE}{path}") for path in ("/libre/1", "/1", "")] == [False, True, True]
    assert rules(("/", 1), ("/libre/", 0)).reserve(f"{SITE}/libre/1")


@pytest.mark.parametrize(
    "text",
    ["", "<html></html>", "[1, null]", "{}", '[{"location": 3}]', '[{"location": "/"}]', "[" * 100_000, '"/"',
     '[{"location": "/", "tdm-reservation": 0}]', '[{"location": "/", "tdm-reservation": "no"}]'],
)  # fmt: skip
def test_what_reserves_nothing(text: str) -> None:
    assert not Rules(text).reserve(f"{SITE}/1")


def test_a_reservation_may_be_a_number_or_a_text() -> None:
    for value in (1, "1", True, " 1 "):
        assert rules(("/", value)).reserve(f"{SITE}/1")
    assert Rules('{"location": "/", "tdm-reservation": 1}').reserve(f"{SITE}/1")


@pytest.mark.parametrize(
    ("headers", "said"),
    [
        ({"tdm-reservation": ["1"]}, "tdm-reservation header"),
        ({"tdm-reservation": ["0"]}, ""),
        ({"x-robots-tag": ["noai"]}, "noai header"),
        ({"x-robots-tag": ["NoIndex, NoAI, noimageai"]}, "noai header"),
        ({"x-robots-tag": ["noindex", "noai"]}, "noai header"),
        ({"x-robots-tag": ["noimageai"]}, ""),
        ({"x-robots-tag": ["noindex, nofollow, max-image-preview: large"]}, ""),
        ({"x-robots-tag": ["unavailable_after: 25 Jun 2030, noai"]}, "noai header"),
        ({"x-robots-tag": ["max-image-preview: large, noai"]}, "noai header"),
        ({"x-robots-tag": ["GPTBot: noai"]}, ""),
        ({"x-robots-tag": ["GPTBot: noindex, noai"]}, ""),
        ({"x-robots-tag": ["pvd-watch: noai"]}, "noai header"),
        ({"x-robots-tag": ["*: noai"]}, "noai header"),
        ({}, ""),
    ],
)
def test_headers(headers: dict[str, list[str]], said: str) -> None:
    assert reserved_by_headers(headers) == said


@pytest.mark.parametrize(
    ("metas", "said"),
    [
        ({"tdm-reservation": ["1"]}, "tdm-reservation meta tag"),
        ({"tdm-reservation": ["0"], "robots": ["index"]}, ""),
        ({"robots": ["max-snippet:-1, noai"]}, "noai meta tag"),
        ({"pvd-watch": ["noai"]}, "noai meta tag"),
        ({"gptbot": ["noai"], "robots": ["noimageai"]}, ""),
    ],
)
def test_metas(metas: dict[str, list[str]], said: str) -> None:
    assert reserved_by_meta(metas) == said


@given(st.text(), st.text(alphabet="/ab*$?", max_size=40))
def test_anything_is_taken(text: str, location: str) -> None:
    assert Rules(text).reserve(f"{SITE}/1") in (True, False)
    assert rules((location, 1)).reserve(f"{SITE}/a/b?a") in (True, False)


def test_many_stars_take_no_time() -> None:
    assert not rules(("/" + "a*" * 5_000 + "b$", 1)).reserve(f"{SITE}/{'a' * 4_000}")
