"""One loopback press for all tests: real HTTP on 127.0.0.1 to 127.0.0.8, well-behaved and hostile pages, and a tally.

::

    with Press() as press:
        press.put("/feed.xml", feed(rss(item("Un titre"))))
        ...  # crawl press.url("/feed.xml")
        assert press.tally().most_at_once == 1

A page is a function of a `Visit`; the functions below make them. What has no page is 404, robots.txt included.
"""

from __future__ import annotations

import gzip
import socket
import ssl
import struct
import tempfile
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from hashlib import sha256
from html import escape
from ipaddress import IPv4Address
from itertools import pairwise
from pathlib import Path
from time import monotonic
from types import TracebackType

import brotli  # type: ignore[import-untyped]
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

MOST_HOSTS = 8
LONGEST_VISIT = 60.0  # seconds a hostile page may take, whatever it does
ENDLESS = 200_000_000  # bytes an endless page gives at most
RSS_TYPE = "application/rss+xml; charset=utf-8"


@dataclass(frozen=True)
class Seen:
    """One request as it came: when (monotonic seconds), what for, with which headers (lower-case names)."""

    at: float
    path: str
    headers: Mapping[str, str]


@dataclass
class Tally:
    """What one host saw. ``smallest_gap``: least seconds from the start of one request to the start of the next."""

    requests: list[Seen] = field(default_factory=list)
    most_at_once: int = 0
    under_way: set[int] = field(default_factory=set)

    @property
    def paths(self) -> list[str]:
        return [seen.path for seen in self.requests]

    @property
    def smallest_gap(self) -> float:
        times = [seen.at for seen in self.requests]
        return min((later - earlier for earlier, later in pairwise(times)), default=float("inf"))

    @property
    def last_at(self) -> float:
        return self.requests[-1].at if self.requests else float("-inf")

    def of(self, path: str) -> list[Seen]:
        return [seen for seen in self.requests if seen.path == path]


class Visit:
    """One request being answered: what was asked, and the raw connection for pages that break the rules."""

    def __init__(
        self, connection: socket.socket, seen: Seen, stopping: threading.Event, ended: Callable[[], None]
    ) -> None:
        self.connection = connection
        self.seen = seen
        self._stopping = stopping
        self._ended = ended
        self._until = monotonic() + LONGEST_VISIT

    def send(self, data: bytes) -> None:
        """Bytes as they are.

        :raises OSError: the client is gone, the press stops, or the visit took too long.
        """
        if self._stopping.is_set() or monotonic() > self._until:
            raise OSError("the press closes")
        self.connection.sendall(data)

    def pause(self, seconds: float) -> None:
        self._stopping.wait(seconds)

    def head(self, status: int, headers: Mapping[str, str]) -> None:
        """The status line and the headers."""
        lines = [f"HTTP/1.1 {status} Said", *(f"{name}: {value}" for name, value in headers.items()), "", ""]
        self.send("\r\n".join(lines).encode("latin-1"))

    def answer(self, status: int, body: bytes = b"", headers: Mapping[str, str] | None = None) -> None:
        """A whole answer, after which the connection is closed."""
        self.head(status, {"Content-Length": str(len(body)), "Connection": "close", **(headers or {})})
        # Counted as over before the client can know it is, or its next request would seem to come too early.
        self._ended()
        self.send(body)


Page = Callable[[Visit], None]


class Press:
    """The server: up to eight hosts (addresses) on one port, optionally behind TLS with a certificate of its own."""

    def __init__(self, hosts: int = 1, tls: bool = False) -> None:
        self._stopping = threading.Event()
        self._lock = threading.Lock()
        self._pages: dict[tuple[int | None, str], Page] = {}
        self._tallies = [Tally() for _ in range(hosts)]
        self._scheme = "https" if tls else "http"
        self._folder = tempfile.TemporaryDirectory()
        self._tls = self._certificate() if tls else None
        self._listeners: list[socket.socket] = []

    def __enter__(self) -> Press:
        port = 0
        for host in range(len(self._tallies)):
            listener = socket.create_server((f"127.0.0.{host + 1}", port), backlog=128)
            port = listener.getsockname()[1]
            self._listeners.append(listener)
            threading.Thread(target=self._listen, args=(listener, host), daemon=True).start()
        self.port = port
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._stopping.set()
        for listener in self._listeners:
            listener.shutdown(socket.SHUT_RDWR)
            listener.close()
        self._folder.cleanup()

    def url(self, path: str = "/", host: int = 0) -> str:
        return f"{self._scheme}://{self.name(host)}{path}"

    def name(self, host: int = 0) -> str:
        """The host as the crawl names it: address and port."""
        return f"127.0.0.{host + 1}:{self.port}"

    @property
    def authority(self) -> Path:
        """The certificate, as a file of authorities that makes it trusted."""
        return Path(self._folder.name) / "certificate.pem"

    def put(self, path: str, page: Page, host: int | None = None) -> str:
        """Set or change a page, on one host or on all; its address on that host, or on the first."""
        with self._lock:
            self._pages[host, path] = page
        return self.url(path, host or 0)

    def tally(self, host: int = 0) -> Tally:
        return self._tallies[host]

    def _listen(self, listener: socket.socket, host: int) -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(connection, host), daemon=True).start()

    def _serve(self, connection: socket.socket, host: int) -> None:
        tally = self._tallies[host]
        try:
            with connection:
                connection.settimeout(LONGEST_VISIT)
                if self._tls:
                    connection = self._tls.wrap_socket(connection, server_side=True)
                seen = _read_request(connection)
                if seen is None:
                    return
                with self._lock:
                    tally.requests.append(seen)
                    number = len(tally.requests)
                    tally.under_way.add(number)
                    tally.most_at_once = max(tally.most_at_once, len(tally.under_way))
                    page = self._pages.get((host, seen.path)) or self._pages.get((None, seen.path)) or status(404)
                ended = partial(tally.under_way.discard, number)
                try:
                    page(Visit(connection, seen, self._stopping, ended))
                finally:
                    ended()
        except OSError:
            pass  # the client left, which is its right

    def _certificate(self) -> ssl.SSLContext:
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "press")])
        now = datetime.now(UTC)
        addresses = [x509.IPAddress(IPv4Address(f"127.0.0.{host + 1}")) for host in range(MOST_HOSTS)]
        certificate = (
            x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
            .not_valid_before(now - timedelta(days=1))
            .not_valid_after(now + timedelta(days=1))
            .add_extension(x509.SubjectAlternativeName([*addresses, x509.DNSName("localhost")]), critical=False)
            .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
            .sign(key, hashes.SHA256())
        )
        self.authority.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
        secret = self.authority.with_name("key.pem")
        secret.write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
        )
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.authority, secret)
        return context


def _read_request(connection: socket.socket) -> Seen | None:
    data = b""
    while b"\r\n\r\n" not in data:
        chunk = connection.recv(65536)
        if not chunk:
            return None
        data += chunk
    first, *lines = data.partition(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")
    headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    return Seen(monotonic(), first.split(" ")[1], headers)


# --- feeds ---------------------------------------------------------------------------------------------------------


def item(title: str, **fields: str) -> str:
    """An RSS item; fields by the names of their elements (``link``, ``guid``, ``pubDate``, ``description``…)."""
    elements = "".join(f"<{name}>{escape(value)}</{name}>" for name, value in fields.items())
    return f"<item><title>{escape(title)}</title>{elements}</item>"


def rss(*items: str, encoding: str = "utf-8", declare: bool = True) -> bytes:
    """An RSS 2.0 body of these items."""
    declaration = f'<?xml version="1.0" encoding="{encoding}"?>' if declare else ""
    channel = f"<channel><title>La Gazette</title><link>http://gazette.example/</link>{''.join(items)}</channel>"
    return f'{declaration}<rss version="2.0">{channel}</rss>'.encode(encoding)


def many(count: int, base: str = "http://gazette.example") -> bytes:
    """An RSS 2.0 body of ``count`` plain items."""
    start = datetime(2026, 11, 20, 6, tzinfo=UTC)
    return rss(
        *(
            item(
                f"Le marché n° {number} rouvre",
                link=f"{base}/article/{number}.html",
                guid=f"{base}/article/{number}.html",
                pubDate=f"{start + timedelta(minutes=number):%a, %d %b %Y %H:%M:%S} +0000",
                description=f"<p>Les habitants ont retrouvé leur marché, édition {number}.</p>",
            )
            for number in range(count)
        )
    )


# --- pages ---------------------------------------------------------------------------------------------------------


def status(code: int, body: bytes = b"", content_type: str = "text/html", **headers: str) -> Page:
    """One status with its body; headers by their names with underscores (``Retry_After="3"``)."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda visit: visit.answer(code, body, {"Content-Type": content_type, **named})


def feed(body: bytes, content_type: str = RSS_TYPE, etag: bool = True, last_modified: str = "") -> Page:
    """A feed that answers conditional requests honestly."""
    mark = f'"{sha256(body).hexdigest()[:16]}"'

    def page(visit: Visit) -> None:
        headers = {"Content-Type": content_type}
        headers |= {"ETag": mark} if etag else {}
        headers |= {"Last-Modified": last_modified} if last_modified else {}
        asked = visit.seen.headers
        same = (etag and asked.get("if-none-match") == mark) or (
            last_modified and asked.get("if-modified-since") == last_modified
        )
        visit.answer(304 if same else 200, b"" if same else body, headers)

    return page


def robots(text: str) -> Page:
    """A robots.txt."""
    return status(200, text.encode(), "text/plain")


def redirect(to: str, code: int = 301) -> Page:
    """A redirect, relative or absolute."""
    return status(code, Location=to)


def packed(body: bytes, coding: str, content_type: str = RSS_TYPE) -> Page:
    """A body compressed with ``gzip`` or ``br``."""
    data = gzip.compress(body, 1) if coding == "gzip" else brotli.compress(body, quality=1)
    return status(200, data, content_type, Content_Encoding=coding)


def bomb(size: int = 100_000_000, coding: str = "gzip") -> Page:
    """Few bytes that become ``size`` bytes once decompressed."""
    return packed(b"\0" * size, coding)


def slow_headers(seconds: float = 0.2) -> Page:
    """Headers that come one by one and never end (slow loris)."""

    def page(visit: Visit) -> None:
        visit.send(b"HTTP/1.1 200 Said\r\n")
        while True:
            visit.send(b"X-Wait: yes\r\n")
            visit.pause(seconds)

    return page


def endless_headers(visit: Visit) -> None:
    """Headers that come as fast as they can and never end."""
    visit.send(b"HTTP/1.1 200 Said\r\n")
    for _ in range(ENDLESS // 65536):
        visit.send(b"X-More: of the same\r\n" * 3120)


def drip(body: bytes, size: int = 1, seconds: float = 0.2) -> Page:
    """A body that comes ``size`` bytes at a time."""

    def page(visit: Visit) -> None:
        visit.head(200, {"Content-Type": RSS_TYPE, "Content-Length": str(len(body))})
        for start in range(0, len(body), size):
            visit.send(body[start : start + size])
            visit.pause(seconds)

    return page


def late(body: bytes, seconds: float) -> Page:
    """A feed that is served after a while."""

    def page(visit: Visit) -> None:
        visit.pause(seconds)
        visit.answer(200, body, {"Content-Type": RSS_TYPE})

    return page


def endless(visit: Visit) -> None:
    """A body without length and without end."""
    visit.head(200, {"Content-Type": RSS_TYPE})
    for _ in range(ENDLESS // 65536):
        visit.send(b"<item/>" * 9362)


def truncated(body: bytes, kept: int) -> Page:
    """A body that ends before its announced length."""

    def page(visit: Visit) -> None:
        visit.head(200, {"Content-Type": RSS_TYPE, "Content-Length": str(len(body)), "ETag": '"cut"'})
        visit.send(body[:kept])

    return page


def reset(body: bytes = b"", kept: int = 0) -> Page:
    """A connection that is reset, after ``kept`` bytes of the body if there is one."""

    def page(visit: Visit) -> None:
        if body:
            visit.head(200, {"Content-Type": RSS_TYPE, "Content-Length": str(len(body))})
            visit.send(body[:kept])
            visit.pause(0.1)
        visit.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    return page


def in_turn(pages: Iterable[Page]) -> Page:
    """Another page at each visit; the last one stays."""
    left = list(pages)
    return lambda visit: (left.pop(0) if len(left) > 1 else left[0])(visit)
