"""``serve``: the scheduler."""

from __future__ import annotations

import logging
import sys

import click

from pvd_watch import logs
from pvd_watch.cli.console import watch_of
from pvd_watch.schedule.service import scheduler_of, serve_until_told

_LEVELS = ("debug", "info", "warning", "error")


@click.command()
@click.option(
    "--log",
    "form",
    type=click.Choice(["auto", "text", "json"]),
    default="auto",
    show_default=True,
    help="The log on standard error; auto: text on a terminal, else one JSON object a line.",
)
@click.option("--log-level", "level", type=click.Choice(_LEVELS), default="info", show_default=True)
@click.pass_context
def serve(context: click.Context, form: str, level: str) -> None:
    """Keep running, and do by itself what [digest] hour and [schedule] of config/watch.toml ask for (Europe/Paris)."""
    as_json = form == "json" or (form == "auto" and not sys.stderr.isatty())
    logs.configure(sys.stderr, as_json=as_json, level=logging.getLevelNamesMapping()[level.upper()])
    watch = watch_of(context)
    watch.enabled_sources()
    serve_until_told(scheduler_of(watch.home, watch.config.settings))
