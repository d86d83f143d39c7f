"""``status`` and ``dump``: what is stored, and how the Sources fare."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import click

from pvd_watch.cli.console import Console, output_options, table, watch_of
from pvd_watch.overview import Overview, overview
from pvd_watch.standing import SourceState

_MOST = 20
"""Most notices that are shown."""


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
    fares = ", ".join(f"{len(states)} {name}" for name, states in seen.standings.items() if states and name != "new")
    lines.append(f"sources   {seen.watched} watched, {len(seen.failing)} failing, {seen.never_polled} never polled")
    if fares:
        lines.append(f"they are  {fares}")
    if seen.pages:
        lines.append(f"pages     {', '.join(f'{count} {state}' for state, count in seen.pages.items())}")
    for title, states, reason in _groups(seen):
        rows = [(state.id, state.last_ok_at or "never", state.next_poll_at, reason(state)) for state in states]
        if rows:
            lines += ["", table((title, "last read", "next poll", "why"), rows)]
    if seen.uncertain:
        rows = [(mail.day, mail.address, mail.at, "send --retry-uncertain sends it again") for mail in seen.uncertain]
        lines += ["", table(("mail of", "to", "cut off", "what to do"), rows)]
    if seen.notices:
        told = [(notice.at, notice.source_id, notice.kind, notice.trouble) for notice in seen.notices[:_MOST]]
        lines += ["", table(("noticed", "source", "what", "trouble"), told)]
    return "\n".join(lines)


def _groups(seen: Overview) -> list[tuple[str, Sequence[SourceState], Callable[[SourceState], str]]]:
    """The groups of Sources to look at, each with what is said of one."""
    fares = seen.standings
    return [
        ("gone", fares.get("gone", ()), _failure),
        ("failing", fares.get("failing", ()), _failure),
        ("nothing found", fares.get("empty", ()), lambda _: "it answers, with nothing in it where there were entries"),
        ("silent", fares.get("silent", ()), lambda state: f"nothing new since {_news(state)}, against its own rhythm"),
        ("entries missed", seen.missed, lambda state: f"two polls did not overlap ({state.missed_at})"),
        ("reserved", seen.reserved, lambda state: f"texts are not read: {state.reserved_reason}"),
    ]


def _failure(state: SourceState) -> str:
    times = f" ({state.failures} times)" if state.failures > 1 else ""
    return f"{state.failure.message}{times}" if state.failure is not None else ""


def _news(state: SourceState) -> str:
    return (state.newest_at or state.last_new_at)[:10] or "ever"


@click.command()
@click.option("--canonical", is_flag=True, required=True, help="By natural keys: no ids, runs, fetches or times.")
@click.pass_context
def dump(context: click.Context, canonical: bool) -> None:
    """Write everything stored as sorted JSON lines, by natural keys: equal content, equal lines."""
    for line in watch_of(context).storage.dump_canonical():
        click.echo(line)
