"""An Article as grouping sees it."""

from __future__ import annotations

from dataclasses import dataclass

from pvd_watch.model import CommuneRef


@dataclass(frozen=True, slots=True)
class ToGroup:
    """An Article that waits for its Story, or has one.

    ``key``: the canonical URL, by which everything is told apart and sorted. ``text``: the summary, or the text once
    read; only its beginning counts. ``at``: published, else first seen (UTC text). ``departments``: the outlet's area.
    ``length``: code points of the longest text known, which outlives the purge of the text itself. ``story`` and
    ``thread``: where it stands now (see :mod:`pvd_watch.stories.group`); None and empty for a new one.
    """

    key: str
    title: str
    text: str
    at: str
    outlet: str = ""
    communes: tuple[CommuneRef, ...] = ()
    departments: tuple[str, ...] = ()
    subscribers: bool = False
    length: int = 0
    story: int | None = None
    thread: str = ""
