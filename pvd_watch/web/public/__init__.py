"""Pages for everybody."""

from __future__ import annotations

from pvd_watch.web.desk.reports import close_report, reports
from pvd_watch.web.page import Page
from pvd_watch.web.public import shelves
from pvd_watch.web.public.archive import archive
from pvd_watch.web.public.communes import commune, communes
from pvd_watch.web.public.coverage import coverage
from pvd_watch.web.public.departments import department, departments
from pvd_watch.web.public.feeds import atom, json_feed
from pvd_watch.web.public.home import home
from pvd_watch.web.public.issue import issue
from pvd_watch.web.public.map import town_map
from pvd_watch.web.public.report import report, report_form
from pvd_watch.web.public.search import search
from pvd_watch.web.public.sources import source, sources
from pvd_watch.web.public.statistics import statistics
from pvd_watch.web.public.texts import guide, guides, text
from pvd_watch.web.public.themes import theme, themes

_FEEDS = tuple(
    page
    for path, shelf_of in (
        ("/veille", shelves.everything),
        ("/departements/{code}", shelves.department),
        ("/communes/{insee}", shelves.town),
        ("/themes/{slug}", shelves.theme),
    )
    for page in (
        Page(f"{path}/feed.xml", atom(shelf_of), kept=True),
        Page(f"{path}/feed.json", json_feed(shelf_of), kept=True),
    )
)

PAGES: tuple[Page, ...] = (
    Page("/", home),
    *_FEEDS,
    Page("/veille/", archive, kept=True),
    Page("/veille/{day}", issue, kept=True),
    Page("/departements/", departments, kept=True),
    Page("/departements/{code}", department, kept=True),
    Page("/communes/", communes, kept=True),
    Page("/communes/{insee}", commune, kept=True),
    Page("/themes/", themes, kept=True),
    Page("/themes/{slug}", theme, kept=True),
    Page("/recherche", search),
    Page("/carte", town_map, kept=True),
    Page("/statistiques", statistics, kept=True),
    Page("/sources/", sources, kept=True),
    Page("/sources/{id}", source),
    Page("/couverture", coverage, kept=True),
    Page("/signaler", report_form),
    Page("/signaler", report, "POST"),
    Page("/bureau/signalements", reports, role="reader"),
    Page("/bureau/signalements/{report:int}", close_report, "POST", "editor"),
    Page("/accessibilite", text("accessibilite")),
    Page("/mentions-legales", text("mentions-legales")),
    Page("/donnees-personnelles", text("donnees-personnelles")),
    Page("/aide", guides),
    Page("/aide/{guide}", guide),
)
