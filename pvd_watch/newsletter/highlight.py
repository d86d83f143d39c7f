"""« Le chiffre du mois »: what a period's digests count up to, against the period of the same length before it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from pvd_watch.model import CommuneRef, Figures, TopLine
from pvd_watch.times import Period


@dataclass(frozen=True, slots=True)
class Riser:
    """The commune or department of which more was said than before: ``stories`` against ``before``."""

    kind: Literal["commune", "department"]
    code: str
    name: str
    department: str
    stories: int
    before: int


@dataclass(frozen=True, slots=True)
class Highlight:
    """The figures of the period before (None: it had no digest), and who rose most: the best commune, the best
    department, and of the two the one that grew by more Stories, the commune where both grew by as many."""

    period_before: Period
    before: Figures | None
    commune: Riser | None
    department: Riser | None

    @property
    def riser(self) -> Riser | None:
        """Who rose most of all."""
        both = [riser for riser in (self.commune, self.department) if riser is not None]
        return max(both, key=lambda riser: riser.stories - riser.before, default=None)


def figures_of_lines(lines: Sequence[TopLine], department: str = "") -> Figures:
    """Count lines: the Articles of each Story once, each Story, commune named, department and outlet once.

    :param department: count the communes of this department alone.
    """
    sizes: dict[int, int] = {}
    for line in lines:
        sizes[line.story_id] = max(line.size, sizes.get(line.story_id, 0))
    named = {
        commune.insee: commune.department for line in lines for commune in line.communes if _counts(commune, department)
    }
    return Figures(
        articles=sum(sizes.values()),
        stories=len(sizes),
        communes=len(named),
        departments=len(set(named.values())),
        outlets=len({outlet for line in lines for outlet in line.outlets}),
    )


def highlight(lines: Sequence[TopLine], earlier: Sequence[TopLine], before: Period, department: str = "") -> Highlight:
    """The comparison of two periods.

    :param earlier: the lines of the period ``before``.
    :param department: the one that was asked for: communes of others do not count, nor does the department itself.
    """
    if not earlier:
        return Highlight(before, None, None, None)
    now, then = _stories_by_place(lines, department), _stories_by_place(earlier, department)
    commune = _best_commune(now, then)
    return Highlight(
        before, figures_of_lines(earlier, department), commune, None if department else _best_department(now, then)
    )


def _counts(commune: CommuneRef, department: str) -> bool:
    return not department or commune.department == department


Named = Mapping[str, tuple[CommuneRef, set[int]]]
"""By INSEE code each commune with the Stories that name it, in passing or not."""


def _stories_by_place(lines: Sequence[TopLine], department: str) -> Named:
    found: dict[str, tuple[CommuneRef, set[int]]] = {}
    for line in lines:
        for commune in line.communes:
            if _counts(commune, department):
                if commune.insee not in found:
                    found[commune.insee] = commune, set()
                found[commune.insee][1].add(line.story_id)
    return found


def _best_commune(now: Named, then: Named) -> Riser | None:
    before = {insee: len(stories) for insee, (_, stories) in then.items()}
    return _best(
        [
            Riser("commune", insee, place.name, place.department, len(stories), before.get(insee, 0))
            for insee, (place, stories) in now.items()
        ]
    )


def _best_department(now: Named, then: Named) -> Riser | None:
    counted, before = _by_department(now), _by_department(then)
    return _best(
        [
            Riser("department", code, code, code, len(found), len(before.get(code, ())))
            for code, found in counted.items()
        ]
    )


def _by_department(named: Named) -> dict[str, set[int]]:
    found: dict[str, set[int]] = {}
    for commune, stories in named.values():
        found.setdefault(commune.department, set()).update(stories)
    return found


def _best(risers: Sequence[Riser]) -> Riser | None:
    """The one that grew most; of equals the one that was less known, then by code."""
    grown = [riser for riser in risers if riser.stories > riser.before]
    return min(grown, key=lambda riser: (riser.before - riser.stories, riser.before, riser.code), default=None)
