"""``…/feed.xml`` and ``…/feed.json``: the published selection as Atom and as JSON Feed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from starlette.responses import Response

from pvd_watch.digest.feeds import MOST, Choice, Feed, render_atom, render_json_feed
from pvd_watch.model import Digest
from pvd_watch.typography import Places
from pvd_watch.web.page import Action
from pvd_watch.web.public.shelves import Shelf, ShelfOf
from pvd_watch.web.reply import base_url, text
from pvd_watch.web.visit import Visit


def atom(shelf_of: ShelfOf) -> Action:
    """The action that answers with the Atom feed of a shelf."""

    def answer(visit: Visit) -> Response:
        shelf = shelf_of(visit)
        return text(_rendered(visit, shelf, "feed.xml", render_atom), "application/atom+xml")

    return answer


def json_feed(shelf_of: ShelfOf) -> Action:
    """The action that answers with the JSON Feed of a shelf."""

    def answer(visit: Visit) -> Response:
        shelf = shelf_of(visit)
        return text(_rendered(visit, shelf, "feed.json", render_json_feed), "application/feed+json")

    return answer


_Render = Callable[[Sequence[Digest], Places, Feed, Choice], str]


def _rendered(visit: Visit, shelf: Shelf, name: str, render: _Render) -> str:
    base = base_url(visit)
    feed = Feed(shelf.title, f"{base}{shelf.home}", f"{base}{shelf.path}/{name}", f"{base}/veille/{{day}}")
    digests = visit.storage.published.page(shelf.facet, shelf.code, limit=MOST)
    return render(digests, visit.site.places, feed, shelf.choice)
