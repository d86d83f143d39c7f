"""Whether a signed token of the provider may be believed: pure checks on its text, the keys and the moment.

Sources: OpenID Connect Core 1.0, 3.1.3.7 and 5.3.2; RFC 8725 (no « none », no symmetric algorithm).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from pvd_watch.errors import ProviderError

if TYPE_CHECKING:
    from joserfc.jwk import KeySet

Claims = Mapping[str, Any]
_ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512")
_LEEWAY = 60
"""Seconds by which its clock and ours may differ."""


class UnknownKeyError(ProviderError):
    """The token is signed by a key that is not among those known; the provider may have changed them."""

    def __init__(self, cause: str) -> None:
        super().__init__("untrusted", f"the provider's token is signed by no key that is known ({cause})")


def claims_of(raw: str, keys: KeySet) -> Claims:
    """What a token says, once its signature was found good.

    :raises UnknownKeyError: no key fits.
    :raises ProviderError: the signature is wrong, or it is no signed token.
    """
    from joserfc import errors, jwt

    try:
        claims = jwt.decode(raw, keys, algorithms=list(_ALGORITHMS)).claims
    except (errors.InvalidKeyIdError, errors.MissingKeyError, errors.BadSignatureError) as error:
        raise UnknownKeyError(str(error)) from error
    except (errors.JoseError, ValueError, TypeError) as error:
        raise _untrusted(f"cannot be read ({error})") from error
    if not isinstance(claims, dict):
        raise _untrusted("says nothing")
    return claims


def check_identity(
    claims: Claims, *, issuer: str, client_id: str, nonce: str, acr_values: Sequence[str], now: datetime
) -> None:
    """Whether an ID token was made for us, for this login, and is still good.

    :param acr_values: levels of authentication, one of which it must name; empty: any.
    :raises ProviderError: it was not.
    """
    wanted: dict[str, Any] = {
        "iss": {"essential": True, "value": issuer},
        "aud": {"essential": True, "value": client_id},
        "nonce": {"essential": True, "value": nonce},
        "sub": {"essential": True},
        "exp": {"essential": True},
        "iat": {"essential": True},
    }
    if acr_values:
        wanted["acr"] = {"essential": True, "values": list(acr_values)}
    _check(claims, wanted, now)
    audience = claims["aud"]
    if claims.get("azp", client_id) != client_id or (
        isinstance(audience, list) and len(audience) > 1 and "azp" not in claims
    ):
        raise _untrusted("was made for somebody else (azp)")


def check_userinfo(claims: Claims, *, issuer: str, client_id: str, now: datetime) -> None:
    """Whether signed claims about a person come from the provider and were made for us.

    :raises ProviderError: they do not.
    """
    _check(claims, {"iss": {"essential": True, "value": issuer}, "aud": {"essential": True, "value": client_id}}, now)


def _check(claims: Claims, wanted: dict[str, Any], now: datetime) -> None:
    from joserfc import errors, jwt

    try:
        jwt.JWTClaimsRegistry(int(now.timestamp()), _LEEWAY, **wanted).validate(dict(claims))
    except errors.JoseError as error:
        raise _untrusted(f"is refused ({error})") from error


def _untrusted(why: str) -> ProviderError:
    return ProviderError("untrusted", f"the provider's token {why}")
