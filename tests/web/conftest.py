"""A site over a real home and a real database, asked by HTTP as a browser asks it."""

from __future__ import annotations

import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from shutil import copytree
from threading import Thread

import httpx
import pytest
import uvicorn

from pvd_watch.accounts.logins import hash_of
from pvd_watch.config import Home
from pvd_watch.model import Role, Session, User
from pvd_watch.times import utc
from pvd_watch.web import create_app
from pvd_watch.web.cookies import SESSION
from pvd_watch.wiring import Watch

NOW = datetime(2026, 3, 4, 9, 0, tzinfo=UTC)
TLS = ssl.create_default_context()
"""Read once: no test speaks TLS, and every client would read all authorities."""
CSRF = "csrf-of-the-tests"


@dataclass
class Desk:
    """A site under test: ``ask`` is its HTTP client, ``watch`` its installation."""

    ask: httpx.Client
    watch: Watch

    def log_in(self, role: Role, name: str = "") -> User:
        """Come back as an account of a role, its session stored as a login stores it."""
        user = User(name or f"{role}@example.fr", f"Une personne ({role})", role, "", utc(NOW))
        self.watch.storage.accounts.add(user)
        session = Session(user, CSRF, utc(NOW + timedelta(hours=1)))
        token = f"token-of-{user.name}"
        self.watch.storage.accounts.end(hash_of(token))
        self.watch.storage.accounts.begin(hash_of(token), session, utc(NOW))
        self.ask.cookies.set(SESSION, token)
        return user

    def log_out(self) -> None:
        """Come back as a stranger."""
        self.ask.cookies.clear()

    def send(self, path: str, **fields: str) -> httpx.Response:
        """Send a form of this session; the answer, not followed."""
        return self.ask.post(path, data={"csrf": CSRF} | fields, follow_redirects=False)


@contextmanager
def served(home: Home, port: int = 0) -> Iterator[str]:
    """A real server of a home on loopback, on a free port if none is given; its address."""
    settings = uvicorn.Config(create_app(home, lambda: NOW), port=port, log_config=None)
    with running(uvicorn.Server(settings)) as address:
        yield address


@contextmanager
def running(server: uvicorn.Server) -> Iterator[str]:
    """A server at work in a thread of its own; its address."""
    thread = Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive(), "the server did not start"
        time.sleep(0.005)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(10)


@pytest.fixture
def fresh_home(filled_home: Path, tmp_path: Path) -> Path:
    """A home of its own for this test, its database ready."""
    return copytree(filled_home, tmp_path / "home")


@pytest.fixture
def desk(fresh_home: Path) -> Iterator[Desk]:
    """An empty site, its clock at 10 o'clock in Paris on 4 March 2026."""
    home = Home(fresh_home)
    watch = Watch(home, lambda: NOW)
    with served(home) as address, httpx.Client(base_url=address, timeout=60, verify=TLS) as ask:
        yield Desk(ask, watch)
    watch.close()
