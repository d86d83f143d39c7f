"""The protocol over the two pipes: what goes in, what comes out, and how it ends."""

from __future__ import annotations

import json
from contextlib import suppress
from time import monotonic, sleep

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pvd_watch.model import (
    Done,
    Entry,
    Failure,
    FeedJob,
    HostState,
    PageDone,
    PageJob,
    Selectors,
    from_wire,
    to_wire,
)
from spiders.jobs import BadLineError, is_end, read_job
from tests.press import Press, feed, late, many

from .child import Child, crawl, feeds, polite

SOON = 5.0


def test_no_jobs_is_a_good_end() -> None:
    told = crawl([])
    assert (told.code, told.records, told.errors) == (0, [], "")


def test_records_come_in_order_and_alone() -> None:
    with Press() as press:
        press.put("/a", feed(many(3)))
        press.put("/b", feed(many(2)))
        told = crawl(feeds(a=press.url("/a"), b=press.url("/b")))
    kinds = [(type(record), getattr(record, "source_id", "")) for record in told.records]
    assert kinds == [(Entry, "a")] * 3 + [(Done, "a")] + [(Entry, "b")] * 2 + [(Done, "b")] + [(HostState, "")]
    assert told.errors == ""


def test_without_a_start_line_defaults_hold() -> None:
    with Press() as press, Child() as child:
        child.line({"source_id": "a", "url": press.put("/a", feed(many(1)))})
        child.end()
        done = child.until_done("a")
        assert child.process.wait(SOON) == 0
        assert done.failure
        assert done.failure.stage == "private"
        assert not press.tally().requests


def test_jobs_are_taken_while_others_run() -> None:
    with Press(hosts=2) as press, Child() as child:
        press.put("/slow", late(many(1), 1.5), host=0)
        press.put("/fast", feed(many(1)), host=1)
        child.job(polite(delay_seconds=0.5))
        child.job(FeedJob("slow", press.url("/slow", 0)))
        while not press.tally(0).of("/slow"):
            sleep(0.02)
        child.job(FeedJob("fast", press.url("/fast", 1)))
        assert child.until_done("fast").failure is None
        child.job(FeedJob("again", press.url("/fast", 1)))
        assert child.until_done("again").failure is None
        assert child.until_done("slow").failure is None
        child.end()
        assert child.process.wait(SOON) == 0
        assert press.tally(1).smallest_gap >= 0.5


@pytest.mark.parametrize("line", ["", "not JSON", "[]", "null", '{"kind": "dance", "source_id": "x"}', '{"url": "x"}'])
def test_a_bad_line_is_answered_and_the_crawl_goes_on(line: str) -> None:
    with Press() as press, Child() as child:
        child.job(polite())
        child.line(line)
        child.job(FeedJob("good", press.put("/a", feed(many(1)))))
        child.end()
        output = [from_wire(json.loads(text)) for text in child.stdout]
    failures = [one.failure for one in output if isinstance(one, Done) and one.failure]
    assert [failure.stage for failure in failures] == (["protocol"] if line else [])
    assert any(isinstance(one, Done) and one.source_id == "good" and one.entries == 1 for one in output)


def test_a_bad_first_line_and_a_late_start_are_answered() -> None:
    with Child() as child:
        child.line("?")
        child.job(polite())
        child.line({"kind": "dance", "source_id": "x"})
        child.end()
        output = [json.loads(text) for text in child.stdout]
    assert [record["failure"]["stage"] for record in output] == ["protocol"] * 3
    assert [record["source_id"] for record in output] == ["", "", "x"]


@pytest.mark.parametrize("pipe", ["stdin", "stdout"])
def test_a_lost_parent_ends_the_child_at_once(pipe: str) -> None:
    """Both while an answer is awaited and with many jobs left, for feeds and for pages, here and on other hosts."""
    with Press(hosts=2) as press, Child() as child:
        press.put("/slow", late(many(1), 20))
        press.put("/a", feed(many(1)))
        child.job(polite(delay_seconds=0.2))
        for number in range(5):
            child.job(FeedJob(f"slow{number}", press.url("/slow")))
            child.job(PageJob("page", number, press.url("/slow")))
            child.job(FeedJob(f"other{number}", press.url("/a", 1)))
        while not press.tally().of("/slow") or not press.tally(1).of("/a"):
            sleep(0.02)
        getattr(child, pipe).close()
        closed = monotonic()
        assert child.seconds_to_end() < SOON
        assert child.process.returncode == 1
        sleep(0.6)
        assert max(press.tally(host).last_at for host in range(2)) < closed + 0.2


def test_a_parent_lost_before_the_first_line() -> None:
    with Child() as child:
        child.stdin.close()
        assert child.seconds_to_end() < SOON
        assert child.process.returncode == 1


def test_a_parent_lost_while_the_output_is_full() -> None:
    with Press() as press, Child() as child:
        child.job(polite())
        child.job(FeedJob("large", press.put("/large", feed(many(3_000)))))
        assert isinstance(child.record(), Entry)
        child.stdin.close()
        assert child.seconds_to_end() < SOON


def test_jobs_go_over_the_wire_as_they_are() -> None:
    jobs = [
        FeedJob("a", "http://a.example/", known=("k",), form="listing", selectors=Selectors(item=".row"), query="58"),
        PageJob("a", 7, "http://a.example/7", ".text"),
    ]
    for job in jobs:
        assert read_job(json.dumps(to_wire(job)).encode()) == job
    page = PageDone("a", 7, free=False, reserved="tdmrep.json", failure=Failure("http", "x"))
    assert from_wire(json.loads(json.dumps(to_wire(page)))) == page


@pytest.mark.parametrize("change", [{"form": "opml"}, {"selectors": [".row"]}, {"selectors": {"item": 1}}, {"url": 1}])
def test_a_job_that_cannot_be_meant_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(BadLineError, match="is no job"):
        read_job(json.dumps(to_wire(FeedJob("a", "http://a.example/")) | change).encode())


def test_the_end_needs_no_newline() -> None:
    with Child() as child:
        output, _ = child.process.communicate(b'{"end": true}', timeout=SOON)
        assert (output, child.process.returncode) == (b"", 0)


@given(st.binary(max_size=200))
def test_any_line_is_a_job_or_refused(line: bytes) -> None:
    with suppress(BadLineError):
        assert isinstance(read_job(line), FeedJob | PageJob)
    assert not is_end(line) or json.loads(line)["end"] is True


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=5,
)


NAMES = ["source_id", "url", "etag", "known", "kind", "delay_seconds", "hosts", "form", "selectors", "query"]


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from(NAMES), JSON))
def test_wrong_types_are_refused(wire: dict[str, object]) -> None:
    with suppress(BadLineError):
        job = read_job(json.dumps(wire).encode())
        assert isinstance(job, FeedJob)
        assert job.form in ("feed", "news-sitemap", "listing", "search")
        assert isinstance(job.selectors, Selectors | None)
        assert isinstance(job.url, str)
        assert all(isinstance(key, str) for key in job.known)
