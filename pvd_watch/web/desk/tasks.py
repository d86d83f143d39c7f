"""Articles asked for by their address, as the day's page tells how far they are."""

from __future__ import annotations

from dataclasses import dataclass

from pvd_watch.model import AskedJob
from pvd_watch.review.job_words import told
from pvd_watch.typography import excerpt, harmless, web_address
from pvd_watch.web.visit import Visit


@dataclass(frozen=True, slots=True)
class Task:
    """One article that was asked for; ``says``: how far it is, in words."""

    job: AskedJob
    url: str
    shown: str
    says: str


def jobs_of(visit: Visit, day: str) -> list[Task]:
    """What was asked for a day, the newest first."""
    return [
        Task(job, web_address(job.url), excerpt(harmless(job.url), 90), told(job))
        for job in visit.watch.adding.jobs(day)
    ]
