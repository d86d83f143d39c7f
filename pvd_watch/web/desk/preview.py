"""``/bureau/AAAA-MM-JJ/apercu``: the day as it will be public, before it is published."""

from __future__ import annotations

from dataclasses import replace

from starlette.responses import Response

from pvd_watch.digest.decisions import publication
from pvd_watch.digest.view import view_of
from pvd_watch.web.desk.opened import opened
from pvd_watch.web.visit import Visit


def preview(visit: Visit) -> Response:
    """What is kept or pinned, in the order of the public page."""
    review = opened(visit)
    digest = replace(review.digest, items=publication(review.sheet.items))
    view = view_of(digest, visit.site.places, visit.site.settings.digest.top)
    return visit.show("desk_preview.html", review=review, view=view, day=digest.day)
