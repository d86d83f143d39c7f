"""The one place where addresses are checked: nothing private is ever connected to unless the owner opened it.

Names and literals take the same way: the download handler asks `Guard.check` first, and Twisted, which resolves every
host through the reactor's resolver, gets only the addresses that were checked.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Any

from twisted.internet.address import IPv4Address as TcpV4
from twisted.internet.address import IPv6Address as TcpV6
from twisted.internet.interfaces import IAddress, IHostnameResolver, IHostResolution
from zope.interface import implementer  # type: ignore[import-untyped]  # it has no types

from spiders.failures import Refused

_NAT64 = IPv6Network("64:ff9b::/96")
_LOOKUPS_AT_ONCE = 16


def is_public(text: str) -> bool:
    """Whether an IP address is one of the open Internet; the IPv4 address inside an IPv6 one is what counts."""
    address = ip_address(text.partition("%")[0])
    if isinstance(address, IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if address in _NAT64:
            inner = IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
        if address.is_site_local:
            return False
    return address.is_global and not (address.is_multicast or address.is_reserved)


def plain_name(host: str) -> str:
    """A host name as it is compared: lower case, no brackets, no final dot, ASCII."""
    name = _bare(host.lower())
    try:
        return _bare(name.encode("idna").decode("ascii"))
    except UnicodeError:
        return name


def _bare(name: str) -> str:
    """A name without what may stand around it."""
    while (plainer := name.strip().strip("[]").rstrip(".")) != name:
        name = plainer
    return name


@implementer(IHostnameResolver)
class Guard:
    """Resolves a host once a run, refuses private addresses, and hands Twisted nothing else than what it checked."""

    def __init__(self, allowed: Iterable[str]) -> None:
        self._allowed = {plain_name(host) for host in allowed}
        self._checked: dict[str, tuple[str, ...]] = {}
        self._threads = ThreadPoolExecutor(_LOOKUPS_AT_ONCE, "dns")

    async def check(self, host: str, timeout: float) -> None:
        """Make ``host`` (a name or a literal) known to the reactor, within ``timeout`` seconds.

        :raises Refused: it has no address (``dns``), or a private one (``private``).
        """
        name = plain_name(host)
        if name in self._checked:
            return
        addresses = await self._look_up(name, timeout)
        private = [address for address in addresses if not is_public(address)]
        if private and name not in self._allowed:
            raise Refused(
                "private",
                f"{host} leads to the private address {private[0]}, where the crawler does not go "
                "(allow_private_hosts opens it).",
            )
        self._checked[name] = addresses

    async def _look_up(self, name: str, timeout: float) -> tuple[str, ...]:
        lookup = asyncio.get_running_loop().run_in_executor(self._threads, _addresses, name)
        try:
            return await asyncio.wait_for(lookup, timeout)
        except TimeoutError as error:
            raise Refused("dns", f"The DNS did not answer for {name} within {timeout:g} s.") from error
        except (OSError, UnicodeError) as error:
            raise Refused("dns", f"{name} has no address in the DNS: {error}.") from error

    def resolveHostName(  # noqa: N802  # the name is Twisted's
        self,
        resolutionReceiver: Any,  # noqa: N803  # Twisted's
        hostName: str,  # noqa: N803  # Twisted's
        portNumber: int = 0,  # noqa: N803  # Twisted's
        addressTypes: Sequence[type[IAddress]] | None = None,  # noqa: N803  # Twisted's
        transportSemantics: str = "TCP",  # noqa: N803  # Twisted's
    ) -> IHostResolution:
        """Twisted's question: the checked addresses of a host, none for a host that was not checked."""
        resolution: Any = self
        resolutionReceiver.resolutionBegan(resolution)
        for address in self._checked.get(plain_name(hostName), ()):
            kind = TcpV6 if ":" in address else TcpV4
            resolutionReceiver.addressResolved(kind("TCP", address, portNumber))
        resolutionReceiver.resolutionComplete()
        return resolution  # type: ignore[no-any-return]  # what the interface promises


def _addresses(name: str) -> tuple[str, ...]:
    found = socket.getaddrinfo(name, None, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(info[4][0]) for info in found))
