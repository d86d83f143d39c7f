"""Every kind of answer a site can give, in one crawl: good ones are read, bad ones are named, none spoils another."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import blake2b

import pytest

from pvd_watch.model import FeedJob
from tests.press import (
    Press,
    bomb,
    drip,
    endless,
    endless_headers,
    feed,
    item,
    late,
    many,
    packed,
    redirect,
    reset,
    rss,
    slow_headers,
    status,
    truncated,
)

from .child import Crawl, crawl, polite

GOOD = many(3)
LONG = many(200)
HTML = b"<!DOCTYPE html><html><head><title>Page introuvable</title></head><body>404</body></html>"
TIMEOUT = 2.0
MOST_BYTES = 300_000


def pages(press: Press) -> dict[str, str]:
    """Every page of the press by the id of its source; the slow ones have hosts of their own."""
    put = press.put
    return {
        "good": put("/good", feed(GOOD, last_modified="Fri, 20 Nov 2026 06:00:00 GMT")),
        "gone": put("/gone", status(410)),
        "missing": press.url("/missing"),
        "refused": put("/refused", status(403)),
        "login": put("/login", status(401)),
        "fault": put("/fault", status(500)),
        "empty": put("/empty", feed(b"")),
        "blank": put("/blank", feed(b" \n\n")),
        "html": put("/html", feed(HTML)),
        "binary": put("/binary", feed(bytes(range(256)) * 20)),
        "no_items": put("/no_items", feed(rss())),
        "wrong_type": put("/wrong_type", feed(GOOD, content_type="text/html; charset=us-ascii")),
        "latin": put("/latin", feed(rss(item("Été à Étain"), encoding="iso-8859-15"), "text/xml")),
        "undeclared": put(
            "/undeclared", feed(rss(item("Été à Étain — l’œuvre"), encoding="windows-1252", declare=False), "text/xml")
        ),
        "brotli": put("/brotli", packed(GOOD, "br")),
        "gzip": put("/gzip", packed(GOOD, "gzip")),
        "not_gzip": put("/not_gzip", status(200, GOOD, "application/rss+xml", Content_Encoding="gzip")),
        "unknown_coding": put("/unknown_coding", status(200, GOOD, "application/rss+xml", Content_Encoding="zap")),
        "bomb": put("/bomb", bomb(50_000_000)),
        "brotli_bomb": put("/brotli_bomb", bomb(50_000_000, "br")),
        "large": put("/large", feed(b"x" * (MOST_BYTES + 1))),
        "endless": put("/endless", endless, host=1),
        "endless_headers": put("/endless_headers", endless_headers, host=1),
        "slow_headers": put("/slow_headers", slow_headers(), host=2),
        "drip": put("/drip", drip(GOOD), host=3),
        "silent": put("/silent", late(GOOD, 30), host=4),
        "reset": put("/reset", reset(), host=5),
        "reset_in_body": put("/reset_in_body", reset(LONG, len(LONG) // 2), host=5),
        "truncated": put("/truncated", truncated(LONG, len(LONG) // 2), host=5),
        "cut_after_end": put(
            "/cut_after_end", status(200, GOOD, "text/xml", Content_Length=str(len(GOOD) + 9)), host=5
        ),
        "moved": put("/moved", redirect("/moved/2", 301)),
        "moved_hop": put("/moved/2", redirect("/good", 308)),
        "moved_for_now": put("/moved_for_now", redirect("/moved/2", 302)),
        "moved_to_html": put("/moved_to_html", redirect("/html", 301)),
        "loop": put("/loop", redirect("/loop", 302)),
        "to_file": put("/to_file", redirect("file:///etc/hostname", 302)),
        "to_nothing": put("/to_nothing", status(302)),
        "refresh": put("/refresh", status(200, b'<html><meta http-equiv="refresh" content="0; url=/never">')),
        "cookie": put("/cookie", status(200, GOOD, "text/xml", Set_Cookie="a=b; Path=/")),
        "after_cookie": put("/after_cookie", feed(GOOD)),
    }


@pytest.fixture(scope="module")
def press() -> Iterator[Press]:
    with Press(hosts=6) as press:
        yield press


@pytest.fixture(scope="module")
def told(press: Press) -> Crawl:
    jobs = [FeedJob(source_id, url) for source_id, url in pages(press).items()]
    jobs += [
        FeedJob("no_host", "http://"),
        FeedJob("ftp", "ftp://gazette.example/feed"),
        FeedJob("words", "une adresse"),
    ]
    jobs += [FeedJob("nobody", "http://127.0.0.1:9/feed"), FeedJob("no_name", "http://gazette.invalid/feed")]
    return crawl(jobs, polite(timeout_seconds=TIMEOUT, max_bytes=MOST_BYTES))


def test_all_jobs_are_closed_once(told: Crawl, press: Press) -> None:
    assert told.code == 0
    for source_id in pages(press):
        assert told.done(source_id).job == "feed"


@pytest.mark.parametrize(
    ("source_id", "stage", "words"),
    [
        ("gone", "http", "410"),
        ("missing", "http", "404"),
        ("refused", "http", "refuses us"),
        ("login", "http", "login"),
        ("fault", "http", "fault of its own"),
        ("empty", "format", "empty body"),
        ("blank", "format", "empty body"),
        ("html", "format", 'HTML page ("Page introuvable")'),
        ("refresh", "format", "HTML page"),
        ("binary", "format", "no feed"),
        ("not_gzip", "format", "damaged"),
        ("unknown_coding", "format", "zap"),
        ("bomb", "size", "decompressed"),
        ("brotli_bomb", "size", "decompressed"),
        ("large", "size", "larger than allowed"),
        ("endless", "size", "larger than allowed"),
        ("endless_headers", "size", "headers"),
        ("slow_headers", "timeout", "did not answer"),
        ("drip", "timeout", "in full"),
        ("silent", "timeout", "did not answer"),
        ("reset", "connect", "broke the connection"),
        ("reset_in_body", "connect", "before the whole body"),
        ("truncated", "connect", "before the whole body"),
        ("moved_to_html", "format", "HTML page"),
        ("loop", "redirect", "More than 5 redirects"),
        ("to_file", "redirect", "file:///etc/hostname"),
        ("to_nothing", "http", "302"),
        ("no_host", "redirect", "not an http or https address"),
        ("ftp", "redirect", "not an http or https address"),
        ("words", "redirect", "not an http or https address"),
        ("nobody", "connect", "refuses the connection"),
        ("no_name", "dns", "no address"),
    ],
)
def test_failures_have_a_stage_and_a_sentence(told: Crawl, source_id: str, stage: str, words: str) -> None:
    assert told.stage(source_id) == stage
    assert words in told.message(source_id)
    assert told.message(source_id).endswith((".", "'.", ")."))


@pytest.mark.parametrize(
    "source_id", ["good", "wrong_type", "brotli", "gzip", "moved", "moved_for_now", "cut_after_end", "cookie"]
)
def test_good_feeds_are_read(told: Crawl, source_id: str) -> None:
    done = told.done(source_id)
    entries = told.entries(source_id)
    assert done.failure is None
    assert (done.entries, len(entries), len(done.present)) == (3, 3, 3)
    assert {entry.key for entry in entries} == set(done.present)
    assert entries[0].title == "Le marché n° 0 rouvre"
    assert (entries[0].published_at, entries[0].precision) == ("2026-11-20T06:00:00Z", "minute")


def test_a_good_answer_is_told_in_full(told: Crawl, press: Press) -> None:
    done = told.done("good")
    assert (done.status, done.url) == (200, press.url("/good"))
    assert done.etag.startswith('"')
    assert done.last_modified == "Fri, 20 Nov 2026 06:00:00 GMT"
    assert done.body_hash == blake2b(GOOD, digest_size=16).hexdigest()
    assert done.bytes == len(GOOD)
    assert 0 < done.seconds < TIMEOUT
    assert not done.unchanged
    assert not done.permanent_url


def test_a_feed_without_items_is_no_failure(told: Crawl) -> None:
    done = told.done("no_items")
    assert (done.failure, done.entries, done.present) == (None, 0, ())


def test_wrong_and_missing_charsets(told: Crawl) -> None:
    assert [entry.title for entry in told.entries("latin")] == ["Été à Étain"]
    assert [entry.title for entry in told.entries("undeclared")] == ["Été à Étain — l’œuvre"]


@pytest.mark.parametrize("source_id", ["reset_in_body", "truncated"])
def test_a_cut_body_gives_its_whole_items_and_no_validators(told: Crawl, source_id: str) -> None:
    done, entries = told.done(source_id), told.entries(source_id)
    assert 50 < len(entries) < 150
    assert done.present == tuple(entry.key for entry in entries)
    assert all(entry.url.endswith(".html") and entry.summary and entry.published_at for entry in entries)
    assert (done.etag, done.body_hash) == ("", "")


def test_permanent_redirects_only_are_learnt(told: Crawl, press: Press) -> None:
    assert told.done("moved").permanent_url == press.url("/good")
    assert told.done("moved_for_now").permanent_url == ""
    assert told.done("moved_for_now").url == press.url("/good")
    assert told.done("moved_to_html").permanent_url == ""


def test_redirects_stop_after_five(told: Crawl, press: Press) -> None:
    assert told.done("loop").status == 302
    assert len(press.tally().of("/loop")) == 6


def test_slow_answers_cost_their_time_only(told: Crawl) -> None:
    for source_id in ("slow_headers", "drip", "silent"):
        assert TIMEOUT <= told.done(source_id).seconds < TIMEOUT + 1.5


def test_nothing_is_asked_twice_and_nothing_uninvited(told: Crawl, press: Press) -> None:
    for path, host in (("/fault", 0), ("/reset", 5), ("/silent", 4), ("/truncated", 5)):
        assert len(press.tally(host).of(path)) == 1
    assert not press.tally().of("/never")


def test_one_request_at_a_time(told: Crawl, press: Press) -> None:
    assert press.tally().most_at_once == 1
    assert press.tally().smallest_gap >= 0.001


def test_headers_are_honest(told: Crawl, press: Press) -> None:
    for seen in press.tally().requests:
        assert seen.headers["user-agent"] == polite().user_agent
        assert set(seen.headers["accept-encoding"].split(", ")) <= {"gzip", "deflate", "br", "zstd"}
        assert not {"cookie", "referer", "authorization"} & set(seen.headers)
    assert press.tally().paths[0] == "/robots.txt"


def test_the_state_of_hosts_comes_up(told: Crawl, press: Press) -> None:
    state = told.host(press.name())
    assert state.robots_status == 404
    assert state.requests_count == len(press.tally().requests)
    assert len(state.requests_day) == 10
    assert state.not_before == ""
