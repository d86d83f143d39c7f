"""The tasks of a home: the one table of what is done by itself. A new task is a line of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Literal

from pvd_watch.config import Settings
from pvd_watch.schedule import needs
from pvd_watch.schedule.clock import Clock, Daily, Every
from pvd_watch.schedule.needs import Facts, Need

Lane = Literal["line", "aside"]
"""``line``: works on the line, one at a time, as each holds the home's lock; ``aside``: may be done meanwhile."""


@dataclass(frozen=True, slots=True)
class Task:
    """A command that is done by itself, in a process of its own.

    ``words``: the command line behind ``pvd-watch --home DIR``, where ``{day}`` is the planned day in Paris; ``need``
    says from the database, before a process is started, whether there is anything to do; ``at_first``: what was due
    before the schedule first ran is done too; ``once``: where it fails it is not tried again until it is due anew.
    """

    name: str
    clock: Clock
    words: tuple[str, ...]
    lane: Lane = "line"
    need: Callable[[Facts], Need] = needs.always
    at_first: bool = False
    once: bool = False


def tasks(settings: Settings) -> tuple[Task, ...]:
    """The tasks that the settings ask for."""
    own, mailed = settings.schedule, bool(settings.mail.to)
    reminder_hour = own.reminder_hour if own.editors else ""
    return (
        *_daily("draft", settings.digest.hour, "run --quiet", at_first=True),
        *_every("poll", own.poll_minutes, "run --no-digest --quiet", need=needs.sources_due, at_first=True),
        *_every("jobs", 2, "run --jobs --quiet", need=needs.jobs_waiting, at_first=True),
        *_daily("remind", reminder_hour, "schedule remind {day} --quiet", lane="aside", need=needs.reminder),
        *_daily("publish", own.publish_hour, "schedule publish {day} --quiet", lane="aside", need=needs.publication),
        *_every("mail", int(mailed), "send {day} --quiet", lane="aside", need=needs.mail),
        *_every("alarms", 5, "status --alarms --quiet", lane="aside", at_first=True, once=True),
        *_daily("check", own.check_hour, "sources check --waiting --quiet", once=True),
        *_daily("purge", own.purge_hour, "purge --quiet"),
        *_daily("backup", own.backup_hour, "backup --quiet", lane="aside"),
    )


def _daily(name: str, hour: str, words: str, **values: Any) -> list[Task]:
    """A task at an hour of Paris; none where the hour is empty."""
    return [Task(name, Daily(hour), tuple(words.split()), **values)] if hour else []


def _every(name: str, minutes: int, words: str, **values: Any) -> list[Task]:
    """A task every so many minutes; none where that is 0."""
    return [Task(name, Every(timedelta(minutes=minutes)), tuple(words.split()), **values)] if minutes else []
