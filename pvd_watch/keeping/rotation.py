"""Which backups stay: of each of the last days one, then of each of the weeks before them one. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import datetime

from pvd_watch.times import local_day, monday_of

_FORM = "%Y-%m-%dT%H%M%SZ"
_NAME = re.compile(r"pvd_watch-(\d{4}-\d\d-\d\dT\d{6}Z)\.db")


def backup_name(moment: datetime) -> str:
    """The name of a backup made at a moment (aware, UTC)."""
    return f"pvd_watch-{moment:{_FORM}}.db"


def made_at(name: str) -> datetime | None:
    """When a backup of that name was made, in UTC; None for any other file."""
    found = _NAME.fullmatch(name)
    try:
        return datetime.strptime(f"{found.group(1)}+0000", f"{_FORM}%z") if found else None
    except ValueError:
        return None


def superfluous(names: Iterable[str], daily: int, weekly: int, made: str = "") -> list[str]:
    """The backups that may go, oldest first; files that are no backups are never among them.

    Of each day in Paris the last one counts, of each week (from Monday on) before the days that stay, its last day.

    :param daily: of how many days one stays, counted from the newest; days without a backup do not count.
    :param weekly: of how many weeks before them one stays.
    :param made: the one written just now, which stays whatever the clock says.
    """
    known = {name: moment for name in names if (moment := made_at(name)) is not None}
    days: dict[str, str] = {}
    for name in sorted(known, key=known.__getitem__):
        days[local_day(known[name])] = name
    newest = sorted(days, reverse=True)
    stays = {days[day] for day in newest[:daily]} | {made}
    stays |= set(list(_last_of_weeks(days, newest[daily:]).values())[:weekly])
    return sorted((name for name in known if name not in stays), key=known.__getitem__)


def _last_of_weeks(days: Mapping[str, str], newest: Iterable[str]) -> dict[str, str]:
    weeks: dict[str, str] = {}
    for day in newest:
        weeks.setdefault(monday_of(day).isoformat(), days[day])
    return weeks
