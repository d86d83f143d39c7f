"""Ranking a day: the linked Articles of a window, by Story, each with its themes, its score and « pourquoi ici ? »."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from pvd_watch.digest.build import Ranked
from pvd_watch.model import LinkedArticle, Point, main_commune
from pvd_watch.relevance import Lexicon, Reader, StoryFacts, Subject, Weights, score
from pvd_watch.times import moment_of


@dataclass(frozen=True, slots=True)
class Balance:
    """How many Stories of the weeks before named each commune (by INSEE code) and each department."""

    towns: Mapping[str, int]
    departments: Mapping[str, int]


class Ranking:
    """Ranks Stories by ``themes.toml`` and ``ranking.toml``, which are read when the first Story needs them."""

    def __init__(self, lexicon: Callable[[], Lexicon], weights: Callable[[], Weights]) -> None:
        self._load_lexicon, self._load_weights = lexicon, weights

    @cached_property
    def _reader(self) -> Reader:
        return Reader(self._load_lexicon())

    @cached_property
    def _subjects(self) -> Mapping[str, Subject]:
        """Themes and kinds by code."""
        return {**self._reader.lexicon.themes, **self._reader.lexicon.kinds}

    @cached_property
    def _weights(self) -> Weights:
        return self._load_weights()

    def rank(
        self, articles: Sequence[LinkedArticle], texts: Callable[[Sequence[int]], Mapping[int, str]], balance: Balance,
        at: str,
    ) -> list[Ranked]:  # fmt: skip
        """The Stories of a window, best first.

        :param articles: the linked Articles of the window.
        :param texts: gives the words of some Articles by id: the full text where there is one, else the summary.
        :param at: the moment that freshness counts from (UTC text): the end of the Digest's day, so that its
            order does not depend on the minute at which its draft is made.
        """
        stories: dict[int, list[LinkedArticle]] = {}
        for article in sorted(articles, key=lambda one: (one.merit, one.article.canonical_url)):
            stories.setdefault(article.story_id, []).append(article)
        words = texts([members[0].article.id for members in stories.values()])
        ranked = [
            self._ranked(members, words.get(members[0].article.id, ""), balance, at) for members in stories.values()
        ]
        return sorted(ranked, key=lambda story: (-story.score, story.lead.article.canonical_url))

    def _ranked(self, members: Sequence[LinkedArticle], text: str, balance: Balance, at: str) -> Ranked:
        lead = members[0]
        town = main_commune(lead.communes)
        reading = self._reader.read(lead.article.title, text)
        outlets = {name for member in members for name in (member.outlet, *member.also_in)}
        published = lead.article.published_at
        facts = StoryFacts(
            town=town.name,
            in_title=town.insee in lead.titled,
            about=town.about,
            reading=reading,
            towns=len(lead.communes),
            age_hours=(moment_of(at) - moment_of(published)).total_seconds() / 3600 if published else None,
            free={"paywall": False, "read": True}.get(lead.page),
            weight=lead.weight,
            near=town.department in lead.departments,
            outlets=len(outlets),
            town_mentions=balance.towns.get(town.insee, 0),
            department_mentions=balance.departments.get(town.department, 0),
        )
        found = score(facts, self._weights, self._subjects)
        dropped = found.points < self._weights.scales.drop_below
        return Ranked(
            lead=lead,
            others=tuple(members[1:]),
            themes=tuple(theme.code for theme in reading.themes),
            kinds=tuple(kind.code for kind in reading.kinds),
            score=found.points,
            reason=f"Écarté par règle, trop peu de points. {found.why}" if dropped else found.why,
            state="dropped" if dropped else "proposed",
            points=tuple(Point(part.code, part.words, part.points) for part in found.components),
        )
