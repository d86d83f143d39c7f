"""Manners towards hosts: one request at a time, the delay, staying away when asked, and no host holding up others."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from time import monotonic, sleep

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pvd_watch.model import Done, FeedJob, HostState, from_wire
from spiders.dates import moment_of, stamp
from spiders.handler import retry_after
from spiders.hosts import host_name
from tests.press import Press, feed, in_turn, late, many, redirect, robots, status

from .child import Child, crawl, feeds, polite

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)


def test_the_delay_lies_between_all_requests_to_a_host() -> None:
    with Press() as press:
        press.put("/old", redirect("/a"))
        press.put("/a", feed(many(1)))
        told = crawl(feeds(a=press.url("/a"), b=press.url("/old"), c=press.url("/a")), polite(delay_seconds=0.3))
        tally = press.tally()
    assert [told.stage(name) for name in "abc"] == ["", "", ""]
    assert len(tally.requests) == 5
    assert tally.smallest_gap >= 0.3
    assert tally.most_at_once == 1


def test_without_a_delay_it_is_still_one_at_a_time() -> None:
    """Scrapy alone lets the whole queue of a host through when its delay is 0."""
    with Press() as press:
        press.put("/a", late(many(1), 0.01))
        told = crawl([FeedJob(f"s{number}", press.url("/a")) for number in range(64)])
        tally = press.tally()
    assert told.code == 0
    assert len(tally.requests) == 65
    assert tally.most_at_once == 1
    assert tally.smallest_gap >= 0.001


def test_a_long_queue_or_a_slow_host_holds_up_nobody() -> None:
    with Press(hosts=3) as press, Child() as child:
        press.put("/a", feed(many(1)))
        press.put("/slow", late(many(1), 8), host=1)
        child.job(polite(delay_seconds=0.4, concurrency=4))
        for number in range(114):
            child.job(FeedJob(f"many{number}", press.url("/a", 0)))
        for number in range(20):
            child.job(FeedJob(f"slow{number}", press.url("/slow", 1)))
        child.job(FeedJob("alone", press.url("/a", 2)))
        begun = monotonic()
        assert child.until_done("alone").failure is None
        assert monotonic() - begun < 4
        assert press.tally(0).most_at_once == 1


def test_a_large_feed_holds_up_nobody() -> None:
    with Press(hosts=2) as press, Child() as child:
        press.put("/large", feed(many(3_000)), host=0)
        press.put("/a", feed(many(1)), host=1)
        child.job(polite())
        child.job(FeedJob("large", press.url("/large", 0)))
        while not press.tally(0).of("/large"):
            sleep(0.01)
        child.job(FeedJob("small", press.url("/a", 1)))
        child.end()
        records = [from_wire(json.loads(line)) for line in child.stdout]
    assert [one.source_id for one in records if isinstance(one, Done)] == ["small", "large"]
    assert len(records) == 3_000 + 1 + 2 + 2


def test_hosts_are_served_side_by_side_up_to_the_limit() -> None:
    with Press(hosts=6) as press:
        press.put("/a", late(many(1), 0.4))
        for host in range(6):
            press.put("/robots.txt", robots(""), host=host)
        told = crawl([FeedJob(f"s{host}", press.url("/a", host)) for host in range(6)], polite(concurrency=3))
        begun = [press.tally(host).of("/a")[0].at for host in range(6)]
    assert told.code == 0
    together = max(sum(start <= moment < start + 0.4 for start in begun) for moment in begun)
    assert together == 3


@pytest.mark.parametrize("said", ["seconds", "date"])
@pytest.mark.parametrize("code", [429, 503])
def test_a_host_that_asks_us_to_wait_is_left_alone(code: int, said: str) -> None:
    with Press(hosts=2) as press:
        moment = format_datetime(datetime.now(UTC) + timedelta(hours=1), usegmt=True)
        press.put("/busy", status(code, Retry_After="3600" if said == "seconds" else moment))
        press.put("/a", feed(many(1)))
        begun = datetime.now(UTC)
        jobs = feeds(busy=press.url("/busy"), b=press.url("/a"), c=press.url("/a"), other=press.url("/a", 1))
        told = crawl(jobs)
        assert press.tally().paths == ["/robots.txt", "/busy"]
    assert [told.stage(name) for name in ("busy", "b", "c", "other")] == ["http", "http", "http", ""]
    assert str(code) in told.message("busy")
    assert "asked us to make no request before" in told.message("b")
    until = moment_of(told.host(press.name()).not_before)
    assert until is not None
    assert 3590 <= (until - begun).total_seconds() <= 3630


def test_busy_without_a_time() -> None:
    """Too many requests: the host rests a while. One page not available: the other pages are still asked for."""
    with Press(hosts=2) as press:
        press.put("/busy", status(429), host=0)
        press.put("/busy", status(503), host=1)
        press.put("/a", feed(many(1)))
        jobs = [FeedJob(f"{name}{host}", press.url(f"/{name}", host)) for name in ("busy", "a") for host in (0, 1)]
        told = crawl(jobs)
    assert [told.stage(name) for name in ("busy0", "a0", "busy1", "a1")] == ["http", "http", "http", ""]
    assert told.host(press.name(0)).not_before > stamp(datetime.now(UTC))
    assert told.host(press.name(1)).not_before == ""


def test_what_a_former_crawl_learnt_binds_this_one() -> None:
    later, earlier = (stamp(datetime.now(UTC) + timedelta(hours=hours)) for hours in (1, -1))
    with Press(hosts=2) as press:
        press.put("/a", feed(many(1)))
        states = (HostState(press.name(0), not_before=later), HostState(press.name(1), not_before=earlier))
        told = crawl(feeds(shut=press.url("/a", 0), open=press.url("/a", 1)), polite(hosts=states))
        assert not press.tally(0).requests
    assert told.stage("shut") == "http"
    assert told.stage("open") == ""


def test_the_requests_of_a_day_are_counted() -> None:
    with Press(hosts=2) as press:
        press.put("/a", in_turn([status(500), feed(many(1))]))
        today = crawl(feeds(a=press.url("/a"))).host(press.name()).requests_day
        old = (
            HostState(press.name(0), requests_day=today, requests_count=40),
            HostState(press.name(1), requests_day="2020-01-01", requests_count=40),
        )
        told = crawl(feeds(a=press.url("/a", 0), b=press.url("/a", 1)), polite(hosts=old))
    assert told.host(press.name(0)).requests_count == 42
    assert (told.host(press.name(1)).requests_day, told.host(press.name(1)).requests_count) == (today, 2)


def test_a_host_has_its_budget_for_a_day() -> None:
    """It counts robots.txt and redirects, and what former crawls of the day used up."""
    with Press(hosts=3) as press:
        press.put("/a", feed(many(1)))
        press.put("/old", redirect("/a"))
        today = crawl(feeds(a=press.url("/a", 2))).host(press.name(2)).requests_day
        states = (
            HostState(press.name(1), requests_day=today, requests_count=4),
            HostState(press.name(2), requests_day="2020-01-01", requests_count=4),
        )
        jobs = [FeedJob(f"{name}{host}", press.url("/old", host)) for host in range(3) for name in "ab"]
        told = crawl(jobs, polite(hosts=states, max_requests_per_day=4))
        assert [len(press.tally(host).requests) for host in range(3)] == [4, 0, 6]
    assert [told.stage(job.source_id) for job in jobs] == ["", "budget", "budget", "budget", "", "budget"]
    assert "asked 4 times today" in told.message("a1")
    assert told.host(press.name(0)).requests_count == 4


def test_a_busy_host_is_named_with_its_time() -> None:
    later = stamp(datetime.now(UTC) + timedelta(hours=1))
    with Press(hosts=2) as press:
        press.put("/busy", status(429, Retry_After="3600"), host=0)
        press.put("/busy", status(503), host=1)
        jobs = [FeedJob(f"{name}{host}", press.url("/busy", host)) for host in range(2) for name in "ab"]
        told = crawl(jobs)
    assert all(
        later <= told.done(name).retry_after <= stamp(datetime.now(UTC) + timedelta(hours=1)) for name in ("a0", "b0")
    )
    assert (told.done("a1").retry_after, told.done("b1").retry_after) == ("", "")


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("http://Gazette.example/feed", "gazette.example"),
        ("https://gazette.example:443/", "gazette.example"),
        ("http://gazette.example.:80/", "gazette.example"),
        ("https://gazette.example:80/", "gazette.example:80"),
        ("http://[::1]:8080/", "[::1]:8080"),
        ("http://user:secret@gazette.example/", "gazette.example"),
    ],
)
def test_host_names(url: str, name: str) -> None:
    assert host_name(url) == name


@pytest.mark.parametrize("url", ["http://", "/feed", "http://:80/", "http://gazette.example:port/", "http://[::1"])
def test_no_host(url: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        host_name(url)


@pytest.mark.parametrize(
    ("header", "until"),
    [
        (b"120", NOW + timedelta(seconds=120)),
        (b"Mon, 23 Nov 2026 09:00:00 GMT", NOW + timedelta(hours=1)),
        (b"Mon, 23 Nov 2026 10:00:00 +0100", NOW + timedelta(hours=1)),
        (b"-5", None),
        (b"soon", None),
        (b"99999999999999", None),
        (b"", None),
        (None, None),
    ],
)
def test_retry_after(header: bytes | None, until: datetime | None) -> None:
    assert retry_after(header, NOW) == until


@given(st.binary(max_size=40))
def test_retry_after_takes_anything(header: bytes) -> None:
    moment = retry_after(header, NOW)
    assert moment is None or moment.tzinfo is not None
