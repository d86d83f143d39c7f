"""A wish carried out: refused where others were faster, else done, its files written, the page told what changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from starlette.responses import Response

from pvd_watch.daily import write_out
from pvd_watch.digest.decisions import Placed
from pvd_watch.errors import StaleError, UsageError
from pvd_watch.model import Decision, Logged
from pvd_watch.review import DayReview, Outcome
from pvd_watch.web.desk.listing import Listing, telling
from pvd_watch.web.desk.opened import list_query, opened, way_back
from pvd_watch.web.desk.wishes import Wish, number_sent
from pvd_watch.web.refusals import RefusalError
from pvd_watch.web.visit import Visit

_NOT_NOW = (
    "Cela n’est pas possible sur ce jour tel qu’il est maintenant. Rien n’a été changé\u202f; rechargez la page "
    "et regardez l’historique."
)
_UNDO_LATER_FIRST = (
    "Une action plus récente porte sur les mêmes sujets\u202f: annulez-la d’abord. L’historique les montre toutes deux."
)
_DAY_TAKEN = (
    "Ce sujet ne peut pas aller à ce jour\u202f: il est passé sans veille, sa veille est déjà publiée, ou il a déjà "
    "ce sujet. Rien n’a été changé."
)
_RACES = 3
"""How often an action is tried again when something else on the day was quicker."""
_ONCE = ("keep", "drop", "pin", "unpin", "present", "note", "verdict", "publish", "unpublish", "undo")
"""What is the same when it is done twice."""
_PAGES = {"historique": "/historique", "apercu": "/apercu", "sujet": "/sujets/{story}"}


def act(visit: Visit, wish: Wish, before: DayReview) -> Response:
    """Do what is asked for, and answer with the list as it is now.

    What others did meanwhile on other Stories is no obstacle: Decisions on different Stories may be taken in any order.

    :param before: the day, just read.
    :raises RefusalError: the day does not allow it.
    """
    seen = number_sent(visit, "version")
    for _ in range(_RACES):
        others = _meanwhile(before, seen, wish.decision)
        if all(_is_it(logged, wish.decision, visit.editor) for logged in others):
            others = []
        if others:
            return _stale(visit, before, wish, others)
        if wish.fault:
            raise RefusalError(wish.fault)
        try:
            outcome = _do(visit, before, wish.decision)
        except StaleError:
            before = opened(visit)
            continue
        except UsageError as error:
            raise RefusalError(_fallback(wish.decision)) from error
        write_out(visit.watch, outcome.republished)
        return _answer(visit, before, outcome, wish.decision)
    raise RefusalError(_NOT_NOW)


def _do(visit: Visit, before: DayReview, decision: Decision) -> Outcome:
    day, review = before.digest.day, visit.watch.review
    if decision.action == "undo":
        return review.undo(day, visit.editor, decision.of, before.version)
    return review.decide(day, decision, visit.editor, before.version)


def _meanwhile(before: DayReview, seen: int, decision: Decision) -> list[Logged]:
    """What was done after the version of the form that the wish cannot pass over."""
    own = {decision.story_id, decision.other_id} - {0}
    later = [logged for logged in before.history if logged.version > seen]
    if not own:
        return later
    return [one for one in later if not one.decision.story_id or own & {one.decision.story_id, one.decision.other_id}]


def _is_it(logged: Logged, wanted: Decision, editor: str) -> bool:
    """Whether what was done is what is wanted, by the same editor: a form that was sent twice."""
    did = logged.decision
    return logged.editor == editor and wanted.action in _ONCE and _bare_decision(did) == _bare_decision(wanted)


def _bare_decision(decision: Decision) -> tuple[object, ...]:
    verdict = decision.verdict and (decision.verdict.insee, decision.verdict.answer, decision.verdict.insee_to)
    return decision.action, decision.story_id, decision.text, decision.of, verdict


def _stale(visit: Visit, before: DayReview, wish: Wish, others: Sequence[Logged]) -> Response:
    tell = telling(visit, before)
    return visit.show(
        "desk_stale_part.html" if visit.partial else "desk_stale.html",
        409,
        day=before.digest.day,
        version=before.version,
        wish=wish,
        others=[tell.tell(logged) for logged in others],
        line=before.sheet.of(wish.decision.story_id),
        again=[
            (name, value)
            for name, value in visit.form.multi_items()
            if isinstance(value, str) and name not in ("csrf", "version")
        ],
        back=way_back(visit, wish.decision.story_id),
    )


def _fallback(decision: Decision) -> str:
    if decision.action == "undo":
        return _UNDO_LATER_FIRST
    return _DAY_TAKEN if decision.day else _NOT_NOW


def _answer(visit: Visit, before: DayReview, outcome: Outcome, decision: Decision) -> Response:
    after = outcome.review
    said = _said(visit, after, outcome)
    listing = Listing.of_query(visit, after, list_query(visit.sent("retour")))
    if visit.partial:
        changed = _changed(before, after)
        return visit.show(
            "desk_changes.html", listing=listing, cards=listing.cards(changed), said=said, focus=decision.story_id
        )
    page = _PAGES.get(visit.sent("vers"), "").format(story=decision.story_id)
    if page:
        return visit.lead(f"/bureau/{after.digest.day}{page}", said)
    return visit.lead(way_back(visit, listing.place_of(decision.story_id)), said)


def _said(visit: Visit, after: DayReview, outcome: Outcome) -> str:
    if outcome.logged is None:
        return "C’est déjà ainsi\u202f: rien n’a changé."
    did = telling(visit, after).did(outcome.logged).removeprefix("a ")
    return f"{did[0].upper()}{did[1:]}" + ("" if did.endswith((".", "!", "?", "…")) else ".")


def _changed(before: DayReview, after: DayReview) -> list[int]:
    """The Stories whose lines are no longer what they were, ranks apart."""
    known = {line.item.story_id: _bare(line) for line in before.sheet.lines}
    return [line.item.story_id for line in after.sheet.lines if known.get(line.item.story_id) != _bare(line)]


def _bare(line: Placed) -> Placed:
    return replace(line, item=replace(line.item, rank=0), place=0)
