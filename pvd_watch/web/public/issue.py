"""``/veille/AAAA-MM-JJ``: what was published on a day; before it is, a preview for those who see the desk."""

from __future__ import annotations

from dataclasses import replace

from starlette.responses import Response

from pvd_watch.digest.decisions import publication
from pvd_watch.digest.map import draw
from pvd_watch.digest.render import numbers_of
from pvd_watch.digest.view import view_of
from pvd_watch.errors import UsageError
from pvd_watch.model import Digest
from pvd_watch.times import read_day
from pvd_watch.web.refusals import NoPageError
from pvd_watch.web.visit import Visit


def issue(visit: Visit) -> Response:
    """A published Digest."""
    day = visit.part("day")
    try:
        digest = visit.storage.digests.get(read_day(day))
    except UsageError as error:
        raise NoPageError from error
    if digest is None or (digest.state != "published" and not visit.may("reader")):
        raise NoPageError
    return show_issue(visit, digest)


def show_issue(visit: Visit, digest: Digest) -> Response:
    """The page of a Digest; of a draft it shows what would be published now."""
    day, places = digest.day, visit.site.places
    if digest.state != "published":
        sheet = visit.watch.review.day(day).sheet
        digest = replace(digest, items=publication(sheet.items))
    view = view_of(digest, places, visit.site.settings.digest.top)
    before, after = visit.storage.published.around(day)
    return visit.show(
        "public_issue.html",
        view=view,
        digest=view.digest,
        numbers=numbers_of(view),
        map=draw(view.towns, places.points, "communes"),
        before=before,
        after=after,
        corrected=visit.storage.published.corrections(day),
    )
