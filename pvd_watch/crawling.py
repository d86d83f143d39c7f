"""One crawl from end to end: feeds stored as they end and linked at once, then the pages that are worth reading.

What waits is found in the database: a crawl that was killed is taken up by the next one. One page of a Source is under
way at a time, so that a page that refuses text and data mining stops those behind it.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Protocol

from pvd_watch.collect import pages, search
from pvd_watch.collect.arrival import arrive
from pvd_watch.collect.child import CrawlChild
from pvd_watch.collect.poll import Conversation, Fetched
from pvd_watch.collect.rhythm import Bounds, ask_whole
from pvd_watch.collect.state import Told, blamed, outlook
from pvd_watch.extract import extract
from pvd_watch.logs import about
from pvd_watch.model import Done, Failure, FeedJob, HostState, PageDone, PageJob, Source, StartJob
from pvd_watch.standing import KeptPage, WaitingPage
from pvd_watch.storage import Storage
from pvd_watch.times import utc

_log = logging.getLogger(__name__)
_PAGE_WINDOW = timedelta(days=7)
"""How long after first sight a page is still worth reading."""
_FAILED_WAIT = timedelta(hours=1)
_RESERVED_FOR = timedelta(hours=24)
"""How long a reservation is believed before the card is read again."""


class Progress(Protocol):
    """Told of each feed that has ended, for a person who waits."""

    def __call__(self, done: int, total: int, name: str) -> None: ...


@dataclass(frozen=True, slots=True)
class CrawlSettings:
    """What a crawl is told by the owner: ages in days, ``bounds`` of the rhythm, how many pages of a Source and how
    many searches in one run (0: none)."""

    max_age_days: int
    bounds: Bounds = field(default_factory=lambda: Bounds(15, 720, 60))
    pages_per_source: int = 40
    searches: int = 0


@dataclass(slots=True)
class Collected:
    """What a poll brought. ``failures``: the Sources that failed, by id; ``pages``: how many answered, by state."""

    sources: int = 0
    ok: int = 0
    unchanged: int = 0
    new_entries: int = 0
    new_articles: int = 0
    changed: int = 0
    linked: int = 0
    failures: dict[str, Failure] = field(default_factory=dict)
    pages: Counter[str] = field(default_factory=Counter)
    _read: set[str] = field(default_factory=set)

    def counts(self) -> dict[str, int]:
        """The numbers alone."""
        return {
            "sources": self.sources,
            "ok": self.ok,
            "unchanged": self.unchanged,
            "failed": len(self.failures),
            "new_entries": self.new_entries,
            "new_articles": self.new_articles,
            "linked": self.linked,
            "pages": sum(self.pages.values()),
            "texts": self.pages["read"],
        }

    def add_feed(self, done: Done, entries: int, articles: int, *, changed: bool) -> None:
        """Count a feed that has ended; a search counts once, as read where one of its queries was."""
        if done.failure is None:
            self.failures.pop(done.source_id, None)
            self._read.add(done.source_id)
        elif done.source_id not in self._read:
            self.failures[done.source_id] = done.failure
        self.ok = len(self._read)
        self.unchanged += done.unchanged
        self.new_entries += entries
        self.new_articles += articles
        self.changed += changed

    @property
    def nothing_answered(self) -> bool:
        """True where Sources were asked and none answered: a fault of ours or of the network, not of the press."""
        return self.sources > 0 and self.ok == 0


Link = Callable[[], tuple[int, int, set[str]]]
"""Links what is not yet linked: how many read, how many name a town, the Sources for which pages wait now."""


class Crawl:
    """The work of one run between the crawl child and the storage.

    :param link: called after what was stored.
    :param sight: the moment of first sight of what comes now (UTC text).
    """

    def __init__(
        self,
        storage: Storage,
        settings: CrawlSettings,
        run_id: int,
        link: Link,
        sight: Callable[[], str],
        now: Callable[[], datetime],
    ) -> None:
        self._storage, self._settings, self._run_id = storage, settings, run_id
        self._link, self._sight, self._now = link, sight, now
        self._flight: dict[int, WaitingPage] = {}
        self._halted: set[str] = set()
        self._again: set[str] = set()
        self._asked: Counter[str] = Counter()

    def jobs(self, sources: Sequence[Source], departments: Mapping[str, str]) -> list[FeedJob]:
        """What to ask for: a job for each Source, several for a search, validators left out where they may lie.

        :param departments: their names by code.
        """
        now = utc(self._now())
        states = {state.id: state for state in self._storage.sources.states()}
        feeds = [source.id for source in sources if source.kind != "search"]
        jobs = [
            replace(job, etag="", last_modified="") if ask_whole(states[job.source_id], now) else job
            for job in self._storage.sources.jobs(feeds)
        ]
        return jobs + self._searches([source for source in sources if source.kind == "search"], departments)

    def _searches(self, sources: Sequence[Source], departments: Mapping[str, str]) -> list[FeedJob]:
        if not sources or not self._settings.searches:
            return []
        towns = [
            search.Town(name, code, departments.get(code, code)) for name, code in self._storage.communes.programme()
        ]
        share = max(1, self._settings.searches // len(sources))
        jobs = []
        for source in sources[: self._settings.searches]:
            queries = search.expand(source.url, source.departments, towns)
            chosen = search.choose(queries, self._storage.searches.asked(source.id), share)
            jobs += [FeedJob(source.id, query.url, form="search", query=query.words) for query in chosen]
        return jobs

    def run(
        self,
        start: StartJob,
        sources: Sequence[Source],
        jobs: Sequence[FeedJob],
        result: Collected,
        progress: Progress | None = None,
    ) -> None:
        """Do the jobs, then the pages; what came of it goes into ``result``."""
        names = {source.id: source.name for source in sources}
        ended: set[str] = set()
        self._storage.texts.give_up(utc(self._now() - _PAGE_WINDOW))
        waiting = self._storage.texts.waiting_sources() if self._settings.pages_per_source else []
        if not jobs and not waiting:
            return
        with CrawlChild(start) as child:
            talk = Conversation(child, jobs)
            self._send_pages(talk, waiting)
            for record in talk:
                if isinstance(record, HostState):
                    self._storage.sources.save_hosts([record])
                elif isinstance(record, PageDone):
                    self._send_pages(talk, self._keep_page(record, result) | self._take_again())
                else:
                    with about(source=record.done.source_id):
                        self._send_pages(talk, self._keep_feed(record, result))
                    ended.add(record.done.source_id)
                    if progress is not None:
                        progress(len(ended), len(sources), names[record.done.source_id])

    def _keep_feed(self, fetched: Fetched, result: Collected) -> set[str]:
        """Store a feed, link it, look ahead; the Sources for which pages wait."""
        now, seen_at, done = self._now(), self._sight(), fetched.done
        before = self._storage.sources.state(done.source_id)
        age, first = self._settings.max_age_days, not before.last_ok_at
        arrivals = [arrive(entry, seen_at, age, first_fetch=first, kind=before.kind) for entry in fetched.entries]
        entries, articles = self._storage.articles.commit_feed(
            self._run_id, done, arrivals, seen_at, blamed=blamed(done)
        )
        told = Told(done, entries, self._storage.sources.polls(done.source_id))
        following = outlook(before, told, now, self._settings.bounds)
        self._storage.sources.look_ahead(done.source_id, following, utc(now))
        if done.page:
            self._storage.sources.keep_page(KeptPage(done.source_id, utc(now), done.url, done.page))
        if done.query and done.status:
            self._storage.searches.ask(done.source_id, done.query, utc(now))
        result.add_feed(done, entries, articles, changed=bool(arrivals))
        _tell(done, entries)
        if not arrivals:
            return set()
        _, found, waiting = self._link()
        result.linked += found
        return waiting

    def _keep_page(self, page: PageDone, result: Collected) -> set[str]:
        """Store what a page gave and link its Article again; the Sources for which pages wait, its own among them."""
        asked = self._flight.pop(page.article_id)
        sources = {asked.source_id}
        if pages.unasked(page):
            # The host wants no request now: its other pages need not be tried.
            self._halted.add(asked.source_id)
            return sources
        at = self._sight()
        text = pages.page_text(page, asked, at, self._settings.max_age_days, extract)
        self._storage.articles.commit_page(text, at)
        if page.reserved:
            self._storage.sources.reserve(asked.source_id, page.reserved, at)
            self._halted.add(asked.source_id)
        elif text.state == "read":
            self._storage.sources.lift(asked.source_id)
        result.pages[text.state] += 1
        result.changed += 1
        _, _, waiting = self._link()
        return sources | waiting

    def _take_again(self) -> set[str]:
        again, self._again = self._again, set()
        return again

    def _send_pages(self, talk: Conversation, sources: Iterable[str]) -> None:
        failed_before = utc(self._now() - _FAILED_WAIT)
        for source_id in sources:
            if not self._may_ask(source_id, {page.source_id for page in self._flight.values()}):
                continue
            page = self._storage.texts.next_page(source_id, failed_before)
            if page is None:
                continue
            if page.article_id in self._flight:
                self._again.add(source_id)
                continue
            self._storage.texts.ask(page)
            self._flight[page.article_id] = page
            self._asked[source_id] += 1
            talk.ask(PageJob(source_id, page.article_id, pages.address_to_ask(page), page.selector, page.licensed))

    def _may_ask(self, source_id: str, under_way: Collection[str]) -> bool:
        if source_id in under_way or source_id in self._halted:
            return False
        if self._asked[source_id] >= self._settings.pages_per_source:
            return False
        if self._asked[source_id]:
            return True
        reserved_at = self._storage.sources.state(source_id).reserved_at
        return not reserved_at or reserved_at < utc(self._now() - _RESERVED_FOR)


def _tell(done: Done, entries: int) -> None:
    if done.failure is not None:
        _log.warning("failed at %s: %s", done.failure.stage, done.failure.message)
    else:
        (_log.info if entries else _log.debug)("read in %.1f s: %d new entries", done.seconds, entries)
