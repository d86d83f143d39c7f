"""``/healthz``: whether the database can be read and the scheduler gives its sign."""

from __future__ import annotations

import logging

from starlette.responses import JSONResponse, Response

from pvd_watch.health.liveness import liveness
from pvd_watch.web.visit import Visit

_log = logging.getLogger("pvd_watch.web")


def health(visit: Visit) -> Response:
    """One cheap read of the database; 503 where something is wrong, and the log says what."""
    if not visit.watch.home.database.exists():
        visit.storage.accounts.users()  # a new home gets its database with the first visit
    found = liveness(visit.watch.home.database, visit.site.now())
    if found.reason:
        _log.error("/healthz: %s", found.reason)
    return JSONResponse(found.to_object(), 200 if found.alive else 503, {"Cache-Control": "no-store"})
