"""``send``: the digest by e-mail."""

from __future__ import annotations

import os

import click

from pvd_watch.cli.console import Console, output_options, table, watch_of
from pvd_watch.errors import StepError
from pvd_watch.sending import Sent, send_now, write_outbox
from pvd_watch.times import local_day, read_day


@click.command()
@click.argument("day", required=False, metavar="[DAY]")
@click.option("--dry-run", is_flag=True, help="Write the mails to data/outbox instead of sending them.")
@click.option("--retry-uncertain", is_flag=True, help="Send again where a mail may have gone already.")
@output_options
@click.pass_context
def send(
    context: click.Context, day: str | None, dry_run: bool, retry_uncertain: bool, as_json: bool, quiet: bool
) -> None:
    """Send the digest of a day (today's where none is named) to the readers in [mail] who have not got it yet.

    Nobody gets it twice. A login is read from PVD_WATCH_SMTP_USER and PVD_WATCH_SMTP_PASSWORD.
    """
    watch = watch_of(context)
    wanted = local_day(watch.now()) if day is None else read_day(day)
    found = (
        write_outbox(watch, wanted) if dry_run else send_now(watch, wanted, os.environ, retry_uncertain=retry_uncertain)
    )
    Console(as_json=as_json, quiet=quiet).report(found.to_object(), _words(found))
    if found.trouble:
        raise StepError(found.trouble)
    if found.failed:
        raise StepError(f"{len(found.failed)} of the mails were refused: {', '.join(found.failed)}; send again later")


def _words(found: Sent) -> str:
    if found.outbox:
        return "\n".join([f"Digest of {found.day}: {len(found.outbox)} mails written.", *map(str, found.outbox)])
    lines = [f"Digest of {found.day}: {len(found.sent)} mails sent, {len(found.before)} had been sent before."]
    if found.failed:
        lines.append(table(("not sent to", "why"), list(found.failed.items())))
    if found.uncertain:
        lines.append(
            table(("may have been sent to", "send again with"), [(to, "--retry-uncertain") for to in found.uncertain])
        )
    return "\n".join(lines)
