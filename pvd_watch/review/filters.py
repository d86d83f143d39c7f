"""Which lines of a day are wanted: by department, theme, state and score. Pure; pages and commands share it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from pvd_watch.digest.decisions import Placed

LineState = Literal["proposed", "kept", "dropped", "pinned", "carried", "unread"]
"""``proposed``: nobody decided; ``carried``: offered again from an earlier day; ``unread``: not read, not decided."""
OTHER_THEME = "autre"
"""The theme of a Story that has none."""


@dataclass(frozen=True, slots=True)
class LineFilter:
    """What lines must be to be wanted; what is empty or None asks for nothing. ``department``: a code of the COG;
    ``theme``: a code of ``themes.toml``, or ``autre``; ``min_score`` in points."""

    department: str = ""
    theme: str = ""
    state: LineState | Literal[""] = ""
    min_score: float | None = None


@dataclass(frozen=True, slots=True)
class Choices:
    """What there is to choose among, with how many lines each would leave: departments and themes by code, states."""

    departments: Mapping[str, int]
    themes: Mapping[str, int]
    states: Mapping[str, int]


def wanted(lines: Sequence[Placed], chosen: LineFilter, read: Collection[int] = ()) -> tuple[Placed, ...]:
    """The lines that are wanted, in their order.

    :param read: Stories that an editor has read.
    """
    return tuple(line for line in lines if _is_wanted(line, chosen, read))


def choices(lines: Iterable[Placed], read: Collection[int] = ()) -> Choices:
    """What these lines can be narrowed to, codes in their order."""
    departments, themes, states = (Counter[str]() for _ in range(3))
    for line in lines:
        departments.update({town.department for town in line.item.communes})
        themes.update(line.item.themes or (OTHER_THEME,))
        states.update(_states(line, read))
    return Choices(*(dict(sorted(counted.items())) for counted in (departments, themes, states)))


def _is_wanted(line: Placed, chosen: LineFilter, read: Collection[int]) -> bool:
    item = line.item
    if chosen.department and chosen.department not in {town.department for town in item.communes}:
        return False
    if chosen.theme and chosen.theme not in (item.themes or (OTHER_THEME,)):
        return False
    if chosen.min_score is not None and item.score < chosen.min_score:
        return False
    return not chosen.state or chosen.state in _states(line, read)


def _states(line: Placed, read: Collection[int]) -> set[str]:
    item = line.item
    found: set[str] = {item.state if not (item.pinned and item.state == "proposed") else "kept"}
    if item.pinned and item.state != "dropped":
        found.add("pinned")
    if item.carried:
        found.add("carried")
    if item.story_id not in read and item.state == "proposed":
        found.add("unread")
    return found
