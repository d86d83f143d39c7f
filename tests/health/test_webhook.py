"""A webhook that does not behave."""

from __future__ import annotations

import socket
import time
from contextlib import suppress
from threading import Thread

import pytest

from pvd_watch.errors import StepError
from pvd_watch.health import webhook


def test_an_answer_that_never_ends_holds_up_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webhook, "_WAIT_SECONDS", 0.5)

    def drip(server: socket.socket) -> None:
        connection, _ = server.accept()
        with connection, suppress(OSError):
            connection.sendall(b"HTTP/1.1 200 OK\r\n")
            for _ in range(50):  # each well within the wait for one read
                connection.sendall(b"X: y\r\n")
                time.sleep(0.1)

    with socket.create_server(("127.0.0.1", 0)) as server:
        Thread(target=drip, args=(server,), daemon=True).start()
        began = time.monotonic()
        with pytest.raises(StepError, match=r"did not answer in 0\.5 s"):
            webhook.post(f"http://127.0.0.1:{server.getsockname()[1]}/", {"text": "x"}, {})
        assert time.monotonic() - began < 3
