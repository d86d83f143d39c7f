"""``serve`` is told to end while a visitor has sent half a form."""

from __future__ import annotations

import socket
import time

from pvd_watch.config import Home
from tests.cli.command import set_keys
from tests.schedule.test_service import fetched, serving

_HALF = (
    b"POST /connexion HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    b"Content-Length: 100\r\n\r\nname=lise"
)


def test_serve_ends_in_time_and_without_a_traceback_while_a_form_is_half_sent(home: Home) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    set_keys(home.path, port=str(port))
    with serving(home, "--web-only") as process:
        fetched(f"http://127.0.0.1:{port}/healthz")
        with socket.create_connection(("127.0.0.1", port), timeout=20) as visitor:
            visitor.sendall(_HALF)
            time.sleep(0.5)  # until the server waits for the rest
            began = time.monotonic()
            process.terminate()
            answer = b"".join(iter(lambda: visitor.recv(10_000), b""))
            _, log = process.communicate(timeout=20)
    assert time.monotonic() - began < 10
    assert process.returncode == 0
    assert answer.startswith(b"HTTP/1.1 503")
    assert "Le service s’arrête." in answer.decode()
    assert "Traceback" not in log
