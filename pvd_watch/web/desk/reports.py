"""``/bureau/signalements``: what readers reported, for editors to deal with."""

from __future__ import annotations

from starlette.responses import Response

from pvd_watch.times import utc
from pvd_watch.web.public.report import KINDS
from pvd_watch.web.refusals import RefusalError
from pvd_watch.web.visit import Visit

_CLOSED = 20


def reports(visit: Visit) -> Response:
    """Those that wait, and the last that were dealt with."""
    stored = visit.storage.reports
    people = {user.name: user.display for user in visit.storage.accounts.users() if user.display}
    return visit.show(
        "desk_reports.html", waiting=stored.open(), closed=stored.closed(_CLOSED), kinds=KINDS, people=people
    )


def close_report(visit: Visit) -> Response:
    """Note that a report was dealt with, or take that back."""
    number, stored = int(visit.part("report")), visit.storage.reports
    if visit.sent("undo"):
        if not stored.reopen(number):
            raise RefusalError("Ce signalement est déjà ouvert. Rechargez la page.")
        return visit.lead("/bureau/signalements", "Signalement rouvert.")
    if not stored.close(number, visit.editor, utc(visit.site.now())):
        raise RefusalError("Ce signalement a déjà été traité, ou n’existe pas. Rechargez la page.")
    return visit.lead("/bureau/signalements", "Signalement traité.")
