"""The day that an address of the desk names, and the page of it that an editor came from."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode

from pvd_watch.review import DayReview
from pvd_watch.web.desk.filters import NAMES
from pvd_watch.web.refusals import NoPageError
from pvd_watch.web.visit import Visit

_NO_DAY = (
    "Aucune veille n’a été préparée pour ce jour\u202f; les jours qui en ont une sont dans la liste du bureau. "
    "Celle d’aujourd’hui paraît après le passage du matin."
)

_MOST_FILTERS = 40


def opened(visit: Visit) -> DayReview:
    """The day that the address names, as it is now.

    :raises NoPageError: it has no Digest.
    """
    day = visit.part("day")
    if visit.storage.digests.head(day) is None:
        raise NoPageError(_NO_DAY)
    return visit.watch.review.day(day)


def list_query(words: str) -> str:
    """The filters and the page of a list out of what a form sends back: known names alone, encoded anew."""
    found = [(name, value) for name, value in parse_qsl(words) if name in NAMES][:_MOST_FILTERS]
    return urlencode(found)


def way_back(visit: Visit, story: int = 0) -> str:
    """The address of the list that the form came from, at a Story."""
    query = list_query(visit.sent("retour"))
    anchor = f"#s{story}" if story else ""
    return f"/bureau/{visit.part('day')}{'?' if query else ''}{query}{anchor}"
