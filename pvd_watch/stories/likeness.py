"""How much speaks for two Articles telling of one event: a sum of clues that looks at these two alone."""

from __future__ import annotations

import math
from collections.abc import Iterator

from pvd_watch.stories.weights import (
    BASE,
    MOST,
    NEXT_SECONDS,
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
    if _elsewhere(a, b) or _elsewhere(b, a):
        return False
    return not a.telling.isdisjoint(b.telling) or (not a.home.isdisjoint(b.home) and related(a, b))


def _elsewhere(a: Wording, b: Wording) -> bool:
    """True where an Article names no town and comes from an outlet of other departments than the other's towns."""
    return bool(not a.communes and a.area and b.departments) and a.area.isdisjoint(b.departments)


def points(a: Wording, b: Wording) -> int:
    """The log-odds that both tell of one event, in hundredths, within bounds; above 0 they probably do."""
    if not comparable(a, b):
        return NOT_COMPARED
    total = BASE
    for code, value in clues(a, b):
        total += round(POINTS[code] * value)
    return max(WORST, min(MOST, total))


def related(a: Wording, b: Wording) -> bool:
    """True where two Articles share anything that could bring their points above 0: a quick look."""
    return not (
        a.words.keys().isdisjoint(b.words.keys()) and a.senses.isdisjoint(b.senses) and a.broad.isdisjoint(b.broad)
    )


def clues(a: Wording, b: Wording) -> Iterator[tuple[str, float]]:
    """The clues of a pair with their sizes, those of size 0 left out; the same for (a, b) and (b, a)."""
    yield from _words(a, b)
    yield from _meaning(a, b)
    yield from _facts(a, b)
    yield from _frame(a, b)


def _words(a: Wording, b: Wording) -> Iterator[tuple[str, float]]:
    shared = a.words.keys() & b.words.keys()
    if not shared:
        return
    if rare := len(a.rare & b.rare):
        yield "rare", 1.0
        yield "more_rare", min(rare - 1, 4)
    yield "usual", min(len(shared) - rare, 4)
    yield "contained", sum([min(a.words[word], b.words[word]) for word in shared]) / min(a.mass, b.mass)
    if in_title := a.title.keys() & b.title.keys():
        both = sum(a.title.values()) + sum(b.title.values())
        yield "title", 2 * sum(min(a.title[word], b.title[word]) for word in in_title) / both
    if a.numbers and b.numbers:
        yield "numbers", min(len(a.numbers & b.numbers), 3)


def _meaning(a: Wording, b: Wording) -> Iterator[tuple[str, float]]:
    if senses := len(a.senses & b.senses):
        yield "senses", min(senses, 3)
    if broad := len(a.broad & b.broad):
        yield "broad", min(broad, 3)
    if a.subjects and b.subjects:
        shared = sum([a.subjects[subject] * b.subjects[subject] for subject in a.subjects.keys() & b.subjects.keys()])
        likeness = shared / math.sqrt(a.square * b.square)
        if likeness > SAME_SUBJECT:
            yield "subject", 1.0
        elif likeness < OTHER_SUBJECT:
            yield "subject_apart", 1.0


def _facts(a: Wording, b: Wording) -> Iterator[tuple[str, float]]:
    if _apart(a.days, b.days):
        yield "days_apart", 1.0
    if _apart(a.names, b.names):
        yield "names_apart", 1.0
    if _apart(a.ages, b.ages):
        yield "ages_apart", 1.0
    if _apart(a.roads, b.roads):
        yield "roads_apart", 1.0
    if _apart(a.scores, b.scores):
        yield "scores_apart", 1.0


def _apart(a: frozenset[str], b: frozenset[str]) -> bool:
    return bool(a and b) and a.isdisjoint(b)


def _frame(a: Wording, b: Wording) -> Iterator[tuple[str, float]]:
    if a.outlet == b.outlet:
        yield "same_outlet" if abs(a.seconds - b.seconds) < NEXT_SECONDS else "followed", 1.0
    if not (a.communes and b.communes):
        yield "no_commune", 1.0
        yield from _area(a, b)
    elif a.communes != b.communes:
        nested = a.communes < b.communes or b.communes < a.communes
        yield "more_towns" if nested else "towns_apart", 1 - len(a.communes & b.communes) / len(a.communes | b.communes)
    if a.column or b.column:
        yield "column", 1.0


def _area(a: Wording, b: Wording) -> Iterator[tuple[str, float]]:
    """Where one names no commune: whether it speaks of the other's department all the same, or its outlet does."""
    here, there = a.departments or a.named, b.departments or b.named
    if here and there:
        yield ("department_apart" if here.isdisjoint(there) else "department"), 1.0
    elif not here.isdisjoint(b.area) or not there.isdisjoint(a.area):
        yield "near", 1.0
