"""Keys by which programs read what is not public."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ApiToken:
    """A key of an account, without the key itself. ``name``: what it is for; ``used_on``: the last day on which it was
    used, empty where it never was."""

    id: int
    user: str
    name: str
    created_at: str
    expires_at: str
    used_on: str = ""
