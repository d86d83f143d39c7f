"""``/bureau/AAAA-MM-JJ``: the Stories of a day, best first, with all that may be decided about them."""

from __future__ import annotations

from dataclasses import replace

from starlette.responses import Response

from pvd_watch.web.desk.filters import SCORES, filters_of
from pvd_watch.web.desk.listing import Listing
from pvd_watch.web.desk.opened import opened
from pvd_watch.web.desk.tasks import jobs_of
from pvd_watch.web.visit import Visit


def day(visit: Visit) -> Response:
    """One page of the list; for the script, its cards alone."""
    listing = Listing(visit, opened(visit), filters_of(visit))
    if listing.filters.page > listing.pages:
        listing.filters = replace(listing.filters, page=listing.pages)
    template = "desk_cards.html" if visit.partial else "desk_day.html"
    return visit.show(template, listing=listing, scores=SCORES, jobs=jobs_of(visit, listing.day))
