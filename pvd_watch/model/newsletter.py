"""What the newsletter takes from the digests of a period."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from pvd_watch.model.digests import DigestItem
from pvd_watch.model.places import CommuneRef

TopState = Literal["pinned", "published", "proposed"]


class TopLine(NamedTuple):
    """An item of a digest as the newsletter counts and compares it; ``day`` and ``rank`` name it.

    ``story_id``: the Story that it belongs to now, merges followed. ``published``: its digest is. ``outlets``: that of
    the lead Article first. A tuple, as a month has tens of thousands.
    """

    day: str
    rank: int
    story_id: int
    state: TopState
    published: bool
    score: float
    size: int
    outlets: tuple[str, ...]
    communes: tuple[CommuneRef, ...]
    themes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TopStory:
    """A Story that was taken: its line, the item as it was shown, how many Articles it has today."""

    line: TopLine
    item: DigestItem
    size: int
