"""When a task is due: hours of Paris over both clock changes, and intervals. Pure; moments are aware, in UTC."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Protocol

from pvd_watch.times import PARIS


class Clock(Protocol):
    """When something is planned."""

    @property
    def words(self) -> str:
        """The clock for a person."""

    def due(self, settled: datetime, now: datetime) -> datetime | None:
        """The planned moment that is to be done at ``now``, once however many were missed; None where there is none.

        :param settled: the planned moment with which one is done already.
        """

    def next(self, settled: datetime, now: datetime) -> datetime:
        """The next planned moment after ``now``."""


@dataclass(frozen=True, slots=True)
class Daily:
    """``HH:MM`` each day in Paris.

    Once a day: an hour that the change of clocks gives twice is taken the first time, one that it leaves out is taken
    an hour later. (APScheduler's own trigger for this, in the hour that comes twice, names one moment for ever.)
    """

    hour: str

    @property
    def words(self) -> str:
        """See :class:`Clock`."""
        return f"at {self.hour}"

    def due(self, settled: datetime, now: datetime) -> datetime | None:
        """See :class:`Clock`."""
        latest = max(moment for moment in self._around(now) if moment <= now)
        return latest if latest > settled else None

    def next(self, settled: datetime, now: datetime) -> datetime:
        """See :class:`Clock`."""
        return min(moment for moment in self._around(now) if moment > max(now, settled))

    def _around(self, now: datetime) -> list[datetime]:
        today, hour = now.astimezone(PARIS).date(), time.fromisoformat(self.hour)
        days = (today + timedelta(days=days) for days in (-1, 0, 1, 2))
        return [datetime.combine(day, hour, PARIS).astimezone(UTC) for day in days]


@dataclass(frozen=True, slots=True)
class Every:
    """Again and again, so long after the last time; at once where the clock was set back behind that."""

    period: timedelta

    @property
    def words(self) -> str:
        """See :class:`Clock`."""
        seconds = self.period.total_seconds()
        return f"every {seconds / 60:g} min" if seconds >= 60 else f"every {seconds:g} s"

    def due(self, settled: datetime, now: datetime) -> datetime | None:
        """See :class:`Clock`."""
        return None if settled <= now < settled + self.period else now

    def next(self, settled: datetime, now: datetime) -> datetime:
        """See :class:`Clock`."""
        return max(now, min(settled, now) + self.period)
