"""Page jobs over the real child: what is fetched, what is reserved, what fails, and that manners bind them too."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from pvd_watch.model import FeedJob, HostState, PageDone, PageJob
from spiders.dates import stamp
from tests.bodies import PARAGRAPH, json_ld, meta, page
from tests.press import Page, Press, drip, endless, feed, late, many, redirect, reset, robots, status, truncated

from .child import Crawl, crawl, polite

PAGE = page(json_ld({"@type": "NewsArticle", "headline": "La halle rouvre", "datePublished": "2026-06-18"}))
HTML = "text/html; charset=utf-8"
RULES = b'[{"location": "/libre", "tdm-reservation": 0}, {"location": "/", "tdm-reservation": 1}]'


def html(text: str = PAGE, **headers: str) -> Page:
    return status(200, text.encode(), HTML, **headers)


@pytest.fixture(scope="module")
def press() -> Iterator[Press]:
    with Press(hosts=8) as press:
        yield press


def pages(press: Press) -> dict[str, str]:
    """Addresses by what they show; the number of an article is its place here."""
    put = press.put
    latin = PAGE.replace('<meta charset="utf-8">', '<meta charset="iso-8859-1">').encode("cp1252")
    press.put("/.well-known/tdmrep.json", status(200, RULES, "application/json"), host=1)
    press.put("/.well-known/tdmrep.json", status(503), host=2)
    press.put("/.well-known/tdmrep.json", status(200, b"<html>404</html>"), host=3)
    press.put("/robots.txt", robots("User-agent: *\nDisallow: /.well-known/\nDisallow: /shut"), host=4)
    press.put("/robots.txt", robots("User-agent: *\nDisallow: /"), host=5)
    return {
        "good": put("/good", html()),
        "latin": put("/latin", status(200, latin, "text/html")),
        "moved": put("/moved", redirect("/good")),
        "header": put("/header", html(TDM_Reservation="1")),
        "noai": put("/noai", html(X_Robots_Tag="noindex, noai")),
        "noimageai": put("/noimageai", html(X_Robots_Tag="noimageai")),
        "meta": put("/meta", html(page(meta("tdm-reservation", "1")))),
        "robots_meta": put("/robots_meta", html(page(meta("robots", "noai")))),
        "reserved": press.url("/reserved", 1),
        "libre": put("/libre/1", html(), host=1),
        "to_reserved": put("/to_reserved", redirect(press.url("/reserved", 1), 302)),
        "silent": press.url("/silent", 2),
        "soft": put("/soft", html(), host=3),
        "open": put("/open", html(), host=4),
        "shut": press.url("/shut", 4),
        "any": press.url("/any", 5),
        "pdf": put("/pdf", status(200, b"%PDF-1.7", "application/pdf")),
        "image": put("/image", status(200, b"\x89PNG\r\n\x1a\n", "image/png")),
        "not_html": put("/not_html", status(200, b'{"a": 1}', "text/html")),
        "gone": put("/gone", status(410)),
        "refused": put("/refused", status(403)),
        "cut": put("/cut", truncated(PAGE.encode(), 200)),
        "reset": put("/reset", reset()),
        "endless": put("/endless", endless, host=6),
        "drip": put("/drip", drip(PAGE.encode()), host=7),
        "untyped": put("/untyped", status(200, PAGE.encode(), "")),
        "private": "http://10.0.0.1/",
        "mailto": "mailto:a@b.example",
    }


@pytest.fixture(scope="module")
def told(press: Press) -> Crawl:
    jobs = [PageJob("gazette", number, url) for number, url in enumerate(pages(press).values())]
    return crawl(jobs, polite(timeout_seconds=2.0, max_bytes=300_000))


_RESERVED = {
    "header": "tdm-reservation header",
    "noai": "noai header",
    "meta": "tdm-reservation meta tag",
    "robots_meta": "noai meta tag",
    "reserved": "tdmrep.json",
    "to_reserved": "tdmrep.json",
}
"""Pages that reserve text and data mining, and by what."""


@pytest.fixture(scope="module")
def named(told: Crawl, press: Press) -> dict[str, PageDone]:
    """The records by what their pages show."""
    return {name: told.page(number) for number, name in enumerate(pages(press))}


def test_every_job_is_closed_once(told: Crawl, press: Press) -> None:
    assert told.code == 0
    assert len([one for one in told.records if isinstance(one, PageDone)]) == len(pages(press))


def test_a_good_page_is_told_in_full(named: dict[str, PageDone], press: Press) -> None:
    done = named["good"]
    assert (done.source_id, done.status, done.url, done.failure) == ("gazette", 200, press.url("/good"), None)
    assert done.html == PAGE
    assert (done.title, done.published_at, done.precision) == ("La halle rouvre", "2026-06-18T10:00:00Z", "day")
    assert (done.language, done.free, done.reserved) == ("fr", None, "")
    assert done.bytes == len(PAGE.encode())
    assert 0 < done.seconds < 2


@pytest.mark.parametrize("name", ["good", "latin", "moved", "noimageai", "libre", "soft", "open", "untyped"])
def test_pages_that_are_read(named: dict[str, PageDone], name: str) -> None:
    assert named[name].failure is None
    assert PARAGRAPH in named[name].html
    assert named[name].title == "La halle rouvre"


@pytest.mark.parametrize(("name", "reserved"), _RESERVED.items())
def test_reserved_pages_are_dropped_unread(named: dict[str, PageDone], name: str, reserved: str) -> None:
    done = named[name]
    assert (done.reserved, done.failure) == (reserved, None)
    bare = PageDone(done.source_id, done.article_id, done.url, done.status, reserved=reserved)
    assert replace(done, bytes=0, seconds=0.0) == bare


def test_reserved_pages_are_read_under_a_licence() -> None:
    with Press(hosts=8) as other:
        addresses = pages(other)
        other.put("/reserved", html(PAGE), host=1)
        jobs = [PageJob("gazette", n, addresses[name], licensed=True) for n, name in enumerate(_RESERVED)]
        told = crawl(jobs, polite())
        assert [PARAGRAPH in told.page(number).html for number in range(len(jobs))] == [True] * len(jobs)
        assert not other.tally(1).of("/.well-known/tdmrep.json")


@pytest.mark.parametrize(
    ("name", "stage", "words"),
    [
        ("silent", "http", "tdmrep.json answers HTTP 503, so no page is read there"),
        ("shut", "robots", "forbids"),
        ("any", "robots", "forbids"),
        ("pdf", "format", "application/pdf instead of an HTML page"),
        ("image", "format", "image/png"),
        ("not_html", "format", "no HTML page"),
        ("gone", "http", "410"),
        ("refused", "http", "refuses us"),
        ("cut", "connect", "before the whole page"),
        ("reset", "connect", "broke the connection"),
        ("endless", "size", "larger than allowed"),
        ("drip", "timeout", "in full"),
        ("private", "private", "private address"),
        ("mailto", "redirect", "not an http or https address"),
    ],
)
def test_failures_have_a_stage_and_a_sentence(named: dict[str, PageDone], name: str, stage: str, words: str) -> None:
    failure = named[name].failure
    assert failure is not None
    assert (failure.stage, named[name].html, named[name].reserved) == (stage, "", "")
    assert words in failure.message


def test_reservations_are_asked_for_once_and_before(named: dict[str, PageDone], press: Press) -> None:
    assert press.tally(0).paths[:2] == ["/robots.txt", "/.well-known/tdmrep.json"]
    assert len(press.tally(0).of("/.well-known/tdmrep.json")) == 1
    assert not press.tally(1).of("/reserved")
    assert press.tally(2).paths == ["/robots.txt", "/.well-known/tdmrep.json"]
    assert not {"/.well-known/tdmrep.json", "/shut"} & set(press.tally(4).paths)
    assert press.tally(5).paths == ["/robots.txt"]


def test_one_request_at_a_time(named: dict[str, PageDone], press: Press) -> None:
    assert [press.tally(host).most_at_once for host in range(8)] == [1] * 8


def test_what_a_site_reserves_is_kept_for_a_day(told: Crawl, press: Press) -> None:
    state = told.host(press.name(1))
    assert (state.tdm_status, state.tdm_text) == (200, RULES.decode())
    assert told.host(press.name(0)).tdm_status == 404
    assert (told.host(press.name(2)).tdm_status, told.host(press.name(3)).tdm_text) == (503, "")
    fresh, stale = (stamp(datetime.now(UTC) - timedelta(hours=hours)) for hours in (23, 25))
    with Press(hosts=2) as other:
        other.put("/1", html())
        kept = HostState("", tdm_text=RULES.decode(), tdm_status=200)
        states = (
            replace(kept, host=other.name(0), tdm_at=fresh),
            replace(kept, host=other.name(1), tdm_at=stale),
        )
        again = crawl([PageJob("a", host, other.url("/1", host)) for host in range(2)], polite(hosts=states))
        assert other.tally(0).paths == []
        assert "/.well-known/tdmrep.json" in other.tally(1).paths
    assert (again.page(0).reserved, again.page(1).reserved) == ("tdmrep.json", "")


def test_feeds_are_read_whatever_is_reserved() -> None:
    """Titles and summaries are what feeds are for; only the text of pages is reserved."""
    with Press() as press:
        press.put("/.well-known/tdmrep.json", status(200, RULES, "application/json"))
        told = crawl([FeedJob("a", press.put("/a", feed(many(1))))])
        assert "/.well-known/tdmrep.json" not in press.tally().paths
    assert len(told.entries("a")) == 1


def test_feeds_and_pages_of_a_host_take_turns() -> None:
    with Press() as press:
        press.put("/feed", late(many(1), 0.05))
        press.put("/page", late(PAGE.encode(), 0.05))
        jobs = [
            FeedJob(f"f{n}", press.url("/feed")) if n % 2 else PageJob("p", n, press.url("/page")) for n in range(8)
        ]
        told = crawl(jobs, polite(delay_seconds=0.1))
        tally = press.tally()
    assert told.code == 0
    assert (len(tally.requests), tally.most_at_once) == (10, 1)
    assert tally.smallest_gap >= 0.1


def test_a_page_too_large_for_an_article_is_not_read() -> None:
    with Press() as press:
        large = press.put("/a", html(page(body="<p>mot </p>" * 400_000)))
        told = crawl([PageJob("a", 1, large)])
    failure = told.page(1).failure
    assert failure is not None
    assert (failure.stage, told.page(1).html) == ("size", "")
