"""The machine's way, one straight line::

    sources | collect | link | read pages | link | group | rank | digest
    feeds     Entry*    Mention*  text      Mention*  Story*       Digest

Each step finds its work in the database (« not yet linked », « not yet grouped »), never in memory, and does nothing
when its input has not changed; so a run that was killed is simply run again. What a step did is a value; expected
failures are in it. Time is handed in.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from pvd_watch.collect.addresses import words
from pvd_watch.crawling import Collected, Crawl, CrawlSettings, Progress
from pvd_watch.digest.build import Ranked, Window, build, item_of
from pvd_watch.digest.decisions import apply
from pvd_watch.errors import UsageError
from pvd_watch.linking.linker import Linker
from pvd_watch.logs import about
from pvd_watch.model import (
    Digest,
    DigestItem,
    Edits,
    Grouping,
    LinkText,
    NameRule,
    Refused,
    Sorted,
    Source,
    StartJob,
    Verdict,
)
from pvd_watch.ranking import Balance, Ranking
from pvd_watch.storage import Storage, ToLink
from pvd_watch.stories.group import group
from pvd_watch.times import end_of, local_day, moment_of, utc

Now = Callable[[], datetime]
"""The clock: an aware datetime in UTC."""
_log = logging.getLogger(__name__)
BALANCE_DAYS = 30
"""How far balance looks back for towns and departments that were seldom named."""


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

    :param ranking: what orders the Stories of a digest.
    :param departments: department names by code, for searches.
    :param linker: makes the linker when the first text needs it: names and automaton take a second to load.
    """

    def __init__(
        self,
        storage: Storage,
        linker: Callable[[], Linker],
        ranking: Ranking,
        now: Now,
        departments: Mapping[str, str] | None = None,
    ) -> None:
        self._storage = storage
        self._departments = departments or {}
        self._ranking = ranking
        self._make_linker = linker
        self._linker_made: Linker | None = None
        self._linker_lock = threading.Lock()
        self._now = now

    def run(
        self,
        sources: Sequence[Source],
        start: StartJob,
        settings: CrawlSettings,
        excerpt_chars: int,
        progress: Progress | None = None,
    ) -> RunResult:
        """The whole line for the present day: collect, link, group, digest.

        :param sources: the Sources to poll now.
        :param excerpt_chars: longest extract of an article in the digest.
        """
        began = self._now()
        run_id = self._storage.runs.begin("run", utc(began))
        with about(run=run_id):
            collected, read, stories = self._come_in(run_id, sources, start, settings, progress)
            changed = bool(collected.changed or read or stories)
            day, age = local_day(self._now()), settings.max_age_days
            digest, remade = self.digest(day, excerpt_chars, age, changed=changed)
            _log.info("digest of %s %s: %d items", day, "made" if remade else "unchanged", len(digest.items))
            seconds = (self._now() - began).total_seconds()
            self._end(run_id, collected)
        return RunResult(collected, stories, digest, remade, seconds)

    def come_in(
        self, sources: Sequence[Source], start: StartJob, settings: CrawlSettings, progress: Progress | None = None
    ) -> tuple[Collected, int]:
        """The line without its end, as a Run of its own: collect, link, group; no digest is made or changed.

        :return: what came in, and how many Stories were made.
        """
        run_id = self._storage.runs.begin("run --no-digest", utc(self._now()))
        with about(run=run_id):
            collected, _, stories = self._come_in(run_id, sources, start, settings, progress)
            self._end(run_id, collected)
        return collected, stories

    def _come_in(
        self,
        run_id: int,
        sources: Sequence[Source],
        start: StartJob,
        settings: CrawlSettings,
        progress: Progress | None,
    ) -> tuple[Collected, int, int]:
        """What came in, how many Articles were linked after that, how many Stories were made."""
        collected = self.collect(run_id, sources, start, settings, progress)
        read, found = self.link()
        collected.linked += found
        return collected, read, self.group()

    def poll(
        self, sources: Sequence[Source], start: StartJob, settings: CrawlSettings, progress: Progress | None = None
    ) -> Collected:
        """Collect alone, as a Run of its own."""
        run_id = self._storage.runs.begin("collect", utc(self._now()))
        with about(run=run_id):
            collected = self.collect(run_id, sources, start, settings, progress)
            self._end(run_id, collected)
        return collected

    def _end(self, run_id: int, collected: Collected) -> None:
        outcome = "failed" if collected.nothing_answered else "ok"
        self._storage.runs.end(run_id, outcome, collected.counts(), utc(self._now()))
        words = "%(sources)d sources polled, %(failed)d failed, %(new_articles)d new articles"
        (_log.error if collected.nothing_answered else _log.info)(words, collected.counts())

    def collect(
        self,
        run_id: int,
        sources: Sequence[Source],
        start: StartJob,
        settings: CrawlSettings,
        progress: Progress | None = None,
    ) -> Collected:
        """Poll these Sources; each feed's new entries and validators are stored together as it ends, then linked; then
        read the pages that wait.

        :param start: how the crawl behaves, with what is known of the hosts.
        """
        crawl = Crawl(self._storage, settings, run_id, self._link, self.sight, self._now)
        jobs = crawl.jobs(sources, self._departments)
        result = Collected(sources=len({job.source_id for job in jobs}))
        if jobs:
            # The child takes two seconds to start: names and automaton load meanwhile.
            threading.Thread(target=self._linker, daemon=True).start()
        crawl.run(start, sources, jobs, result, progress)
        return result

    def _linker(self) -> Linker:
        with self._linker_lock:
            if self._linker_made is None:
                self._linker_made = self._make_linker()
            return self._linker_made

    def sight(self) -> str:
        """The moment of first sight of what comes now (UTC text)."""
        return self._storage.digests.sight(utc(self._now()))

    def link(self) -> tuple[int, int]:
        """Link what is stored and not yet linked; how many Articles were read, how many name a programme town."""
        return self._link()[:2]

    def _link(self) -> tuple[int, int, set[str]]:
        """The same, and the Sources for which pages wait now."""
        read = found = 0
        waiting: set[str] = set()
        while batch := self._storage.articles.to_link():
            names = {}
            linked = {}
            matched = []
            refused: dict[int, Sequence[Refused]] = {}
            verdicts, rules = self._storage.verdicts.of(article.id for article in batch), self._storage.verdicts.rules()
            for article in batch:
                told = self._sorted(article, verdicts.get(article.id, ()), rules.get(article.source_id, ()))
                communes = told.linked
                if told.refused:
                    refused[article.id] = told.refused
                names.update({item.commune.insee: item.commune.name for item in communes})
                linked[article.id] = [mention for item in communes for mention in item.mentions]
                if article.may_read and (communes or self._may_concern(article)):
                    matched.append(article.id)
            waiting |= self._storage.mentions.replace(linked, names, utc(self._now()), matched, refused)
            read += len(batch)
            found += sum(bool(mentions) for mentions in linked.values())
        return read, found, waiting

    def _sorted(self, article: ToLink, verdicts: tuple[Verdict, ...], rules: tuple[NameRule, ...]) -> Sorted:
        """What an Article is linked to and what was refused, the editors' verdicts and rules outranking the linker.

        Where its text was purged, what it once told stands, and only verdicts and rules change it.
        """
        text = LinkText(
            article.title, article.text, article.url, article.departments, article.categories, verdicts, rules
        )
        if not article.purged:
            return self._linker().sort(text)
        return Sorted(tuple(self._linker().overrule(self._storage.mentions.of(article.id), text)), ())

    def _may_concern(self, article: ToLink) -> bool:
        """True where the words of any carrier, the categories or the address may name a programme town."""
        parts = (article.title, article.summary, ", ".join(article.categories), words(article.url), article.also)
        return self._linker().may_concern(". ".join(parts))

    def group(self) -> int:
        """Group what is linked and not yet grouped into Stories; how many Stories were made."""
        stories, found = self._storage.stories, Grouping()
        waiting = stories.waiting()
        if waiting:
            merged, split = self._storage.reviews.pairs()
            found = group(waiting, stories.around(waiting, merged), Edits(merged, split))
        return stories.save(found.stories, found.merged)

    def digest(
        self, day: str, excerpt_chars: int, max_age_days: int = 0, *, changed: bool = True
    ) -> tuple[Digest, bool]:
        """The Digest of a day, made again where it may be; whether it was made now.

        :param max_age_days: for how long what editors left open is offered again.
        :param changed: False where nothing came in since the draft was made, which then stays as it is.
        :raises UsageError: the day is in the future, or is past and had no digest.
        """
        now = self._now()
        today, stored = local_day(now), self._storage.digests.head(day)
        if day > today:
            raise UsageError(f"{day} is in the future: a digest is made of what has been seen")
        if stored is not None and (day != today or self._closed(stored) or not (changed or self._behind(stored))):
            return self._storage.digests.get(day) or stored, False
        if day != today:
            raise UsageError(f"no digest was made on {day}; what came in that day stands in the next digest")
        window = self._window(day, stored, now)
        digest = build(
            window,
            self._ranked(window, self._storage.reviews.taken_elsewhere(day)),
            self._storage.digests.arrived(window.from_at, window.to_at),
            excerpt_chars,
            self._storage.reviews.earlier(day, (date.fromisoformat(day) - timedelta(days=max_age_days)).isoformat()),
            max_age_days,
        )
        decisions = self._storage.reviews.standing(day)
        shown = apply(digest.items, decisions) if decisions else None
        if not self._storage.digests.save(digest, shown):
            return self._storage.digests.get(day) or digest, False
        return (digest if shown is None else replace(digest, items=shown)), True

    def item(self, article: int, excerpt_chars: int) -> DigestItem | None:
        """A stored Article as a line of a Digest, ranked by itself; None where it names no town of the programme."""
        linked = self._storage.digests.linked(article)
        if linked is None:
            return None
        now = self._now()
        balance = Balance(*self._storage.mentions.balance(utc(now - timedelta(days=BALANCE_DAYS)), utc(now)))
        [ranked] = self._ranking.rank([linked], self._storage.texts.words, balance, utc(now))
        return item_of(ranked, excerpt_chars)

    def _ranked(self, window: Window, taken: Collection[int]) -> list[Ranked]:
        """The Stories of a window, best first; balance looks back on the weeks before it.

        :param taken: Articles that editors put on other days.
        """
        begin = utc(moment_of(window.from_at) - timedelta(days=BALANCE_DAYS))
        balance = Balance(*self._storage.mentions.balance(begin, window.from_at))
        articles = self._storage.digests.window(window.from_at, window.to_at)
        if taken:
            articles = [linked for linked in articles if linked.article.id not in taken]
        return self._ranking.rank(articles, self._storage.texts.words, balance, end_of(window.day))

    def _closed(self, stored: Digest) -> bool:
        """True for a Digest that only an editor changes."""
        return stored.state == "published" or self._storage.digests.touched(stored.day)

    def _behind(self, stored: Digest) -> bool:
        """True where Articles came or were linked since the draft was made, in a run that was killed or by « link »."""
        digests = self._storage.digests
        return digests.newest_sight() > stored.to_at or digests.linked_since(stored.day)

    def _window(self, day: str, stored: Digest | None, now: datetime) -> Window:
        before = self._storage.digests.before(day)
        start = stored.from_at if stored is not None else before or utc(now - timedelta(hours=24))
        return Window(day, start, max(utc(now), self._storage.digests.newest_sight(), start))
