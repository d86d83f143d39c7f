"""The state of an installation at a glance, for ``status``."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from pvd_watch.standing import SourceState
from pvd_watch.wiring import Watch


@dataclass(frozen=True, slots=True)
class Overview:
    """What a person who logs in once a month wants to know; times are UTC text, empty where nothing happened."""

    home: str
    database: str
    articles: int
    communes: int
    programme: int
    last_run: str
    last_digest: str
    watched: int
    never_polled: int
    failing: tuple[SourceState, ...]

    def to_object(self) -> dict[str, Any]:
        """For ``--json``."""
        return asdict(self)


def overview(watch: Watch) -> Overview:
    """Read the state of an installation."""
    storage = watch.storage
    states = [state for state in storage.sources.states() if state.enabled]
    runs, latest = storage.runs.last(), storage.digests.latest()
    communes, programme = storage.communes.counts()
    return Overview(
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
    )
