"""``/bureau/AAAA-MM-JJ/historique``: who did what and when, each action with its undo."""

from __future__ import annotations

from starlette.responses import Response

from pvd_watch.web.desk.listing import telling
from pvd_watch.web.desk.opened import opened
from pvd_watch.web.visit import Visit


def history(visit: Visit) -> Response:
    """All actions of the day, the newest first."""
    review = opened(visit)
    tell = telling(visit, review)
    actions = [tell.tell(logged) for logged in reversed(review.history)]
    return visit.show("desk_history.html", day=review.digest.day, version=review.version, actions=actions)
