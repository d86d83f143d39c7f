"""One conversation with the crawl child: feeds first, each handed over whole when its ``done`` arrives, then pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pvd_watch.collect.child import CrawlChild
from pvd_watch.model import Done, Entry, Failure, FeedJob, HostState, PageDone, PageJob

_CUT = "the crawl ended before this feed was read; it is asked again in the next run"


@dataclass(frozen=True, slots=True)
class Fetched:
    """A feed that was polled: how it ended, and its entries that were not known."""

    done: Done
    entries: tuple[Entry, ...]


class Conversation:
    """Jobs down, answers up, until no answer is awaited.

    :param jobs: the feeds, one job for each Source and query.
    """

    def __init__(self, child: CrawlChild, jobs: Sequence[FeedJob]) -> None:
        self._child = child
        self._feeds = {(job.source_id, job.query): job for job in jobs}
        self._pages: set[int] = set()
        self._over = False
        for job in jobs:
            child.send(job)

    def ask(self, job: PageJob) -> None:
        """Send a page job, while answers are being read or before."""
        self._pages.add(job.article_id)
        self._child.send(job)

    def __iter__(self) -> Iterator[Fetched | PageDone | HostState]:
        """Each feed as it ends, each page, and the states of hosts in between.

        Every feed ends in exactly one Fetched: where the child died before, with a failure of stage ``crawl``. Pages
        that were not answered by then simply do not come.
        """
        news: dict[str, list[Entry]] = {}
        self._end_if_done()
        for record in self._child.records():
            if isinstance(record, HostState):
                yield record
            elif isinstance(record, Entry):
                news.setdefault(record.source_id, []).append(record)
            elif isinstance(record, PageDone):
                if record.article_id in self._pages:
                    self._pages.discard(record.article_id)
                    yield record
            else:
                # The entries of a job come directly before its end, so that queries of one Source do not mix.
                entries = tuple(news.pop(record.source_id, ()))
                if self._feeds.pop((record.source_id, record.query), None) is not None:
                    yield Fetched(record, entries)
            self._end_if_done()
        for (source_id, query), job in self._feeds.items():
            yield Fetched(Done(source_id, url=job.url, query=query, failure=Failure("crawl", _CUT)), ())

    def _end_if_done(self) -> None:
        if not self._feeds and not self._pages and not self._over:
            self._over = True
            self._child.end()
