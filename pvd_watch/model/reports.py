"""What readers report."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Report:
    """An error on a page that a reader reported. ``page``: its path; ``kind``: what sort of error; ``closed_at`` and
    ``closed_by``: when an editor dealt with it, empty while it waits."""

    id: int
    page: str
    kind: str
    words: str
    at: str
    closed_at: str = ""
    closed_by: str = ""
