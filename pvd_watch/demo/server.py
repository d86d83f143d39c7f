"""One HTTP server of the press: it answers quietly from a mapping of paths."""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler
from socketserver import ThreadingTCPServer
from typing import Any
from urllib.parse import urlsplit

from pvd_watch.demo.site import Resource

_MISSING = Resource(b"<!doctype html><title>404</title><h1>Page introuvable</h1>", "text/html; charset=utf-8", 404)


class PressServer(ThreadingTCPServer):
    """Listens on ``(host, port)`` from its making; answers with ``resources`` once it serves.

    It is a plain TCP server because the one of ``http.server`` looks up its own name, which takes seconds without a
    network.
    """

    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 64
    resources: Mapping[str, Resource] = {}
    server_address: tuple[str, int]

    def __init__(self, place: tuple[str, int]) -> None:
        super().__init__(place, _Handler)

    @property
    def base_url(self) -> str:
        """``http://host:port`` without a last slash."""
        return f"http://{self.server_address[0]}:{self.server_address[1]}"

    def handle_error(self, request: Any, client_address: Any) -> None:
        # A reader that hangs up is his right, not a fault to print.
        if not isinstance(sys.exception(), ConnectionError | TimeoutError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    server: PressServer
    protocol_version = "HTTP/1.1"
    timeout = 10.0
    # Headers and body leave together: two small writes would wait for each other's acknowledgement.
    wbufsize = -1
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        self._answer()

    def do_HEAD(self) -> None:
        self._answer()

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: the demonstration's own table is what is read."""

    def _answer(self) -> None:
        resource = self.server.resources.get(urlsplit(self.path).path, _MISSING)
        unchanged = bool(resource.etag) and self.headers.get("If-None-Match") == resource.etag
        if not unchanged:
            time.sleep(resource.delay_seconds)
        self.send_response(304 if unchanged else resource.status)
        for name, value in (("ETag", resource.etag), ("Last-Modified", resource.last_modified)):
            if value:
                self.send_header(name, value)
        if not unchanged:
            self.send_header("Content-Type", resource.media_type)
            self.send_header("Content-Length", str(len(resource.body)))
        self.end_headers()
        if not unchanged and self.command != "HEAD":
            self.wfile.write(resource.body)
