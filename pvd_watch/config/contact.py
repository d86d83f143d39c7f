"""Whether sites can reach us: nothing is read from the live web while the contact's placeholder stands."""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import ip_address
from urllib.parse import urlsplit

from pvd_watch.config.settings import PLACEHOLDER, Collect
from pvd_watch.errors import ConfigError
from pvd_watch.model import Source


def check_contact(collect: Collect, sources: Iterable[Source]) -> None:
    """Refuse to read the live web while the placeholder stands in the User-Agent.

    A press on loopback needs no contact: sources on loopback hosts that ``allow_private_hosts`` names may be read.
    Sources that are not enabled do not count.

    :raises ConfigError: the placeholder is there, and some source is neither.
    """
    if not collect.contact_missing:
        return
    live = [source for source in sources if source.enabled and not _is_own(source.url, collect.allow_private_hosts)]
    if live:
        raise ConfigError(
            [
                f"config/watch.toml: [collect] user_agent still holds the placeholder {PLACEHOLDER}: put an address "
                "where you can be reached in its place, as every site that is read must know whom to write to"
            ]
        )


def _is_own(url: str, allowed: tuple[str, ...]) -> bool:
    host = (urlsplit(url).hostname or "").rstrip(".")
    return host in (name.lower().rstrip(".") for name in allowed) and _is_loopback(host)


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
