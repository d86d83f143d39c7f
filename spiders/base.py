"""The spider: takes jobs while they come, works on each in a task of its own, and sends what they give."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

from scrapy import Spider

from pvd_watch.model import Done, Failure, Job, PageDone, PageJob, Record, StartJob
from spiders.feed_job import read_feed
from spiders.hosts import Hosts
from spiders.jobs import BadLineError, read_job
from spiders.page_job import read_page
from spiders.reservations import Reservations
from spiders.resolver import Guard
from spiders.trip import Trip
from spiders.wire import Wire

_log = logging.getLogger(__name__)


class PressSpider(Spider):
    """One crawl of the press. It lives as long as jobs come or are under way."""

    name = "press"

    def __init__(self, start: StartJob, wire: Wire, first: bytes | None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._wire = wire
        self._first = first
        self.hosts = Hosts(start, report=lambda state: wire.send([state]))
        self.guard = Guard(start.allow_private_hosts)
        self._reservations = Reservations(self.hosts, lambda url: Trip(self.crawler.engine, url))

    async def start(self) -> AsyncIterator[Any]:
        """Work through the jobs; Scrapy gets nothing to schedule, but keeps the spider open until this returns."""
        # One thread, for large bodies: several at once would only take more memory.
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(1, "large"))
        async with asyncio.TaskGroup() as tasks:
            if self._first is not None:
                self._begin(self._first, tasks)
            async for line in self._wire.lines():
                self._begin(line, tasks)
        self._wire.send(self.hosts.touched())
        return
        yield

    def _begin(self, line: bytes, tasks: asyncio.TaskGroup) -> None:
        try:
            job = read_job(line)
        except BadLineError as error:
            self._wire.send([Done(error.source_id, failure=Failure("protocol", str(error)))])
            return
        if isinstance(job, StartJob):
            message = "A job of the kind 'start' can only be the first line of the crawl's input."
            self._wire.send([Done("", failure=Failure("protocol", message))])
        else:
            tasks.create_task(self._run(job))

    async def _run(self, job: Job) -> None:
        try:
            records = await self._records(job)
        except Exception as error:
            _log.exception("The job of %s for %s failed by a fault of the program", job.source_id, job.url)
            message = f"A fault of the program while reading {job.url}: {type(error).__name__}: {error}"
            records = [_failed(job, Failure("crawl", message))]
        self._wire.send(records)

    async def _records(self, job: Job) -> list[Record]:
        """The records that answer a job, the one that closes it last."""
        if isinstance(job, PageJob):
            allow = None if job.licensed else self._reservations.allow
            return [await read_page(job, Trip(self.crawler.engine, job.url, allow))]
        entries, done = await read_feed(job, Trip(self.crawler.engine, job.url))
        return [*entries, replace(done, retry_after=self.hosts.away_until(done.url))]


def _failed(job: Job, failure: Failure) -> Record:
    if isinstance(job, PageJob):
        return PageDone(job.source_id, job.article_id, job.url, failure=failure)
    return Done(job.source_id, url=job.url, failure=failure, query=job.query)
