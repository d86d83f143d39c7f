"""``sources``: what is watched."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from pvd_watch.cli.console import Console, output_options, table, watch_of

if TYPE_CHECKING:
    from pvd_watch.wiring import Watch


@click.group()
def sources() -> None:
    """What is watched, and the departments nobody watches."""


@sources.command(name="list")
@click.option("--coverage", is_flag=True, help="By department: how many sources that are not national.")
@output_options
@click.pass_context
def list_sources(context: click.Context, coverage: bool, as_json: bool, quiet: bool) -> None:
    """The sources of the catalogue and of config/sources.toml."""
    watch = watch_of(context)
    console = Console(as_json=as_json, quiet=quiet)
    if coverage:
        _coverage(watch, console)
        return
    records = watch.config.sources
    rows = [
        (item.id, item.name, item.kind, " ".join(item.departments) or "national", "on" if item.enabled else "off")
        for item in records
    ]
    console.report(
        {"sources": [asdict(item) for item in records]}, table(("id", "name", "kind", "departments", ""), rows)
    )


def _coverage(watch: Watch, console: Console) -> None:
    count = Counter(code for source in watch.config.sources if source.enabled for code in source.departments)
    departments = watch.departments
    rows = [(code, item.name, count[code], "" if count[code] else "hole") for code, item in departments.items()]
    words = table(("code", "department", "sources", ""), rows)
    console.report({"departments": {code: count[code] for code in departments}}, words)
