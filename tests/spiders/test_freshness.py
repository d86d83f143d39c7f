"""How long feeds ask us to wait, and servers whose validators cannot be trusted."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pvd_watch.model import FeedJob
from spiders.freshness import LONGEST, ttl_of_feed, ttl_of_header
from tests.press import Press, feed, item, many, rss, status

from .child import crawl

SY = 'xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"'


def head(elements: str) -> str:
    return (
        f'<rss version="2.0" {SY}><channel><title>La Gazette</title>{elements}<item><ttl>9</ttl></item></channel></rss>'
    )


def period(word: str, frequency: str = "") -> str:
    often = f"<sy:updateFrequency>{frequency}</sy:updateFrequency>" if frequency else ""
    return f"<sy:updatePeriod>\n {word} </sy:updatePeriod>{often}"


@pytest.mark.parametrize(
    ("elements", "seconds"),
    [
        ("<ttl>60</ttl>", 3_600),
        ("<ttl> 5 </ttl>", 300),
        (period("hourly", "4"), 900),
        (period("daily"), 86_400),
        (period("hourly", "1") + "<ttl>15</ttl>", 3_600),
        (period("weekly", "0"), LONGEST),
        (period("yearly"), 0),
        (period("never", "2"), 0),
        ("<ttl>99999</ttl>", 0),
        ("<ttl>-5</ttl>", 0),
        ("<ttl>soon</ttl>", 0),
        ("", 0),
    ],
)
def test_what_the_head_of_a_feed_asks_for(elements: str, seconds: int) -> None:
    assert ttl_of_feed(head(elements)) == seconds


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("max-age=600", 600),
        ("public, max-age=600, must-revalidate", 600),
        ('private,Max-Age="600"', 600),
        ("s-maxage=600", 0),
        ("max-age=31536000", 0),
        ("no-cache, no-store, max-age=0", 0),
        ("max-age=-1", 0),
        ("", 0),
    ],
)
def test_cache_control(header: str, seconds: int) -> None:
    assert ttl_of_header(header) == seconds


@given(st.text())
def test_anything_is_taken(text: str) -> None:
    assert 0 <= ttl_of_feed(text) <= LONGEST
    assert 0 <= ttl_of_header(text) <= LONGEST


def test_the_greatest_wait_and_the_dates_come_up() -> None:
    body = many(3).replace(b"<title>La Gazette</title>", b"<title>La Gazette</title><ttl>30</ttl>")
    with Press() as press:
        shorter = press.put("/shorter", status(200, body, "text/xml", Cache_Control="max-age=60", ETag='"1"'))
        longer = press.put("/longer", status(200, body, "text/xml", Cache_Control="max-age=7200"))
        told = crawl([FeedJob("shorter", shorter), FeedJob("longer", longer)])
        known = told.done("shorter")
        again = crawl([FeedJob("a", shorter, known=known.present), FeedJob("b", shorter, body_hash=known.body_hash)])
    assert (told.done("shorter").ttl_seconds, told.done("longer").ttl_seconds) == (1_800, 7_200)
    assert (known.oldest, known.newest) == ("2026-11-20T06:00:00Z", "2026-11-20T06:02:00Z")
    # The dates are those of the whole body, so that two fetches can be seen to overlap.
    assert (again.done("a").oldest, again.done("a").newest) == (known.oldest, known.newest)
    assert (again.done("b").unchanged, again.done("b").ttl_seconds) == (True, 0)


def test_undated_feeds_have_no_dates() -> None:
    with Press() as press:
        done = crawl([FeedJob("a", press.put("/a", feed(rss(item("Un"), item("Deux", pubDate="hier")))))]).done("a")
    assert (done.oldest, done.newest, done.ttl_seconds) == ("", "", 0)


@pytest.mark.parametrize("validator", ["etag", "last_modified"])
def test_a_validator_that_never_changes_is_told(validator: str) -> None:
    name = "ETag" if validator == "etag" else "Last-Modified"
    with Press() as press:
        job = FeedJob("a", press.put("/a", status(200, many(1), "text/xml", **{name: "same"})))
        first = crawl([job]).done("a")
        assert not first.etag_lies
        press.put("/a", status(200, many(2), "text/xml", **{name: "same"}))
        asked = replace(job, body_hash=first.body_hash, **{validator: getattr(first, validator)})
        second = crawl([asked])
        press.put("/a", status(200, many(3), "text/xml", **{name: "other"}))
        third = crawl([asked])
    assert (second.done("a").etag_lies, len(second.entries("a"))) == (True, 2)
    assert not third.done("a").etag_lies


def test_a_search_is_a_feed_that_knows_its_question() -> None:
    with Press() as press:
        url = press.put("/rss/search?q=%22Saint-Flour%22", feed(rss(item("Saint-Flour : la halle", link="/1"))))
        gone = press.url("/gone")
        told = crawl(
            [FeedJob("a", url, form="search", query="15187"), FeedJob("b", gone, form="search", query="58095")]
        )
    assert [entry.title for entry in told.entries("a")] == ["Saint-Flour : la halle"]
    assert [told.done(name).query for name in "ab"] == ["15187", "58095"]
