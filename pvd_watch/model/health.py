"""How the service itself fares: its alarms, what it holds, what waits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

AlarmKind = Literal["database", "disk", "digest", "poll", "sources", "mail", "backup"]
"""What may be wrong: the database is damaged, room is short, the day's digest is missing, no source answers, sources
are broken in numbers, mails may or may not have gone, the last backup is old."""
ALARM_KINDS: tuple[AlarmKind, ...] = get_args(AlarmKind)


@dataclass(frozen=True, slots=True)
class Alarm:
    """Something wrong from ``began_at`` on (UTC text), until ``ended_at`` (empty: it is still so).

    ``details``: the figures of it, in the order of its sentences; ``told`` and ``cleared``: whom the alarm, and its
    all-clear, went to.
    """

    kind: AlarmKind
    began_at: str
    details: tuple[str, ...] = ()
    ended_at: str = ""
    told: frozenset[str] = frozenset()
    cleared: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Queue:
    """Work that waits in the database. ``oldest_at``: since when the first of it does (UTC text), empty: none waits."""

    name: Literal["not_linked", "not_grouped", "pages", "jobs"]
    waiting: int
    oldest_at: str = ""


@dataclass(frozen=True, slots=True)
class RunTotal:
    """The Runs of one command with one outcome (ok, failed, empty: not ended, or killed), and how long those that ended
    took together."""

    command: str
    outcome: str
    count: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Stock:
    """What is stored: how many Articles, and how many Mentions link them to communes."""

    articles: int
    links: int


@dataclass(frozen=True, slots=True)
class TableSizes:
    """Bytes of each table with its indexes, as measured at a time; empty where that was never done."""

    at: str = ""
    bytes: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Checkup:
    """The last look through the whole database file. ``damage``: what was found, empty where it is sound."""

    at: str = ""
    damage: str = ""
