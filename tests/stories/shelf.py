"""A storage of Stories in memory, as small as grouping needs: what a run must load, and what it writes back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from itertools import count

from pvd_watch.model import Edits, Grouping, ToGroup
from pvd_watch.stories.group import NO_EDITS, group
from pvd_watch.times import moment_of

_WINDOW = timedelta(hours=72)


class Shelf:
    """Articles by key with the Story and the thread they stand in."""

    def __init__(self) -> None:
        self.articles: dict[str, ToGroup] = {}
        self.merged: dict[int, int] = {}
        self.leads: dict[int, str] = {}
        self._ids = count(1)

    def run(self, new: Iterable[ToGroup], edits: Edits = NO_EDITS) -> Grouping:
        """Group these with what is stored, and store the outcome."""
        coming = [
            replace(one, story=self.articles[one.key].story, thread=self.articles[one.key].thread)
            if one.key in self.articles
            else one
            for one in new
        ]
        outcome = group(coming, self._known(coming, edits), edits)
        everything = self.articles | {one.key: one for one in coming}
        for story in outcome.stories:
            number = story.id or next(self._ids)
            self.leads[number] = story.lead
            for key in story.articles:
                self.articles[key] = replace(everything[key], story=number, thread=story.thread)
        self.merged.update(outcome.merged)
        return outcome

    def partition(self) -> set[tuple[str, ...]]:
        """The Stories as sets of keys."""
        found: dict[int | None, list[str]] = {}
        for key, article in sorted(self.articles.items()):
            found.setdefault(article.story, []).append(key)
        return {tuple(keys) for keys in found.values()}

    def state(self) -> set[tuple[tuple[str, ...], str, str]]:
        """The Stories with their leads and threads: what must not depend on the order of arrival."""
        return {
            (keys, self.leads[self.articles[keys[0]].story or 0], self.articles[keys[0]].thread)
            for keys in self.partition()
        }

    def _known(self, new: list[ToGroup], edits: Edits) -> list[ToGroup]:
        times = [moment_of(one.at) for one in new]
        merged = {key for two in edits.merged for key in two if not {one.key for one in new}.isdisjoint(two)}
        threads = {one.thread for one in new} | {
            article.thread
            for article in self.articles.values()
            if article.key in merged or any(abs(moment_of(article.at) - time) <= _WINDOW for time in times)
        }
        return [article for article in self.articles.values() if article.thread in threads]
