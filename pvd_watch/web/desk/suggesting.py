"""The rules that the rejections on a Story suggest."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from pvd_watch import typography as french
from pvd_watch.review import DayReview
from pvd_watch.web.visit import Visit


@dataclass(frozen=True, slots=True)
class Suggestion:
    """« Dans Le Journal, "Rue" n’est jamais la commune »: its words, and the page that shows what it would change."""

    outlet: str
    name: str
    town: str
    path: str


def suggestions(visit: Visit, review: DayReview, story: int) -> list[Suggestion]:
    """The rules that standing rejections suggest, each once."""
    found: dict[str, Suggestion] = {}
    for logged in review.history:
        decision, verdict = logged.decision, logged.decision.verdict
        rejected = decision.action == "verdict" and verdict is not None and verdict.answer in ("reject", "correct")
        if not rejected or verdict is None or not logged.stands or decision.story_id != story:
            continue
        for given in visit.watch.rules.suggest(decision.article_id, verdict.insee):
            query = {"source": given.source_id, "nom": given.rule.name, "insee": given.rule.insee}
            path = f"/bureau/regles/apercu?{urlencode(query | {'jour': f'{review.digest.day}/{story}'})}"
            town = visit.storage.membership.town(given.rule.insee)
            found[path] = Suggestion(
                french.harmless(visit.storage.rules.outlet(given.source_id) or given.source_id),
                french.spaced(given.rule.name),
                french.name(town[0].name) if town else given.rule.insee,
                path,
            )
    return list(found.values())
