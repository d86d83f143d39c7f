"""The real server, and what whoever starts it is told."""

from __future__ import annotations

import socket
from pathlib import Path

import httpx
import pytest

from pvd_watch.config import Home
from pvd_watch.web.server import first_steps, server

from .conftest import Desk, running


def test_answers_are_sent_at_once(fresh_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No part of an answer waits for the browser to confirm the one before it (Nagle's algorithm)."""
    at_once: list[int] = []
    accept = socket.socket.accept

    def noting(listening: socket.socket) -> tuple[socket.socket, object]:
        connection, address = accept(listening)
        at_once.append(connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
        return connection, address

    monkeypatch.setattr(socket.socket, "accept", noting)
    with running(server(Home(fresh_home), "127.0.0.1", 0, behind_proxy=False)) as address:
        assert httpx.get(f"{address}/healthz", timeout=30).status_code == 200
    assert at_once
    assert 0 not in at_once


def test_the_first_account_is_asked_for(desk: Desk) -> None:
    """Until there is one; none is made by itself."""
    assert "pvd-watch users add" in first_steps(desk.watch.home)
    assert desk.watch.users.all() == []
    desk.watch.users.add("jeanne@example.fr", "", "admin", "trois pies volent bas", "tests")
    assert first_steps(desk.watch.home) == ""
