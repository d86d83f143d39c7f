"""How much speaks for two Articles telling of one event: a sum of clues that looks at these two alone."""

from __future__ import annotations

import math
from collections.abc import Iterator

from pvd_watch.stories.weights import (
    BASE,
    MOST,
    NOT_COMPARED,
    OTHER_SUBJECT,
    POINTS,
    SAME_SUBJECT,
    WINDOW_SECONDS,
    WORST,
)
from pvd_watch.stories.wording import Wording


def comparable(a: Wording, b: Wording) -> bool:
    """True where two Articles may tell of one event at all: near in time, and not about different towns."""
    if abs(a.seconds - b.seconds) > WINDOW_SECONDS:
        return False
    if a.communes and b.communes:
        return not a.communes.isdisjoint(b.communes)
    return not a.telling.isdisjoint(b.telling) and not (_elsewhere(a, b) or _elsewhere(b, a))


def _elsewhere(a: Wording, b: Wording) -> bool:
    """True where an Article names no town and comes from an outlet of other departments than the other's towns."""
    return bool(not a.communes and a.area and b.departments) and a.area.isdisjoint(b.departments)


def points(a: Wording, b: Wording) -> int:
    """The log-odds that both tell of one event, in hundredths, within bounds; above 0 they probably do."""
    if not comparable(a, b):
        return NOT_COMPARED
    total = BASE + sum(round(POINTS[code] * value) for code, value in clues(a, b))
    return max(WORST, min(MOST, total))


def clues(a: Wording, b: Wording) -> Iterator[tuple[str, float]]:
    """The clues of a pair with their sizes; the same for (a, b) and (b, a)."""
    yield from _words(a, b)
    yield from _meaning(a, b)
    yield from _facts(a, b)
    yield from _frame(a, b)


def _words(a: Wording, b: Wording) -> Iterator[tuple[str, float]]:
    shared = a.words.keys() & b.words.keys()
    rare = len(a.rare & b.rare)
    yield "rare", float(rare > 0)
    yield "more_rare", min(max(rare - 1, 0), 4)
    yield "usual", min(len(shared) - rare, 4)
    least = min(sum(a.words.values()), sum(b.words.values()))
    yield "contained", _mass(a.words, b.words) / least if least else 0.0
    both = sum(a.title.values()) + sum(b.title.values())
    yield "title", 2 * _mass(a.title, b.title) / both if both else 0.0
    yield "copied", min(len(a.runs & b.runs), 6)


def _mass(a: dict[str, int], b: dict[str, int]) -> int:
    """The weight of what both hold."""
    return sum(min(a[word], b[word]) for word in a.keys() & b.keys())


def _meaning(a: Wording, b: Wording) -> Iterator[tuple[str, float]]:
    yield "senses", min(len(a.senses & b.senses), 3)
    yield "broad", min(len(a.broad & b.broad), 3)
    if a.subjects and b.subjects:
        shared = sum(count * b.subjects.get(subject, 0) for subject, count in a.subjects.items())
        likeness = shared / math.sqrt(_square(a.subjects) * _square(b.subjects))
        yield "subject", float(likeness > SAME_SUBJECT)
        yield "subject_apart", float(likeness < OTHER_SUBJECT)


def _square(subjects: dict[str, int]) -> int:
    return sum(count * count for count in subjects.values())


def _facts(a: Wording, b: Wording) -> Iterator[tuple[str, float]]:
    yield "numbers", min(len(a.numbers & b.numbers), 3)
    yield "days", float(not a.days.isdisjoint(b.days))
    yield "days_apart", float(_apart(a.days, b.days))
    yield "names_apart", float(_apart(a.names, b.names))
    yield "ages_apart", float(_apart(a.ages, b.ages))
    yield "roads_apart", float(_apart(a.roads, b.roads))
    yield "scores_apart", float(_apart(a.scores, b.scores))


def _apart(a: frozenset[str], b: frozenset[str]) -> bool:
    return bool(a and b) and a.isdisjoint(b)


def _frame(a: Wording, b: Wording) -> Iterator[tuple[str, float]]:
    yield "later", abs(a.seconds - b.seconds) / 86_400
    yield "same_outlet", float(a.outlet == b.outlet)
    yield "no_commune", float(not a.communes or not b.communes)
    union = len(a.communes | b.communes)
    yield "towns_apart", 1 - len(a.communes & b.communes) / union if a.communes and b.communes else 0.0
    yield "column", float(a.column or b.column)
