"""The spider: takes jobs while they come, works on each in a task of its own, and sends what they give."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from scrapy import Spider

from pvd_watch.model import Done, Failure, FeedJob, StartJob
from spiders.feed_job import read_feed
from spiders.hosts import Hosts
from spiders.jobs import BadLineError, read_job
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

    async def _run(self, job: FeedJob) -> None:
        try:
            entries, done = await read_feed(job, Trip(self.crawler.engine, job.url))
        except Exception as error:
            _log.exception("The feed job of %s failed by a fault of the program", job.source_id)
            message = f"A fault of the program while reading {job.url}: {type(error).__name__}: {error}"
            entries, done = (), Done(job.source_id, url=job.url, failure=Failure("crawl", message))
        self._wire.send([*entries, done])
