"""Choosing the Stories of an edition: states, points, balance, each Story once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from pvd_watch.model import TopLine, TopState, main_commune
from pvd_watch.newsletter.wanted import Wanted

_STATES: dict[TopState, int] = {"pinned": 0, "published": 1, "proposed": 2}
PER_DEPARTMENT = 2
"""Items of one department that are taken while others are to be had."""


def fitting(lines: Iterable[TopLine], wanted: Wanted) -> list[TopLine]:
    """The lines that the filters let through; what is only proposed passes unless the request forbids it."""
    return [
        line
        for line in lines
        if (line.published or not wanted.published_only)
        and (not wanted.theme or wanted.theme in (line.themes or ("autre",)))
        and (not wanted.department or any(commune.department == wanted.department for commune in line.communes))
    ]


def choose(lines: Iterable[TopLine], count: int, exclude: Collection[int] = (), department: str = "") -> list[TopLine]:
    """The best ``count`` of some lines.

    Pinned before published before proposed; among equals by the score of their digest, then by how many outlets tell
    it, then the newest. Never two of one Story. Within a state a department has two at most while others are to be had.

    :param exclude: Stories that are not taken.
    :param department: the one that was asked for: then there is nothing to balance.
    """
    once: dict[int, TopLine] = {}
    for line in sorted(lines, key=_rank):
        if line.story_id not in exclude:
            once.setdefault(line.story_id, line)
    ranked = list(once.values())
    return ranked[:count] if department else _balanced(ranked, count)


def _rank(line: TopLine) -> tuple[int, float, int, int, int]:
    return _STATES[line.state], -line.score, -len(line.outlets), -int(line.day.replace("-", "")), line.rank


def _balanced(ranked: Sequence[TopLine], count: int) -> list[TopLine]:
    """The first ``count`` of ranked lines. What is published never gives way to a proposal: departments are balanced
    within one state, and what had to wait is taken before the next state begins. Pinned ones never wait."""
    taken: list[TopLine] = []
    per: Counter[str] = Counter()
    for state in _STATES:
        waiting = []
        for line in (line for line in ranked if line.state == state):
            if len(taken) == count:
                return taken
            department = main_commune(line.communes).department
            if state == "pinned" or per[department] < PER_DEPARTMENT:
                taken.append(line)
                per[department] += 1
            else:
                waiting.append(line)
        taken += waiting[: count - len(taken)]
    return taken
