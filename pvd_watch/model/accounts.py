"""Who may do what at the editors' desk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

Role = Literal["reader", "editor", "admin"]
"""``reader`` sees the desk, ``editor`` decides and publishes, ``admin`` also keeps the accounts."""
ROLES: tuple[Role, ...] = get_args(Role)
"""From the least to the most rights; each may do what those before it may."""


@dataclass(frozen=True, slots=True)
class User:
    """An account. ``name``: what is typed at login and stands in the history; ``display``: how pages call the person;
    ``password``: Argon2 hash, empty where the person comes by OpenID Connect alone; ``disabled_at``: empty while the
    account is open."""

    name: str
    display: str
    role: Role
    password: str
    created_at: str
    disabled_at: str = ""

    def may(self, role: Role) -> bool:
        """Whether the account is open and has at least the rights of a role."""
        return not self.disabled_at and ROLES.index(self.role) >= ROLES.index(role)


@dataclass(frozen=True, slots=True)
class Session:
    """A login that has not expired. ``csrf``: what every form of the session must send back; ``notice``: a sentence
    for the next page; ``id_token``: of the OpenID Connect provider, for its end of session."""

    user: User
    csrf: str
    expires_at: str
    notice: str = ""
    id_token: str = ""


@dataclass(frozen=True, slots=True)
class OpenSession:
    """A session as its owner sees it: when it began and when it ends; ``token_hash``: its key in the database."""

    token_hash: str
    created_at: str
    expires_at: str

    @property
    def mark(self) -> str:
        """By which a form names it."""
        return self.token_hash[:16]
