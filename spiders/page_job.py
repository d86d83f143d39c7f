"""One page job: ask for the page unless its site reserves it, and say what it is and what it says of itself."""

from __future__ import annotations

import re
from dataclasses import asdict, replace

from scrapy.http import Response

from pvd_watch.model import Failure, PageDone, PageJob
from spiders.articles import read_article
from spiders.aside import aside
from spiders.decoding import decode_page
from spiders.failures import coding_failure, failure_of, http_failure
from spiders.reservations import Reserved
from spiders.tdm import reserved_by_headers
from spiders.trip import Trip, header

_ASKED = {"Accept": "text/html, application/xhtml+xml, */*;q=0.1"}
_HTML_TYPES = ("", "text/html", "application/xhtml+xml", "text/plain", "application/xml", "text/xml")
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|meta|title|p|div|article)[\s>]", re.IGNORECASE)
_SNIFFED = 4_000
_MOST_BYTES = 3_000_000


async def read_page(job: PageJob, trip: Trip) -> PageDone:
    """The record that closes a page job. ``trip`` asks for reservations before each of its hops.

    :raises Exception: a fault of the program; every expected failure is in the record.
    """
    try:
        response = await trip.get(_ASKED)
    except Reserved:
        return replace(_done(job, trip), reserved="tdmrep.json")
    except Exception as error:
        failure = failure_of(error, trip.url)
        if failure is None:
            raise
        return _done(job, trip, failure)
    if failure := _refusal(response, trip.url):
        return _done(job, trip, failure)
    if not job.licensed and (reserved := reserved_by_headers(_headers(response))):
        return replace(_done(job, trip), reserved=reserved)
    done = replace(_done(job, trip), bytes=len(response.body))
    return await aside(lambda: _read(response, done, licensed=job.licensed), len(response.body))


def _read(response: Response, done: PageDone, *, licensed: bool) -> PageDone:
    """The record with the page and what it says of itself, or with what reserves it."""
    html = decode_page(response.body, header(response, "Content-Type"))
    words = read_article(html, done.url, licensed=licensed)
    return replace(done, html="" if words.reserved else html, **asdict(words))


def _refusal(response: Response, url: str) -> Failure | None:
    """Why the answer is no page to read; None when it is one."""
    if not 200 <= response.status < 300:
        return http_failure(response.status, url)
    if failure := coding_failure(header(response, "Content-Encoding"), url):
        return failure
    if "dataloss" in response.flags:
        return Failure("connect", f"The connection to {url} ended before the whole page had come.")
    if len(response.body) > _MOST_BYTES:
        return Failure("size", f"The page {url} has {len(response.body)} bytes, which no article has; it was not read.")
    kind = header(response, "Content-Type").partition(";")[0].strip().lower()
    if kind not in _HTML_TYPES:
        return Failure("format", f"{url} gives {kind} instead of an HTML page; there is no text to read.")
    if not _HTML.search(response.body[:_SNIFFED]):
        return Failure("format", f"{url} gives no HTML page; there is no text to read.")
    return None


def _headers(response: Response) -> dict[str, list[str]]:
    """All values of the headers that may reserve a page."""
    return {
        name: [value.decode("latin-1") for value in response.headers.getlist(name)]
        for name in ("tdm-reservation", "x-robots-tag")
    }


def _done(job: PageJob, trip: Trip, failure: Failure | None = None) -> PageDone:
    seconds = round(trip.seconds, 3)
    return PageDone(job.source_id, job.article_id, trip.url, trip.status, seconds=seconds, failure=failure)
