"""``/themes/`` and ``/themes/habitat``: the published selection by theme."""

from __future__ import annotations

from starlette.responses import Response

from pvd_watch.typography import THEMES
from pvd_watch.web.public.listing import counts, show_shelf
from pvd_watch.web.public.shelves import theme as shelf_of
from pvd_watch.web.visit import Visit


def themes(visit: Visit) -> Response:
    """All themes."""
    items = counts(visit, "theme")
    rows = [(code, name, items.get(code, 0)) for code, name in THEMES.items()]
    return visit.show("public_themes.html", rows=rows)


def theme(visit: Visit) -> Response:
    """The items of a theme."""
    return show_shelf(visit, shelf_of(visit), "public_theme.html")
