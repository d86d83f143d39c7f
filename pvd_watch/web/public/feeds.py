"""``…/feed.xml`` and ``…/feed.json``: the published selection as Atom and as JSON Feed."""

from __future__ import annotations

from starlette.responses import Response

from pvd_watch.digest.feeds import MOST, Feed, render_atom, render_json_feed
from pvd_watch.model import Digest
from pvd_watch.web.page import Action
from pvd_watch.web.public.shelves import Shelf, ShelfOf
from pvd_watch.web.reply import base_url, text
from pvd_watch.web.visit import Visit


def atom(shelf_of: ShelfOf) -> Action:
    """The action that answers with the Atom feed of a shelf."""

    def answer(visit: Visit) -> Response:
        shelf = shelf_of(visit)
        body = render_atom(_digests(visit, shelf), visit.site.places, _feed(visit, shelf, "feed.xml"), shelf.choice)
        return text(body, "application/atom+xml")

    return answer


def json_feed(shelf_of: ShelfOf) -> Action:
    """The action that answers with the JSON Feed of a shelf."""

    def answer(visit: Visit) -> Response:
        shelf = shelf_of(visit)
        feed = _feed(visit, shelf, "feed.json")
        body = render_json_feed(_digests(visit, shelf), visit.site.places, feed, shelf.choice)
        return text(body, "application/feed+json")

    return answer


def _digests(visit: Visit, shelf: Shelf) -> list[Digest]:
    return visit.storage.published.page(shelf.facet, shelf.code, limit=MOST)


def _feed(visit: Visit, shelf: Shelf, name: str) -> Feed:
    base = base_url(visit)
    return Feed(shelf.title, f"{base}{shelf.home}", f"{base}{shelf.path}/{name}", f"{base}/veille/{{day}}")
