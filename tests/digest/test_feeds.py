"""Feeds of the published selection, as readers of feeds understand them."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import feedparser
import pytest
from hypothesis import given, settings
from lxml import etree

from pvd_watch.digest.feeds import Choice, Feed, render_atom, render_json_feed, selection, title_of
from pvd_watch.typography import shown_title
from tests.digest.sample import BANK, DIGEST, DROPPED, EMPTY, HALL, PLACES, one
from tests.digest.test_render import ANYTHING, keep_or_compare

FEED = Feed(
    "Veille presse", "https://veille.example/", "https://veille.example/flux.xml", "https://veille.example/veille/{day}"
)
DAYS = (replace(DIGEST, day="2026-10-31", items=(BANK,)), DIGEST, replace(EMPTY, day="2026-11-02", items=(HALL,)))


@pytest.mark.parametrize(("form", "name"), [(render_atom, "feed.atom"), (render_json_feed, "feed.json")])
def test_feeds_are_those_of_the_golden_files(form: Callable[..., str], name: str) -> None:
    keep_or_compare(name, form(DAYS, PLACES, FEED))


def test_only_published_days_stand_in_a_feed_the_newest_first() -> None:
    found = selection(DAYS)
    assert [digest.day for digest, _ in found] == ["2026-11-01"] * 5 + ["2026-10-31"]
    assert selection([replace(DIGEST, items=(DROPPED,))]) == []


@pytest.mark.parametrize(
    ("choice", "ids"),
    [
        (Choice(department="22"), [102]),
        (Choice(theme="ecologie"), [102]),
        (Choice(insee="29233"), [102, 105]),
        (Choice(department="55", theme="commerce"), [101]),
        (Choice(department="55", theme="ecologie"), []),
    ],
)
def test_a_choice_takes_what_names_it(choice: Choice, ids: list[int]) -> None:
    assert [item.article_id for _, item in selection([DIGEST], choice)] == ids


def test_feedparser_reads_the_atom_feed() -> None:
    found = feedparser.parse(render_atom(DAYS, PLACES, FEED).encode())
    assert not found.bozo
    assert (found.version, found.feed.title, found.feed.id) == ("atom10", "Veille presse", FEED.address)
    assert len(found.entries) == len({entry.id for entry in found.entries}) == 6
    first = found.entries[0]
    assert first.link == HALL.url
    assert first.id == "https://veille.example/veille/2026-11-01#story-11"
    assert first.author == "Le Courrier des Côtes"
    assert [tag.label for tag in first.tags] == ["Patrimoine et espace public", "Commerce et artisanat"]
    assert "Étain (Meuse)" in first.summary
    assert found.entries[3].link == found.entries[3].id, "no address of its own, so it leads to the page"


def test_atom_has_what_its_rules_require() -> None:
    root = etree.fromstring(render_atom(DAYS, PLACES, FEED).encode())
    space = "{http://www.w3.org/2005/Atom}"
    for element in (root, *root.iter(f"{space}entry")):
        assert [len(element.findall(space + name)) for name in ("id", "title", "updated")] == [1, 1, 1]
        assert element.find(f"{space}author/{space}name") is not None
    assert root.findtext(f"{space}updated") == DIGEST.to_at


def test_json_feed_has_what_its_rules_require() -> None:
    found = json.loads(render_json_feed(DAYS, PLACES, FEED))
    assert found["version"] == "https://jsonfeed.org/version/1.1"
    assert found["language"] == "fr"
    assert {type(item["id"]) for item in found["items"]} == {str}
    assert len({item["id"] for item in found["items"]}) == len(found["items"]) == 6
    assert found["items"][0]["external_url"] == HALL.url
    assert all(item["content_text"] and item["content_html"] for item in found["items"])
    assert "external_url" not in found["items"][3]
    assert "date_published" not in found["items"][3]


def test_a_feed_without_entries_is_a_feed() -> None:
    assert feedparser.parse(render_atom([], PLACES, FEED).encode()).version == "atom10"
    assert json.loads(render_json_feed([], PLACES, FEED))["items"] == []
    assert title_of(Choice(department="22", theme="habitat"), PLACES).endswith("Côtes-d’Armor – Habitat")


@settings(max_examples=100, deadline=None)
@given(title=ANYTHING, excerpt=ANYTHING, name=ANYTHING, address=ANYTHING)
def test_whatever_a_feed_held_ours_can_be_read(title: str, excerpt: str, name: str, address: str) -> None:
    digest = one(title=title, excerpt=excerpt, outlet=name, url="https://x.example/" + address, themes=(name,))
    root = etree.fromstring(render_atom([digest], PLACES, FEED).encode())
    space = "{http://www.w3.org/2005/Atom}"
    assert (root.findtext(f"{space}entry/{space}title") or "").split() == shown_title(title).split()
    json.loads(render_json_feed([digest], PLACES, FEED).encode())
