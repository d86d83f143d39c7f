"""robots.txt over the real child: it binds feeds too, 4xx allows, 5xx or silence forbids, and it is kept for a day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from pvd_watch.model import FeedJob, HostState
from spiders.dates import stamp
from tests.press import Press, feed, late, many, redirect, reset, robots, status

from .child import Crawl, crawl, feeds, polite

NAMED = """\
User-agent: GPTBot

Disallow: /

User-agent: *
Disallow: /private/

User-agent: PVD-Watch
User-agent: other
Disallow: /ours
Allow: /ours/feed
Crawl-delay: 0.2
"""
STAR = "User-agent: *\nDisallow: /*.xml$\nAllow: /good.xml\n"


@pytest.fixture(scope="module")
def press() -> Iterator[Press]:
    with Press(hosts=8) as press:
        yield press


@pytest.fixture(scope="module")
def told(press: Press) -> Crawl:
    """Host by host: named group, star group, 500, reset, silence, redirects, a redirect loop, HTML for all."""
    for path in ("/ours/feed", "/ours/other", "/private/feed", "/good.xml", "/bad.xml", "/feed"):
        press.put(path, feed(many(1)))
    press.put("/robots.txt", robots(NAMED), host=0)
    press.put("/robots.txt", robots(STAR), host=1)
    press.put("/robots.txt", status(500), host=2)
    press.put("/robots.txt", reset(), host=3)
    press.put("/robots.txt", late(b"", 30), host=4)
    press.put("/robots.txt", redirect("/rules"), host=5)
    press.put("/rules", redirect(press.url("/robots.txt", 1), 302), host=5)
    press.put("/robots.txt", redirect("/robots.txt", 302), host=6)
    press.put("/robots.txt", status(200, b"<html><body>Disallow: /</body></html>"), host=7)
    return crawl(
        feeds(
            named_allows=press.url("/ours/feed", 0),
            named_forbids=press.url("/ours/other", 0),
            star_does_not_bind_the_named=press.url("/private/feed", 0),
            star_allows=press.url("/good.xml", 1),
            star_forbids=press.url("/bad.xml", 1),
            fault=press.url("/feed", 2),
            broken=press.url("/feed", 3),
            silent=press.url("/feed", 4),
            redirected_allows=press.url("/good.xml", 5),
            redirected_forbids=press.url("/bad.xml", 5),
            endless=press.url("/feed", 6),
            html=press.url("/feed", 7),
            to_forbidden=press.put("/away", redirect(press.url("/bad.xml", 1)), host=7),
        ),
        polite(timeout_seconds=2.0),
    )


@pytest.mark.parametrize(
    "source_id",
    ["named_allows", "star_does_not_bind_the_named", "star_allows", "redirected_allows", "endless", "html"],
)
def test_allowed(told: Crawl, source_id: str) -> None:
    assert told.stage(source_id) == ""
    assert len(told.entries(source_id)) == 1


@pytest.mark.parametrize(
    ("source_id", "words"),
    [
        ("named_forbids", "forbids"),
        ("star_forbids", "forbids"),
        ("redirected_forbids", "forbids"),
        ("to_forbidden", "forbids"),
        ("fault", "HTTP 500"),
        ("broken", "No answer"),
        ("silent", "No answer"),
    ],
)
def test_forbidden(told: Crawl, source_id: str, words: str) -> None:
    assert told.stage(source_id) == "robots"
    assert words in told.message(source_id)


def test_what_is_forbidden_is_never_asked_for(told: Crawl, press: Press) -> None:
    asked = {path for host in range(8) for path in press.tally(host).paths}
    assert not asked & {"/ours/other", "/bad.xml"}
    assert all(press.tally(host).paths == ["/robots.txt"] for host in (2, 3, 4))


def test_it_is_asked_for_once_and_first(told: Crawl, press: Press) -> None:
    assert press.tally(0).paths[0] == "/robots.txt"
    assert len(press.tally(0).of("/robots.txt")) == 1
    assert len(press.tally(6).of("/robots.txt")) == 6


def test_crawl_delay_is_kept_and_told(told: Crawl, press: Press) -> None:
    assert press.tally(0).smallest_gap >= 0.2
    state = told.host(press.name(0))
    assert (state.delay_seconds, state.robots_status, state.robots_text) == (0.2, 200, NAMED)
    assert abs(datetime.now(UTC) - datetime.fromisoformat(state.robots_at)) < timedelta(minutes=2)
    assert told.host(press.name(3)).robots_status == 0


def test_rules_are_kept_for_a_day(press: Press) -> None:
    """Kept rules bind without being asked for; after a day, or when there was no answer, they are asked for again."""
    fresh, stale = (stamp(datetime.now(UTC) - timedelta(hours=hours)) for hours in (23, 25))
    kept = HostState("", robots_text="User-agent: *\nDisallow: /f\n", robots_status=200, delay_seconds=0.3)
    with Press(hosts=3) as press:
        for path in ("/feed", "/good"):
            press.put(path, feed(many(1)))
        states = (
            replace(kept, host=press.name(0), robots_at=fresh),
            replace(kept, host=press.name(1), robots_at=stale),
            replace(kept, host=press.name(2), robots_at=fresh, robots_status=503, robots_text=""),
        )
        jobs = [FeedJob(f"{name}{host}", press.url(f"/{name}", host)) for host in range(3) for name in ("feed", "good")]
        told = crawl([*jobs, FeedJob("again", press.url("/good", 0))], polite(hosts=states))
        assert press.tally(0).paths == ["/good", "/good"]
        assert press.tally(0).smallest_gap >= 0.3
        assert [press.tally(host).paths[0] for host in (1, 2)] == ["/robots.txt"] * 2
    assert [told.stage(job.source_id) for job in jobs] == ["robots", "", "", "", "", ""]
    assert told.host(press.name(1)).delay_seconds == 0.0


def test_a_site_too_busy_to_say_is_asked_again() -> None:
    with Press() as press:
        press.put("/a", feed(many(1)))
        press.put("/robots.txt", status(429))
        job = FeedJob("a", press.url("/a"))
        told = crawl([job])
        assert press.tally().paths == ["/robots.txt"]
        press.put("/robots.txt", robots(""))
        rested = replace(told.host(press.name()), not_before="")
        again = crawl([job], polite(hosts=(rested,)))
    assert (told.stage("a"), again.stage("a")) == ("robots", "")


def test_large_rules_count_as_far_as_500_kb() -> None:
    rule = "User-agent: *\nDisallow: /early\n" + "# nothing\n" * 60_000 + "Disallow: /late\n"
    with Press() as press:
        press.put("/robots.txt", robots(rule))
        jobs = [FeedJob(name, press.put(f"/{name}", feed(many(1)))) for name in ("early", "late")]
        told = crawl(jobs)
    assert [told.stage(name) for name in ("early", "late")] == ["robots", ""]
    assert len(told.host(press.name()).robots_text) <= 500_000


def test_an_absurd_crawl_delay_is_bounded() -> None:
    with Press() as press:
        press.put("/robots.txt", robots("User-agent: *\nCrawl-delay: 100000\nDisallow: /"))
        told = crawl(feeds(a=press.url("/feed")))
    assert told.stage("a") == "robots"
    assert told.host(press.name()).delay_seconds == 60.0
