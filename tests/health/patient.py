"""A home in good health, that a test makes ill: real database, real mail server and webhook, a clock that is set."""

from __future__ import annotations

import json
import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from pvd_watch.config import Home, Settings, init_home
from pvd_watch.config.alarms_table import Alarms
from pvd_watch.config.settings import Mail
from pvd_watch.digest.send import Server
from pvd_watch.health.telling import Checked, check_alarms
from pvd_watch.storage import Storage
from pvd_watch.times import utc
from tests.digest.sample import EMPTY
from tests.storage.test_database import source

NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)
BOSS = "regie@ville.example"


@dataclass
class Patient:
    """A home of ten Sources in a folder, watched for a day at ``now``, its last digest today's."""

    path: Path
    now: datetime = NOON
    environ: dict[str, str] = field(default_factory=dict)
    settings: Settings = field(init=False)
    port: int = 9

    def __post_init__(self) -> None:
        init_home(self.path, bare=True)
        self.home = Home(self.path)
        alarms = Alarms(alarm_to=(BOSS,), least_free_megabytes=0)
        mail = Mail(sender="veille@ville.example", smtp_host="127.0.0.1", starttls=False, wait_seconds=5)
        self.settings = replace(Settings(), alarms=alarms, mail=mail)
        storage = Storage(self.home.database)
        storage.sources.sync([source(f"j{number}") for number in range(10)])
        storage.alarms.note_check(utc(self.now - timedelta(days=1)))
        storage.close()
        self.feed()

    def feed(self) -> None:
        """All is well again: Sources answer, today's digest and a backup are there."""
        self.sql(
            "UPDATE sources SET last_polled_at = ?, last_ok_at = ?, trouble = '', failures = 0", *[utc(self.now)] * 2
        )
        storage = Storage(self.home.database)
        storage.digests.save(replace(EMPTY, day=self.now.date().isoformat()))
        storage.close()
        self.back_up()

    def back_up(self) -> None:
        """A backup is written now."""
        self.backups.mkdir(exist_ok=True)
        file = self.backups / "2026.db.gz"
        file.write_bytes(b"x")
        os.utime(file, (self.now.timestamp(), self.now.timestamp()))

    @property
    def backups(self) -> Path:
        return self.home.data_dir / "backups"

    def limits(self, **changes: Any) -> None:
        """Set keys of ``[alarms]``."""
        self.settings = replace(self.settings, alarms=replace(self.settings.alarms, **changes))

    def sql(self, statement: str, *values: Any) -> list[Any]:
        """Change the database from outside."""
        with closing(sqlite3.connect(self.home.database)) as sql, sql:
            return sql.execute(statement, values).fetchall()

    def check(self, **later: float) -> Checked:
        """The check of every few minutes, some time later; it was made all the while."""
        self.now += timedelta(**later)
        before = utc(self.now - timedelta(minutes=5))
        if self.home.database.exists():
            with suppress(sqlite3.Error):
                self.sql("UPDATE facts SET value = ? WHERE name = 'alarms_checked_at'", before)
        mail = self.settings.mail
        server = Server(mail.smtp_host, self.port, mail.starttls, mail.wait_seconds)
        return check_alarms(self.home, self.settings, self.backups, lambda: server, self.environ, lambda: self.now)


def told(checked: Checked) -> list[tuple[str, str, bool]]:
    """Who was told of what by a check."""
    return [(message.channel, message.alarm.kind, message.over) for message in checked.told]


def standing(checked: Checked) -> list[str]:
    return [alarm.kind for alarm in checked.standing]


@dataclass
class Hook:
    """What a webhook was sent: bodies, and the header that goes with the last one; ``answer`` is its status."""

    url: str = ""
    answer: int = 204
    location: str = ""
    bodies: list[Any] = field(default_factory=list)
    authorization: str | None = None


@contextmanager
def webhook() -> Iterator[Hook]:
    """A real HTTP server on loopback."""
    hook = Hook()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            hook.authorization = self.headers["Authorization"]
            hook.bodies.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(hook.answer)
            if hook.location:
                self.send_header("Location", hook.location)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        hook.url = f"http://127.0.0.1:{server.server_address[1]}/secret-of-the-address"
        try:
            yield hook
        finally:
            server.shutdown()
            thread.join()
