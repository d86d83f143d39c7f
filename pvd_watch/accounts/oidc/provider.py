"""The provider as it is asked over HTTP: its description, its keys, tokens for a code, what it knows of a person."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from threading import BoundedSemaphore, Lock
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from pvd_watch.accounts.oidc.tokens import Claims, UnknownKeyError, check_userinfo, claims_of
from pvd_watch.config.oidc_table import Oidc
from pvd_watch.errors import ProviderError

if TYPE_CHECKING:
    import httpx
    from joserfc.jwk import KeySet

_PATIENCE = 5.0
"""Seconds for one answer."""
_LARGEST = 500_000
"""Bytes of one answer."""
_AT_ONCE = 2
"""Visits that may wait for the provider at the same moment: a slow one must not hold up the whole site."""
_WAIT = 1.0
"""Seconds that a visit waits for its turn."""
_FRESH = 3_600
"""Seconds for which its description and keys are taken for right."""
_REST = 15
"""Seconds for which it is left alone after it did not answer, and its keys after they were asked for anew."""


class Provider:
    """A provider of OpenID Connect; asked for nothing before the first login.

    :param secret: of the client.
    :param callback: where it sends people back after the login.
    :param after_logout: where it sends them after the logout.
    """

    def __init__(self, oidc: Oidc, secret: str, callback: str, after_logout: str) -> None:
        self.oidc, self.callback = oidc, callback
        self._secret, self._after_logout = secret, after_logout
        self._lock, self._turns = Lock(), BoundedSemaphore(_AT_ONCE)
        self._described: dict[str, Any] = {}
        self._keys: KeySet | None = None
        self._until = self._keys_at = self._silent_at = 0.0

    def login_url(self, now: datetime, state: str, nonce: str, challenge: str) -> str:
        """Where a person logs in.

        :param challenge: of PKCE, S256 (RFC 7636, 4.2).
        :raises ProviderError: it does not answer.
        """
        asked = {
            "response_type": "code",
            "client_id": self.oidc.client_id,
            "redirect_uri": self.callback,
            "scope": self.oidc.scopes,
            "state": state,
            "nonce": nonce,
            "code_challenge": challenge,
            "code_challenge_method": "S256",
        }
        if self.oidc.acr_values:
            asked["acr_values"] = self.oidc.acr_values
        return _with(self._place(now, "authorization_endpoint"), asked)

    def logout_url(self, now: datetime, id_token: str, state: str) -> str:
        """Where a person ends the session at the provider (RP-Initiated Logout 1.0); empty where it has no such place.

        :raises ProviderError: it does not answer.
        """
        if "end_session_endpoint" not in self._describe(now):
            return ""
        asked = {"id_token_hint": id_token, "post_logout_redirect_uri": self._after_logout, "state": state}
        return _with(self._place(now, "end_session_endpoint"), asked)

    def tokens(self, now: datetime, code: str, verifier: str) -> Mapping[str, Any]:
        """The tokens that a code is worth, once.

        :raises ProviderError: it gives none, or does not answer.
        """
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self.callback,
            "code_verifier": verifier,
        }
        ways = self._describe(now).get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
        if "client_secret_basic" in ways:
            # Both are form-encoded before they are joined (RFC 6749, 2.3.1).
            login = (quote(self.oidc.client_id, safe=""), quote(self._secret, safe=""))
            body = self._ask(now, "POST", self._place(now, "token_endpoint"), data=form, auth=login)
        else:
            form |= {"client_id": self.oidc.client_id, "client_secret": self._secret}
            body = self._ask(now, "POST", self._place(now, "token_endpoint"), data=form)
        return _object(body[1])

    def identity(self, now: datetime, id_token: str) -> Claims:
        """What an ID token says, its signature found good; whether it is meant for us is another question.

        :raises ProviderError: it is not signed by the provider.
        """
        return self._signed(now, id_token)

    def person(self, now: datetime, access_token: str) -> Claims:
        """What the provider knows of a person, signed (as ProConnect gives it) or plain.

        :raises ProviderError: it says nothing that can be believed.
        """
        kind, body = self._ask(
            now, "GET", self._place(now, "userinfo_endpoint"), headers={"Authorization": f"Bearer {access_token}"}
        )
        if kind != "application/jwt":
            return _object(body)
        claims = self._signed(now, body.decode("ascii", "replace"))
        check_userinfo(claims, issuer=self.oidc.issuer, client_id=self.oidc.client_id, now=now)
        return claims

    def _signed(self, now: datetime, raw: str) -> Claims:
        try:
            return claims_of(raw, self._key_set(now))
        except UnknownKeyError:
            if now.timestamp() - self._keys_at < _REST:
                raise
            self._keys = None  # it may have changed its keys since
            return claims_of(raw, self._key_set(now))

    def _key_set(self, now: datetime) -> KeySet:
        from joserfc import errors
        from joserfc.jwk import KeySet

        keys = self._keys
        if keys is None or now.timestamp() >= self._keys_at + _FRESH:
            given = _object(self._ask(now, "GET", self._place(now, "jwks_uri"))[1])
            try:
                keys = KeySet.import_key_set({"keys": [key for key in given["keys"] if key.get("use", "sig") == "sig"]})
            except (errors.JoseError, KeyError, ValueError, TypeError, AttributeError) as error:
                raise ProviderError("unreachable", f"the keys of {self.oidc.issuer} cannot be read: {error}") from error
            self._keys, self._keys_at = keys, now.timestamp()
        return keys

    def _describe(self, now: datetime) -> dict[str, Any]:
        at = now.timestamp()
        with self._lock:
            if self._described and at < self._until:
                return self._described
        url = f"{self.oidc.issuer.rstrip('/')}/.well-known/openid-configuration"
        found = _object(self._ask(now, "GET", url)[1])
        if found.get("issuer") != self.oidc.issuer:
            raise ProviderError(
                "unreachable", f"{url} names the issuer {found.get('issuer')!r}: write it so in [oidc] issuer"
            )
        with self._lock:
            self._described, self._until = found, at + _FRESH
        return found

    def _place(self, now: datetime, name: str) -> str:
        from pvd_watch.accounts.oidc.setting import is_safe

        place = self._describe(now).get(name)
        if not isinstance(place, str) or not is_safe(place):
            raise ProviderError("unreachable", f"{self.oidc.issuer} gives no https:// address for its {name}")
        return place

    def _ask(self, now: datetime, method: str, url: str, **what: Any) -> tuple[str, bytes]:
        """Content type and body of an answer."""
        import httpx

        with self._turn(now):
            try:
                with (
                    httpx.Client(timeout=_PATIENCE, follow_redirects=False, trust_env=False) as client,
                    client.stream(method, url, **what) as answer,
                ):
                    body = _bounded(answer)
            except (httpx.HTTPError, httpx.InvalidURL) as error:
                self._silent_at = now.timestamp()
                raise ProviderError("unreachable", f"{url} does not answer: {error}") from error
        if answer.status_code != 200:
            raise ProviderError("refused", f"{url} refuses with {answer.status_code}: {body[:200]!r}")
        return answer.headers.get("content-type", "").partition(";")[0].strip().lower(), body

    @contextmanager
    def _turn(self, now: datetime) -> Iterator[None]:
        if now.timestamp() - self._silent_at < _REST:
            raise ProviderError("unreachable", f"{self.oidc.issuer} did not answer a moment ago")
        if not self._turns.acquire(timeout=_WAIT):
            raise ProviderError("unreachable", f"{self.oidc.issuer} is being asked by others")
        try:
            yield
        finally:
            self._turns.release()


def _bounded(answer: httpx.Response) -> bytes:
    body = b""
    for part in answer.iter_bytes():
        body += part
        if len(body) > _LARGEST:
            raise ProviderError("unreachable", f"{answer.url} answers at endless length")
    return body


def _object(body: bytes) -> dict[str, Any]:
    try:
        found = json.loads(body)
    except ValueError as error:
        raise ProviderError("unreachable", f"the provider's answer is no JSON: {body[:100]!r}") from error
    if not isinstance(found, dict):
        raise ProviderError("unreachable", f"the provider's answer is no JSON object: {body[:100]!r}")
    return found


def _with(place: str, asked: Mapping[str, str]) -> str:
    return f"{place}{'&' if '?' in place else '?'}{urlencode(asked)}"
