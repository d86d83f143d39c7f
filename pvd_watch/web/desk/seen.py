"""``POST /bureau/AAAA-MM-JJ/lus``: Stories that an editor has read."""

from __future__ import annotations

from starlette.responses import Response

from pvd_watch.web.desk.listing import Listing
from pvd_watch.web.desk.opened import list_query, opened, way_back
from pvd_watch.web.visit import Visit

_MOST = 500


def seen(visit: Visit) -> Response:
    """Note it: no version rises, and nothing is to be undone."""
    review = opened(visit)
    known = {line.item.story_id for line in review.sheet.lines}
    words = visit.sent("sujets").split()[:_MOST]
    sent = {int(word) for word in words if word.isascii() and word.isdigit() and len(word) < 16}
    visit.watch.review.see(review.digest.day, sorted(sent & known), visit.editor)
    if not visit.partial:
        return visit.lead(way_back(visit))
    listing = Listing.of_query(visit, opened(visit), list_query(visit.sent("retour")))
    return visit.show("desk_changes.html", listing=listing, cards=[], said="", focus=0)
