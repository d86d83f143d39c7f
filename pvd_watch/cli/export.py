"""``export``: Articles with their towns, for spreadsheets and statistics programs."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from pvd_watch.atomic import replacing
from pvd_watch.cli.console import Console, output_options, watch_of
from pvd_watch.errors import StepError, UsageError
from pvd_watch.export import SEPARATORS, records, write_csv, write_json, write_parquet
from pvd_watch.gazetteer import regions
from pvd_watch.times import Period, read_period
from pvd_watch.typography import Places

if TYPE_CHECKING:
    from pvd_watch.wiring import Watch

_FORMS = ("csv", "json", "parquet")


@click.command()
@click.option("--from", "first", required=True, metavar="DAY", help="First digest day, YYYY-MM-DD.")
@click.option("--to", "last", required=True, metavar="DAY", help="Last digest day, included.")
@click.option("--format", "form", type=click.Choice(_FORMS), help="Else the ending of FILE tells, else csv.")
@click.option("--output", "-o", "output", required=True, metavar="FILE", help="Where to write; - is standard output.")
@click.option(
    "--separator", default="comma", show_default=True, type=click.Choice(list(SEPARATORS)),
    help="Of CSV; a French Excel wants the semicolon.",
)  # fmt: skip
@output_options
@click.pass_context
def export(
    context: click.Context,
    first: str,
    last: str,
    form: str | None,
    output: str,
    separator: str,
    as_json: bool,
    quiet: bool,
) -> None:
    """Write the articles that name a town: titles, links, outlets, towns by INSEE code, themes; no texts, no notes."""
    watch = watch_of(context)
    period = read_period(first, last)
    ending = Path(output).suffix.removeprefix(".").lower()
    chosen = form or (ending if ending in _FORMS else "csv")
    if chosen == "parquet" and output == "-":
        raise UsageError("a Parquet file is not for standard output; name a file with -o")
    refuse_own(watch, output)
    with opened(output) as file:
        written = _write(watch, period, chosen, SEPARATORS[separator], file)
    Console(as_json=as_json, quiet=quiet, result_on_stdout=output == "-").report(
        {"file": output, "format": chosen, "written": written},
        f"wrote {output}: {written} {'articles' if chosen == 'json' else 'rows, one for each town of an article'}",
    )


def refuse_own(watch: Watch, output: str) -> None:
    """An export never takes the place of the database or of a file of the configuration."""
    path, home = Path(output).resolve(), watch.home
    if path.is_relative_to(home.config_dir.resolve()) or path.name.startswith(home.database.name):
        raise UsageError(f"{output} belongs to the home, and would be lost; name another file with -o")


def _write(watch: Watch, period: Period, form: str, separator: str, file: IO[bytes]) -> int:
    stored = watch.storage.statistics
    exported = records(stored.articles(period), stored.themes(period))
    names = Places({code: item.name for code, item in watch.departments.items()}, regions(watch.departments))
    if form == "parquet":
        return write_parquet(exported, names, period, file)
    text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
    try:
        if form == "json":
            return write_json(exported, period, text)
        return write_csv(exported, names, text, separator)
    finally:
        text.detach()


@contextmanager
def opened(name: str) -> Iterator[IO[bytes]]:
    """The output, open for bytes; a file is there whole, or as it was before.

    :raises StepError: it cannot be written.
    """
    if name == "-":
        yield sys.stdout.buffer
        return
    try:
        with replacing(Path(name)) as file:
            yield file
    except OSError as error:
        raise StepError(f"{name} cannot be written ({error.strerror}); name another file with -o") from error
