"""One feed job, of whatever form: ask for the body unless it is unchanged, read it, and say how that went."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from hashlib import blake2b

from scrapy.http import Response

from pvd_watch.model import Done, Entry, Failure, FeedJob
from spiders.decoding import decode_page
from spiders.failures import coding_failure, failure_of, http_failure
from spiders.forms import read_form
from spiders.freshness import greatest, ttl_of_header
from spiders.reading import FormatError
from spiders.sitemap_index import Found
from spiders.trip import Trip, header

_NOT_MODIFIED = 304
_KEPT = 300_000
_WHOLE = re.compile(rb"(?:</(?:\w+:)?(?:rss|feed|rdf|channel|urlset|sitemapindex|html)\s*>|\})\s*$", re.IGNORECASE)
_LAST_ITEM = re.compile(rb".*</(?:\w+:)?(?:item|entry|url)\s*>", re.IGNORECASE | re.DOTALL)

Outcome = tuple[Sequence[Entry], Done]


async def read_feed(job: FeedJob, trip: Trip) -> Outcome:
    """The new entries of a Source and the record that closes its job.

    :raises Exception: a fault of the program; every expected failure is in the record.
    """
    asked = {"If-None-Match": job.etag, "If-Modified-Since": job.last_modified}
    try:
        response = await trip.get({name: value for name, value in asked.items() if value})
    except Exception as error:
        failure = failure_of(error, trip.url)
        if failure is None:
            raise
        return (), _done(job, trip, failure)
    if response.status == _NOT_MODIFIED:
        return (), _unchanged(job, trip, response)
    if not 200 <= response.status < 300:
        return (), _done(job, trip, http_failure(response.status, trip.url))
    if failure := coding_failure(header(response, "Content-Encoding"), trip.url):
        return (), _done(job, trip, failure)
    return await _read(job, trip, response)


async def _read(job: FeedJob, trip: Trip, response: Response) -> Outcome:
    body = response.body
    if "dataloss" in response.flags and not _WHOLE.search(body[-200:]):
        return await _read_cut(job, trip, response)
    digest = blake2b(body, digest_size=16).hexdigest()
    if digest == job.body_hash:
        return (), replace(_unchanged(job, trip, response), bytes=len(body))
    try:
        found = await read_form(job, trip, header(response, "Content-Type"), body)
    except FormatError as error:
        done = _done(job, trip, Failure("format", str(error)))
        return (), replace(done, bytes=len(body), page=_kept(job, response))
    done = _read_whole(job, trip, response, found)
    if not done.entries:
        done = replace(done, page=_kept(job, response))
    if found.digest and found.digest == job.body_hash:
        return (), replace(done, unchanged=True, ttl_seconds=0)
    return found.reading.entries, replace(done, body_hash=found.digest or digest)


def _kept(job: FeedJob, response: Response) -> str:
    """What to look at, where there used to be entries and now is nothing."""
    return decode_page(response.body[:_KEPT], header(response, "Content-Type")) if job.known else ""


def _read_whole(job: FeedJob, trip: Trip, response: Response, found: Found) -> Done:
    """The record of a body that was read: all of it, or, where parts of it failed, without validators."""
    ttl = greatest(found.reading.ttl_seconds, ttl_of_header(header(response, "Cache-Control")))
    done = replace(
        _counted(_unchanged(job, trip, response), found),
        ttl_seconds=ttl,
        etag_lies=not found.digest and _lies(job, response),
        unchanged=False,
    )
    if found.failure or not found.validated:
        return replace(done, etag="", last_modified="", failure=found.failure)
    return done


def _lies(job: FeedJob, response: Response) -> bool:
    """Whether the validator we sent came back over another body."""
    sent, came = (job.etag, "ETag") if job.etag else (job.last_modified, "Last-Modified")
    return bool(sent and job.body_hash and sent == header(response, came))


async def _read_cut(job: FeedJob, trip: Trip, response: Response) -> Outcome:
    """A body that ended too early: its whole items, and no validators, so that the next poll asks for all of it."""
    whole = _LAST_ITEM.match(response.body)
    message = f"The connection to {trip.url} ended before the whole body had come; it will be asked for again."
    done = replace(_done(job, trip, Failure("connect", message)), bytes=len(response.body))
    if whole is None or job.form == "listing":
        return (), done
    try:
        found = await read_form(job, trip, header(response, "Content-Type"), whole[0])
    except FormatError:
        return (), done
    return found.reading.entries, replace(_counted(done, found), bytes=len(response.body))


def _counted(done: Done, found: Found) -> Done:
    """The record with what the body holds."""
    reading = found.reading
    return replace(
        done,
        bytes=found.bytes,
        seconds=round(done.seconds + found.seconds, 3),
        entries=reading.count,
        present=reading.present,
        oldest=reading.oldest,
        newest=reading.newest,
    )


def _done(job: FeedJob, trip: Trip, failure: Failure | None = None) -> Done:
    seconds = round(trip.seconds, 3)
    return Done(job.source_id, trip.status, trip.url, seconds=seconds, failure=failure, query=job.query)


def _unchanged(job: FeedJob, trip: Trip, response: Response) -> Done:
    """The record of a feed that answered well, with its validators; those it does not repeat still stand."""
    same = response.status == _NOT_MODIFIED
    return replace(
        _done(job, trip),
        permanent_url=trip.url if trip.hops and trip.permanent else "",
        etag=header(response, "ETag") or (job.etag if same else ""),
        last_modified=header(response, "Last-Modified") or (job.last_modified if same else ""),
        body_hash=job.body_hash,
        unchanged=True,
    )
