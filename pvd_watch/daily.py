"""The day's work on one installation: the lock taken, the line run, the digest written out to its files."""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pvd_watch.collect.rhythm import SLACK, Bounds
from pvd_watch.crawling import Collected, CrawlSettings, Progress
from pvd_watch.digest.render import regions_of, render_html, render_json, render_markdown
from pvd_watch.errors import ConfigError, StepError
from pvd_watch.gazetteer import regions as region_names
from pvd_watch.model import Digest, Source
from pvd_watch.times import local_day, read_day, utc
from pvd_watch.typography import Places
from pvd_watch.wiring import Watch


@dataclass(frozen=True, slots=True)
class DigestFiles:
    """A Digest and the files it was written to; ``remade``: it was made anew, not only written out."""

    digest: Digest
    remade: bool
    html: Path
    markdown: Path
    json: Path

    def to_object(self) -> dict[str, Any]:
        """For ``--json``."""
        return {
            "day": self.digest.day,
            "state": self.digest.state,
            "remade": self.remade,
            "items": len(self.digest.items),
            "articles": self.digest.articles,
            "html": str(self.html),
            "md": str(self.markdown),
            "json": str(self.json),
        }


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
        excerpt_chars = watch.config.settings.digest.excerpt_chars
        result = watch.pipeline.run(wanted, watch.start_job(), crawl_settings(watch), excerpt_chars, progress)
        files = _write(watch, result.digest, remade=result.remade)
    return Report(result.collected, result.seconds, result.stories, files)


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
    with watch.lock():
        watch.pipeline.link()
        watch.pipeline.group()
        digest, remade = watch.pipeline.digest(wanted, watch.config.settings.digest.excerpt_chars)
        return _write(watch, digest, remade=remade)


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


def places(watch: Watch) -> Places:
    """Names of departments and regions, as pages need them."""
    return Places(
        departments={code: item.name for code, item in watch.departments.items()},
        regions=region_names(watch.departments),
    )


def _write(watch: Watch, digest: Digest, *, remade: bool) -> DigestFiles:
    folder, names = watch.home.digests, places(watch)
    files = DigestFiles(digest, remade, *(folder / f"{digest.day}.{kind}" for kind in ("html", "md", "json")))
    if not remade and all(path.exists() for path in (files.html, files.markdown, files.json)):
        return files
    try:
        folder.mkdir(parents=True, exist_ok=True)
        regions = regions_of(digest, names)
        _replace(files.html, render_html(digest, names, regions))
        _replace(files.markdown, render_markdown(digest, names, regions))
        _replace(files.json, render_json(digest, names))
    except OSError as error:
        raise StepError(
            f"{folder}: the digest could not be written ({error.strerror}); make room or give the right to write"
        ) from error
    return files


def _replace(path: Path, text: str) -> None:
    """Write a file whole or not at all: a reader never sees half a digest."""
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, prefix=".", delete=False) as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    Path(file.name).chmod(0o644)
    Path(file.name).replace(path)
