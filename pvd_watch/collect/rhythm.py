"""The rhythm of polling, learnt from what a Source publishes. Pure: history in, minutes out.

A Source is polled about as often as it publishes, or hourly if that is oftener; never so rarely that its feed could
turn over between two polls, not more often than it asks for where that loses nothing, always within the owner's bounds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from pvd_watch.model import Done
from pvd_watch.standing import Poll, SourceState
from pvd_watch.times import moment_of

_TURNS = 3
"""How many polls fall into the time in which a feed's window turns over."""
_ENOUGH_NEWS = 3
_ENOUGH_HOURS = 24.0
_LONGEST_GAP = 90 * 24 * 60
SLACK = timedelta(minutes=10)
"""A Source due within this is due now: what a daily run polled minutes after its hour, the next finds due."""
_RECHECK = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Bounds:
    """The owner's bounds, in minutes. ``usual``: for a Source that nothing is known of yet, or that publishes more
    often than this but keeps its entries long enough."""

    least: int
    most: int
    usual: int


def usual_gap(history: Sequence[Poll], done: Done, known: int) -> int:
    """Minutes between two new entries, 0 where it cannot be told.

    From the polls of the last days where they saw enough; else from the dates in the body; else what was known.

    :param history: polls, newest first, the present one included.
    """
    seen = _gap_seen(history)
    if seen:
        return seen
    if done.entries >= _ENOUGH_NEWS and done.oldest and done.newest > done.oldest:
        span = (moment_of(done.newest) - moment_of(done.oldest)).total_seconds() / 60
        return _within(span / (done.entries - 1))
    return known


def _gap_seen(history: Sequence[Poll]) -> int:
    polls = [poll for poll in history if poll.read]
    if len(polls) < 2:
        return 0
    # What the oldest poll brought came before it: it tells nothing of the time since.
    new = sum(poll.new_entries for poll in polls[:-1])
    minutes = (moment_of(polls[0].at) - moment_of(polls[-1].at)).total_seconds() / 60
    if new < _ENOUGH_NEWS or minutes < _ENOUGH_HOURS * 60:
        return 0
    return _within(minutes / new)


def _within(minutes: float) -> int:
    return int(min(max(minutes, 1.0), _LONGEST_GAP))


def missed(before: SourceState, done: Done, new_entries: int) -> bool:
    """True where two fetches do not overlap: nothing of the present body was there the time before."""
    return bool(before.last_ok_at) and before.entries > 0 and 0 < done.entries <= new_entries


def interval(gap: int, entries: int, ttl_seconds: int, bounds: Bounds, *, after_miss: int = 0) -> int:
    """Minutes until the next poll.

    :param gap: minutes between two new entries, 0: unknown.
    :param entries: how many the feed's window holds.
    :param after_miss: the interval that turned out too long, where entries were just missed.
    """
    turnover = gap * entries // _TURNS
    wanted = max(gap, bounds.usual, ttl_seconds // 60)
    if turnover:
        wanted = min(wanted, turnover)
    if after_miss:
        wanted = min(wanted, after_miss // 2)
    return max(bounds.least, min(wanted, bounds.most))


def ask_whole(state: SourceState, now: str) -> bool:
    """True where a Source is to be asked without its validators.

    Always where they were found to lie; once a day where only « not modified » has come for longer than its own rhythm,
    for some servers never change an ETag.
    """
    if state.etag_lies:
        return True
    if not state.body_at:
        return False
    waited = moment_of(now) - moment_of(state.body_at)
    return waited >= max(_RECHECK, timedelta(minutes=state.usual_gap_minutes))
