"""``top``: what the newsletter takes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import get_args

import click

from pvd_watch.cli.console import watch_of
from pvd_watch.config import load_settings
from pvd_watch.errors import UsageError
from pvd_watch.gazetteer import regions
from pvd_watch.newsletter import Form, Former, compose, read_former, read_wanted, render
from pvd_watch.newsletter.wanted import MOST
from pvd_watch.typography import Places


@click.command()
@click.option("--from", "first", required=True, metavar="DAY", help="First digest day, YYYY-MM-DD.")
@click.option("--to", "last", required=True, metavar="DAY", help="Last digest day, included.")
@click.option("-n", "count", default=5, show_default=True, type=click.IntRange(1, MOST), help="How many items.")
@click.option("--format", "form", default="json", show_default=True, type=click.Choice(get_args(Form)))
@click.option("--department", default="", metavar="CODE", help="Only articles that name a town of this department.")
@click.option("--theme", default="", metavar="CODE", help="Only articles on this theme, as in habitat or mobilites.")
@click.option(
    "--exclude", default=None, metavar="FILE", help="A former edition's JSON: its stories are not taken again."
)
@click.option("--published-only", is_flag=True, help="Only digests that editors have published.")
@click.pass_context
def top(
    context: click.Context,
    first: str,
    last: str,
    count: int,
    form: Form,
    department: str,
    theme: str,
    exclude: str | None,
    published_only: bool,
) -> None:
    """The top articles of a period of digest days, both included, ready to set in the newsletter."""
    watch = watch_of(context)
    wanted = read_wanted(
        first,
        last,
        count,
        department=department,
        theme=theme,
        published_only=published_only,
        departments=watch.departments,
    )
    wanted = replace(wanted, former=_former(exclude))
    base_url = load_settings(watch.home).site.base_url
    names = Places({code: item.name for code, item in watch.departments.items()}, regions(watch.departments))
    click.echo(render(compose(wanted, watch.storage.top, base_url), form, names), nl=False)


def _former(file: str | None) -> Former:
    """What the former edition in a file took."""
    if file is None:
        return Former()
    try:
        return read_former(Path(file).read_text(encoding="utf-8-sig"), file)
    except OSError as error:
        raise UsageError(f"{file} cannot be read ({error.strerror}); give the JSON of a former edition") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{file} is no former edition: the JSON of « top --format json » was expected") from error
