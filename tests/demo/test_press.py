"""The press over real HTTP: validators, failures, slowness, and places that cannot be had."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from http.client import HTTPConnection, HTTPResponse
from time import monotonic
from urllib.parse import urlsplit

import feedparser
import pytest

from pvd_watch.demo.press import LOOPBACK, DemoPress
from pvd_watch.errors import StepError
from pvd_watch.model import Source

pytestmark = pytest.mark.usefixtures("usual_port")

NOW = datetime(2026, 11, 23, 6, 30, 12, 345, tzinfo=UTC)


@pytest.fixture(scope="module")
def press() -> Iterator[DemoPress]:
    with DemoPress(NOW) as started:
        yield started


def _ask(url: str, method: str = "GET", **headers: str) -> tuple[HTTPResponse, bytes]:
    parts = urlsplit(url)
    connection = HTTPConnection(parts.netloc, timeout=10)
    path = f"{parts.path}?{parts.query}" if parts.query else parts.path
    connection.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    response = connection.getresponse()
    body = response.read()
    connection.close()
    return response, body


def _source(press: DemoPress, source_id: str) -> Source:
    return next(source for source in press.sources() if source.id == source_id)


def _listening(press: DemoPress) -> set[tuple[str | None, int | None]]:
    return {(urlsplit(source.url).hostname, urlsplit(source.url).port) for source in press.sources()}


def test_each_working_outlet_has_a_host_of_its_own(press: DemoPress) -> None:
    working = [source for source in press.sources() if source.id != "clocher-des-mauges-49"]
    assert len({urlsplit(source.url).netloc for source in working}) == len(working) == 8
    assert len({source.departments[0] for source in working}) == 8
    assert set(press.hosts) <= set(LOOPBACK)


def test_feeds_are_served_whole_once_and_then_not_modified(press: DemoPress) -> None:
    for source in press.sources():
        if source.id == "clocher-des-mauges-49":
            continue
        first, body = _ask(source.url)
        again, nothing = _ask(source.url, If_None_Match=first.headers["ETag"])
        assert (first.status, again.status, nothing) == (200, 304, b"")
        assert len(body) == int(first.headers["Content-Length"]) > 4000


def test_the_slow_outlet_is_slow_only_when_it_has_something_to_send(press: DemoPress) -> None:
    source = _source(press, "avenir-des-ballons-88")
    before = monotonic()
    first, _ = _ask(source.url)
    between = monotonic()
    _ask(source.url, If_None_Match=first.headers["ETag"])
    assert between - before >= 1.5
    assert monotonic() - between < 1.0


def test_one_outlet_answers_500_and_its_host_serves_another(press: DemoPress) -> None:
    failing, sister = _source(press, "clocher-des-mauges-49"), _source(press, "clocher-vendeen-85")
    assert _ask(failing.url)[0].status == 500
    assert urlsplit(failing.url).netloc == urlsplit(sister.url).netloc


def test_robots_allow_the_feeds_and_one_asks_for_a_delay(press: DemoPress) -> None:
    texts = {source.id: _ask(f"http://{urlsplit(source.url).netloc}/robots.txt")[1] for source in press.sources()}
    assert all(b"Disallow: /admin/" in text for text in texts.values())
    assert [name for name, text in texts.items() if b"Crawl-delay: 1" in text] == ["feuille-du-bas-berry-36"]


def test_every_announced_address_is_a_page_with_its_canonical_link(press: DemoPress) -> None:
    for url in press.labels():
        response, body = _ask(f"{url}?utm_source=rss")
        assert response.status == 200
        assert f'<link rel="canonical" href="{url}">' in body.decode()


def test_a_page_behind_a_paywall_says_so_and_holds_back_its_text(press: DemoPress) -> None:
    piece = next(piece for piece in press.pieces if piece.paywall)
    page = _ask(press.url_of(piece))[1].decode()
    assert '"isAccessibleForFree": false' in page
    assert piece.body[0][:60].replace("'", "&#x27;") in page
    assert piece.body[1][:60].replace("'", "&#x27;") not in page


def test_home_pages_lead_to_the_feed_and_unknown_paths_are_missing(press: DemoPress) -> None:
    for source in press.sources():
        assert source.url in _ask(source.homepage)[1].decode()
    assert _ask(f"http://{urlsplit(press.sources()[0].url).netloc}/nowhere")[0].status == 404


def test_head_has_the_headers_and_no_body(press: DemoPress) -> None:
    response, body = _ask(press.sources()[0].url, "HEAD")
    assert response.headers["ETag"]
    assert body == b""


def test_a_reader_that_hangs_up_leaves_no_trace(press: DemoPress, capfd: pytest.CaptureFixture[str]) -> None:
    parts = urlsplit(press.sources()[0].url)
    for request in (f"GET {parts.path} HTTP/1.1\r\nHost: x\r\n\r\n" * 50, "GET /half"):
        with socket.create_connection((str(parts.hostname), parts.port or 0)) as connection:
            # Lingering zero seconds: the close is a reset.
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")
            connection.sendall(request.encode())
    assert _ask(press.sources()[0].url)[0].status == 200
    assert capfd.readouterr() == ("", "")


def test_the_same_moment_and_port_give_the_same_press_again() -> None:
    with DemoPress(NOW) as first:
        port, feed = first.port, _ask(first.sources()[0].url)[1]
    with DemoPress(first.started_at, port) as second:
        assert second.port == port
        assert _ask(second.sources()[0].url)[1] == feed
        assert second.started_at == first.started_at


def test_nothing_of_it_is_left_when_it_ends() -> None:
    before = threading.active_count()
    with DemoPress(NOW) as ended:
        places = _listening(ended)
    assert threading.active_count() == before
    for host, port in places:
        with socket.socket() as probe:
            assert probe.connect_ex((str(host), port or 0)) != 0


def test_a_taken_port_that_was_asked_for_is_an_error_and_frees_the_others() -> None:
    with socket.create_server((LOOPBACK[2], 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(StepError, match=f"port {port} .*stop the program"), DemoPress(NOW, port):
            pass
        with socket.create_server((LOOPBACK[0], port)) as free:
            assert free.getsockname()[1] == port


def test_a_taken_usual_port_leads_to_the_next_one(press: DemoPress) -> None:
    with DemoPress(NOW) as other:
        assert other.port > press.port


def test_where_only_one_address_exists_ports_make_the_hosts() -> None:
    # 240.0.0.0/4 is reserved: no machine has such an address.
    with DemoPress(NOW, hosts=("127.0.0.1", *(f"240.0.0.{number}" for number in range(2, 9)))) as lone:
        assert lone.hosts == ("127.0.0.1",)
        assert len(_listening(lone)) == 8
        feed = feedparser.parse(_ask(lone.sources()[-1].url)[1])
        assert _ask(feed.entries[0].link)[0].status == 200
