"""Pages for everybody."""

from __future__ import annotations

from pvd_watch.web.page import Page
from pvd_watch.web.public import shelves
from pvd_watch.web.public.archive import archive
from pvd_watch.web.public.communes import commune, communes
from pvd_watch.web.public.departments import department, departments
from pvd_watch.web.public.feeds import atom, json_feed
from pvd_watch.web.public.home import home
from pvd_watch.web.public.issue import issue
from pvd_watch.web.public.search import search
from pvd_watch.web.public.themes import theme, themes

_FEEDS = tuple(
    page
    for path, shelf_of in (
        ("/veille", shelves.everything),
        ("/departements/{code}", shelves.department),
        ("/communes/{insee}", shelves.town),
        ("/themes/{slug}", shelves.theme),
    )
    for page in (Page(f"{path}/feed.xml", atom(shelf_of)), Page(f"{path}/feed.json", json_feed(shelf_of)))
)

PAGES: tuple[Page, ...] = (
    Page("/", home),
    *_FEEDS,
    Page("/veille/", archive),
    Page("/veille/{day}", issue),
    Page("/departements/", departments),
    Page("/departements/{code}", department),
    Page("/communes/", communes),
    Page("/communes/{insee}", commune),
    Page("/themes/", themes),
    Page("/themes/{slug}", theme),
    Page("/recherche", search),
)
