"""``stats``: what was written of whom."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, get_args

import click

from pvd_watch.cli.console import Console, output_options, table, watch_of
from pvd_watch.errors import UsageError
from pvd_watch.gazetteer import regions
from pvd_watch.model import By, CommuneRef, LinkQuality
from pvd_watch.statistics import Statistics, by_theme, by_week, link_quality, ordered, quality_object, unnamed_object
from pvd_watch.times import Period, local_day, read_day, read_period
from pvd_watch.typography import Places

if TYPE_CHECKING:
    from pvd_watch.wiring import Watch

_DAYS = 30
"""Length of the period where none is named."""


@click.command()
@click.option("--from", "first", default="", metavar="DAY", help="First digest day; else 30 days up to the last one.")
@click.option("--to", "last", default="", metavar="DAY", help="Last digest day, included; else the last one.")
@click.option("--by", type=click.Choice(get_args(By)), help="What is counted: communes, if nothing else is said.")
@click.option("--department", default="", metavar="CODE", help="Only articles that name a town of this department.")
@click.option("--never-named", is_flag=True, help="The programme's towns that no article names, in any time or these.")
@click.option("--precision", is_flag=True, help="How right the links were, week by week, as editors judged them.")
@output_options
@click.pass_context
def stats(
    context: click.Context,
    first: str,
    last: str,
    by: By | None,
    department: str,
    never_named: bool,
    precision: bool,
    as_json: bool,
    quiet: bool,
) -> None:
    """How many articles and stories name each town, department or region, by theme, outlet or week, and how that
    changed against the period of the same length before."""
    watch = watch_of(context)
    if department and department not in watch.departments:
        raise UsageError(f"{department} is no department; write its code, as in 29, 2A or 971")
    if never_named and by:
        raise UsageError("--never-named lists towns; leave out --by")
    if precision and (by or department or never_named):
        raise UsageError("--precision counts all links by week; leave out --by, --department and --never-named")
    console = Console(as_json=as_json, quiet=quiet)
    if precision:
        judged = _period(watch, first, last)
        weeks = link_quality(watch.storage.judgements.links(judged), judged)
        console.report(quality_object(judged, weeks), _quality(weeks))
    elif never_named:
        period = _period(watch, first, last) if first or last else None
        towns = watch.storage.statistics.never_named(period, department)
        console.report(unnamed_object(period, department, towns), _unnamed(towns))
    else:
        counted = _counted(watch, _period(watch, first, last), by or "commune", department)
        console.report(counted.to_object(), _words(counted))


def _period(watch: Watch, first: str, last: str) -> Period:
    """The period that was named, as far as it was."""
    span = watch.storage.statistics.span()
    end = last or (span[1] if span and not first else local_day(watch.now()))
    return read_period(first or Period(read_day(end), end).earlier(_DAYS - 1).first, end)


def _counted(watch: Watch, period: Period, by: By, department: str) -> Statistics:
    stored = watch.storage.statistics
    span = stored.span()
    began = span[0] if span else ""
    names = Places({code: item.name for code, item in watch.departments.items()}, regions(watch.departments))
    if by == "week":
        around = Period(period.earlier(7).first, period.last)
        return Statistics(period, by, department, by_week(stored.sightings(around, department), period), began)
    if by == "theme":
        now, before = (stored.sightings(each, department) for each in (period, period.before))
        counts = by_theme(now, before, stored.themes(Period(period.before.first, period.last)))
    elif by == "outlet":
        counts = tuple(stored.by_outlet(period, department))
    else:
        counts = tuple(stored.by_place(by, period, department))
    return Statistics(period, by, department, ordered(counts, by, names), began)


def _words(counted: Statistics) -> str:
    head = (counted.by, "name", "articles", "stories", "before", "change")
    rows = [
        (count.code, count.name, count.articles, count.stories, count.before, _change(count.change, count.percent))
        for count in counted.counts
    ]
    period, before = counted.period, counted.before
    lines = [f"from {period.first} to {period.last}, compared with {before.first} to {before.last}"]
    if not counted.comparable:
        lines.append(f"the watch began on {counted.began or 'no day yet'}: what came before it was not counted")
    return "\n".join([*lines, "", table(head, rows)])


def _change(change: int, percent: float | None) -> str:
    if not change:
        return "0"
    return f"{change:+d}" if percent is None else f"{change:+d} ({percent:+.1f} %)"


def _quality(weeks: Sequence[LinkQuality]) -> str:
    rows = [
        (week.name, week.shown, week.rejected, week.corrected, week.added, _share(week.precision), _share(week.recall))
        for week in weeks
    ]
    head = ("week", "links read", "rejected", "corrected", "added", "precision", "recall")
    return f"links of the stories that editors read\n\n{table(head, rows)}"


def _share(share: float | None) -> str:
    return "" if share is None else f"{share:.1%}"


def _unnamed(towns: list[CommuneRef]) -> str:
    rows = [(town.department, town.insee, town.name) for town in towns]
    return f"{len(towns)} towns were never named\n\n{table(('department', 'insee', 'name'), rows)}"
