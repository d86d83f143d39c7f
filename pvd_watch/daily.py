"""The day's work on one installation: the lock taken, the line run, the digest written out to its files."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from pvd_watch.collect.rhythm import SLACK, Bounds
from pvd_watch.crawling import Collected, CrawlSettings, Progress
from pvd_watch.edition import DigestFiles as DigestFiles
from pvd_watch.edition import places as places
from pvd_watch.edition import write_digest
from pvd_watch.errors import ConfigError
from pvd_watch.jobs import JobsDone, do_jobs
from pvd_watch.model import Source
from pvd_watch.times import local_day, read_day, utc
from pvd_watch.wiring import Watch


@dataclass(frozen=True, slots=True)
class Report:
    """What a command of the line did; ``files`` is None where no digest was asked for."""

    collected: Collected
    seconds: float
    stories: int = 0
    files: DigestFiles | None = None

    def to_object(self) -> dict[str, Any]:
        """For ``--json``."""
        failures = [
            {"source": name, "stage": failure.stage, "message": failure.message}
            for name, failure in sorted(self.collected.failures.items())
        ]
        found = self.collected.counts() | {"seconds": round(self.seconds, 2), "failures": failures}
        if self.files is not None:
            found |= {"stories": self.stories, "digest": self.files.to_object()}
        return found


def run_now(watch: Watch, *, every: bool, progress: Progress | None = None) -> Report:
    """The daily run.

    :param every: poll every Source, due or not.
    :raises LockedError: another run holds the lock.
    """
    sources = watch.enabled_sources()
    with watch.lock():
        wanted = _wanted(watch, sources, every=every)
        do_jobs(watch)
        excerpt_chars = watch.config.settings.digest.excerpt_chars
        result = watch.pipeline.run(wanted, watch.start_job(), crawl_settings(watch), excerpt_chars, progress)
        files = write_digest(watch, result.digest, remade=result.remade)
    return Report(result.collected, result.seconds, result.stories, files)


def jobs_now(watch: Watch) -> JobsDone:
    """Do what editors asked for, link what waits, and write out the day it went into; no Source is polled.

    :raises LockedError: another run holds the lock.
    """
    with watch.lock():
        watch.storage.sources.sync(watch.sources)
        done = do_jobs(watch)
        watch.pipeline.link()
        watch.pipeline.group()
        write_out(watch, done.days)
    return done


def come_in_now(watch: Watch, *, every: bool, progress: Progress | None = None) -> Report:
    """The daily run without its digest, which stays as it is: what comes in through the day.

    :param every: poll every Source, due or not.
    :raises LockedError: another run holds the lock.
    """
    sources = watch.enabled_sources()
    with watch.lock():
        began = watch.now()
        wanted = _wanted(watch, sources, every=every)
        collected, stories = watch.pipeline.come_in(wanted, watch.start_job(), crawl_settings(watch), progress)
    return Report(collected, (watch.now() - began).total_seconds(), stories)


def collect_now(watch: Watch, *, every: bool, progress: Progress | None = None) -> Report:
    """Poll alone."""
    sources = watch.enabled_sources()
    with watch.lock():
        began = watch.now()
        wanted = _wanted(watch, sources, every=every)
        collected = watch.pipeline.poll(wanted, watch.start_job(), crawl_settings(watch), progress)
    return Report(collected, (watch.now() - began).total_seconds())


def digest_now(watch: Watch, day: str | None) -> DigestFiles:
    """Make or write out the Digest of a day (today where none is named).

    :raises UsageError: the day does not exist, is in the future, or had no digest.
    """
    wanted = local_day(watch.now()) if day is None else read_day(day)
    settings = watch.config.settings.digest
    with watch.lock():
        watch.pipeline.link()
        watch.pipeline.group()
        digest, remade = watch.pipeline.digest(wanted, settings.excerpt_chars, settings.max_age_days)
        return write_digest(watch, digest, remade=remade)


def write_out(watch: Watch, days: Iterable[str]) -> None:
    """Write the files of some days anew: what editors published, took back or corrected there.

    :raises StepError: a file could not be written.
    """
    for day in days:
        digest = watch.storage.digests.get(day)
        if digest is not None:
            write_digest(watch, digest, remade=True)


def _wanted(watch: Watch, sources: list[Source], *, every: bool) -> list[Source]:
    watch.storage.sources.sync(watch.sources)
    if not sources:
        raise ConfigError(["no source is enabled: add one to config/sources.toml, or set [catalogue] use = true"])
    if every:
        return sources
    due = set(watch.storage.sources.due(utc(watch.now() + SLACK)))
    return [source for source in sources if source.id in due]


def crawl_settings(watch: Watch) -> CrawlSettings:
    """What the owner set for a crawl."""
    collect, pages = watch.config.settings.collect, watch.config.settings.pages
    return CrawlSettings(
        watch.config.settings.digest.max_age_days,
        Bounds(collect.least_interval_minutes, collect.most_interval_minutes, collect.interval_minutes),
        pages.per_source if pages.read else 0,
        collect.searches_per_run,
    )
