"""Whether the settings are enough for logins by OpenID Connect."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

from pvd_watch.accounts.oidc.provider import Provider
from pvd_watch.config import Settings
from pvd_watch.config.oidc_table import SECRET
from pvd_watch.errors import ConfigError

CALLBACK = "/connexion/fournisseur/retour"
"""Where the provider sends people back; it must know this address."""
AFTER_LOGOUT = "/connexion"
"""Where it sends them after the logout; it must know this address too."""
_LOOPBACK = ("localhost", "127.0.0.1", "::1")


def provider_of(settings: Settings, environ: Mapping[str, str]) -> Provider | None:
    """The provider of the settings; None where none is named. Nothing is asked of it yet.

    :raises ConfigError: something is missing, or secrets would travel in clear.
    """
    oidc, base = settings.oidc, settings.site.base_url
    if not oidc.issuer:
        return None
    faults = []
    if not is_safe(oidc.issuer):
        faults.append("[oidc] issuer must begin with https:// (http:// is for this machine alone)")
    if not oidc.client_id:
        faults.append("[oidc] client_id is empty: give what the provider calls us")
    if not base:
        faults.append(f"[site] base_url is empty: the provider must know where {CALLBACK} is")
    if not environ.get(SECRET):
        faults.append(f"[oidc] is set, but the environment has no {SECRET}: put the client's secret there")
    if faults:
        raise ConfigError([f"config/watch.toml: {fault}" for fault in faults])
    return Provider(oidc, environ[SECRET], f"{base}{CALLBACK}", f"{base}{AFTER_LOGOUT}")


def is_safe(url: str) -> bool:
    """Whether secrets may be sent to an address: by HTTPS, or within this machine."""
    parts = urlsplit(url)
    return bool(parts.hostname) and (
        parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOOPBACK)
    )
