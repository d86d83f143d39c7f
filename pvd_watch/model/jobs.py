"""Work that editors ask for, and articles that they write down themselves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

JobState = Literal["waiting", "running", "done", "failed"]


@dataclass(frozen=True, slots=True)
class AskedJob:
    """An article asked for by its address, for a day. ``insee``: the commune that its editor names, or empty.

    ``tries``: how often it was begun. Once it has ended: ``stage`` and ``reason`` of its failure (stages as in
    ``Failure``, besides ``reserved``, ``title``, ``town``, ``day`` and ``tries``), or the Article that came of it.
    """

    id: int
    url: str
    day: str
    insee: str
    state: JobState
    asked_by: str
    asked_at: str
    done_at: str = ""
    tries: int = 0
    stage: str = ""
    reason: str = ""
    article_id: int = 0

    @property
    def open(self) -> bool:
        """True while it has not ended."""
        return self.state in ("waiting", "running")


@dataclass(frozen=True, slots=True)
class ByHand:
    """An article that no crawl reads: print edition, PDF. ``date``: a local day; ``line``: the public presentation;
    ``url``: where it may be read, or empty; ``theme``: a code of ``themes.toml``, or empty."""

    title: str
    outlet: str
    date: str
    insee: str
    line: str = ""
    url: str = ""
    theme: str = ""
