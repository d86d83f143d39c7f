"""``init`` and ``config``: the home and what its owner set."""

from __future__ import annotations

import os
import shlex
from pathlib import Path

import click

from pvd_watch import config as settings
from pvd_watch.cli.console import Console, output_options, watch_of
from pvd_watch.errors import ConfigError, UsageError
from pvd_watch.health.readiness import missing, surroundings
from pvd_watch.sending import server_of
from pvd_watch.typography import harmless
from pvd_watch.wiring import Watch


@click.command()
@click.argument("folder", metavar="DIR")
@click.option("--bare", is_flag=True, help="Without the catalogue: only the sources you add are watched.")
@output_options
def init(folder: str, bare: bool, as_json: bool, quiet: bool) -> None:
    """Write a fresh home into DIR: config/watch.toml with every key explained, config/sources.toml, data/."""
    if not folder.strip():
        raise UsageError("DIR is empty: name the folder that becomes the home; « . » is the present one")
    written = settings.init_home(Path(folder).absolute(), bare=bare)
    words = "\n".join(
        [
            *(f"wrote {path}" for path in written),
            "Next: put your address into user_agent in config/watch.toml, "
            f"then run: pvd-watch --home {shlex.quote(folder)} run",
        ]
    )
    Console(as_json=as_json, quiet=quiet).report({"home": folder, "files": [str(path) for path in written]}, words)


@click.group()
def config() -> None:
    """Check the configuration, or show it as it takes effect."""


@config.command()
@output_options
@click.pass_context
def check(context: click.Context, as_json: bool, quiet: bool) -> None:
    """Read every file of the configuration and say every fault, with its file and key; then what is missing for a
    service that is left alone: the mail server's login, who is told of alarms, rights on the data folder, room."""
    watch = watch_of(context)
    faults: list[str] = []
    # names.toml and communes.csv are read with the gazetteer.
    for read in (
        watch.enabled_sources,
        lambda: watch.gazetteer,
        lambda: _check_mail(watch),
        lambda: _check_provider(watch),
    ):
        try:
            read()
        except ConfigError as error:
            faults += error.faults
    if faults:
        raise ConfigError(list(dict.fromkeys(faults)))
    settings.check_writable(watch.home)
    watched = sum(source.enabled for source in watch.sources)
    lacking = missing(watch.config.settings, surroundings(watch.home, os.environ, _accounts(watch)))
    words = f"{watch.home.path}: the configuration is good; {watched} sources are watched."
    Console(as_json=as_json, quiet=quiet).report(
        {"home": str(watch.home.path), "sources": watched, "missing": lacking},
        "\n".join([words, *(f"missing: {harmless(what)}" for what in lacking)]),
    )


def _accounts(watch: Watch) -> int:
    """How many may log in; a home without a database stays without."""
    if not watch.home.database.exists():
        return 0
    return sum(not user.disabled_at for user in watch.storage.accounts.users())


def _check_provider(watch: Watch) -> None:
    if watch.config.settings.oidc.issuer:
        from pvd_watch.accounts.oidc import provider_of  # most homes have none

        provider_of(watch.config.settings, os.environ)


def _check_mail(watch: Watch) -> None:
    """Whether mails could be sent, where any are wanted."""
    found = watch.config.settings
    if found.mail.to or found.alarms.alarm_to:
        try:
            server_of(found.mail, os.environ)
        except UsageError as error:
            raise ConfigError([str(error)]) from error


@config.command(name="dump")
@click.pass_context
def dump_config(context: click.Context) -> None:
    """Print the configuration in effect as TOML, each value with its origin."""
    click.echo(settings.dump(watch_of(context).config), nl=False)
