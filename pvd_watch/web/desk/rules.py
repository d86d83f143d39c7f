"""``/bureau/regles``: rules on names, what each would change, given and taken back."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.responses import Response

from pvd_watch.digest.render import moment
from pvd_watch.errors import UsageError
from pvd_watch.model import Affected, NameRule, SourceRule
from pvd_watch.typography import name, spaced
from pvd_watch.web.refusals import NoPageError, RefusalError
from pvd_watch.web.visit import Visit

_NO_RULE = "Cette règle n’existe pas, ou elle ne tient plus."
_NOT_GIVEN = (
    "Cette règle ne peut pas être posée\u202f: elle existe déjà, ou ne vise ni une source ni une ville connues."
)


def rules(visit: Visit) -> Response:
    """Every rule there ever was, the newest first."""
    people = {user.name: user.display for user in visit.storage.accounts.users()}
    return visit.show("desk_rules.html", rules=visit.watch.rules.history(), people=people, moment=moment)


def rule_preview(visit: Visit) -> Response:
    """What a rule that is suggested would change in the last 30 days."""
    given = SourceRule(visit.asked("source"), NameRule(visit.asked("nom"), visit.asked("insee")[:5]))
    affected = _affected(visit, given)
    return _page(visit, given, affected, 0)


def add_rule(visit: Visit) -> Response:
    """Give it."""
    given = SourceRule(visit.sent("source"), NameRule(visit.sent("nom"), visit.sent("insee")[:5]))
    try:
        outcome = visit.watch.rules.add(given, visit.editor)
    except UsageError as error:
        raise RefusalError(_NOT_GIVEN) from error
    count = len(outcome.affected)
    said = f"Règle posée\u202f: {count} article{'s' if count > 1 else ''} de ces 30 derniers jours en tient compte."
    return visit.lead(_back(visit), said.replace("en tient", "en tiennent" if count > 1 else "en tient"))


def undo_preview(visit: Visit) -> Response:
    """What taking a rule back would change."""
    number = int(visit.part("rule"))
    found = visit.storage.rules.get(number)
    if found is None:
        raise NoPageError(_NO_RULE)
    try:
        affected = visit.watch.rules.preview_undo(number)
    except UsageError as error:
        raise NoPageError(_NO_RULE) from error
    return _page(visit, found.given, affected, number)


def undo_rule(visit: Visit) -> Response:
    """Take it back."""
    try:
        visit.watch.rules.undo(int(visit.part("rule")), visit.editor)
    except UsageError as error:
        raise RefusalError(_NO_RULE) from error
    return visit.lead(_back(visit), "Règle retirée\u202f: les articles des 30 derniers jours sont reliés à nouveau.")


def _affected(visit: Visit, given: SourceRule) -> Sequence[Affected]:
    try:
        return visit.watch.rules.preview(given)
    except UsageError as error:
        raise NoPageError(_NOT_GIVEN) from error


def _page(visit: Visit, given: SourceRule, affected: Sequence[Affected], number: int) -> Response:
    town = visit.storage.membership.town(given.rule.insee)
    return visit.show(
        "desk_rule.html",
        given=given,
        outlet=visit.storage.rules.outlet(given.source_id) or given.source_id,
        town=name(town[0].name) if town else given.rule.insee,
        words=spaced(given.rule.name),
        affected=affected,
        number=number,
        back=_day(visit.asked("jour")),
    )


def _back(visit: Visit) -> str:
    return _day(visit.sent("jour")) or "/bureau/regles"


def _day(words: str) -> str:
    """The page of a Story that the editor came from, as « 2026-11-23/12 »; empty where it is none."""
    day, _, story = words.partition("/")
    plain = len(day) == 10 and day.replace("-", "").isascii() and day.replace("-", "").isdigit()
    return f"/bureau/{day}/sujets/{story}" if plain and story.isascii() and story.isdigit() else ""
