"""``POST /bureau/AAAA-MM-JJ/publier`` and ``/depublier``: the day's digest goes public, or becomes a draft again."""

from __future__ import annotations

from starlette.responses import Response

from pvd_watch.model import Decision
from pvd_watch.web.desk.acting import act
from pvd_watch.web.desk.opened import opened
from pvd_watch.web.desk.wishes import day_wish
from pvd_watch.web.visit import Visit


def publish(visit: Visit) -> Response:
    """Publish what was kept or pinned."""
    review = opened(visit)
    return act(visit, day_wish(visit, review, Decision("publish")), review)


def unpublish(visit: Visit) -> Response:
    """Make a published digest a draft again, as it stood."""
    review = opened(visit)
    return act(visit, day_wish(visit, review, Decision("unpublish")), review)
