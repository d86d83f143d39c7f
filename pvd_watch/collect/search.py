"""Search sources: the pattern of a news search, expanded for each town or department of the programme, some at a time.

Pure. ``{commune}`` in the pattern asks for every programme town of the Source's departments, ``{department}`` beside it
for the name of the town's department; ``{department}`` alone for each department. What was asked longest ago comes
first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote_plus


@dataclass(frozen=True, slots=True)
class Town:
    """A programme town as a search may ask for it; ``department`` is the code, ``department_name`` its name."""

    name: str
    department: str
    department_name: str


@dataclass(frozen=True, slots=True)
class Query:
    """One search: what it asks for, which names it in the rotation, and its address."""

    words: str
    url: str


def expand(pattern: str, departments: Sequence[str], towns: Sequence[Town]) -> list[Query]:
    """Every query of a search source; a pattern without a place in it is one query.

    :param departments: codes to which it is bounded, empty for all.
    """
    chosen = [town for town in towns if not departments or town.department in departments]
    if "{commune}" in pattern:
        queries = [Query(f"{town.name} ({town.department})", _filled(pattern, town)) for town in chosen]
    elif "{department}" in pattern:
        queries = [Query(town.department_name, _filled(pattern, town)) for town in chosen]
    else:
        queries = [Query("*", pattern)]
    return list({query.words: query for query in queries}.values())


def _filled(pattern: str, town: Town) -> str:
    filled = pattern.replace("{commune}", quote_plus(town.name))
    return filled.replace("{department}", quote_plus(town.department_name))


def choose(queries: Sequence[Query], asked_at: Mapping[str, str], count: int) -> list[Query]:
    """The queries of this run: never asked first, then asked longest ago; in their own order where that is the same."""
    return sorted(queries, key=lambda query: asked_at.get(query.words, ""))[:count]
