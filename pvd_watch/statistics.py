"""Statistics of a period of digest days: what was written of whom, against the period of the same length before it.

Counted are the Articles that name a town of the programme, on the digest day in whose window they were first seen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from typing import Any

from pvd_watch.model import By, CommuneRef, Count, JudgedLink, LinkQuality, Sighting
from pvd_watch.times import Period, monday_of
from pvd_watch.typography import THEMES, Places

_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Statistics:
    """Counts of a period, the most first, weeks in their order; ``department``: the one asked for, or empty.

    ``began``: the day of the oldest Digest, empty before there is one.
    """

    period: Period
    by: By
    department: str
    counts: tuple[Count, ...]
    began: str = ""

    @property
    def before(self) -> Period:
        """What the period is compared with, for weeks as a whole."""
        return self.period.earlier(7) if self.by == "week" else self.period.before

    @property
    def comparable(self) -> bool:
        """False where the watch began too late for the comparison to be whole."""
        return bool(self.began) and self.began <= self.before.first

    def to_object(self) -> dict[str, Any]:
        """For ``--json``."""
        return {
            "period": {"from": self.period.first, "to": self.period.last},
            "before": {"from": self.before.first, "to": self.before.last},
            "comparable": self.comparable,
            "by": self.by,
            "department": self.department,
            "counts": [
                {
                    "code": count.code,
                    "name": count.name,
                    "articles": count.articles,
                    "stories": count.stories,
                    "before": count.before,
                    "change": count.change,
                    "percent": count.percent,
                }
                for count in self.counts
            ],
        }


def ordered(counts: Iterable[Count], by: By, places: Places) -> tuple[Count, ...]:
    """Counts with the names of departments and regions, the most Articles first, of equals by name and code."""
    names: Mapping[str, str] = {"department": places.departments, "region": places.regions}.get(by, {})
    named = [replace(count, name=names.get(count.code, count.name)) for count in counts]
    return tuple(sorted(named, key=lambda count: (-count.articles, -count.before, count.name, count.code)))


def by_theme(
    now: Sequence[Sighting], before: Sequence[Sighting], themes: Mapping[int, tuple[str, ...]]
) -> tuple[Count, ...]:
    """Counts of each theme: an Article counts for the themes of its Story, for ``autre`` where it has none.

    :param themes: by Story.
    """
    articles, stories, earlier = ({code: set[int]() for code in THEMES} for _ in range(3))
    for sightings, found in ((now, articles), (before, earlier)):
        for sighting in sightings:
            for code in themes.get(sighting.story_id) or ("autre",):
                found.setdefault(code, set()).add(sighting.article_id)
    for sighting in now:
        for code in themes.get(sighting.story_id) or ("autre",):
            stories.setdefault(code, set()).add(sighting.story_id)
    return tuple(
        Count(
            code,
            THEMES.get(code, code),
            len(articles.get(code, ())),
            len(stories.get(code, ())),
            len(earlier.get(code, ())),
        )
        for code in sorted({*articles, *earlier})
    )


def by_week(sightings: Iterable[Sighting], period: Period) -> tuple[Count, ...]:
    """Counts of each week from Monday on, weeks without an Article included; ``before`` are the same days a week
    earlier, so that a week cut by an end of the period is compared with as many days.

    :param sightings: of the period and of the seven days before it.
    """
    first, last = date.fromisoformat(period.first), date.fromisoformat(period.last)
    weeks = {monday: number for number, monday in enumerate(period.mondays)}
    articles, before = [0] * len(weeks), [0] * len(weeks)
    stories: list[set[int]] = [set() for _ in weeks]
    for sighting in sightings:
        day = date.fromisoformat(sighting.day)
        if first <= day <= last:
            week = weeks[monday_of(sighting.day)]
            articles[week] += 1
            stories[week].add(sighting.story_id)
        if first <= day + _WEEK <= last:
            before[weeks[monday_of(sighting.day) + _WEEK]] += 1
    return tuple(
        Count(monday.isoformat(), _week_name(monday), articles[number], len(stories[number]), before[number])
        for monday, number in weeks.items()
    )


def link_quality(links: Iterable[JudgedLink], period: Period) -> tuple[LinkQuality, ...]:
    """How right the links were, week by week from Monday on, weeks in which nobody read anything included.

    :param links: of the period.
    """
    weeks = {monday: Counter[str]() for monday in period.mondays}
    for link in links:
        weeks[monday_of(link.day)][link.answer] += 1
    return tuple(
        LinkQuality(
            week=monday.isoformat(),
            name=_week_name(monday),
            shown=counted[""] + counted["reject"] + counted["correct"],
            rejected=counted["reject"],
            corrected=counted["correct"],
            added=counted["add"],
        )
        for monday, counted in weeks.items()
    )


def quality_object(period: Period, weeks: Sequence[LinkQuality]) -> dict[str, Any]:
    """How right the links were, for ``--json``."""
    return {
        "period": {"from": period.first, "to": period.last},
        "weeks": [
            asdict(week) | {"right": week.right, "precision": week.precision, "recall": week.recall} for week in weeks
        ],
    }


def _week_name(monday: date) -> str:
    """The week as ISO 8601 numbers it: ``2026-W45``."""
    year, week, _ = monday.isocalendar()
    return f"{year}-W{week:02d}"


def unnamed_object(period: Period | None, department: str, towns: Sequence[CommuneRef]) -> dict[str, Any]:
    """Towns that were never named, for ``--json``; without a period: since the archive begins."""
    return {
        "period": None if period is None else {"from": period.first, "to": period.last},
        "department": department,
        "count": len(towns),
        "communes": [{"insee": town.insee, "name": town.name, "department": town.department} for town in towns],
    }
