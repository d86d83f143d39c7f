"""Which alarms begin, stand and end, and who is still to be told: decided on facts and memory alone.

One alarm and one all-clear each: whoever was told is not told again until it is over, and who was never told of the
alarm is not told of its end.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from pvd_watch.config.alarms_table import Alarms
from pvd_watch.health.facts import Facts, Watched
from pvd_watch.model import ALARM_KINDS, Alarm, AlarmKind
from pvd_watch.times import moment_of, utc

REMEMBERED = timedelta(days=7)
"""How long an all-clear that could not be delivered is tried."""
_ENOUGH = 1.2
"""Of room there must be this much more than the least before it is called enough again."""
_MENDED = 0.75
"""Of the share of broken sources that alarms, no more than this may be left before it is over: no alarm flutters."""
_FEW = 5
"""Fewer broken sources than this alarm nobody, whatever their share."""
_CATCHING_UP = timedelta(minutes=30)
"""A machine that was off for long is given this time to make up for what it missed before anybody is alarmed."""
_MEGABYTE = 1_000_000

Details = tuple[str, ...]
Found = Mapping[AlarmKind, Details | None]
"""What was judged: the figures of what is wrong, or None where it is well. What cannot be known is left out."""
_SENTENCES: dict[AlarmKind, str] = {
    "database": "the database is damaged or cannot be read: {0}",
    "disk": "{0} MB are left on the disk of the data folder",
    "digest": "there is no digest of {0}; the last one is of {1}",
    "poll": "no source has answered since {0}",
    "sources": "{0} of {1} sources fail or are empty",
    "mail": "{0} mails may or may not have gone",
    "backup": "the last backup is of {0}",
}


def sentence(alarm: Alarm) -> str:
    """What is wrong, for a terminal."""
    return _SENTENCES[alarm.kind].format(*(detail or "never" for detail in alarm.details))


@dataclass(frozen=True, slots=True)
class Message:
    """One to deliver: ``channel`` is an address or ``webhook``; ``over``: the all-clear."""

    channel: str
    alarm: Alarm
    over: bool


def judge(facts: Facts, limits: Alarms, standing: frozenset[AlarmKind]) -> dict[AlarmKind, Details | None]:
    """What is wrong; what stands already is held to the stricter of two bounds, so that none flutters."""
    found: dict[AlarmKind, Details | None] = {"disk": _disk(facts, limits, still="disk" in standing)}
    if facts.damage is not None:
        found["database"] = (facts.damage,) if facts.damage else None
    seen = facts.watched
    if seen is None:
        return found
    if not seen.resumed_at or facts.now - moment_of(seen.resumed_at) > _CATCHING_UP:
        found |= {"digest": _digest(seen), "poll": _poll(seen, limits, facts.now)}
    return found | {
        "sources": _sources(seen, limits, still="sources" in standing),
        "mail": (str(seen.uncertain),) if seen.uncertain else None,
        "backup": _backup(facts, seen, limits),
    }


def decide(found: Found, known: Sequence[Alarm], now: str) -> list[Alarm]:
    """The alarms from now on: those known, ended or kept up as what was found says, and those that begin."""
    alarms = [alarm if alarm.ended_at else _after(alarm, found, now) for alarm in known]
    standing = {alarm.kind for alarm in alarms if not alarm.ended_at}
    begun = ((kind, found.get(kind)) for kind in ALARM_KINDS if kind not in standing)
    return alarms + [Alarm(kind, now, details) for kind, details in begun if details is not None]


def _after(alarm: Alarm, found: Found, now: str) -> Alarm:
    if alarm.kind not in found:
        return alarm
    details = found[alarm.kind]
    return replace(alarm, ended_at=now) if details is None else replace(alarm, details=details)


def to_tell(alarms: Sequence[Alarm], channels: Sequence[str], now: datetime) -> list[Message]:
    """What is to be delivered, all-clears first."""
    oldest = utc(now - REMEMBERED)
    over = [
        Message(channel, alarm, True)
        for alarm in alarms
        if alarm.ended_at >= oldest
        for channel in channels
        if channel in alarm.told - alarm.cleared
    ]
    begun = [
        Message(channel, alarm, False)
        for alarm in alarms
        if not alarm.ended_at
        for channel in channels
        if channel not in alarm.told
    ]
    return over + begun


def delivered(alarm: Alarm, message: Message) -> Alarm:
    """The alarm once a message of it has gone."""
    told = frozenset({message.channel})
    return replace(alarm, cleared=alarm.cleared | told) if message.over else replace(alarm, told=alarm.told | told)


def united(*memories: Sequence[Alarm]) -> list[Alarm]:
    """What several memories of the same alarms know together, oldest first."""
    alarms: dict[tuple[str, str], Alarm] = {}
    for alarm in (alarm for memory in memories for alarm in memory):
        key = (alarm.kind, alarm.began_at)
        other = alarms.get(key, alarm)
        alarms[key] = replace(
            other,
            ended_at=other.ended_at or alarm.ended_at,
            told=other.told | alarm.told,
            cleared=other.cleared | alarm.cleared,
        )
    return sorted(alarms.values(), key=lambda alarm: (alarm.began_at, alarm.kind))


def _disk(facts: Facts, limits: Alarms, *, still: bool) -> Details | None:
    least = limits.least_free_megabytes * _MEGABYTE * (_ENOUGH if still else 1)
    return (str(facts.free_bytes // _MEGABYTE),) if facts.free_bytes < least else None


def _digest(seen: Watched) -> Details | None:
    if seen.latest_digest >= seen.digest_due or seen.digest_due_at < seen.watched_since:
        return None
    return (seen.digest_due, seen.latest_digest)


def _poll(seen: Watched, limits: Alarms, now: datetime) -> Details | None:
    since = max(seen.answered_at, seen.watched_since)
    stalled = bool(seen.watched) and since < utc(now - timedelta(hours=limits.poll_hours))
    return (seen.answered_at,) if stalled else None


def _sources(seen: Watched, limits: Alarms, *, still: bool) -> Details | None:
    share = limits.broken_percent / 100 * (_MENDED if still else 1)
    many = seen.broken >= max(_FEW, share * seen.watched)
    return (str(seen.broken), str(seen.watched)) if many else None


def _backup(facts: Facts, seen: Watched, limits: Alarms) -> Details | None:
    since = moment_of(seen.watched_since) if facts.backup_at is None else facts.backup_at
    if not limits.backup_days or facts.now - since <= timedelta(days=limits.backup_days):
        return None
    return (utc(facts.backup_at) if facts.backup_at else "",)
