"""The score of a Story: components that each say in French what they rest on, and « pourquoi ici ? » in one sentence.

Deterministic: the same facts, weights and names give the same points and the same words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import log2

from pvd_watch.relevance.lexicon import Subject
from pvd_watch.relevance.reader import Reading
from pvd_watch.relevance.weights import Weights

NARROW = "\u202f"
_WORTH_TELLING = 0.25
"""Share of the strongest component's points from which a third one is told."""
_NUMBERS = ("", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix")


@dataclass(frozen=True, slots=True)
class StoryFacts:
    """What is known of a Story when it is ranked; of its lead article where nothing else is said.

    ``town``: name of the main commune; ``in_title``: the title names it; ``about``: the piece is about it; ``towns``:
    how many programme towns are named. ``originality``: share in [0, 1] of the text that is the outlet's own, None
    where it is unknown. ``age_hours``: since it appeared, None without a date. ``free``: to be read without a
    subscription, None where it is unknown. ``weight``: of the Source; ``near``: it covers the town's department.
    ``outlets``: how many tell the Story. ``town_mentions``, ``department_mentions``: Stories of earlier days that named
    them, over the stretch that balance looks back on.
    """

    town: str
    in_title: bool
    about: bool
    reading: Reading
    towns: int = 1
    originality: float | None = None
    age_hours: float | None = None
    free: bool | None = None
    weight: float = 1.0
    near: bool = False
    outlets: int = 1
    town_mentions: int = 0
    department_mentions: int = 0


@dataclass(frozen=True, slots=True)
class Component:
    """A part of the score: a code, its points (two decimals) and a French clause that can stand in a sentence."""

    code: str
    points: float
    words: str


@dataclass(frozen=True, slots=True)
class Score:
    """The points of a Story and the components they are the sum of, in their fixed order."""

    points: float
    components: tuple[Component, ...]

    @property
    def why(self) -> str:
        """« Pourquoi ici ? » in one French sentence, made of the two or three strongest components."""
        return why(self.components)


Subjects = Mapping[str, Subject]


def score(facts: StoryFacts, weights: Weights, subjects: Subjects) -> Score:
    """The explained score of a Story.

    :param subjects: themes and kinds by code, for their words (``lexicon.themes | lexicon.kinds``).
    """
    parts = (
        *_town(facts, weights),
        *_themes(facts, weights, subjects),
        *_writing(facts, weights),
        *_outlets(facts, weights),
        *_balance(facts, weights),
        *_kinds(facts, weights, subjects),
    )
    components = tuple(Component(part.code, round(part.points, 2), part.words) for part in parts)
    kept = tuple(component for component in components if component.points)
    return Score(round(sum(component.points for component in kept), 2), kept)


def _town(facts: StoryFacts, weights: Weights) -> Iterator[Component]:
    if facts.in_title:
        yield Component("title", weights.gains.title, f"{facts.town} est dans le titre")
    elif facts.about:
        yield Component("about", weights.gains.about, f"{facts.town} est au cœur de l’article")
    if facts.towns >= weights.scales.crowd_towns:
        yield Component("crowd", weights.losses.crowd, f"l’article nomme {facts.towns} villes du programme")


def _themes(facts: StoryFacts, weights: Weights, subjects: Subjects) -> Iterator[Component]:
    worth = (("theme", weights.gains.theme), ("second_theme", weights.gains.second_theme))
    for found, (code, points) in zip(facts.reading.themes, worth, strict=False):
        if found.code in subjects:
            quoted = ", ".join(f"«\u00a0{_inner(word)}\u00a0»" for word in found.words[:2])
            clause = f"l’article {subjects[found.code].says}" + (f" ({quoted})" if quoted else "")
            yield Component(code, points * weights.themes.of(found.code), clause)
    if facts.reading.programme:
        yield Component("programme", weights.gains.programme, "le programme lui-même est nommé")


def _writing(facts: StoryFacts, weights: Weights) -> Iterator[Component]:
    if facts.originality is not None:
        share = min(max(facts.originality, 0.0), 1.0)
        words = "le texte est propre à ce titre" if share > 0.5 else "une partie du texte est propre à ce titre"
        yield Component("original", weights.gains.original * share, words)
    if facts.age_hours is not None:
        age = max(facts.age_hours, 0.0)
        points = weights.gains.fresh * 0.5 ** (age / weights.scales.fresh_half_life_hours)
        yield Component("fresh", points, f"l’article date {_ago(age)}")
    if facts.free:
        yield Component("free", weights.gains.free, "la lecture est libre")


def _outlets(facts: StoryFacts, weights: Weights) -> Iterator[Component]:
    gains, scales = weights.gains, weights.scales
    if facts.near:
        yield Component("near", gains.near, "le titre couvre ce département")
    above = min(facts.weight, scales.most_weight) - 1.0
    words = "la source est de celles qui comptent" if above > 0 else "la source compte moins que d’autres"
    yield Component("outlet", gains.outlet * above, words)
    if facts.outlets > 1:
        points = gains.breadth * log2(min(facts.outlets, scales.most_outlets))
        yield Component("breadth", points, f"{_number(facts.outlets)} titres en parlent")


def _balance(facts: StoryFacts, weights: Weights) -> Iterator[Component]:
    gains, scales = weights.gains, weights.scales
    town, department = max(facts.town_mentions, 0), max(facts.department_mentions, 0)
    points = gains.rare_town * scales.rare_town_half / (scales.rare_town_half + town)
    words = "la ville est rarement citée" if town else "la ville n’avait pas encore été citée"
    yield Component("rare_town", points, words)
    points = gains.rare_department * scales.rare_department_half / (scales.rare_department_half + department)
    yield Component("rare_department", points, "le département est peu cité")


def _kinds(facts: StoryFacts, weights: Weights, subjects: Subjects) -> Iterator[Component]:
    """The worst kind alone: a fire laid on purpose is not counted down twice."""
    found = [kind.code for kind in facts.reading.kinds if kind.code in subjects]
    if found:
        worst = min(found, key=lambda code: (getattr(weights.losses, code), code))
        yield Component(worst, getattr(weights.losses, worst), f"l’article {subjects[worst].says}")


def why(components: tuple[Component, ...]) -> str:
    """One French sentence out of the two or three strongest components; what speaks against comes last."""
    ranked = sorted(components, key=lambda component: -abs(component.points))
    strongest = ranked[:2] + [
        item for item in ranked[2:3] if abs(item.points) >= _WORTH_TELLING * abs(ranked[0].points)
    ]
    gains = [item.words for item in strongest if item.points > 0]
    losses = [item.words for item in strongest if item.points < 0]
    told = ", mais ".join(filter(None, (_listed(gains), _listed(losses))))
    return f"{told[:1].upper()}{told[1:]}." if told else "Rien ne le distingue."


def _listed(clauses: list[str]) -> str:
    return " et ".join(filter(None, (", ".join(clauses[:-1]), clauses[-1] if clauses else "")))


def _inner(words: str) -> str:
    """Words of the press inside guillemets, on one line and not too long."""
    line = " ".join(words.replace("«", "“").replace("»", "”").replace("'", "’").split())
    return line if len(line) <= 40 else f"{line[:39].rstrip()}…"


def _number(count: int) -> str:
    return _NUMBERS[count] if count < len(_NUMBERS) else f"{count:,}".replace(",", NARROW)


def _ago(hours: float) -> str:
    """In days, as the hours count from the end of the Digest's day."""
    days = int(hours // 24)
    if days < 2:
        return "de la veille" if days else "du jour"
    return f"d’il y a {_number(days)} jours"
