"""Which departments are watched, and by how many sources that know their ground."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pvd_watch.gazetteer import Department
from pvd_watch.model import Source

MOST_LOCAL = 4
"""A source of more departments than these is regional: it seldom goes to a small town's council."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """One department: how many enabled sources name it among theirs, and how many of these are local."""

    code: str
    name: str
    sources: int
    local: int

    @property
    def is_department(self) -> bool:
        """Whether it is one of the 101 departments, and not another collectivity overseas."""
        return self.code < "975" or self.code == "976"

    @property
    def state(self) -> str:
        """``hole`` where nobody but national titles watches, ``no local source``, or nothing."""
        if not self.sources:
            return "hole"
        return "" if self.local else "no local source"


def coverage(sources: Iterable[Source], departments: Mapping[str, Department]) -> list[Coverage]:
    """Every department in the order given, those without a source included."""
    on = [source for source in sources if source.enabled]
    every = Counter(code for source in on for code in source.departments)
    local = Counter(code for source in on if len(source.departments) <= MOST_LOCAL for code in source.departments)
    return [Coverage(code, item.name, every[code], local[code]) for code, item in departments.items()]


def to_object(rows: Iterable[Coverage]) -> dict[str, Any]:
    """For ``--json``."""
    rows = list(rows)
    return {
        "departments": {row.code: row.sources for row in rows},
        "local": {row.code: row.local for row in rows},
        "holes": [row.code for row in rows if row.state == "hole"],
        "no_local_source": [row.code for row in rows if row.state == "no local source"],
    }
