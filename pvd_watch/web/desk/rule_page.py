"""The page of a rule on a name, given or to be given: what it says and what it would change."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.responses import Response

from pvd_watch.model import Affected, SourceRule
from pvd_watch.typography import name, spaced
from pvd_watch.web.visit import Visit


def rule_page(visit: Visit, given: SourceRule, affected: Sequence[Affected], number: int = 0) -> Response:
    """The Articles that would change, and the button that lets them.

    :param number: of a rule that stands, which the button takes back; 0: the button gives it.
    """
    town = visit.storage.membership.town(given.rule.insee)
    return visit.show(
        "desk_rule.html",
        given=given,
        outlet=visit.storage.rules.outlet(given.source_id) or given.source_id,
        town=name(town[0].name) if town else given.rule.insee,
        words=spaced(given.rule.name),
        affected=affected,
        number=number,
        back=story_path(visit.asked("jour")),
    )


def story_path(words: str) -> str:
    """The page of the Story that the editor came from, given as « 2026-11-23/12 »; empty where it is none."""
    day, _, story = words.partition("/")
    digits = (day.replace("-", ""), story)
    plain = len(day) == 10 and all(part.isascii() and part.isdigit() for part in digits)
    return f"/bureau/{day}/sujets/{story}" if plain else ""
