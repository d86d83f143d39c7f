"""One poll of a set of feeds: jobs to the child, each feed handed over whole when its ``done`` arrives."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pvd_watch.collect.child import CrawlChild
from pvd_watch.model import Done, Entry, Failure, FeedJob, HostState


@dataclass(frozen=True, slots=True)
class Fetched:
    """A feed that was polled: how it ended, and its entries that were not known."""

    done: Done
    entries: tuple[Entry, ...]


def poll(child: CrawlChild, jobs: Sequence[FeedJob]) -> Iterator[Fetched | HostState]:
    """Send the jobs and yield each feed as it ends, with the states of hosts in between.

    Every job ends in exactly one Fetched: where the child died before, with a failure of stage ``crawl``.
    """
    for job in jobs:
        child.send(job)
    child.end()
    waiting = {job.source_id: job for job in jobs}
    entries: dict[str, list[Entry]] = {}
    for record in child.records():
        if isinstance(record, HostState):
            yield record
        elif isinstance(record, Entry):
            entries.setdefault(record.source_id, []).append(record)
        elif isinstance(record, Done) and waiting.pop(record.source_id, None) is not None:
            yield Fetched(record, tuple(entries.pop(record.source_id, ())))
    for source_id, job in waiting.items():
        failure = Failure("crawl", "the crawl ended before this feed was read; it is asked again in the next run")
        yield Fetched(Done(source_id, url=job.url, failure=failure), ())
