"""Which days a page is asked for: ``du`` and ``au``, else the last days up to the newest issue."""

from __future__ import annotations

from pvd_watch.times import Period, local_day
from pvd_watch.web.public.search import possible_day
from pvd_watch.web.visit import Visit

_LONGEST = 3_660


def period_asked(visit: Visit, days: int) -> tuple[Period, bool]:
    """The period, and whether what was asked for could be used.

    :param days: how many days where nothing is asked for.
    """
    first, last = visit.asked("du"), visit.asked("au")
    end = visit.storage.published.latest() or local_day(visit.site.now())
    usual = Period(Period(end, end).earlier(days - 1).first, end)
    if not first and not last:
        return usual, True
    if not possible_day(first) or not possible_day(last):
        return usual, False
    period = Period(first or usual.first, last or end)
    if period.first > period.last or period.days > _LONGEST:
        return usual, False
    return period, True
