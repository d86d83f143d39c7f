"""``serve``: the scheduler."""

from __future__ import annotations

import click

from pvd_watch.cli.console import watch_of
from pvd_watch.schedule import serve_forever


@click.command()
@click.pass_context
def serve(context: click.Context) -> None:
    """Keep running, and do the daily run each day at [digest] hour of config/watch.toml (Europe/Paris)."""
    watch = watch_of(context)
    watch.enabled_sources()
    serve_forever(watch.home, watch.config.settings.digest.hour)
