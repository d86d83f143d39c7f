"""What became of a task so far, and whether it is due now. Pure; moments are aware, in UTC."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from pvd_watch.schedule.clock import Clock
from pvd_watch.storage.task_runs import TaskOutcome, TaskRun
from pvd_watch.times import moment_of

NEVER = datetime(2000, 1, 1, tzinfo=UTC)
"""Before every planned moment."""
ASK_AGAIN = timedelta(minutes=1)
"""How soon a task is tried again that could not begin: another run was under way, or it was too early."""
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=5), timedelta(hours=1)
"""How soon a task that failed is tried again: the wait doubles from time to time, up to the longest."""


@dataclass(frozen=True, slots=True)
class Past:
    """``settled``: the planned moment with which one is done; ``not_before``: when a task that is not done may be tried
    again; ``failures``: in a row."""

    settled: datetime = NEVER
    not_before: datetime = NEVER
    failures: int = 0

    def due(self, clock: Clock, now: datetime) -> datetime | None:
        """The planned moment that is to be done now, or None."""
        # A wait longer than any comes from a clock that was set back.
        if now < self.not_before <= now + LONGEST_WAIT:
            return None
        return clock.due(self.settled, now)

    def next(self, clock: Clock, now: datetime) -> datetime:
        """When the task is done next, ``now`` where it is due."""
        if clock.due(self.settled, now) is not None:
            return max(now, self.not_before)
        return clock.next(self.settled, now)

    def after(self, planned: datetime, outcome: TaskOutcome, now: datetime) -> Past:
        """The same once the task was done, or tried, for a planned moment."""
        if outcome == "ok":
            return Past(settled=planned)
        if outcome in ("busy", "stopped"):
            return replace(self, not_before=now + ASK_AGAIN)
        wait = min(FIRST_WAIT * 2 ** min(self.failures, 10), LONGEST_WAIT)
        return replace(self, not_before=now + wait, failures=self.failures + 1)

    def resumed(self, runs: Iterable[TaskRun]) -> Past:
        """The same after what was tried since, as it was stored: when a scheduler that still works tries again.

        One that was started anew tries at once: a run before its time begins the waits anew.

        :param runs: of one task, in their order; those under way are left out.
        """
        past = self
        for run in runs:
            if not run.outcome:
                continue
            if moment_of(run.started_at) < past.not_before:
                past = replace(past, not_before=NEVER, failures=0)
            past = past.after(moment_of(run.planned_at), run.outcome, moment_of(run.ended_at))
        return past

    def waits(self, now: datetime) -> Past:
        """The same where it was too early."""
        return replace(self, not_before=now + ASK_AGAIN)

    def passed(self, planned: datetime) -> Past:
        """The same where there was nothing to do."""
        return Past(settled=planned, failures=self.failures)
