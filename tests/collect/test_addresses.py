"""Canonical URLs: one article, one address, whatever a feed hung on it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pvd_watch.collect.addresses import canonical_url, clean, is_home
from pvd_watch.collect.arrival import arrive
from pvd_watch.model import Entry

SEEN = "2026-11-20T06:30:00Z"


@given(st.one_of(st.text(), st.text(max_size=30).map(lambda tail: f"https://j.example/{tail}")))
def test_cleaning_a_clean_address_changes_nothing(url: str) -> None:
    once = clean(url)
    assert clean(once) == once


@pytest.mark.parametrize(
    "url",
    [
        "https://j.example/a/halle",
        "http://j.example/a/halle#comments",
        "https://m.j.example/a/halle?utm_source=rss&utm_medium=feed",
        "https://j.example/a/halle?xtor=RSS-3-[lestitres]",
        "https://j.example/a/halle#xtor=RSS-3-[lestitres]",
        "https://j.example/a/halle/amp/",
        "https://J.EXAMPLE:443/a/halle?fbclid=x",
    ],
)
def test_one_article_has_one_address(url: str) -> None:
    assert clean(url) == "https://j.example/a/halle"


def test_a_query_that_names_the_article_is_kept() -> None:
    assert clean("https://j.example/?p=10354&utm_source=rss") == "https://j.example/?p=10354"
    assert not is_home("https://j.example/?p=10354")


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "", "ftp://j.example/a", "http://[::1"])
def test_what_is_no_web_address_is_none(url: str) -> None:
    assert clean(url) == ""


@pytest.mark.parametrize("url", ["", "https://j.example/", "https://j.example", "https://j.example/index.html"])
def test_an_entry_without_an_address_of_its_own_goes_by_its_guid(url: str) -> None:
    one, other = (canonical_url(Entry("j", "k", url, guid, "Titre")) for guid in ("g1", "g2"))
    assert one.startswith("entry:j/")
    assert one != other


def test_a_link_that_several_entries_share_names_none_of_them() -> None:
    assert canonical_url(Entry("j", "k", "https://j.example/live", "g1", link_shared=True)).startswith("entry:j/")


def test_tracking_in_a_guid_makes_no_second_article() -> None:
    guids = ("https://j.example/?x=1#xtor=RSS-1", "https://j.example/?x=1&utm_source=b")
    assert len({canonical_url(Entry("j", "k", "", guid)) for guid in guids}) == 1


@pytest.mark.parametrize(
    ("published", "first", "baseline"),
    [
        ("2026-11-19T00:00:00Z", True, False),
        ("2026-11-16T00:00:00Z", False, True),
        ("", True, True),
        ("", False, False),
    ],
)
def test_what_is_baseline(published: str, first: bool, baseline: bool) -> None:
    entry = Entry("j", "k", "https://j.example/a", published_at=published)
    assert arrive(entry, SEEN, 3, first_fetch=first).baseline is baseline


def test_markup_goes_and_full_texts_are_cut() -> None:
    arrival = arrive(Entry("j", "k", title="<b>Une</b> halle", summary="<p>mot</p> " * 300), SEEN, 3, first_fetch=False)
    assert arrival.title == "Une halle"
    assert len(arrival.summary) <= 501
    assert arrival.summary.endswith("…")
