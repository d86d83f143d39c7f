"""``run``, ``collect`` and ``digest``: the line as commands."""

from __future__ import annotations

from typing import Any

import click

from pvd_watch.cli.console import Console, output_options, table, watch_of
from pvd_watch.daily import DigestFiles, Report, collect_now, come_in_now, digest_now, jobs_now, run_now
from pvd_watch.errors import StepError, UsageError

_ALL = click.option("--all", "every", is_flag=True, help="Poll every source now, due or not.")


@click.command()
@_ALL
@click.option("--no-digest", is_flag=True, help="Stop before the digest, which stays as it is.")
@click.option("--jobs", "only_jobs", is_flag=True, help="Only do what editors asked for; no source is polled.")
@output_options
@click.pass_context
def run(context: click.Context, every: bool, no_digest: bool, only_jobs: bool, as_json: bool, quiet: bool) -> None:
    """Do the daily run: poll the sources that are due, link, group, rank, and write today's digest."""
    console = Console(as_json=as_json, quiet=quiet)
    if only_jobs:
        _do_jobs(context, console, alone=not (every or no_digest))
        return
    work = come_in_now if no_digest else run_now
    _finish(console, work(watch_of(context), every=every, progress=console.progress))


def _do_jobs(context: click.Context, console: Console, *, alone: bool) -> None:
    if not alone:
        raise UsageError("--jobs polls no source and makes no digest; leave out --all and --no-digest")
    done = jobs_now(watch_of(context))
    words = f"Jobs: {done.done} done, {done.failed} failed, {done.waiting} waiting for the next run."
    console.report(done.to_object(), words)


@click.command()
@_ALL
@output_options
@click.pass_context
def collect(context: click.Context, every: bool, as_json: bool, quiet: bool) -> None:
    """Poll the sources that are due and store what is new; no digest is made."""
    console = Console(as_json=as_json, quiet=quiet)
    report = collect_now(watch_of(context), every=every, progress=console.progress)
    _finish(console, report)


def _finish(console: Console, report: Report) -> None:
    console.report(report.to_object(), _words(report))
    if report.collected.nothing_answered:
        raise StepError(
            f"none of the {report.collected.sources} sources answered: check the network; the reasons are in « status »"
        )


def _words(report: Report) -> str:
    got = report.collected
    lines = [
        f"{got.sources} sources polled: {got.ok} read ({got.unchanged} unchanged), {len(got.failures)} failed; "
        f"{got.new_entries} new entries, {got.new_articles} new articles."
    ]
    if got.failures:
        rows = [(name, failure.stage, failure.message) for name, failure in sorted(got.failures.items())]
        lines.append(table(("failed source", "stage", "reason"), rows))
    if report.files is not None:
        lines.append(_digest_words(report.files))
    return "\n".join([*lines, f"Done in {report.seconds:.1f} s."])


@click.command()
@click.argument("day", required=False, metavar="[DAY]")
@output_options
@click.pass_context
def digest(context: click.Context, day: str | None, as_json: bool, quiet: bool) -> None:
    """Make today's digest again, or write out that of another day (YYYY-MM-DD) as it was made."""
    files = digest_now(watch_of(context), day)
    Console(as_json=as_json, quiet=quiet).report(_digest_object(files), _digest_words(files))


def _digest_object(files: DigestFiles) -> dict[str, Any]:
    return files.to_object()


def _digest_words(files: DigestFiles) -> str:
    digest = files.digest
    made = "made" if files.remade else "unchanged"
    return f"Digest of {digest.day} ({digest.state}, {made}): {len(digest.items)} articles. {files.html}"
