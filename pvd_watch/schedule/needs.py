"""Whether a task has anything to do, read from the database before a process is started for it. Nothing is written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from pvd_watch.collect.rhythm import SLACK
from pvd_watch.config import Settings
from pvd_watch.schedule.publication import AUTOMATE
from pvd_watch.storage import Storage
from pvd_watch.times import PARIS, local_day, moment_of, utc

Need = Literal["now", "later", "no"]
"""``later``: asked again in a minute; ``no``: this time there is nothing to do."""
AT_WORK = timedelta(minutes=15)
"""An editor who did something so short a time ago is still at work on the day."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a need is decided on; ``day``: the planned day in Paris."""

    storage: Storage
    settings: Settings
    day: str
    now: datetime


def always(_: Facts) -> Need:
    """Each time."""
    return "now"


def sources_due(facts: Facts) -> Need:
    """Where a Source is due by its own rhythm. A home that was never read has none in its tables yet."""
    sources = facts.storage.sources
    return "now" if sources.due(utc(facts.now + SLACK)) or not sources.states() else "no"


def jobs_waiting(facts: Facts) -> Need:
    """Where editors asked for an article by its address."""
    return "now" if facts.storage.jobs.waiting() else "no"


def reminder(facts: Facts) -> Need:
    """While today's draft waits; a reminder of another day would come too late."""
    if facts.day != local_day(facts.now):
        return "no"
    return _of_draft(facts)


def publication(facts: Facts) -> Need:
    """Where nobody has published the day yet, nor taken its publication back, and nobody is at work on it."""
    need = _of_draft(facts)
    if need != "now":
        return need
    history = facts.storage.reviews.history(facts.day)
    if any(logged.decision.action == "publish" for logged in history):
        return "no"
    own = [moment_of(logged.at) for logged in history if logged.editor != AUTOMATE]
    return "later" if own and facts.now - AT_WORK < max(own) <= facts.now else "now"


def mail(facts: Facts) -> Need:
    """Where readers have not got today's digest, once it is published or, where an hour is set, from then on."""
    hour, mail = facts.settings.schedule.mail_hour, facts.settings.mail
    if hour and facts.now.astimezone(PARIS).strftime("%H:%M") < hour:
        return "no"
    head = facts.storage.digests.head(facts.day)
    if head is None or (head.state != "published" and not (hour and mail.drafts)):
        return "no"
    known = facts.storage.sendings.of_day(facts.day)
    return "now" if any(to not in known or known[to].state == "failed" for to in mail.to) else "no"


def _of_draft(facts: Facts) -> Need:
    """Of a task that is about a draft: today's may still be in the making."""
    head = facts.storage.digests.head(facts.day)
    if head is None:
        return "later" if facts.day == local_day(facts.now) else "no"
    return "no" if head.state == "published" else "now"
