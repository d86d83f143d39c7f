"""``review add``, ``review write`` and ``review jobs``: articles that editors bring in themselves."""

from __future__ import annotations

from dataclasses import asdict

import click

from pvd_watch.cli.console import Console, output_options, table, watch_of
from pvd_watch.cli.editor import editor_name, editor_option
from pvd_watch.cli.review_report import action_object
from pvd_watch.model import AskedJob, ByHand
from pvd_watch.review import sentence
from pvd_watch.times import read_day
from pvd_watch.typography import harmless

_DAY = click.argument("day", metavar="DAY")


@click.command()
@_DAY
@click.argument("url")
@click.option("--commune", "insee", default="", metavar="CODE", help="The town it is about, where its words hide it.")
@editor_option
@output_options
@click.pass_context
def add(context: click.Context, day: str, url: str, insee: str, editor: str, as_json: bool, quiet: bool) -> None:
    """Ask for an article by its address: « run », or « run --jobs », fetches it and puts it into the day."""
    job = watch_of(context).adding.ask(read_day(day), url, editor_name(editor), insee)
    words = f"Job {job.id} is {job.state}; it is done by the next run, or now with: pvd-watch run --jobs"
    Console(as_json=as_json, quiet=quiet).report(asdict(job), words)


@click.command()
@_DAY
@click.option("--title", required=True, help="Its title.")
@click.option("--outlet", required=True, help="The paper or site it appeared in.")
@click.option("--date", required=True, metavar="DAY", help="The day on which it appeared.")
@click.option("--commune", "insee", required=True, metavar="CODE", help="The town it is about, by its INSEE code.")
@click.option("--line", default="", help="The public line of the digest.")
@click.option("--url", default="", help="Where it may be read, if anywhere.")
@click.option("--theme", default="", metavar="CODE", help="Its theme.")
@editor_option
@output_options
@click.pass_context
def write(
    context: click.Context, day: str, title: str, outlet: str, date: str, insee: str, line: str, url: str, theme: str,
    editor: str, as_json: bool, quiet: bool,
) -> None:  # fmt: skip
    """Write an article down by hand (print edition, PDF) and put it into the day."""
    given = ByHand(title, outlet, read_day(date), insee, line, url, theme)
    logged = watch_of(context).adding.by_hand(read_day(day), given, editor_name(editor))
    words = f"Action {logged.id}: {harmless(sentence(logged))}."
    Console(as_json=as_json, quiet=quiet).report({"day": logged.day, "done": action_object(logged)}, words)


@click.command()
@_DAY
@output_options
@click.pass_context
def jobs(context: click.Context, day: str, as_json: bool, quiet: bool) -> None:
    """What was asked for a day by its address, and how far it is."""
    found = watch_of(context).adding.jobs(read_day(day))
    rows = [(job.id, job.state, _outcome(job), job.url, job.asked_by) for job in found]
    words = table(("job", "state", "what came of it", "address", "asked by"), rows)
    Console(as_json=as_json, quiet=quiet).report({"day": day, "jobs": [asdict(job) for job in found]}, words)


def _outcome(job: AskedJob) -> str:
    return job.reason or (f"article {job.article_id}" if job.article_id else "")
