"""The forms of a Source's body, and what reads each: a feed, a news sitemap or an index of them, a list page."""

from __future__ import annotations

from pvd_watch.model import FeedJob, Selectors
from spiders.aside import aside
from spiders.feeds import parse
from spiders.listing import parse_listing
from spiders.reading import Reading, Sheet
from spiders.sitemap_index import Found, Walk
from spiders.sitemaps import Sitemap, read_sitemap
from spiders.trip import Trip


async def read_form(job: FeedJob, trip: Trip, content_type: str, body: bytes) -> Found:
    """Read the body that ``trip`` ended at as the job's form says.

    :raises FormatError: it is none of that form.
    """
    sheet = Sheet(trip.url, frozenset(job.known), job.source_id)

    def read() -> Reading | Sitemap:
        match job.form:
            case "news-sitemap":
                return read_sitemap(body, content_type, trip.url)
            case "listing":
                return parse_listing(body, content_type, job.selectors or Selectors(), sheet)
            case _:
                return parse(body, content_type, trip.url, job.known, job.source_id)

    read_body = await aside(read, len(body))
    if isinstance(read_body, Reading):
        return Found(read_body, len(body))
    if not read_body.children:
        return Found(sheet.reading(read_body.items), len(body))
    return await Walk(trip, sheet, body).over(read_body)
