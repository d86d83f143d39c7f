"""Moments as stored and days as lived: UTC text ``YYYY-MM-DDTHH:MM:SSZ`` here, days of Europe/Paris there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from pvd_watch.errors import UsageError

PARIS = ZoneInfo("Europe/Paris")
_FORMAT = "%Y-%m-%dT%H:%M:%SZ"


def utc(moment: datetime) -> str:
    """An aware moment as stored, always 20 characters."""
    return moment.astimezone(UTC).strftime(_FORMAT)


def moment_of(stored: str) -> datetime:
    """A stored moment, aware, in UTC."""
    return datetime.fromisoformat(stored)


def local_day(moment: datetime) -> str:
    """The day in Paris of an aware moment."""
    return moment.astimezone(PARIS).date().isoformat()


def start_of(day: str) -> str:
    """The first moment of a local day, as stored."""
    return utc(datetime.fromisoformat(day).replace(tzinfo=PARIS))


def end_of(day: str) -> str:
    """The first moment after a local day, as stored."""
    return start_of(_shifted(day, 1))


def noon_of(day: str) -> str:
    """Noon in Paris of a day, as stored: how a date without an hour is kept."""
    return utc(datetime.fromisoformat(day).replace(hour=12, tzinfo=PARIS))


def monday_of(day: str) -> date:
    """The Monday of the week of a day."""
    found = date.fromisoformat(day)
    return found - timedelta(days=found.weekday())


@dataclass(frozen=True, slots=True)
class Period:
    """Local days from ``first`` to ``last``, both included."""

    first: str
    last: str

    @property
    def days(self) -> int:
        """How many days it has."""
        return (date.fromisoformat(self.last) - date.fromisoformat(self.first)).days + 1

    @property
    def mondays(self) -> tuple[date, ...]:
        """The Mondays of the weeks that it touches."""
        first, last = monday_of(self.first), monday_of(self.last)
        return tuple(first + timedelta(days=days) for days in range(0, (last - first).days + 1, 7))

    @property
    def before(self) -> Period:
        """The period of the same length that ends the day before this one begins."""
        return Period(_shifted(self.first, -self.days), _shifted(self.first, -1))

    def earlier(self, days: int) -> Period:
        """The same number of days, so many days earlier."""
        return Period(_shifted(self.first, -days), _shifted(self.last, -days))


def read_period(first: str, last: str) -> Period:
    """A period out of two days as people write them.

    :raises UsageError: one is no day of the calendar, or the second comes before the first.
    """
    period = Period(read_day(first), read_day(last))
    if period.first > period.last:
        raise UsageError(f"from {first} comes after to {last}; give the earlier day first")
    return period


def read_day(words: str) -> str:
    """A day as ``YYYY-MM-DD``.

    :raises UsageError: there is no such day.
    """
    try:
        day = date.fromisoformat(words)
        if day.isoformat() != words:
            raise ValueError("written in another way")
    except ValueError as error:
        raise UsageError(f"{words} is no day of the calendar; write YYYY-MM-DD, as in 2026-11-23") from error
    return words


def _shifted(day: str, days: int) -> str:
    """A day some days later, or earlier; the calendar ends at its ends."""
    moved = date.fromisoformat(day).toordinal() + days
    return date.fromordinal(min(max(moved, 1), date.max.toordinal())).isoformat()
