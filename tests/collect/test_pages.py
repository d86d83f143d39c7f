"""What the answer to a page job means."""

from __future__ import annotations

import pytest

from pvd_watch.collect.pages import address_to_ask, page_text, unasked
from pvd_watch.extract import Extracted
from pvd_watch.model import Failure, PageDone
from pvd_watch.standing import WaitingPage

AT = "2026-11-26T06:30:00Z"
ASKED = WaitingPage(7, "j", "https://j.example/a/halle?utm_source=rss", "https://j.example/a/halle", "")
READ = PageDone("j", 7, "https://j.example/a/halle", 200, "<p>La halle…</p>")


def text_of(page: PageDone) -> tuple[str, str]:
    found = page_text(page, ASKED, AT, 3, lambda page, selector: Extracted("read", "La halle rouvre."))
    return found.state, found.canonical


def failed(status: int, stage: str) -> PageDone:
    return PageDone("j", 7, ASKED.url, status, failure=Failure(stage, "no"))


@pytest.mark.parametrize(
    ("page", "state"),
    [
        (READ, "read"),
        (PageDone("j", 7, ASKED.url, 200, reserved="noai header"), "reserved"),
        (failed(403, "http"), "refused"),
        (failed(404, "http"), "refused"),
        (failed(0, "robots"), "refused"),
        (failed(200, "format"), "refused"),
        (failed(0, "private"), "refused"),
        (failed(429, "http"), "failed"),
        (failed(503, "http"), "failed"),
        (failed(0, "timeout"), "failed"),
        (failed(0, "dns"), "failed"),
        (PageDone("j", 7, "https://j.example/", 200, "<p>"), "refused"),  # the article is gone, its page leads home
        (PageDone("j", 7, "https://other.example/a/halle", 200, "<p>"), "refused"),
    ],
)
def test_states(page: PageDone, state: str) -> None:
    assert text_of(page)[0] == state


def test_a_host_that_must_be_left_alone_was_not_asked() -> None:
    assert unasked(failed(0, "http"))
    assert unasked(failed(0, "budget"))
    assert not unasked(failed(503, "http"))
    assert not unasked(READ)


@pytest.mark.parametrize(
    ("url", "canonical", "named"),
    [
        ("https://j.example/a/halle", "", ""),
        ("https://j.example/a/halle", "https://j.example/a/halle?utm_x=1", ""),
        ("https://j.example/a/halle", "https://www.j.example/b/halle", "https://www.j.example/b/halle"),
        ("https://j.example/a/halle", "https://j.example/", ""),
        ("https://j.example/a/halle", "https://other.example/b/halle", ""),
        ("https://j.example/a/halle", "javascript:x", ""),
        ("https://j.example/b/halle", "", "https://j.example/b/halle"),  # a redirect says it too
    ],
)
def test_the_address_a_page_gives_itself(url: str, canonical: str, named: str) -> None:
    assert text_of(PageDone("j", 7, url, 200, "<p>", canonical=canonical)) == ("read", named)


def test_dates_ahead_are_none_and_old_ones_say_so() -> None:
    def dated(published_at: str) -> tuple[str, bool]:
        page = PageDone("j", 7, ASKED.address, 200, "<p>", published_at=published_at, precision="minute")
        found = page_text(page, ASKED, AT, 3, lambda page, selector: Extracted("read", "x"))
        return found.published_at, found.old

    assert dated("2027-01-01T00:00:00Z") == ("", False)
    assert dated("2026-11-25T00:00:00Z") == ("2026-11-25T00:00:00Z", False)
    assert dated("2024-11-25T00:00:00Z") == ("2024-11-25T00:00:00Z", True)


def test_the_feeds_own_address_is_asked_unless_the_article_is_at_another() -> None:
    assert address_to_ask(ASKED) == ASKED.url
    assert (
        address_to_ask(WaitingPage(7, "j", "https://j.example/b", "https://j.example/a", "")) == "https://j.example/a"
    )
