"""The machine's way, one straight line::

    sources | collect | link | group | rank | digest
    feeds     Entry*    Mention*  Story*       Digest

Each step finds its work in the database (« not yet linked », « not yet grouped »), never in memory, and does nothing
when its input has not changed; so a run that was killed is simply run again. What a step did is a value; expected
failures are in it. Time is handed in.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from pvd_watch.collect.arrival import arrive
from pvd_watch.collect.child import CrawlChild
from pvd_watch.collect.poll import Fetched, poll
from pvd_watch.digest.build import Window, build
from pvd_watch.errors import UsageError
from pvd_watch.linking.linker import Linker
from pvd_watch.model import Digest, Failure, HostState, LinkText, Source, StartJob
from pvd_watch.storage import Storage
from pvd_watch.times import local_day, moment_of, utc

Now = Callable[[], datetime]
"""The clock: an aware datetime in UTC."""


class Progress(Protocol):
    """Told of each feed that has ended, for a person who waits."""

    def __call__(self, done: int, total: int, name: str) -> None: ...


@dataclass(frozen=True, slots=True)
class RunSettings:
    """What the steps after the crawl are told: ages in days, lengths in characters."""

    max_age_days: int
    excerpt_chars: int


@dataclass(slots=True)
class Collected:
    """What a poll brought. ``failures``: the Sources that failed, by id."""

    sources: int = 0
    ok: int = 0
    unchanged: int = 0
    new_entries: int = 0
    new_articles: int = 0
    changed: int = 0
    linked: int = 0
    failures: dict[str, Failure] = field(default_factory=dict)

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
        }

    @property
    def nothing_answered(self) -> bool:
        """True where Sources were asked and none answered: a fault of ours or of the network, not of the press."""
        return self.sources > 0 and self.ok == 0


@dataclass(frozen=True, slots=True)
class RunResult:
    """What one pass of the line did."""

    collected: Collected
    stories: int
    digest: Digest
    remade: bool
    seconds: float


class Pipeline:
    """The steps over one storage.

    :param regions: region names by code, for the order of the digest.
    :param linker: makes the linker when the first text needs it: names and automaton take a second to load.
    """

    def __init__(self, storage: Storage, regions: Mapping[str, str], linker: Callable[[], Linker], now: Now) -> None:
        self._storage = storage
        self._regions = regions
        self._make_linker = linker
        self._linker_made: Linker | None = None
        self._linker_lock = threading.Lock()
        self._now = now

    def run(
        self,
        sources: Sequence[Source],
        start: StartJob,
        settings: RunSettings,
        progress: Progress | None = None,
    ) -> RunResult:
        """The whole line for the present day: collect, link, group, digest.

        :param sources: the Sources to poll now.
        """
        began = self._now()
        run_id = self._storage.runs.begin("run", utc(began))
        collected = self.collect(run_id, sources, start, settings.max_age_days, progress)
        read, found = self.link()
        collected.linked += found
        stories = self.group()
        changed = bool(collected.changed or read or stories)
        digest, remade = self.digest(local_day(self._now()), settings.excerpt_chars, changed=changed)
        seconds = (self._now() - began).total_seconds()
        self._end(run_id, collected)
        return RunResult(collected, stories, digest, remade, seconds)

    def poll(
        self, sources: Sequence[Source], start: StartJob, max_age_days: int, progress: Progress | None = None
    ) -> Collected:
        """Collect alone, as a Run of its own."""
        run_id = self._storage.runs.begin("collect", utc(self._now()))
        collected = self.collect(run_id, sources, start, max_age_days, progress)
        self._end(run_id, collected)
        return collected

    def _end(self, run_id: int, collected: Collected) -> None:
        outcome = "failed" if collected.nothing_answered else "ok"
        self._storage.runs.end(run_id, outcome, collected.counts(), utc(self._now()))

    def collect(
        self,
        run_id: int,
        sources: Sequence[Source],
        start: StartJob,
        max_age_days: int,
        progress: Progress | None = None,
    ) -> Collected:
        """Poll these Sources; each feed's new entries and validators are stored together as it ends, then linked.

        :param start: how the crawl behaves, with what is known of the hosts.
        """
        result = Collected(sources=len(sources))
        feeds = {source.id: source for source in sources if source.kind == "feed"}
        for source in sources:
            if source.id not in feeds:
                result.failures[source.id] = Failure("unsupported", f"sources of kind {source.kind} cannot be read yet")
        if not feeds:
            return result
        jobs = self._storage.sources.jobs(feeds)
        with CrawlChild(start) as child:
            # The child takes two seconds to start: names and automaton load meanwhile.
            threading.Thread(target=self._linker, daemon=True).start()
            for record in poll(child, jobs):
                if isinstance(record, HostState):
                    self._storage.sources.save_hosts([record])
                    continue
                self._store(run_id, record, max_age_days, result)
                if progress is not None:
                    progress(result.ok + len(result.failures), len(sources), feeds[record.done.source_id].name)
        return result

    def _store(self, run_id: int, fetched: Fetched, max_age_days: int, result: Collected) -> None:
        seen_at, done = self.sight(), fetched.done
        first = self._storage.sources.first_fetch(done.source_id)
        arrivals = [arrive(entry, seen_at, max_age_days, first_fetch=first) for entry in fetched.entries]
        entries, articles = self._storage.articles.commit_feed(run_id, done, arrivals, seen_at)
        if done.failure is None:
            result.ok += 1
        else:
            result.failures[done.source_id] = done.failure
        result.unchanged += done.unchanged
        result.new_entries += entries
        result.new_articles += articles
        result.changed += bool(arrivals)
        if arrivals:
            result.linked += self.link()[1]

    def _linker(self) -> Linker:
        with self._linker_lock:
            if self._linker_made is None:
                self._linker_made = self._make_linker()
            return self._linker_made

    def sight(self) -> str:
        """The moment of first sight: now, but never at or before the end of the last digest's window.

        Times are whole seconds; without this an article stored in the very second in which a digest closed, or after
        the clock went back, would stand in no digest at all.
        """
        moment, latest = utc(self._now()), self._storage.digests.latest()
        if latest is None or moment > latest[1]:
            return moment
        return utc(moment_of(latest[1]) + timedelta(seconds=1))

    def link(self) -> tuple[int, int]:
        """Link what is stored and not yet linked; how many Articles were read, how many name a programme town."""
        read = found = 0
        while batch := self._storage.articles.to_link():
            names = {}
            linked = {}
            for article in batch:
                text = LinkText(article.title, article.text, article.url, article.departments, article.categories)
                communes = self._linker().link(text)
                names.update({item.commune.insee: item.commune.name for item in communes})
                linked[article.id] = [mention for item in communes for mention in item.mentions]
            self._storage.mentions.replace(linked, names, utc(self._now()))
            read += len(batch)
            found += sum(bool(mentions) for mentions in linked.values())
        return read, found

    def group(self) -> int:
        """Group what is linked and not yet grouped into Stories; how many Stories were made."""
        return self._storage.articles.group_alone()

    def digest(self, day: str, excerpt_chars: int, *, changed: bool = True) -> tuple[Digest, bool]:
        """The Digest of a day, made again where it may be; whether it was made now.

        :param changed: False where nothing came in since the draft was made, which then stays as it is.
        :raises UsageError: the day is in the future, or is past and had no digest.
        """
        now = self._now()
        today, stored = local_day(now), self._storage.digests.get(day)
        if day > today:
            raise UsageError(f"{day} is in the future: a digest is made of what has been seen")
        if stored is not None and (day != today or self._closed(stored) or not (changed or self._behind(stored))):
            return stored, False
        if day != today:
            raise UsageError(f"no digest was made on {day}; what came in that day stands in the next digest")
        window = self._window(day, stored, now)
        digest = build(
            window,
            self._storage.digests.window(window.from_at, window.to_at),
            self._storage.digests.arrived(window.from_at, window.to_at),
            self._regions,
            excerpt_chars,
        )
        self._storage.digests.save(digest)
        return digest, True

    def _closed(self, stored: Digest) -> bool:
        """True for a Digest that only an editor changes."""
        return stored.state == "published" or self._storage.digests.touched(stored.day)

    def _behind(self, stored: Digest) -> bool:
        """True where Articles came or were linked since the draft was made, in a run that was killed or by « link »."""
        digests = self._storage.digests
        return digests.newest_sight() > stored.to_at or digests.linked_since(stored.from_at, stored.to_at)

    def _window(self, day: str, stored: Digest | None, now: datetime) -> Window:
        before = self._storage.digests.before(day)
        start = stored.from_at if stored is not None else before or utc(now - timedelta(hours=24))
        return Window(day, start, max(utc(now), self._storage.digests.newest_sight(), start))
