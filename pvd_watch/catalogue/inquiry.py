"""Questions put to sites for a person who waits: one crawl child, the manners of a run, answers as they come."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from pvd_watch.collect.child import CrawlChild
from pvd_watch.collect.poll import Fetched
from pvd_watch.config import check_contact
from pvd_watch.errors import StepError
from pvd_watch.model import Done, Entry, FeedJob, HostState, PageDone, PageJob, Source
from pvd_watch.wiring import Watch


class Inquiry:
    """An open crawl. Jobs go out with :meth:`ask`; :meth:`answers` yields each as it ends, and may be asked more of.

    ``hosts`` holds what is known of each host by name: what was kept, and after the crawl what it learnt.
    """

    def __init__(self, child: CrawlChild, hosts: Iterable[HostState]) -> None:
        self._child = child
        self._waiting = 0
        self._entries: dict[str, list[Entry]] = defaultdict(list)
        self._learnt: list[HostState] = []
        self.hosts = {host.host: host for host in hosts}

    def ask(self, job: FeedJob | PageJob) -> None:
        """Hand over a job."""
        self._waiting += 1
        self._child.send(job)

    def answers(self) -> Iterator[Fetched | PageDone]:
        """Each answer, until nothing is asked any more; then the crawl is over.

        :raises StepError: the child ended before it had answered.
        """
        records = self._child.records()
        while self._waiting:
            record = next(records, None)
            if record is None:
                raise StepError("the crawl ended before every site had answered; the reason is on the lines above")
            if isinstance(record, Entry):
                self._entries[record.source_id].append(record)
            elif isinstance(record, HostState):
                self._learn(record)
            else:
                self._waiting -= 1
                yield self._answer(record)
        self._child.end()
        for record in records:
            if isinstance(record, HostState):
                self._learn(record)

    @property
    def learnt(self) -> list[HostState]:
        """The hosts of which something was learnt, for the next crawl."""
        return self._learnt

    def _answer(self, record: Done | PageDone) -> Fetched | PageDone:
        if isinstance(record, PageDone):
            return record
        return Fetched(record, tuple(self._entries.pop(record.source_id, ())))

    def _learn(self, host: HostState) -> None:
        self.hosts[host.host] = host
        self._learnt.append(host)


@contextmanager
def inquire(watch: Watch, urls: Iterable[str]) -> Iterator[Inquiry]:
    """A crawl of a person's own under the lock of the home; what it learns of hosts is kept.

    :param urls: what is going to be asked.
    :raises ConfigError: live sites would be read with the placeholder still in the User-Agent.
    :raises LockedError: another run holds the lock.
    """
    check_contact(watch.config.settings.collect, [Source(url, url, "feed", url, url) for url in urls])
    with watch.lock(), CrawlChild(start := watch.start_job()) as child:
        inquiry = Inquiry(child, start.hosts)
        yield inquiry
        watch.storage.sources.save_hosts(inquiry.learnt)


def host_state(inquiry: Inquiry, url: str) -> HostState | None:
    """What is known of the host of an address, by the name that the crawl paces it by: ``name`` or ``name:port``."""
    parts = urlsplit(url)
    port = "" if parts.port in (None, {"http": 80, "https": 443}.get(parts.scheme)) else f":{parts.port}"
    return inquiry.hosts.get(f"{(parts.hostname or '').rstrip('.')}{port}")
