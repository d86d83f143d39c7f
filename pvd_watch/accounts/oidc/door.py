"""The way in through the provider: a person is sent there, comes back with a code, and is known or not."""

from __future__ import annotations

import hmac
import logging
import secrets
from base64 import urlsafe_b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from pvd_watch.accounts.logins import hash_of
from pvd_watch.accounts.oidc.provider import Provider
from pvd_watch.accounts.oidc.tokens import Claims, check_identity
from pvd_watch.accounts.users import Users, name_of
from pvd_watch.errors import AccountError, ProviderError
from pvd_watch.model import User
from pvd_watch.storage import Storage
from pvd_watch.times import utc

LASTS = timedelta(minutes=10)
"""How long a person may take at the provider."""
_log = logging.getLogger("pvd_watch.accounts")


@dataclass(frozen=True, slots=True)
class Arrival:
    """A person who came through the provider: the account, the ID token for the logout, where the way was to lead."""

    user: User
    id_token: str
    suite: str


class ProviderDoor:
    """Logins through a provider.

    :param users: the accounts; those whose e-mail address the settings give a role are made at their first login.
    """

    def __init__(self, provider: Provider, storage: Storage, users: Users, now: Callable[[], datetime]) -> None:
        self._provider, self._ways, self._users, self._now = provider, storage.provider_logins, users, now
        self._accounts = storage.accounts

    def send(self, suite: str) -> tuple[str, str]:
        """Where a person logs in, and the state of the way, which the browser keeps in a cookie.

        :param suite: where the way is to lead.
        :raises ProviderError: the provider does not answer.
        """
        state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
        challenge = urlsafe_b64encode(sha256(verifier.encode()).digest()).rstrip(b"=").decode()
        url = self._provider.login_url(self._now(), state, nonce, challenge)
        now = self._now()
        self._ways.begin(hash_of(state), nonce, verifier, suite, utc(now + LASTS), utc(now))
        return url, state

    def receive(self, answer: Mapping[str, str], cookie: str) -> Arrival:
        """Who came back. The way is over then, whatever comes of it: its state is good once.

        :param answer: what the provider added to our address.
        :param cookie: the state as the browser kept it: a way that somebody else began leads nobody in.
        :raises ProviderError: it is nobody who may come in.
        """
        state, now = answer.get("state", ""), self._now()
        way = self._ways.take(hash_of(state), utc(now)) if state else None
        if way is None or not hmac.compare_digest(state.encode("utf-8", "replace"), cookie.encode("utf-8", "replace")):
            raise ProviderError("stale", "somebody came back from the provider on a way that was not begun here")
        if answer.get("iss", self._provider.oidc.issuer) != self._provider.oidc.issuer:  # RFC 9207
            raise ProviderError("untrusted", "somebody came back from another provider")
        if "error" in answer or not answer.get("code"):
            raise ProviderError("refused", f"the provider let nobody in: {answer.get('error', '')!r:.100}")
        nonce, verifier, suite = way
        tokens = self._provider.tokens(now, answer["code"], verifier)
        id_token, access_token = tokens.get("id_token"), tokens.get("access_token")
        if not isinstance(id_token, str) or not isinstance(access_token, str):
            raise ProviderError("untrusted", "the provider gave no ID token, or no access token")
        oidc, claims = self._provider.oidc, self._provider.identity(now, id_token)
        check_identity(
            claims,
            issuer=oidc.issuer,
            client_id=oidc.client_id,
            nonce=nonce,
            acr_values=oidc.acr_values.split(),
            now=now,
        )
        person = self._provider.person(now, access_token)
        if person.get("sub") != claims["sub"]:  # OpenID Connect Core 1.0, 5.3.2
            raise ProviderError("untrusted", "the provider spoke of somebody else than who came")
        return Arrival(self._user(person), id_token, suite)

    def _user(self, person: Claims) -> User:
        """The account of a person, made where the settings give the address a role."""
        email = person.get("email")
        if not isinstance(email, str) or "@" not in email or person.get("email_verified", True) not in (True, "true"):
            raise ProviderError("stranger", "somebody came from the provider without a verified e-mail address")
        name = name_of(email)
        user = self._accounts.user(name)
        if user is None:
            role = self._provider.oidc.role_of(name)
            if role is None:
                raise ProviderError("stranger", f"{name!r:.120} came from the provider and has no account")
            try:
                user = self._users.add(name, _display(person), role, None, "OpenID Connect")
            except AccountError as error:
                raise ProviderError("stranger", str(error)) from error
        if user.disabled_at:
            raise ProviderError("closed", f"{user.name} came from the provider, but the account is disabled")
        _log.info("%s came through the provider", user.name)
        return user


def _display(person: Claims) -> str:
    """The name of a person, as far as the provider tells it."""
    family = person.get("usual_name", person.get("family_name", ""))
    parts = [part for part in (person.get("given_name", ""), family) if isinstance(part, str)]
    name = person.get("name", "")
    return " ".join(parts).strip() or (name if isinstance(name, str) else "")
