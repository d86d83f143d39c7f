"""A bound for the headers of an answer: Twisted bounds each line of them, but not how many lines may come."""

from __future__ import annotations

from typing import Any

from scrapy.core.downloader.handlers.http11 import _LenientHTTP11ClientFactory, _LenientHTTP11ClientProtocol
from twisted.web._newclient import HEADER, STATUS, HTTP11ClientProtocol

MOST_BYTES = 256 * 1024


class _BoundedProtocol(_LenientHTTP11ClientProtocol):
    """Breaks the connection off when the headers do not end."""

    _room = MOST_BYTES

    def dataReceived(self, data: bytes) -> None:  # noqa: N802  # the name is Twisted's
        parser: Any = self._parser
        if parser is not None and parser.state in (STATUS, HEADER):
            self._room -= len(data)
            if self._room < 0:
                transport: Any = self.transport
                transport.abortConnection()
                return
        super().dataReceived(data)  # type: ignore[no-untyped-call]  # Twisted types it not


class BoundedFactory(_LenientHTTP11ClientFactory):
    """What the connection pool makes its connections with."""

    def buildProtocol(self, addr: object) -> HTTP11ClientProtocol:  # noqa: N802  # the name is Twisted's
        return _BoundedProtocol(self._quiescentCallback)  # type: ignore[no-untyped-call]  # nor this
