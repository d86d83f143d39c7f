"""One feed job: ask for the feed unless it is unchanged, read it, and say how that went."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from dataclasses import replace
from hashlib import blake2b

from scrapy.http import Response

from pvd_watch.model import Done, Entry, Failure, FeedJob
from spiders.failures import failure_of, http_failure
from spiders.feeds import FormatError, Reading, parse
from spiders.trip import Trip

_NOT_MODIFIED = 304
_LARGE = 500_000
_WHOLE = re.compile(rb"(?:</(?:\w+:)?(?:rss|feed|rdf|channel)\s*>|\})\s*$", re.IGNORECASE)
_LAST_ITEM = re.compile(rb".*</(?:\w+:)?(?:item|entry)\s*>", re.IGNORECASE | re.DOTALL)

Outcome = tuple[Sequence[Entry], Done]


async def read_feed(job: FeedJob, trip: Trip) -> Outcome:
    """The new entries of a feed and the record that closes its job.

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
    return await _read(job, trip, response)


async def _read(job: FeedJob, trip: Trip, response: Response) -> Outcome:
    body, encoding = response.body, response.headers.get("Content-Encoding")
    if encoding:
        coding = encoding.decode("ascii", "replace")
        failure = Failure("format", f"{trip.url} is compressed with {coding}, which was not asked for and is not read.")
        return (), _done(job, trip, failure)
    if "dataloss" in response.flags and not _WHOLE.search(body[-200:]):
        return await _read_cut(job, trip, response)
    digest = blake2b(body, digest_size=16).hexdigest()
    if digest == job.body_hash:
        return (), replace(_unchanged(job, trip, response), bytes=len(body))
    try:
        reading = await _reading(job, trip, response, body)
    except FormatError as error:
        return (), replace(_done(job, trip, Failure("format", str(error))), bytes=len(body))
    done = replace(
        _unchanged(job, trip, response),
        body_hash=digest,
        bytes=len(body),
        entries=reading.count,
        present=reading.present,
        unchanged=False,
    )
    return reading.entries, done


async def _read_cut(job: FeedJob, trip: Trip, response: Response) -> Outcome:
    """A body that ended too early: its whole items, and no validators, so that the next poll asks for all of it."""
    whole = _LAST_ITEM.match(response.body)
    message = f"The connection to {trip.url} ended before the whole body had come; it will be asked for again."
    done = replace(_done(job, trip, Failure("connect", message)), bytes=len(response.body))
    if whole is None:
        return (), done
    try:
        reading = await _reading(job, trip, response, whole[0])
    except FormatError:
        return (), done
    return reading.entries, replace(done, entries=reading.count, present=reading.present)


async def _reading(job: FeedJob, trip: Trip, response: Response, body: bytes) -> Reading:
    """What the body holds. A large one is read in a thread, so that the other feeds go on meanwhile.

    :raises FormatError: it is no feed.
    """
    arguments = (body, _header(response, "Content-Type"), trip.url, job.known, job.source_id)
    return parse(*arguments) if len(body) < _LARGE else await asyncio.to_thread(parse, *arguments)


def _done(job: FeedJob, trip: Trip, failure: Failure | None = None) -> Done:
    return Done(job.source_id, trip.status, trip.url, seconds=round(trip.seconds, 3), failure=failure)


def _unchanged(job: FeedJob, trip: Trip, response: Response) -> Done:
    """The record of a feed that answered well, with its validators; those it does not repeat still stand."""
    same = response.status == _NOT_MODIFIED
    return replace(
        _done(job, trip),
        permanent_url=trip.url if trip.hops and trip.permanent else "",
        etag=_header(response, "ETag") or (job.etag if same else ""),
        last_modified=_header(response, "Last-Modified") or (job.last_modified if same else ""),
        body_hash=job.body_hash,
        unchanged=True,
    )


def _header(response: Response, name: str) -> str:
    value = response.headers.get(name)
    return value.decode("latin-1") if value else ""
