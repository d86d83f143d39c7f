"""The table ``[oidc]`` of ``watch.toml``: logins through a provider of OpenID Connect, such as ProConnect."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated, cast

from pvd_watch.config.rules import ADDRESS, Key, Rule, matching, one_line
from pvd_watch.model import ROLES, Role
from pvd_watch.toml import shown

SECRET = "PVD_WATCH_OIDC_SECRET"  # noqa: S105 - the name of the variable, not what it holds
"""The environment variable with the client's secret, which is never in a file of ours."""
_PATTERN = re.compile(rf"(?:{ADDRESS}|\*@{ADDRESS.rpartition('@')[2]}|\*)")


def _roles() -> Rule:
    def take(value: object) -> tuple[str, ...]:
        lines = value if isinstance(value, list) else [""]
        if not all(isinstance(line, str) and _is_role(line.split()) for line in lines):
            example = '["chef@example.fr admin", "*@example.fr editor"]'
            raise ValueError(f"must be a list of addresses with roles such as {example}, not {shown(value)}")
        return tuple(" ".join(line.split()) for line in lines)

    return take


def _is_role(words: list[str]) -> bool:
    return len(words) == 2 and words[1] in ROLES and _PATTERN.fullmatch(words[0]) is not None


@dataclass(frozen=True, slots=True)
class Oidc:
    """``[oidc]``: logins by OpenID Connect."""

    issuer: Annotated[
        str,
        Key(
            matching(r"(https?://[!-~]{1,500})?", 'the https:// address of a provider, or ""'),
            "The provider, exactly as it names itself; empty: nobody logs in by OpenID Connect.",
        ),
    ] = ""
    client_id: Annotated[
        str,
        Key(
            matching(r"[!-~]{0,500}", "text of ASCII signs without spaces"),
            f"What it calls us; the secret is in ${SECRET}.",
        ),
    ] = ""
    scopes: Annotated[
        str,
        Key(
            matching(r"openid( [!-~]+)*", 'words that begin with openid, such as "openid email"'),
            "What is asked of it; for ProConnect: openid email given_name usual_name.",
        ),
    ] = "openid email profile"
    provider_name: Annotated[str, Key(one_line(), "How the login page calls it: « Se connecter avec … ».")] = (
        "OpenID Connect"
    )
    acr_values: Annotated[
        str,
        Key(
            matching(r"([!-~]+( [!-~]+)*)?", "words parted by a space"),
            "Levels of authentication that are asked for and checked; empty: any.",
        ),
    ] = ""
    roles: Annotated[
        tuple[str, ...],
        Key(
            _roles(),
            'Who gets an account at the first login: address and role, the first that fits: "*@example.fr editor".',
        ),
    ] = ()

    def role_of(self, email: str) -> Role | None:
        """The role that an e-mail address gives to who has no account yet; None: none."""
        for line in self.roles:
            pattern, role = line.split()
            local, _, domain = pattern.lower().rpartition("@")
            if pattern == "*" or (email.rpartition("@")[2] == domain and local in ("*", email.rpartition("@")[0])):
                return cast("Role", role)
        return None
