"""``POST /bureau/AAAA-MM-JJ/sujets/N``: one decision about one Story."""

from __future__ import annotations

from starlette.responses import Response

from pvd_watch.web.desk.acting import act
from pvd_watch.web.desk.choosing import choose
from pvd_watch.web.desk.opened import opened
from pvd_watch.web.desk.wishes import wish_of
from pvd_watch.web.visit import Visit


def decide(visit: Visit) -> Response:
    """Do what the form of the Story asks for; where it names a commune that may be several, ask which."""
    review = opened(visit)
    asked = choose(visit) if visit.sent("action") == "verdict" else None
    if asked is not None:
        return asked
    return act(visit, wish_of(visit, review, int(visit.part("story"))), review)
