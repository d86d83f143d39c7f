"""``schedule``: what is done by itself, and the two tasks that have no command elsewhere."""

from __future__ import annotations

import os

import click

from pvd_watch.cli.console import Console, output_options, table, watch_of
from pvd_watch.cli.review_report import outcome_object, outcome_words
from pvd_watch.daily import write_out
from pvd_watch.digest.send import Post
from pvd_watch.errors import UsageError
from pvd_watch.schedule.publication import publish as publish_day
from pvd_watch.schedule.reminder import remind as remind_editors
from pvd_watch.schedule.report import Agenda, agenda
from pvd_watch.sending import server_of
from pvd_watch.times import PARIS, local_day, moment_of, read_day
from pvd_watch.wiring import Watch

_DAY = click.argument("day", required=False, metavar="[DAY]")


@click.group(invoke_without_command=True)
@click.option("-n", "count", type=click.IntRange(0, 10_000), default=20, show_default=True, help="How many past runs.")
@output_options
@click.pass_context
def schedule(context: click.Context, count: int, as_json: bool, quiet: bool) -> None:
    """What « serve » does by itself: when next, and how it went. Hours are of Paris."""
    if context.invoked_subcommand is not None:
        return
    watch = watch_of(context)
    found = agenda(watch.home, watch.config.settings, watch.storage, watch.now(), count)
    Console(as_json=as_json, quiet=quiet).report(found.to_object(), _words(found))


def _words(found: Agenda) -> str:
    lines = [] if found.serving else ["No scheduler runs now; start it with: pvd-watch serve", ""]
    coming = [
        (one.task, one.clock, _local(one.next_at), one.last.outcome or "under way" if one.last else "never ran")
        for one in found.coming
    ]
    lines.append(table(("task", "planned", "next", "last time"), coming))
    if found.last:
        last = [
            (run.task, _local(run.started_at), _local(run.ended_at), run.outcome or "under way", run.message)
            for run in found.last
        ]
        lines += ["", table(("done", "began", "ended", "outcome", ""), last)]
    return "\n".join(lines)


def _local(stored: str) -> str:
    return moment_of(stored).astimezone(PARIS).strftime("%Y-%m-%d %H:%M") if stored else ""


@schedule.command()
@_DAY
@output_options
@click.pass_context
def publish(context: click.Context, day: str | None, as_json: bool, quiet: bool) -> None:
    """Publish a day (today where none is named) as the schedule does at [schedule] publish_hour.

    What editors kept is published; where they kept none, the first stories that they did not drop, publish_top at
    most. It is logged under the name « automate », and can be undone.
    """
    watch, console = watch_of(context), Console(as_json=as_json, quiet=quiet)
    wanted = _day(watch, day)
    outcome = publish_day(watch.review, wanted, watch.config.settings.schedule.publish_top)
    if outcome is None:
        console.report({"day": wanted, "published": False}, f"{wanted} is published already.")
        return
    write_out(watch, outcome.republished)
    console.report(outcome_object(outcome), outcome_words(outcome))


@schedule.command()
@_DAY
@output_options
@click.pass_context
def remind(context: click.Context, day: str | None, as_json: bool, quiet: bool) -> None:
    """Remind the editors in [schedule] by e-mail of a day (today where none is named) that is not published yet."""
    watch, console = watch_of(context), Console(as_json=as_json, quiet=quiet)
    settings, wanted = watch.config.settings, _day(watch, day)
    if not settings.schedule.editors:
        raise UsageError("config/watch.toml: [schedule] editors names nobody: give the addresses of the editors")
    post, found = Post(server_of(settings.mail, os.environ)), watch.review.day(wanted)
    if found.sheet.published:
        console.report(
            {"day": wanted, "reminded": [], "refused": {}}, f"{wanted} is published; nobody needs to be reminded."
        )
        return
    refused = remind_editors(found, settings, post, watch.now())
    reminded = [to for to in settings.schedule.editors if to not in refused]
    words = [f"Reminded of {wanted}: {', '.join(reminded)}.", *(f"Not {to}: {why}." for to, why in refused.items())]
    console.report({"day": wanted, "reminded": reminded, "refused": refused}, "\n".join(words))


def _day(watch: Watch, day: str | None) -> str:
    return local_day(watch.now()) if day is None else read_day(day)
