"""The state of an installation at a glance, for ``status``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any

from pvd_watch.collect.state import standing
from pvd_watch.config import load_settings
from pvd_watch.health.alarms import sentence
from pvd_watch.health.facts import free_bytes, newest_backup
from pvd_watch.model import Alarm, Queue, Sending
from pvd_watch.standing import STANDINGS, Notice, SourceState, Standing, TextState
from pvd_watch.times import utc
from pvd_watch.wiring import Watch

_LATELY = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Overview:
    """What a person who logs in once a month wants to know; times are UTC text, empty where nothing happened.

    ``failing``: Sources whose last poll failed, once or for long; ``standings``: how each Source fares; ``missed``: in
    whose feeds entries came and went between two polls of the last days; ``reserved``: whose texts may not be read;
    ``pages``: what became of the pages of articles; ``notices``: of the last days, newest first.
    """

    alarms: tuple[Alarm, ...]
    """What is wrong with the service itself, as of the last check."""
    checked_at: str
    home: str
    database: str
    database_bytes: int
    free_bytes: int
    backup_at: str
    queues: tuple[Queue, ...]
    """Work that waits, each sort that does."""
    articles: int
    communes: int
    programme: int
    last_run: str
    last_digest: str
    watched: int
    never_polled: int
    failing: tuple[SourceState, ...]
    standings: Mapping[Standing, tuple[SourceState, ...]]
    missed: tuple[SourceState, ...]
    reserved: tuple[SourceState, ...]
    pages: Mapping[TextState, int]
    notices: tuple[Notice, ...]
    uncertain: tuple[Sending, ...]
    """Mails of which nobody knows whether they went."""

    def to_object(self) -> dict[str, Any]:
        """For ``--json``: of Sources that fare well, the ids alone."""
        return asdict(self) | {
            "alarms": [
                {"alarm": alarm.kind, "began_at": alarm.began_at, "says": sentence(alarm)} for alarm in self.alarms
            ],
            "standings": {name: [state.id for state in states] for name, states in self.standings.items()},
        }


def overview(watch: Watch) -> Overview:
    """Read the state of an installation."""
    storage = watch.storage
    now = watch.now()
    states = [state for state in storage.sources.states() if state.enabled]
    fares: dict[Standing, tuple[SourceState, ...]] = {
        name: tuple(state for state in states if standing(state, now) == name) for name in STANDINGS
    }
    lately = utc(now - _LATELY)
    runs, latest = storage.runs.last(), storage.digests.latest()
    communes, programme = storage.communes.counts()
    backup = newest_backup(watch.home.backups(load_settings(watch.home).backup.folder))
    return Overview(
        alarms=tuple(storage.alarms.standing()),
        checked_at=storage.alarms.checked_at(),
        database_bytes=watch.home.database.stat().st_size,
        free_bytes=free_bytes(watch.home),
        backup_at=utc(backup) if backup is not None else "",
        queues=tuple(queue for queue in storage.health.queues() if queue.waiting),
        home=str(watch.home.path),
        database=str(watch.home.database),
        articles=storage.articles.count(),
        communes=communes,
        programme=programme,
        last_run=f"{runs[0].started_at} {runs[0].command}: {runs[0].outcome or 'not ended'}" if runs else "",
        last_digest=latest[0] if latest else "",
        watched=len(states),
        never_polled=sum(not state.last_polled_at for state in states),
        failing=tuple(state for state in states if state.failure is not None),
        standings=fares,
        missed=tuple(state for state in states if state.missed_at > lately),
        reserved=tuple(state for state in states if state.reserved_at),
        pages=storage.texts.counts(),
        uncertain=tuple(storage.sendings.uncertain()),
        notices=tuple(reversed(storage.sources.notices(lately, utc(now)))),
    )
