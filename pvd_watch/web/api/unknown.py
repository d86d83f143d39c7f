"""What there is not under ``/api/``, said as programs read it."""

from __future__ import annotations

from typing import Any

from pvd_watch.model import User
from pvd_watch.web.api.answering import ApiError
from pvd_watch.web.visit import Visit


def unknown(visit: Visit, user: User | None) -> dict[str, Any]:
    """Never an answer."""
    raise ApiError(404, "not_found", "There is nothing at this address; see /api/v1/openapi.json")
