"""``/healthz``: whether the site answers and its database can be read."""

from __future__ import annotations

from starlette.responses import JSONResponse, Response

from pvd_watch.web.visit import Visit


def health(visit: Visit) -> Response:
    """One cheap read of the database."""
    latest = visit.storage.digests.latest()
    return JSONResponse(
        {"ok": True, "latest_digest": latest[0] if latest else None}, headers={"Cache-Control": "no-store"}
    )
