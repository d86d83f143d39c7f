"""How a Source fares: failing, silent beyond its own rhythm, quiet as usual, gone; and when it is asked again. Pure.

Nothing is ever given up for good: what fails is asked again after an hour, then two, four… up to a week; what is gone
(404, 410) after 30 days. One notice tells that a Source broke, one that it is back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from pvd_watch.collect import rhythm
from pvd_watch.collect.rhythm import Bounds
from pvd_watch.model import Done
from pvd_watch.standing import Notice, Outlook, Poll, SourceState, Standing, Trouble
from pvd_watch.times import moment_of, utc

LONGEST_WAIT = timedelta(days=7)
GONE_WAIT = timedelta(days=30)
_GONE = (404, 410)
_BROKEN_AFTER = 3
"""Failures in a row after which a Source is broken: one refusal (403 by mood, a server restarting) alarms nobody."""
_SILENT_GAPS = 4
_LEAST_SILENCE, _MOST_SILENCE = timedelta(days=3), timedelta(days=90)
_UNKNOWN_SILENCE = timedelta(days=30)
_OURS = ("crawl", "budget")
"""Stages of failures that are no doing of the Source: the crawl was cut short, the day's requests are used up."""


@dataclass(frozen=True, slots=True)
class Told:
    """A poll with what came of it. ``history``: the Source's polls, newest first, this one among them."""

    done: Done
    new_entries: int
    history: Sequence[Poll]


def blamed(done: Done) -> bool:
    """True for a failure that is the Source's own, and counts against it.

    A whole host that wants no request for a while (Retry-After), so that none was made, says nothing of the Source.
    """
    failure = done.failure
    return failure is not None and failure.stage not in _OURS and not (done.retry_after and not done.status)


def back_off(failures: int) -> timedelta:
    """How long a Source is left alone after so many failures in a row."""
    return min(timedelta(hours=2.0 ** min(max(failures, 1) - 1, 20)), LONGEST_WAIT)


def outlook(before: SourceState, told: Told, now: datetime, bounds: Bounds) -> Outlook:
    """How a Source is seen after a poll: when next, in which trouble, with which notice.

    :param before: its state before this poll.
    """
    done, at = told.done, utc(now)
    if done.failure is not None:
        failures = before.failures + blamed(done)
        trouble = _trouble_of_failure(before, done, failures)
        following = Outlook(
            utc(_next_try(done, failures, now)), before.interval_minutes, before.usual_gap_minutes, trouble
        )
    elif before.kind == "search":
        # Another question each time: what it brings has no rhythm, and often there is nothing.
        following = Outlook(utc(_next_poll(done, bounds.usual, now)), bounds.usual, 0, "")
    else:
        gap = rhythm.usual_gap(told.history, done, before.usual_gap_minutes)
        entries = before.entries if done.unchanged else done.entries
        lost = rhythm.missed(before, done, told.new_entries)
        minutes = rhythm.interval(
            gap, entries, done.ttl_seconds, bounds, after_miss=before.interval_minutes or bounds.usual if lost else 0
        )
        newest = max(min(done.newest, at), before.newest_at)  # a date ahead is no news
        last_new = at if told.new_entries else before.last_new_at
        trouble = _trouble_when_read(before, done, _silent(newest or last_new, gap, now))
        following = Outlook(utc(_next_poll(done, minutes, now)), minutes, gap, trouble, lost)
    return _with_notice(before, following, told, at)


def _next_try(done: Done, failures: int, now: datetime) -> datetime:
    if done.status in _GONE:
        return now + GONE_WAIT
    if done.failure is not None and done.failure.stage == "crawl":
        return now
    if done.retry_after:
        return min(max(moment_of(done.retry_after), now), now + LONGEST_WAIT)
    return now + back_off(failures)


def _next_poll(done: Done, minutes: int, now: datetime) -> datetime:
    wanted = now + timedelta(minutes=minutes)
    return wanted if not done.retry_after else max(wanted, min(moment_of(done.retry_after), now + LONGEST_WAIT))


def _trouble_of_failure(before: SourceState, done: Done, failures: int) -> Trouble:
    if done.status in _GONE:
        return "gone"
    if not blamed(done):
        return before.trouble
    if before.kind == "listing" and done.failure is not None and done.failure.stage == "format" and before.entries:
        return "empty"
    return "failing" if failures >= _BROKEN_AFTER or before.trouble in ("failing", "gone") else before.trouble


def _trouble_when_read(before: SourceState, done: Done, silent: bool) -> Trouble:
    if not done.unchanged and not done.entries:
        return "empty" if before.entries or before.trouble == "empty" else ""
    if done.unchanged and before.trouble == "empty":
        return "empty"
    return "silent" if silent else ""


def _silent(last_news: str, gap: int, now: datetime) -> bool:
    if not last_news:
        return False
    usual = timedelta(minutes=gap) * _SILENT_GAPS if gap else _UNKNOWN_SILENCE
    return now - moment_of(last_news) > min(max(usual, _LEAST_SILENCE), _MOST_SILENCE)


def _with_notice(before: SourceState, following: Outlook, told: Told, at: str) -> Outlook:
    if bool(following.trouble) == bool(before.trouble):
        return following
    if following.trouble:
        reason = told.done.failure.message if told.done.failure is not None else ""
        return replace(following, notice=Notice(before.id, "broken", at, at, following.trouble, reason))
    return replace(following, notice=Notice(before.id, "back", before.trouble_since, at, before.trouble))


def standing(state: SourceState, now: datetime) -> Standing:
    """How a Source fares at this moment; what failed once or twice is failing too, though nobody was told yet."""
    if not state.last_polled_at:
        return "new"
    if state.trouble in ("gone", "empty"):
        return state.trouble
    if state.failure is not None:
        return "failing"
    news = state.newest_at or state.last_new_at
    if state.trouble == "silent" or _silent(news, state.usual_gap_minutes, now):
        return "silent"
    usual = timedelta(minutes=state.usual_gap_minutes or 24 * 60)
    return "quiet" if not news or now - moment_of(news) > usual else "well"
