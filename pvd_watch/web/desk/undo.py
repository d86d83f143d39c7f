"""``POST /bureau/AAAA-MM-JJ/annuler``: take an action of the history back."""

from __future__ import annotations

from starlette.responses import Response

from pvd_watch.model import Decision
from pvd_watch.web.desk.acting import act
from pvd_watch.web.desk.listing import telling
from pvd_watch.web.desk.opened import opened
from pvd_watch.web.desk.wishes import Wish, number_sent
from pvd_watch.web.refusals import RefusalError
from pvd_watch.web.visit import Visit


def undo(visit: Visit) -> Response:
    """Undo the action that the form names; an undo too."""
    review = opened(visit)
    number = number_sent(visit, "numero")
    target = next((logged for logged in review.history if logged.id == number), None)
    if target is None:
        raise RefusalError("Il n’y a rien à annuler\u202f: cette action n’est pas dans l’historique du jour.")
    told = telling(visit, review).tell(target)
    fault = "" if target.stands else f"Cette action est déjà annulée\u202f: {told.sentence}."
    decision = Decision("undo", target.decision.story_id, other_id=target.decision.other_id, of=number)
    path = f"/bureau/{review.digest.day}/annuler"
    return act(visit, Wish(decision, f"annuler\u00a0: {told.sentence}", path, fault), review)
