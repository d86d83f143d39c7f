"""What a route is: an address, an action, and who may ask for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from starlette.responses import Response

from pvd_watch.model import Role
from pvd_watch.web.visit import Visit

Action = Callable[[Visit], Response]
"""Runs in a worker thread; all it needs is in the visit."""


@dataclass(frozen=True, slots=True)
class Page:
    """One route.

    ``role``: the least role that may ask for it; None: everybody. ``fresh_for``: how many seconds a cache may keep the
    answer of a public page without asking again. ``kept``: strangers may be shown it again as it was made for as
    long, while nothing else was published.
    """

    path: str
    action: Action
    method: str = "GET"
    role: Role | None = None
    fresh_for: int = 60
    kept: bool = False
