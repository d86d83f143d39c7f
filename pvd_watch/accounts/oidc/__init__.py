"""Logins through a provider of OpenID Connect (OpenID Connect Core 1.0, code flow with PKCE; ready for ProConnect)."""

from pvd_watch.accounts.oidc.door import Arrival, ProviderDoor
from pvd_watch.accounts.oidc.provider import Provider
from pvd_watch.accounts.oidc.setting import provider_of

__all__ = ["Arrival", "Provider", "ProviderDoor", "provider_of"]
