"""Doing what editors asked for: a page fetched as any page is, stored once, linked, grouped, put into its day.

Done under the lock of the home, before the line. A job whose process died is taken up again: what it had stored by then
is found, and asked for no more.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pvd_watch.collect import pages
from pvd_watch.collect.addresses import clean, led_home, named_by_page
from pvd_watch.collect.arrival import arrive
from pvd_watch.collect.child import CrawlChild
from pvd_watch.collect.poll import Conversation
from pvd_watch.config import check_contact
from pvd_watch.errors import UsageError
from pvd_watch.extract import extract
from pvd_watch.model import AskedJob, Entry, HostState, JobState, PageDone, PageJob, Source, Verdict
from pvd_watch.standing import WaitingPage
from pvd_watch.storage.jobs import MOST_TRIES
from pvd_watch.text import plain
from pvd_watch.times import utc
from pvd_watch.wiring import Watch

WAIT_MORE = ("budget", "http", "connect", "timeout", "dns")
"""Stages of failures that may pass: asked again in the next runs, a few times."""


@dataclass(frozen=True, slots=True)
class JobsDone:
    """How the jobs of a run ended; ``days``: those into which something came."""

    done: int = 0
    failed: int = 0
    waiting: int = 0
    days: tuple[str, ...] = ()

    def to_object(self) -> dict[str, object]:
        """For ``--json``."""
        return {"done": self.done, "failed": self.failed, "waiting": self.waiting, "days": list(self.days)}


def do_jobs(watch: Watch) -> JobsDone:
    """Do every job that waits; its outcome stands with it. The caller holds the lock of the home.

    :raises ConfigError: live sites would be read with the placeholder still in the User-Agent; the jobs go on waiting.
    """
    jobs = watch.storage.jobs
    jobs.resume(utc(watch.now()))
    asked = jobs.waiting()
    if not asked:
        return JobsDone()
    found = {job.id: watch.storage.outside.find(clean(job.url)) for job in asked}
    missing = [job for job in asked if found[job.id] is None]
    settings = watch.config.settings
    check_contact(settings.collect, [Source("job", "job", "feed", job.url, job.url) for job in missing])
    for job in asked:
        jobs.begin(job.id)
    _Fetching(watch).fetch(missing, found)
    _place(watch, [(job, article) for job in asked if (article := found[job.id]) is not None])
    ended = [after for job in asked if (after := jobs.get(job.id)) is not None]
    states = [job.state for job in ended]
    days = dict.fromkeys(job.day for job in ended if job.state == "done")
    return JobsDone(states.count("done"), states.count("failed"), sum(job.open for job in ended), tuple(days))


class _Fetching:
    """Fetches what is not stored yet, one child for all jobs, and stores it."""

    def __init__(self, watch: Watch) -> None:
        self._watch, self._storage = watch, watch.storage

    def fetch(self, asked: Sequence[AskedJob], found: dict[int, int | None]) -> None:
        """Fetch the pages of these jobs; the Article of each that gave one goes into ``found``."""
        if not asked:
            return
        by_number = {job.id: job for job in asked}
        licensed = {source.id for source in self._watch.sources if source.licence}
        with CrawlChild(self._watch.start_job()) as child:
            talk = Conversation(child, ())
            for job in asked:
                source = self._storage.outside.source_at(job.url)
                talk.ask(PageJob(source, job.id, job.url, licensed=source in licensed))
            for record in talk:
                if isinstance(record, HostState):
                    self._storage.sources.save_hosts([record])
                elif isinstance(record, PageDone) and record.article_id in by_number:
                    found[record.article_id] = self._keep(by_number.pop(record.article_id), record)
        for job in by_number.values():
            self._end(job, "crawl", "the crawl ended before this page was read; it is asked again")

    def _keep(self, job: AskedJob, page: PageDone) -> int | None:
        """Store a page as an Article; None where it gives none."""
        address = clean(job.url)
        if page.reserved:
            self._end(job, "reserved", f"the site reserves its texts ({page.reserved}); write the article down by hand")
        elif page.failure is not None:
            self._end(job, page.failure.stage, page.failure.message, status=page.status)
        elif led_home(address, page.url):
            self._end(job, "redirect", f"the page leads to {page.url}")
        elif not plain(page.title):
            self._end(job, "title", "the page has no title; write the article down by hand")
        else:
            return self._store(job, page, named_by_page(address, page.url, page.canonical) or address)
        return None

    def _store(self, job: AskedJob, page: PageDone, address: str) -> int | None:
        known = self._storage.outside.find(address)
        if known is not None:
            return known
        digest, at = self._watch.config.settings.digest, self._watch.pipeline.sight()
        entry = Entry(
            page.source_id, "", job.url, "", page.title, page.description, page.author, page.published_at,
            page.precision,
        )  # fmt: skip
        arrival = arrive(entry, at, digest.max_age_days, first_fetch=False)
        # Who asked for it wants it whatever its age.
        arrival = replace(arrival, canonical_url=address, baseline=False)
        try:
            article = self._storage.outside.put(page.source_id, arrival, at)
        except UsageError as refused:
            self._end(job, "removed", str(refused))
            return None
        asked = WaitingPage(article, page.source_id, job.url, address, "")
        read = pages.page_text(replace(page, article_id=article), asked, at, digest.max_age_days, extract)
        self._storage.articles.commit_page(replace(read, old=False), at)
        return article

    def _end(self, job: AskedJob, stage: str, reason: str, *, status: int = 0) -> None:
        passing = stage == "crawl" or (stage in WAIT_MORE and not 400 <= status < 500)
        again = passing and job.tries + 1 < MOST_TRIES
        state: JobState = "waiting" if again else "failed"
        self._storage.jobs.end(job.id, state, utc(self._watch.now()), stage=stage, reason=reason)


def _place(watch: Watch, found: Sequence[tuple[AskedJob, int]]) -> None:
    """Link and group what was found, and put each into its day."""
    storage = watch.storage
    for job, article in found:
        verdict = Verdict(job.insee, "add")
        if job.insee and verdict not in storage.verdicts.of([article]).get(article, ()):
            storage.verdicts.add(article, verdict, job.asked_by, utc(watch.now()))
    watch.pipeline.link()
    watch.pipeline.group()
    for job, article in found:
        stage, reason = _put(watch, job, article)
        state: JobState = "failed" if stage else "done"
        storage.jobs.end(job.id, state, utc(watch.now()), stage=stage, reason=reason, article=article)


def _put(watch: Watch, job: AskedJob, article: int) -> tuple[str, str]:
    """Put an Article into the day of its job; the stage and reason of what was in the way, empty where nothing was."""
    item = watch.pipeline.item(article, watch.config.settings.digest.excerpt_chars)
    if item is None:
        return "town", "no town of the programme was found in it; ask again and name the commune"
    if any(day == job.day for day, _ in watch.storage.outside.days_of(article)):
        return "", "it stands in this day already"
    try:
        watch.adding.put(job.day, item, job.asked_by)
    except UsageError as error:
        return "day", str(error)
    return "", ""
