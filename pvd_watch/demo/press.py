"""A small press on loopback: real HTTP servers that publish the invented outlets.

Each outlet has an address of its own, 127.0.0.1 to 127.0.0.8, because a crawler is paced by host. Where only
127.0.0.1 can be used (macOS), an outlet that should have been on 127.0.0.4 is on 127.0.0.1 with a port three higher:
another port is another host. Links lead to these servers, so that articles can be read; they hold the port, which
is why it is the same from one demonstration to the next (8765, or the next free one) and can be asked for.
"""

from __future__ import annotations

import errno
import socket
import threading
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import UTC, datetime
from types import TracebackType
from typing import Self

from pvd_watch.demo.content import Outlet, Piece, load_outlets
from pvd_watch.demo.server import PressServer
from pvd_watch.demo.site import Site, build_site
from pvd_watch.errors import StepError
from pvd_watch.model import Source

LOOPBACK = tuple(f"127.0.0.{number}" for number in range(1, 9))
_PORTS = range(8765, 8866, 10)
"""Ports tried in turn; ten apart, for the ports above each may be needed as hosts."""


class DemoPress:
    """The press as a context manager: it publishes from ``with`` to the end of the block, and leaves no thread behind.

    :param now: the moment the press is dated from (aware); give the first one again to get the same feeds again.
    :param port: the port to use, 0 for the usual one.
    :param hosts: loopback addresses, the first of which must exist.
    """

    def __init__(self, now: datetime, port: int = 0, hosts: Sequence[str] = LOOPBACK) -> None:
        self.started_at = now.astimezone(UTC).replace(second=0, microsecond=0)
        self.outlets = load_outlets(self.started_at)
        self._wanted_port = port
        self._hosts = tuple(hosts)
        self._site = Site({}, ())
        self._servers: list[PressServer] = []
        self._threads: list[threading.Thread] = []

    def __enter__(self) -> Self:
        """Start publishing.

        :raises StepError: the port asked for, or every port tried, is taken.
        """
        self._servers = _bind(self._hosts, self._wanted_port)
        self._site = build_site(self.outlets, self.started_at, [server.base_url for server in self._servers])
        for server, resources in zip(self._servers, self._site.resources, strict=True):
            server.resources = resources
            thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)
            thread.start()
            self._threads.append(thread)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with ThreadPoolExecutor(len(self._servers)) as pool:
            list(pool.map(PressServer.shutdown, self._servers))
        for server in self._servers:
            server.server_close()
        for thread in self._threads:
            thread.join()
        self._servers, self._threads = [], []

    @property
    def port(self) -> int:
        """The port of the first address, to be asked for again by a later demonstration in the same home."""
        return self._servers[0].server_address[1]

    @property
    def hosts(self) -> tuple[str, ...]:
        """The addresses in use, without ports, for ``allow_private_hosts``."""
        return tuple(dict.fromkeys(server.server_address[0] for server in self._servers))

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """Every piece of every outlet, its texts dated."""
        return tuple(piece for outlet in self.outlets for piece in outlet.pieces)

    def sources(self) -> tuple[Source, ...]:
        """The outlets as records of the catalogue, in the order of their addresses."""
        return tuple(self._source(outlet) for outlet in self.outlets)

    def url_of(self, piece: Piece) -> str:
        """The address of a piece without tracking; a piece carried from another outlet has that one's address."""
        return self._site.addresses[piece.carries or piece.key]

    def labels(self) -> Mapping[str, tuple[str, ...]]:
        """For each address that a feed announces, the INSEE codes that the article must be linked to (maybe none)."""
        return {self.url_of(piece): piece.towns for piece in self.pieces if piece.link}

    def _source(self, outlet: Outlet) -> Source:
        base = self._servers[outlet.address - 1].base_url
        return Source(
            id=outlet.id,
            name=outlet.name,
            kind="feed",
            url=base + outlet.path,
            homepage=base + outlet.home,
            departments=outlet.departments,
            weight=outlet.weight,
            full_text=outlet.full_text,
        )


def _bind(hosts: Sequence[str], port: int) -> list[PressServer]:
    for candidate in [port] if port else _PORTS:
        places = [
            (host, candidate) if _exists(host) else (hosts[0], candidate + number) for number, host in enumerate(hosts)
        ]
        servers = _bind_all(places)
        if servers:
            return servers
    tried = str(port) if port else f"{_PORTS[0]} to {_PORTS[-1]}"
    raise StepError(f"The demo press found port {tried} of {hosts[0]} taken: stop the program that listens there.")


def _bind_all(places: Sequence[tuple[str, int]]) -> list[PressServer]:
    """A server on every place, or none at all when one of them is taken."""
    with ExitStack() as stack:
        servers = []
        for place in places:
            try:
                server = PressServer(place)
            except OSError as error:
                if error.errno in (errno.EADDRINUSE, errno.EACCES):
                    return []
                raise
            stack.callback(server.server_close)
            servers.append(server)
        stack.pop_all()
        return servers


def _exists(host: str) -> bool:
    """Whether this machine has the address."""
    with socket.socket() as probe:
        try:
            probe.bind((host, 0))
        except OSError:
            return False
    return True
