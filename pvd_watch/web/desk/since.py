"""``/bureau/AAAA-MM-JJ/depuis?version=``: what others did on a day since its page was made, for the script."""

from __future__ import annotations

from starlette.responses import Response

from pvd_watch.typography import count
from pvd_watch.web.desk.listing import Listing, telling
from pvd_watch.web.desk.opened import list_query, opened
from pvd_watch.web.visit import Visit


def since(visit: Visit) -> Response:
    """Nothing (204) while the version is the same; else the Stories that changed, and by whom."""
    version = visit.asked("version")
    seen = int(version) if version.isascii() and version.isdigit() and len(version) < 16 else 0
    if visit.storage.reviews.version(visit.part("day")) == seen:
        return Response(status_code=204)
    review = opened(visit)
    later = [logged for logged in review.history if logged.version > seen]
    stories = {story for one in later for story in (one.decision.story_id, one.decision.other_id)}
    listing = Listing.of_query(visit, review, list_query(visit.request.url.query))
    others = [one for one in later if one.editor != visit.editor]
    tell = telling(visit, review)
    said = f"{tell.tell(others[-1]).sentence}." if others else ""
    if len(others) > 1:
        said = f"{count(len(others), 'action', 'actions')} d’autres personnes, la dernière\u00a0: {said}"
    return visit.show("desk_changes.html", listing=listing, cards=listing.cards(sorted(stories)), said=said, focus=0)
