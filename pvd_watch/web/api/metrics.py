"""``/metrics``: the figures of the service for Prometheus, which asks on the machine itself or brings a token."""

from __future__ import annotations

import hmac
import os
from collections.abc import Mapping
from ipaddress import ip_address

from starlette.requests import Request
from starlette.responses import Response

from pvd_watch.health.metrics import exposition, measure
from pvd_watch.health.prometheus import CONTENT_TYPE
from pvd_watch.web.refusals import NoPageError
from pvd_watch.web.visit import Visit

VARIABLE = "PVD_WATCH_METRICS_TOKEN"
"""The variable of the environment that holds the token, where one is wanted (``Authorization: Bearer``)."""


def metrics(visit: Visit) -> Response:
    """All figures, at most half a minute old.

    :raises NoPageError: whoever asks may not know them, nor that they are here.
    """
    if not _may_ask(visit.request, os.environ):
        raise NoPageError
    home, now = visit.watch.home, visit.site.now()
    backups = home.backups(visit.site.settings.backup.folder)
    text = visit.site.gauge.text(now, lambda: exposition(measure(visit.storage, home, backups, now), now))
    return Response(text, headers={"Content-Type": CONTENT_TYPE, "Cache-Control": "no-store"})


def _may_ask(request: Request, environ: Mapping[str, str]) -> bool:
    """With a token, whoever has it; without one, programs of this machine that do not come through a proxy."""
    token = environ.get(VARIABLE)
    if token:
        given = request.headers.get("authorization", "")
        return hmac.compare_digest(given.encode(), f"Bearer {token}".encode())
    if request.client is None or {"x-forwarded-for", "forwarded"} & set(request.headers.keys()):
        return False
    return ip_address(request.client.host).is_loopback
