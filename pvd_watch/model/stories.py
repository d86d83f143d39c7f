"""Articles on their way into Stories, and what comes out: the values between storage and grouping."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pvd_watch.model.places import CommuneRef

Pair = tuple[str, str]
"""Canonical URLs of two Articles, the smaller first."""


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


@dataclass(frozen=True, slots=True)
class Edits:
    """What editors decided for ever, as pairs of canonical URLs; where both bear on a pair, the split outranks."""

    merged: frozenset[Pair] = frozenset()
    split: frozenset[Pair] = frozenset()


@dataclass(frozen=True, slots=True)
class Grouped:
    """A Story as it is now. ``id``: the one it keeps, None for a new one; ``articles``: canonical URLs, lead first."""

    id: int | None
    thread: str
    articles: tuple[str, ...]

    @property
    def lead(self) -> str:
        """The canonical URL of the lead Article."""
        return self.articles[0]


@dataclass(frozen=True, slots=True)
class Grouping:
    """What grouping decided: every Story of the threads that were touched, and where ids that are gone lead."""

    stories: tuple[Grouped, ...] = ()
    merged: Mapping[int, int] = field(default_factory=dict)
