"""A day's list as its page shows it: counters, filters, the cards of one page, what may be undone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter
from urllib.parse import parse_qsl

from pvd_watch import typography as french
from pvd_watch.digest.decisions import Placed
from pvd_watch.model import Logged
from pvd_watch.review import Choices, DayReview, choices, wanted
from pvd_watch.web.desk.cards import Card, cards_of
from pvd_watch.web.desk.filters import PAGE, STATE_WORDS, STATES, Filters, read_filters
from pvd_watch.web.desk.told import Telling, Told
from pvd_watch.web.visit import Visit


@dataclass
class Listing:
    """The list of a day for one visit."""

    visit: Visit
    review: DayReview
    filters: Filters

    @classmethod
    def of_query(cls, visit: Visit, review: DayReview, query: str) -> Listing:
        """The list that the query of its address asks for."""
        return cls(visit, review, read_filters(dict(parse_qsl(query))))

    @property
    def day(self) -> str:
        """The day."""
        return self.review.digest.day

    @property
    def editing(self) -> bool:
        """Whether who looks at it may decide."""
        return self.visit.may("editor")

    @cached_property
    def seen(self) -> frozenset[int]:
        """The Stories that an editor has read."""
        return self.review.read

    @cached_property
    def chosen(self) -> tuple[Placed, ...]:
        """The lines of all pages under the filters."""
        return wanted(self.review.sheet.lines, self.filters.lines, self.seen)

    @cached_property
    def choices(self) -> Choices:
        """What the list can be narrowed to, with how many lines each would leave."""
        return choices(self.review.sheet.lines, self.seen)

    @property
    def shown(self) -> list[Card]:
        """The cards of this page."""
        return self._cards(self.filters.cut(self.chosen))

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-len(self.chosen) // PAGE))

    @property
    def counts(self) -> dict[str, int]:
        """Stories read, kept (or pinned), dropped, left to read."""
        progress = self.review.progress
        return {
            "read": progress.read,
            "kept": progress.kept,
            "dropped": self.review.counts["dropped"],
            "left": progress.left,
        }

    @property
    def order(self) -> str:
        """All Stories of the day in their order, for the script."""
        return " ".join(str(line.item.story_id) for line in self.review.sheet.lines)

    @cached_property
    def own_last(self) -> Told | None:
        """The last action of who looks at it that still stands, undos apart."""
        own = [one for one in self.review.history if one.stands and self._is_own(one)]
        return telling(self.visit, self.review).tell(own[-1]) if own else None

    @property
    def departments(self) -> list[tuple[str, str, int]]:
        """Departments of the day in alphabetical order: code, name, Stories."""
        name = self.visit.site.places.department
        return sorted(
            ((code, name(code), count) for code, count in self.choices.departments.items()), key=itemgetter(1)
        )

    @property
    def themes(self) -> list[tuple[str, str, int]]:
        """Themes of the day: code, words, Stories."""
        counts = self.choices.themes
        return [(code, words, counts[code]) for code, words in french.THEMES.items() if code in counts]

    @property
    def states(self) -> list[tuple[str, str, int]]:
        """States of Stories: the word of addresses, of pages, Stories."""
        return [(code, words, self.choices.states.get(STATES[code], 0)) for code, words in STATE_WORDS.items()]

    def cards(self, stories: Sequence[int]) -> list[Card]:
        """The cards of some Stories of the day."""
        wanted = set(stories)
        return self._cards([line for line in self.review.sheet.lines if line.item.story_id in wanted])

    def place_of(self, story: int) -> int:
        """The Story at which the list is taken up again: itself, or the next one that the filters leave."""
        rank = next((line.item.rank for line in self.review.sheet.lines if line.item.story_id == story), 0)
        return next((line.item.story_id for line in self.chosen if line.item.rank >= rank), story)

    def _cards(self, lines: Sequence[Placed]) -> list[Card]:
        return cards_of(lines, self.visit.storage, self.visit.site.places, self.day, self.seen)

    def _is_own(self, logged: Logged) -> bool:
        return logged.editor == self.visit.editor and logged.decision.action not in ("undo", "receive", "rule")


def telling(visit: Visit, review: DayReview) -> Telling:
    """Tells the actions of a day in French."""
    towns = {commune.insee: french.name(commune.name) for item in review.base for commune in item.communes}
    towns |= {one.decision.commune.insee: one.decision.commune.name for one in review.history if one.decision.commune}
    titles = {item.story_id: item.title for item in review.base}
    titles |= {one.decision.story_id: one.title for one in review.history if one.title}
    return Telling(visit.storage.accounts.users(), towns, review.history, titles)
