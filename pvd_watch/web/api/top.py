"""``/api/v1/top``: the newsletter's build over HTTP; what is published, and that alone."""

from __future__ import annotations

from typing import Any

from pvd_watch.model import User
from pvd_watch.newsletter import answer
from pvd_watch.web.reply import base_url
from pvd_watch.web.visit import Visit


def top(visit: Visit, user: User | None) -> dict[str, Any]:
    """The object of the contract *Newsletter*."""
    query = {name: visit.asked(name) for name in ("from", "to", "n", "department", "theme")}
    return answer(query, visit.storage.top, visit.site.places, base_url(visit))
