"""``status`` and ``dump``: what is stored, and how the Sources fare."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import click

from pvd_watch.cli.console import Console, output_options, table, watch_of
from pvd_watch.config import load_settings
from pvd_watch.errors import StepError
from pvd_watch.health.alarms import sentence
from pvd_watch.health.liveness import SILENCE
from pvd_watch.model import Alarm
from pvd_watch.overview import Overview, overview
from pvd_watch.standing import SourceState
from pvd_watch.times import utc
from pvd_watch.wiring import Watch

if TYPE_CHECKING:
    from pvd_watch.health.telling import Checked

_QUEUES = {"not_linked": "not linked", "not_grouped": "not grouped", "pages": "pages to read", "jobs": "jobs"}
_MOST = 20
"""Most notices that are shown."""


@click.command()
@click.option("--alarms", is_flag=True, help="Check the service, and tell [alarms] what is new and what is over.")
@output_options
@click.pass_context
def status(context: click.Context, alarms: bool, as_json: bool, quiet: bool) -> None:
    """How the service fares, what was run last, what is stored, which sources fail and why."""
    watch, console = watch_of(context), Console(as_json=as_json, quiet=quiet)
    if alarms:
        checked = _check(watch)
        console.report(checked.to_object(), _told(checked))
        if checked.failed:
            raise StepError("; ".join(f"{to} could not be told: {why}" for to, why in checked.failed.items()))
        return
    seen = overview(watch)
    console.report(seen.to_object(), _words(seen, utc(watch.now() - SILENCE)))


def _check(watch: Watch) -> Checked:
    from pvd_watch.health.telling import check_alarms  # a status that tells nobody does not pay for mail
    from pvd_watch.sending import server_of

    settings = load_settings(watch.home)
    backups = watch.home.backups(settings.backup.folder)
    return check_alarms(
        watch.home, settings, backups, lambda: server_of(settings.mail, os.environ), os.environ, watch.now
    )


def _told(checked: Checked) -> str:
    lines = [_alarm_table(checked.standing) if checked.standing else "no alarm stands"]
    lines += [f"told {message.channel}: {message.alarm.kind}{' is over' * message.over}" for message in checked.told]
    return "\n".join(lines)


def _words(seen: Overview, alive_since: str) -> str:
    lines = [f"health    {_health(seen, alive_since)}"]
    if seen.alarms:
        lines += ["", _alarm_table(seen.alarms), ""]
    lines.append(f"last run  {seen.last_run or 'never'}")
    lines.append(f"last digest  {seen.last_digest or 'none'}")
    fares = ", ".join(f"{len(states)} {name}" for name, states in seen.standings.items() if states and name != "new")
    lines.append(f"sources   {seen.watched} watched, {len(seen.failing)} failing, {seen.never_polled} never polled")
    if fares:
        lines.append(f"they are  {fares}")
    lines.append(f"articles  {seen.articles}")
    if seen.pages:
        lines.append(f"pages     {', '.join(f'{count} {state}' for state, count in seen.pages.items())}")
    waiting = ", ".join(f"{queue.waiting} {_QUEUES[queue.name]} since {queue.oldest_at}" for queue in seen.queues)
    lines.append(f"waiting   {waiting or 'nothing'}")
    lines.append(f"communes  {seen.communes} ({seen.programme} in the programme)")
    lines.append(f"home      {seen.home}")
    lines.append(f"database  {seen.database}, {_room(seen.database_bytes)}; {_room(seen.free_bytes)} free")
    lines.append(f"backup    {seen.backup_at or 'none'}")
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


def _health(seen: Overview, alive_since: str) -> str:
    """The one line that is read first."""
    if not seen.checked_at:
        return "not checked yet: « pvd-watch serve » does it every 5 minutes, « pvd-watch status --alarms » now"
    if seen.checked_at < alive_since:
        return f"UNKNOWN, not checked since {seen.checked_at}: is « pvd-watch serve » running?"
    if not seen.alarms:
        return f"well (checked {seen.checked_at})"
    return f"NOT WELL: {len(seen.alarms)} alarm{'s' * (len(seen.alarms) > 1)} (checked {seen.checked_at})"


def _alarm_table(alarms: Sequence[Alarm]) -> str:
    return table(("since", "alarm", "what is wrong"), [(one.began_at, one.kind, sentence(one)) for one in alarms])


def _room(count: int) -> str:
    return f"{count / 1e9:.1f} GB" if count >= 1e9 else f"{count / 1e6:.0f} MB"


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
