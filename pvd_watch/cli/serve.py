"""``serve``: the pages and the scheduler."""

from __future__ import annotations

import logging
import sys
from typing import TYPE_CHECKING

import click

from pvd_watch import logs
from pvd_watch.cli.console import watch_of
from pvd_watch.errors import UsageError
from pvd_watch.schedule.service import scheduler_of, serve_until_told

if TYPE_CHECKING:
    from uvicorn import Server

    from pvd_watch.wiring import Watch

_LEVELS = ("debug", "info", "warning", "error")
_log = logging.getLogger(__name__)


@click.command()
@click.option("--web-only", is_flag=True, help="The pages alone; the tasks are another process's.")
@click.option("--no-web", is_flag=True, help="The tasks alone; the pages are another process's.")
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
def serve(context: click.Context, web_only: bool, no_web: bool, form: str, level: str) -> None:
    """Keep running: serve the pages at [web], and do by itself what [digest] hour and [schedule] ask for."""
    if web_only and no_web:
        raise UsageError("--web-only and --no-web leave nothing to do; give one of them, or none for both")
    as_json = form == "json" or (form == "auto" and not sys.stderr.isatty())
    logs.configure(sys.stderr, as_json=as_json, level=logging.getLevelNamesMapping()[level.upper()])
    watch = watch_of(context)
    if not web_only:
        watch.enabled_sources()
    scheduler = None if web_only else scheduler_of(watch.home, watch.config.settings)
    web = watch.config.settings.web
    try:
        if scheduler is not None:
            scheduler.claim()
        # Before any task begins: where the port is taken, nothing is done.
        serve_until_told(scheduler, None if no_web else _pages(watch))
    except SystemExit as error:  # uvicorn's way to say that it cannot begin; its log says why
        raise UsageError(f"no pages can be served on {web.host}:{web.port}: see [web] in config/watch.toml") from error


def _pages(watch: Watch) -> Server:
    from pvd_watch.web.server import first_steps, server

    web = watch.config.settings.web
    if first := first_steps(watch.home):
        _log.warning("%s", first)
    pages = server(watch.home, web.host, web.port, behind_proxy=web.behind_proxy)
    _log.info("pages are served on http://%s:%d/", web.host, web.port)
    return pages
