"""What questions to the API have in common: department, theme, period, read and refused alike."""

from __future__ import annotations

from pvd_watch.times import Period, read_day, start_of
from pvd_watch.typography import THEMES
from pvd_watch.web.api.answering import ApiError
from pvd_watch.web.visit import Visit

_EARLIEST, _LATEST = "1990-01-01", "2200-01-01"


def department_asked(visit: Visit) -> str:
    """A department's code, or nothing.

    :raises ApiError: there is no such department.
    """
    code = visit.asked("department").upper()
    if code and code not in visit.site.places.departments:
        raise ApiError(400, "bad_request", f"{code} is no department; write its code, as in 29, 2A or 971")
    return code


def theme_asked(visit: Visit) -> str:
    """A theme's code, or nothing.

    :raises ApiError: there is no such theme.
    """
    code = visit.asked("theme")
    if code and code not in THEMES:
        raise ApiError(400, "bad_request", f"{code} is no theme; write one of {', '.join(THEMES)}")
    return code


def days_asked(visit: Visit) -> tuple[str, str]:
    """``from`` and ``to``, each a day or empty.

    :raises ApiError: a word is no day that can have an archive.
    :raises UsageError: a word is no day of the calendar.
    """
    days = [visit.asked(name) and read_day(visit.asked(name)) for name in ("from", "to")]
    for day in days:
        if day and not _EARLIEST <= day < _LATEST:
            raise ApiError(400, "bad_request", f"{day} is out of reach: days go from {_EARLIEST} to {_LATEST}")
    return days[0], days[1]


def period_asked(visit: Visit) -> tuple[str, str]:
    """The moments between which ``from`` and ``to`` lie, each empty where it is not asked for."""
    first, last = days_asked(visit)
    return (start_of(first) if first else ""), (start_of(Period(last, last).earlier(-1).first) if last else "")
