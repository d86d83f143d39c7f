"""What the statistics count."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

By = Literal["commune", "department", "region", "theme", "outlet", "week"]


@dataclass(frozen=True, slots=True)
class Count:
    """How many Articles and Stories there were of one thing, and how many Articles in the period ``before``.

    ``code``: INSEE code, code of the department, region or theme, id of the Source, or the week's Monday.
    """

    code: str
    name: str
    articles: int
    stories: int
    before: int

    @property
    def change(self) -> int:
        """Articles more than before; negative: fewer."""
        return self.articles - self.before

    @property
    def percent(self) -> float | None:
        """The change in percent of what was before, one decimal; None where nothing was."""
        return round(100 * self.change / self.before, 1) if self.before else None


class Sighting(NamedTuple):
    """An Article that names a programme town: its digest day and its Story."""

    day: str
    article_id: int
    story_id: int


LinkAnswer = Literal["", "reject", "correct", "add"]


@dataclass(frozen=True, slots=True)
class JudgedLink:
    """A commune of an Article on a digest day, where an editor read the Story. ``answer``: empty where he let the link
    stand, ``reject`` or ``correct`` where he took it away, ``add`` where it had been missed."""

    day: str
    article_id: int
    insee: str
    answer: LinkAnswer


@dataclass(frozen=True, slots=True)
class LinkQuality:
    """How right the links of one week were, from ``week``, its Monday, on: ``shown`` in Stories that editors read;
    of these ``rejected`` and ``corrected``; ``added`` were missed."""

    week: str
    name: str
    shown: int
    rejected: int
    corrected: int
    added: int

    @property
    def right(self) -> int:
        """Links that editors let stand."""
        return self.shown - self.rejected - self.corrected

    @property
    def precision(self) -> float | None:
        """Share of the links shown that were right; None where none was."""
        return self.right / self.shown if self.shown else None

    @property
    def recall(self) -> float | None:
        """Share of the right links, those added included, that were made; a corrected one counts by what it lacked."""
        return self.right / (self.right + self.added) if self.right + self.added else None
