"""``users token``: keys by which programs read drafts and scores over the API."""

from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta

import click

from pvd_watch.cli.console import Console, output_options, table, watch_of
from pvd_watch.errors import UsageError
from pvd_watch.times import utc
from pvd_watch.wiring import Watch


@click.command()
@click.argument("name", metavar="NAME")
@click.option("--for", "purpose", default="", metavar="WORDS", help="What it is for, so that you know it again.")
@click.option("--days", type=click.IntRange(1, 3_650), default=365, show_default=True, help="How long it lasts.")
@click.option("--list", "listed", is_flag=True, help="Show the account's tokens instead of making one.")
@click.option("--revoke", type=int, metavar="NUMBER", help="Take this token away instead of making one.")
@output_options
@click.pass_context
def token(
    context: click.Context, name: str, purpose: str, days: int, listed: bool, revoke: int | None, as_json: bool,
    quiet: bool,
) -> None:  # fmt: skip
    """Make a token of the account NAME for the API; it is shown once and stored as a hash alone."""
    watch, console = watch_of(context), Console(as_json=as_json, quiet=quiet)
    user = watch.users.named(name).name
    if listed:
        found = watch.storage.api_tokens.of(user)
        rows = [(each.id, each.name, each.expires_at, each.used_on or "never") for each in found]
        words = table(("number", "for", "expires", "last used"), rows) if rows else f"{user} has no token"
        console.report({"tokens": [asdict(each) for each in found]}, words)
    elif revoke is not None:
        _revoke(watch, user, revoke)
        console.report({"revoked": revoke}, f"token {revoke} of {user} no longer works")
    else:
        ends = utc(watch.now() + timedelta(days=days))
        made = watch.storage.api_tokens.make(user, purpose[:100], utc(watch.now()), ends)
        words = f"{made}\nSend it as « Authorization: Bearer … »; it ends {ends} and cannot be shown again."
        console.report({"token": made, "user": user, "expires_at": ends}, words)


def _revoke(watch: Watch, user: str, number: int) -> None:
    if not watch.storage.api_tokens.revoke(user, number):
        raise UsageError(f"{user} has no token {number}; see them with: pvd-watch users token {user} --list")
