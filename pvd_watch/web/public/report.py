"""``/signaler``: a reader says what is wrong on a page; nothing about the reader is asked for or kept."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from starlette.responses import Response

from pvd_watch.times import utc
from pvd_watch.typography import harmless
from pvd_watch.web.refusals import TooManyError
from pvd_watch.web.visit import Visit

KINDS: Mapping[str, str] = {
    "commune": "La commune n’est pas la bonne",
    "lien": "Un lien ne mène pas au bon article",
    "doublon": "Deux fois le même sujet",
    "retrait": "Je demande le retrait d’un article",
    "autre": "Autre chose",
}
LONGEST = 2_000
_LONGEST_PAGE = 300
_AN_HOUR = timedelta(hours=1)
_MOST_AN_HOUR = 120
"""Reports of an hour, by everybody: more is no reader."""


def report_form(visit: Visit) -> Response:
    """The form, or thanks for what was sent."""
    return _form(visit, page=_page(visit.asked("page")), thanks=visit.asked("merci") == "1")


def report(visit: Visit) -> Response:
    """Keep what was sent for the editors."""
    page, kind, words = _page(visit.sent("page")), visit.sent("kind"), visit.sent("words")
    if visit.sent("website"):  # no person fills a field that is not shown
        return visit.lead("/signaler?merci=1")
    if kind not in KINDS or not words or len(words) > LONGEST:
        return _form(visit, page=page, kind=kind, words=words[:LONGEST], fault=True)
    now, reports = visit.site.now(), visit.storage.reports
    if reports.since(utc(now - _AN_HOUR)) >= _MOST_AN_HOUR:
        raise TooManyError("Beaucoup de signalements arrivent en ce moment. Réessayez dans une heure.", 3_600)
    reports.add(page, kind, words, utc(now))
    return visit.lead("/signaler?merci=1")


def _form(
    visit: Visit, *, page: str, kind: str = "", words: str = "", fault: bool = False, thanks: bool = False
) -> Response:
    return visit.show(
        "public_report.html", 400 if fault else 200, page=page, kind=kind, words=words, fault=fault, thanks=thanks,
        kinds=KINDS, longest=LONGEST,
    )  # fmt: skip


def _page(path: str) -> str:
    """The path of a page of this site; empty for anything else."""
    path = harmless(path)[:_LONGEST_PAGE]
    return path if path.startswith("/") and not path.startswith(("//", "/\\")) else ""
