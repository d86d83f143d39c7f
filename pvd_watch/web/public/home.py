"""``/``: leads to the press watch."""

from __future__ import annotations

from starlette.responses import Response

from pvd_watch.web.visit import Visit


def home(visit: Visit) -> Response:
    """Lead to the newest issue."""
    return visit.lead("/veille/")
