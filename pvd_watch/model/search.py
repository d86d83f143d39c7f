"""What the archive's search finds."""

from __future__ import annotations

from dataclasses import dataclass

from pvd_watch.model.places import CommuneRef

MARK, MARK_END = "\x02", "\x03"
"""Around the words of a hit that were asked for: signs that no text of a feed keeps."""


@dataclass(frozen=True, slots=True)
class Hit:
    """An Article of the archive that was found. ``title`` and ``extract`` hold :data:`MARK` and :data:`MARK_END` around
    the words asked for; ``day`` and ``story_id`` say where it was published, empty and 0 where it was not."""

    id: int
    title: str
    extract: str
    url: str
    outlet: str
    source_id: str
    published_at: str
    precision: str
    first_seen_at: str
    communes: tuple[CommuneRef, ...] = ()
    day: str = ""
    story_id: int = 0
