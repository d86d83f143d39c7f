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
