"""``/bureau/regles/N``: a rule that stands, with what taking it back would change; and taking it back."""

from __future__ import annotations

from starlette.responses import Response

from pvd_watch.errors import UsageError
from pvd_watch.web.desk.rule_page import rule_page, story_path
from pvd_watch.web.refusals import NoPageError, RefusalError
from pvd_watch.web.visit import Visit

_NO_RULE = "Cette règle n’existe pas, ou elle a déjà été retirée."


def undo_preview(visit: Visit) -> Response:
    """What taking it back would change; nothing is changed."""
    number = int(visit.part("rule"))
    found = visit.storage.rules.get(number)
    if found is None or found.undone_at:
        raise NoPageError(_NO_RULE)
    return rule_page(visit, found.given, visit.watch.rules.preview_undo(number), number)


def undo_rule(visit: Visit) -> Response:
    """Take it back: drafts show again what it took."""
    try:
        visit.watch.rules.undo(int(visit.part("rule")), visit.editor)
    except UsageError as error:
        raise RefusalError(_NO_RULE) from error
    return visit.lead(story_path(visit.sent("jour")) or "/bureau/regles", "Règle retirée.")
