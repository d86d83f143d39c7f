"""``status`` and ``dump``: what is stored, and how the Sources fare."""

from __future__ import annotations

import click

from pvd_watch.cli.console import Console, output_options, table, watch_of
from pvd_watch.overview import Overview, overview


@click.command()
@output_options
@click.pass_context
def status(context: click.Context, as_json: bool, quiet: bool) -> None:
    """What was run last, what is stored, which sources fail and why."""
    seen = overview(watch_of(context))
    Console(as_json=as_json, quiet=quiet).report(seen.to_object(), _words(seen))


def _words(seen: Overview) -> str:
    lines = [f"home      {seen.home}", f"database  {seen.database}", f"articles  {seen.articles}"]
    lines.append(f"communes  {seen.communes} ({seen.programme} in the programme)")
    lines.append(f"last run  {seen.last_run or 'never'}")
    lines.append(f"last digest  {seen.last_digest or 'none'}")
    lines.append(f"sources   {seen.watched} watched, {len(seen.failing)} failing, {seen.never_polled} never polled")
    if seen.failing:
        rows = [
            (item.id, item.failures, item.last_ok_at or "never", item.failure.message)
            for item in seen.failing
            if item.failure
        ]
        lines += ["", table(("failing source", "times", "last read", "reason"), rows)]
    return "\n".join(lines)


@click.command()
@click.option("--canonical", is_flag=True, required=True, help="By natural keys: no ids, runs, fetches or times.")
@click.pass_context
def dump(context: click.Context, canonical: bool) -> None:
    """Write everything stored as sorted JSON lines, by natural keys: equal content, equal lines."""
    for line in watch_of(context).storage.dump_canonical():
        click.echo(line)
