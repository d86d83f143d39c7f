"""Asking again: validators, equal bodies, known entries."""

from __future__ import annotations

from dataclasses import replace

from pvd_watch.model import FeedJob
from tests.press import Press, feed, item, many, packed, redirect, rss

from .child import crawl

DATE = "Fri, 20 Nov 2026 06:00:00 GMT"


def test_validators_are_sent_and_304_is_unchanged() -> None:
    with Press() as press:
        press.put("/tagged", feed(many(2), last_modified=DATE))
        press.put("/dated", feed(many(2), etag=False, last_modified=DATE))
        jobs = [FeedJob(name, press.url(f"/{name}")) for name in ("tagged", "dated")]
        first = crawl(jobs)
        seen = [press.tally().of(f"/{name}")[0].headers for name in ("tagged", "dated")]
        assert not any({"if-none-match", "if-modified-since"} & set(headers) for headers in seen)
        again = []
        for job in jobs:
            done = first.done(job.source_id)
            again.append(replace(job, etag=done.etag, last_modified=done.last_modified, body_hash=done.body_hash))
        second = crawl(again)
    for job in again:
        done = second.done(job.source_id)
        assert (done.status, done.unchanged, done.failure) == (304, True, None)
        assert (done.etag, done.last_modified, done.body_hash) == (job.etag, job.last_modified, job.body_hash)
        assert not second.entries(job.source_id)


def test_an_equal_body_is_unchanged_whatever_its_headers() -> None:
    with Press() as press:
        job = FeedJob("a", press.put("/a", feed(many(2), etag=False)))
        first = crawl([job]).done("a")
        press.put("/a", packed(many(2), "gzip"))
        told = crawl([replace(job, body_hash=first.body_hash)])
    done = told.done("a")
    assert (done.status, done.unchanged, done.body_hash) == (200, True, first.body_hash)
    assert not told.entries("a")


def test_only_new_entries_come_up() -> None:
    old, new = item("Ancien", guid="1", link="/1"), item("Nouveau", guid="2", link="/2")
    corrected = item("Ancien, corrigé", guid="1", link="/1")
    with Press() as press:
        job = FeedJob("a", press.put("/a", feed(rss(old))))
        first = crawl([job])
        known = first.done("a").present
        press.put("/a", feed(rss(new, old)))
        second = crawl([replace(job, known=known)])
        press.put("/a", feed(rss(new, corrected)))
        third = crawl([replace(job, known=second.done("a").present)])
    assert [entry.title for entry in first.entries("a")] == ["Ancien"]
    assert [entry.title for entry in second.entries("a")] == ["Nouveau"]
    assert (second.done("a").entries, len(second.done("a").present)) == (2, 2)
    assert set(known) < set(second.done("a").present)
    assert [(entry.title, entry.guid) for entry in third.entries("a")] == [("Ancien, corrigé", "1")]


def test_validators_go_with_the_redirect_and_links_start_from_its_end() -> None:
    with Press() as press:
        press.put("/new/feed", feed(rss(item("Un", link="un.html"))))
        job = FeedJob("a", press.put("/old", redirect("/new/feed")))
        first = crawl([job])
        done = first.done("a")
        again = crawl([replace(job, etag=done.etag)]).done("a")
    assert first.entries("a")[0].url == press.url("/new/un.html")
    assert (again.unchanged, again.permanent_url) == (True, press.url("/new/feed"))
