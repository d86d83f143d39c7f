"""``/bureau/regles/apercu`` and ``POST /bureau/regles``: a rule that a rejection suggests, shown, then given."""

from __future__ import annotations

from starlette.responses import Response

from pvd_watch.errors import UsageError
from pvd_watch.model import NameRule, SourceRule
from pvd_watch.typography import count
from pvd_watch.web.desk.rule_page import rule_page, story_path
from pvd_watch.web.refusals import NoPageError, RefusalError
from pvd_watch.web.visit import Visit

_NOT_GIVEN = (
    "Cette règle ne peut pas être posée\u202f: elle existe déjà, ou ne vise ni une source ni une ville connues."
)


def rule_preview(visit: Visit) -> Response:
    """What it would change in the last 30 days; nothing is changed."""
    given = SourceRule(visit.asked("source"), NameRule(visit.asked("nom"), visit.asked("insee")[:5]))
    try:
        affected = visit.watch.rules.preview(given)
    except UsageError as error:
        raise NoPageError(_NOT_GIVEN) from error
    return rule_page(visit, given, affected)


def give_rule(visit: Visit) -> Response:
    """Give it: drafts follow at once, the line links anew what it concerns."""
    given = SourceRule(visit.sent("source"), NameRule(visit.sent("nom"), visit.sent("insee")[:5]))
    try:
        outcome = visit.watch.rules.add(given, visit.editor)
    except UsageError as error:
        raise RefusalError(_NOT_GIVEN) from error
    counted = count(len(outcome.affected), "article change", "articles changent")
    return visit.lead(story_path(visit.sent("jour")) or "/bureau/regles", f"Règle posée\u202f: {counted}.")
