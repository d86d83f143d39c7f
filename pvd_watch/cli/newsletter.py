"""``top``: what the newsletter takes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import get_args

import click

from pvd_watch.cli.console import watch_of
from pvd_watch.daily import places, read_day
from pvd_watch.errors import UsageError
from pvd_watch.newsletter import Form, choose, render


@click.command()
@click.option("--from", "first", required=True, metavar="DAY", help="First digest day, YYYY-MM-DD.")
@click.option("--to", "last", required=True, metavar="DAY", help="Last digest day, included.")
@click.option("-n", "count", default=5, show_default=True, type=click.IntRange(1, 1000), help="How many items.")
@click.option("--format", "form", default="json", show_default=True, type=click.Choice(get_args(Form)))
@click.option("--department", default="", metavar="CODE", help="Only articles that name a town of this department.")
@click.option(
    "--exclude", default=None, metavar="FILE", help="A former edition's JSON: its stories are not taken again."
)
@click.option("--published-only", is_flag=True, help="Only what editors have published or pinned.")
@click.pass_context
def top(
    context: click.Context,
    first: str,
    last: str,
    count: int,
    form: Form,
    department: str,
    exclude: str | None,
    published_only: bool,
) -> None:
    """The top articles of a period of digest days, both included, ready to set in the newsletter."""
    watch = watch_of(context)
    begin, end = read_day(first), read_day(last)
    if begin > end:
        raise UsageError(f"--from {begin} comes after --to {end}; give the earlier day first")
    if department and department not in watch.departments:
        raise UsageError(f"--department {department} is no department; write its code, as in 29, 2A or 971")
    stories = watch.storage.top.stories(begin, end)
    kept = [story for story in stories if story.state != "proposed" or not published_only]
    chosen = choose(kept, begin, end, count, exclude=_former(exclude), department=department)
    click.echo(render(chosen, form, places(watch)), nl=False)


def _former(file: str | None) -> set[int]:
    """The Story ids of a former edition."""
    if file is None:
        return set()
    try:
        edition = json.loads(Path(file).read_text(encoding="utf-8"))
        return {int(item["story_id"]) for item in edition["items"]}
    except OSError as error:
        raise UsageError(f"{file} cannot be read ({error.strerror}); give the JSON of a former edition") from error
    except (ValueError, KeyError, TypeError) as error:
        raise UsageError(f"{file} is no former edition: the JSON of « top --format json » was expected") from error
