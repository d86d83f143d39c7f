"""``/statistiques``: the published selection of a period in figures, against the period of the same length before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from starlette.responses import Response

from pvd_watch.model import CommuneRef
from pvd_watch.statistics import link_quality
from pvd_watch.times import Period, monday_of, utc
from pvd_watch.typography import THEMES, moment_in_words, name
from pvd_watch.web.public.periods import period_asked
from pvd_watch.web.visit import Visit

_DAYS = 91
_OUTLETS = 30
_TOWNS = 20


@dataclass(frozen=True, slots=True)
class Bar:
    """One thing counted. ``share``: of the largest, in percent; ``path``: its page, empty where it has none."""

    name: str
    items: int
    before: int
    share: float
    path: str = ""


def statistics(visit: Visit) -> Response:
    """Figures by week, department, theme, outlet and town; the towns that no article names."""
    period, understood = period_asked(visit, _DAYS)
    hour = utc(visit.site.now())[:13]  # verdicts change the precision between two issues
    stamp = visit.storage.published.stamp(), hour
    counted = visit.site.kept.get(("statistics", period), stamp, lambda: _counted(visit, period))
    return visit.show(
        "public_statistics.html",
        period=period,
        before=period.before,
        understood=understood,
        unnamed=_by_department(visit.storage.statistics.never_named()),
        programme=visit.storage.communes.counts()[1],
        **counted,
    )


def _counted(visit: Visit, period: Period) -> dict[str, Any]:
    published, before = visit.storage.published, period.before
    days = published.by_day(Period(before.first, period.last))
    departments = {code: f"{visit.site.places.department(code)} ({code})" for code in visit.site.places.departments}
    towns = {town.insee: f"{name(town.name)} ({town.department})" for town in visit.storage.communes.towns()}
    outlets = published.by_outlet(period)
    now, then = published.tallies(period), published.tallies(before)
    return {
        "items": sum(items for day, items in days.items() if day >= period.first),
        "issues": sum(day >= period.first for day in days),
        "weeks": _weeks(days, period),
        "departments": _bars(now["department"], then["department"], departments, "/departements/{}"),
        "themes": _bars(now["theme"], then["theme"], THEMES, "/themes/{}"),
        "outlets": _bars(outlets, published.by_outlet(before), {}, "")[:_OUTLETS],
        "outlets_in_all": len(outlets),
        "towns": _bars(now["commune"], then["commune"], towns, "/communes/{}")[:_TOWNS],
        "quality": [
            (_week(week.week), week)
            for week in link_quality(visit.storage.judgements.links(period), period)
            if week.shown or week.added
        ],
    }


def _bars(now: Mapping[str, int], before: Mapping[str, int], names: Mapping[str, str], path: str) -> list[Bar]:
    """The most first; what is gone altogether is left out."""
    most = max(now.values(), default=1)
    bars = [
        Bar(
            names.get(code, code), items, before.get(code, 0), round(100 * items / most, 1),
            path.format(code) if code in names else "",
        )
        for code, items in now.items()
    ]  # fmt: skip
    return sorted(bars, key=lambda bar: (-bar.items, bar.name))


def _weeks(days: Mapping[str, int], period: Period) -> list[Bar]:
    """The weeks from Monday on that a period touches, those without an issue included."""
    counts: Counter[date] = Counter()
    for day, items in days.items():
        counts[monday_of(day)] += items if day >= period.first else 0
    most = max((counts[monday] for monday in period.mondays), default=0) or 1
    return [
        Bar(_week(monday.isoformat()), counts[monday], 0, round(100 * counts[monday] / most, 1))
        for monday in period.mondays
    ]


def _week(monday: str) -> str:
    return moment_in_words(f"{monday}T12:00:00Z", "day", "0001-01-01")


def _by_department(towns: list[CommuneRef]) -> list[tuple[str, list[CommuneRef]]]:
    return [(code, list(found)) for code, found in groupby(towns, key=lambda town: town.department)]
