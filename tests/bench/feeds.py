"""A press of N feeds of M entries on loopback, for timing: ``python -m tests.bench.feeds PORT N M`` until it is ended.

``/feed/<i>.xml`` answers with an ETag; a POST to ``/tick`` adds one entry to every feed. The texts are invented.
"""

from __future__ import annotations

import hashlib
import sys
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

_TOWNS = ("Quimperlé", "Saint-Flour", "Puiseaux", "Die", "Thiers", "Bourganeuf", "Lunel", "Guise", "Pons", "Carhaix")
_SUBJECTS = (
    "la halle rouvre après deux ans de travaux",
    "le conseil municipal vote le budget de l'école",
    "une maison de santé s'installe dans l'ancienne poste",
    "la navette de la gare roule aussi le dimanche",
    "les commerçants testent des vitrines partagées",
    "le cinéma associatif cherche des bénévoles",
)
_BODY = (
    "La municipalité a présenté mardi le projet aux habitants : la place sera plantée, les façades seront reprises et "
    "deux cellules commerciales ouvriront avant l'été. Le chantier commencera après le marché de Noël. "
)


class FeedPress(ThreadingHTTPServer):
    """The server; ``ticks`` is how many entries were added to each feed since the start."""

    daemon_threads = True

    def __init__(self, port: int, feeds: int, entries: int) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.feeds, self.entries, self.ticks = feeds, entries, 0
        self.began = datetime.now(UTC).replace(microsecond=0) - timedelta(hours=20)
        self.bodies: dict[int, tuple[bytes, str]] = {}
        self.build()

    def build(self) -> None:
        """Write every feed anew."""
        self.bodies = {number: self._body(number) for number in range(self.feeds)}

    def _body(self, feed: int) -> tuple[bytes, str]:
        base = f"http://127.0.0.1:{self.server_address[1]}"
        items = "".join(
            self._item(base, feed, entry) for entry in reversed(range(self.ticks, self.ticks + self.entries))
        )
        text = (
            f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>Journal {feed}</title>'
            f"<link>{base}/</link><description>Presse locale {feed}</description>{items}</channel></rss>"
        )
        body = text.encode()
        return body, f'"{hashlib.blake2b(body, digest_size=8).hexdigest()}"'

    def _item(self, base: str, feed: int, entry: int) -> str:
        town = _TOWNS[(feed * 7 + entry) % len(_TOWNS)]
        date = format_datetime(self.began + timedelta(minutes=entry))
        return (
            f"<item><title>{town} : {_SUBJECTS[(feed + entry) % len(_SUBJECTS)]} ({feed}-{entry})</title>"
            f'<link>{base}/article/{feed}/{entry}.html</link><guid isPermaLink="false">urn:x:{feed}:{entry}</guid>'
            f"<pubDate>{date}</pubDate><category>{town}</category>"
            f"<description><![CDATA[<p>À {town}, {_BODY}{_BODY}</p>]]></description></item>"
        )


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: FeedPress

    def do_GET(self) -> None:
        number = self.path.removeprefix("/feed/").removesuffix(".xml")
        if not number.isdigit() or int(number) not in self.server.bodies:
            self._answer(404, b"")
            return
        body, etag = self.server.bodies[int(number)]
        if self.headers.get("If-None-Match") == etag:
            self._answer(304, b"", etag)
        else:
            self._answer(200, body, etag)

    def do_POST(self) -> None:
        self.server.ticks += 1
        self.server.build()
        self._answer(200, b"")

    def _answer(self, status: int, body: bytes, etag: str = "") -> None:
        self.send_response(status)
        if etag:
            self.send_header("ETag", etag)
            self.send_header("Content-Type", "application/rss+xml")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Say nothing: logging would be timed too."""


if __name__ == "__main__":
    with FeedPress(*map(int, sys.argv[1:4])) as press:
        press.serve_forever()
