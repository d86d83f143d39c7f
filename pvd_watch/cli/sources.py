"""``sources``: what is watched, tried out, added, and exchanged with feed readers."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import click

from pvd_watch.catalogue import proposals
from pvd_watch.catalogue.coverage import Coverage, coverage, to_object
from pvd_watch.cli.console import Console, output_options, table, watch_of
from pvd_watch.errors import DataError, StepError, UsageError
from pvd_watch.model import Source, SourceKind
from pvd_watch.typography import harmless

if TYPE_CHECKING:
    from pvd_watch.catalogue.add import Found
    from pvd_watch.catalogue.proposals import Proposals
    from pvd_watch.catalogue.report import SourceReport
    from pvd_watch.wiring import Watch

# What crawls and links is imported where it is used, so that a list or --help is there at once.
_WRITE = click.option("--write", is_flag=True, help="Put the record into config/sources.toml instead of printing it.")


@click.group()
def sources() -> None:
    """What is watched, and the departments nobody watches."""


@sources.command(name="list")
@click.option("--coverage", "covered", is_flag=True, help="By department: how many sources, how many of them local.")
@click.option("--department", default="", metavar="CODE", help="Only what covers this department.")
@click.option("--kind", default="", type=click.Choice(["", *get_args(SourceKind)]), help="Only sources of this kind.")
@output_options
@click.pass_context
def list_sources(context: click.Context, covered: bool, department: str, kind: str, as_json: bool, quiet: bool) -> None:
    """The sources of the catalogue and of config/sources.toml, those that are off included."""
    watch, console = watch_of(context), Console(as_json=as_json, quiet=quiet)
    found = _filtered(watch, department, kind)
    if covered:
        rows = [row for row in coverage(found, watch.departments) if department in ("", row.code)]
        console.report(to_object(rows), _coverage_words(rows))
    else:
        console.report({"sources": [_object(watch, item) for item in found]}, _list_words(watch, found))


def _filtered(watch: Watch, department: str, kind: str) -> list[Source]:
    if department and department not in watch.departments:
        raise UsageError(f"--department {department} is no department; write its code, as in 29, 2A or 971")
    return [
        item for item in watch.sources if (not department or department in item.departments) and kind in ("", item.kind)
    ]


def _object(watch: Watch, source: Source) -> dict[str, Any]:
    return asdict(source) | {"state": _state(watch, source), "origin": watch.config.origins[source.id]}


def _state(watch: Watch, source: Source) -> str:
    if source.enabled:
        return "on"
    return "waits for its check" if source.id in watch.config.waiting else "off"


def _list_words(watch: Watch, found: list[Source]) -> str:
    rows = [
        (item.id, item.name, item.kind, " ".join(item.departments) or "national", _state(watch, item)) for item in found
    ]
    on = sum(item.enabled for item in found)
    return f"{table(('id', 'name', 'kind', 'departments', ''), rows)}\n\n{len(found)} sources, {on} of them on."


def _coverage_words(rows: list[Coverage]) -> str:
    cells = [(row.code, row.name, row.sources, row.local, row.state) for row in rows]
    departments = [row for row in rows if row.is_department]
    holes, bare = (sum(row.state == state for row in departments) for state in ("hole", "no local source"))
    end = f"Of {len(departments)} departments, {holes} are holes and {bare} have no local source."
    return f"{table(('code', 'department', 'sources', 'local', ''), cells)}\n\n{end}"


@sources.command()
@click.argument("ids", nargs=-1, metavar="[ID]...")
@click.option("--waiting", is_flag=True, help="Those alone that wait for their check, as the schedule does by night.")
@output_options
@click.pass_context
def check(context: click.Context, ids: tuple[str, ...], waiting: bool, as_json: bool, quiet: bool) -> None:
    """Poll sources and say what they give: status, entries, dates, language, towns, robots.txt and mining state.

    Without ID, all that are watched or wait for a check. A listing that waits (enabled = false, verified = "") is
    switched on once it has given three dated entries. Nothing of what is read becomes news.
    """
    from pvd_watch.catalogue.check import check_sources

    console = Console(as_json=as_json, quiet=quiet)
    watch = watch_of(context)
    if waiting:
        ids = tuple(sorted(watch.config.waiting - watch.verified.keys()))
    reports = check_sources(watch, ids, console.progress) if ids or not waiting else []
    console.report(_check_object(reports), "\n\n".join(report.words() for report in reports))
    if reports and not any(report.answered for report in reports):
        raise StepError(f"none of the {len(reports)} sources answered: the reason stands with each")


def _check_object(reports: list[SourceReport]) -> dict[str, Any]:
    good = sum(report.good for report in reports)
    return {"checked": len(reports), "good": good, "sources": [report.to_object() for report in reports]}


@sources.command()
@click.argument("url")
@click.option("--department", "departments", multiple=True, metavar="CODE", help="What it covers; may be repeated.")
@_WRITE
@output_options
@click.pass_context
def add(
    context: click.Context, url: str, departments: tuple[str, ...], write: bool, as_json: bool, quiet: bool
) -> None:
    """Find the feed of the site at URL and propose its record, ready for config/sources.toml.

    The page, its robots.txt and the usual addresses are asked, in the manners of a run. Without --department the
    departments are guessed from the towns that the entries name.
    """
    from pvd_watch.catalogue.add import find_source

    watch = watch_of(context)
    console = Console(as_json=as_json, quiet=quiet, result_on_stdout=not write)
    found = find_source(watch, url, departments, console.step)
    written = _deliver(watch, found.proposals, write=write)
    console.report(found.to_object(written=written), _found_words(found, written))
    _refuse(found.proposals)


def _found_words(found: Found, written: str) -> str:
    lines = [harmless(f"{found.chosen.url}: {found.entries} entries ({found.chosen.found}).")]
    lines += [f"Also there: {harmless(url)}" for url in found.others]
    if found.guessed:
        lines.append("The departments are guessed from the towns that its entries name: look at them.")
    return "\n".join([*lines, *_proposal_words(found.proposals, written)])


@sources.command(name="import")
@click.argument("file", metavar="FILE.opml", type=click.Path(path_type=Path))
@_WRITE
@output_options
@click.pass_context
def import_list(context: click.Context, file: Path, write: bool, as_json: bool, quiet: bool) -> None:
    """Propose the records of an OPML list, as feed readers and « sources export » write them.

    Folders and categories are ignored and counted; an address that is known already is said and left out.
    """
    from pvd_watch.catalogue.exchange import import_opml

    watch = watch_of(context)
    found = import_opml(watch, file)
    written = _deliver(watch, found, write=write)
    console = Console(as_json=as_json, quiet=quiet, result_on_stdout=not write)
    console.report(found.to_object(written=written), "\n".join(_proposal_words(found, written)))
    _refuse(found)


@sources.command()
@click.option("-o", "--output", default="-", metavar="FILE", help="Where the list goes; - is standard output.")
@output_options
@click.pass_context
def export(context: click.Context, output: str, as_json: bool, quiet: bool) -> None:
    """Write all sources as an OPML 2.0 list, without loss: what OPML has no word for is in attributes of our own."""
    from pvd_watch.catalogue.exchange import export_opml

    count = export_opml(watch_of(context), output)
    console = Console(as_json=as_json, quiet=quiet, result_on_stdout=output == "-")
    console.report({"sources": count, "file": output}, f"{count} sources written.")


def _deliver(watch: Watch, found: Proposals, *, write: bool) -> str:
    """Write the records where the owner says so, else print them; the file they were written to."""
    if write:
        return proposals.write(found, watch.config)
    click.echo(found.toml, nl=False)
    return ""


def _proposal_words(found: Proposals, written: str) -> list[str]:
    lines = [f"{len(found.sources)} records {f'written to {written}' if written else 'proposed'}."]
    if found.ignored:
        lines.append(f"{found.ignored} folders and categories were ignored.")
    lines += [f"Known already: {harmless(known)}" for known in found.known]
    return lines


def _refuse(found: Proposals) -> None:
    if found.refused:
        raise DataError("\n".join(found.refused))
