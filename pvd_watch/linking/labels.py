"""Editors' verdicts as labelled examples, in the lines that « evaluate » reads.

``text`` is the summary only: the full text belongs to its publisher and is not kept. What only the full text named is
``may`` here, and so are communes that nobody judged: they count neither way. ``about`` is left out, as editors are not
asked for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pvd_watch.model import Judged
from pvd_watch.text import bare_key, name_key


def labelled(judged: Judged) -> dict[str, Any]:
    """The line of an Article as an object."""
    says = _answers(judged)
    linked = {mention.insee for mention in judged.mentions}
    right = {insee for insee, yes in says.items() if yes and insee in judged.towns}
    must = {insee for insee in right if _named(judged, insee)}
    may = (right - must) | {insee for insee in linked - says.keys() if insee in judged.towns}
    return {
        "id": judged.canonical_url,
        "title": judged.title,
        "text": judged.summary,
        "url": judged.url,
        "source_departments": list(judged.departments),
        "categories": list(judged.categories),
        "must": sorted(must),
        "may": sorted(may),
    }


def _answers(judged: Judged) -> Mapping[str, bool]:
    """Whether each commune that was judged is right, the later verdict outranking the earlier one."""
    found: dict[str, bool] = {}
    for verdict in judged.verdicts:
        found[verdict.insee] = verdict.answer in ("accept", "add")
        if verdict.answer == "correct":
            found[verdict.insee_to] = True
    return found


def _named(judged: Judged, insee: str) -> bool:
    """True where the words that are kept hold the name, or what the linker took for it."""
    words = f" {name_key(f'{judged.title} {judged.summary}')} "
    surfaces = [mention.surface for mention in judged.mentions if mention.insee == insee and mention.surface]
    keys = [bare_key(judged.towns[insee]), *map(name_key, surfaces)]
    return any(f" {key}" in words for key in keys if key)
