"""What the answer to a page job means: read, refused, failed, or never asked. Pure; the reading is handed in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from pvd_watch.collect.addresses import clean, led_home, named_by_page
from pvd_watch.collect.arrival import too_old
from pvd_watch.model import PageDone
from pvd_watch.standing import PageText, TextState, WaitingPage
from pvd_watch.text import plain

_PASSING = (408, 425, 429)
"""Refusals that are of the moment; the others of 400 to 499 are an answer."""
_REFUSED = ("robots", "private", "format", "size", "redirect")


class Extracted(Protocol):
    """What the reading of a page gives."""

    @property
    def state(self) -> TextState: ...
    @property
    def text(self) -> str: ...
    @property
    def reason(self) -> str: ...


def unasked(page: PageDone) -> bool:
    """True where no request was made: the host wants to be left alone for now, or its day's requests are used up."""
    failure = page.failure
    return failure is not None and (failure.stage == "budget" or (failure.stage == "http" and not page.status))


def address_to_ask(page: WaitingPage) -> str:
    """The address to fetch: the feed's own, where that leads to the Article's; what a feed prints is sure to work."""
    return page.url if clean(page.url) == page.address else page.address


def page_text(
    page: PageDone,
    asked: WaitingPage,
    at: str,
    max_age_days: int,
    extract: Callable[[PageDone, str], Extracted],
) -> PageText:
    """What is stored of a page.

    :param at: now (UTC text); a date of the page that lies ahead of it is none.
    :param extract: reads the text of a page that was fetched well, with the Source's selector.
    """
    article, address = page.article_id, asked.address
    if page.reserved:
        return PageText(article, address, "reserved", reason=page.reserved)
    if page.failure is not None:
        return PageText(article, address, _failed(page), reason=page.failure.message)
    if led_home(address, page.url):
        return PageText(article, address, "refused", reason=f"the page leads to {page.url}")
    found = extract(page, asked.selector)
    dated = "" < page.published_at <= at
    return PageText(
        article,
        address,
        found.state,
        found.text,
        found.reason,
        canonical=named_by_page(address, page.url, page.canonical),
        author=plain(page.author)[:200],
        published_at=page.published_at if dated else "",
        precision=page.precision if dated else "",
        old=dated and too_old(page.published_at, at, max_age_days),
    )


def _failed(page: PageDone) -> TextState:
    stage = page.failure.stage if page.failure is not None else ""
    if stage in _REFUSED or (400 <= page.status < 500 and page.status not in _PASSING):
        return "refused"
    return "failed"
