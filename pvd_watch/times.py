"""Moments as stored and days as lived: UTC text ``YYYY-MM-DDTHH:MM:SSZ`` here, days of Europe/Paris there."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

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
