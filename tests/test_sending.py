"""``send`` as a person calls it, against a real mail server: at most once to each reader, kills included."""

from __future__ import annotations

import email
import json
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from email import policy
from pathlib import Path
from typing import Any

import pytest

from pvd_watch.config import Home, init_home
from pvd_watch.wiring import Watch
from tests.cli.command import ask, refused, set_keys
from tests.digest.sample import DIGEST, EMPTY
from tests.sink import Handler, Sink

READERS = ("a@x.example", "b@x.example", "c@x.example")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with three readers and two digests, one of them published."""
    home = tmp_path_factory.mktemp("sending") / "home"
    init_home(home, bare=True)
    set_keys(home, to=json.dumps(READERS), sender='"veille@ville.example"', starttls="false", smtp_host='"127.0.0.1"')
    watch = Watch(Home(home))
    watch.storage.digests.save(DIGEST)
    watch.storage.digests.save(replace(EMPTY, day="2026-11-02"))
    watch.storage.close()
    return home


@pytest.fixture
def home(made: Path, tmp_path: Path) -> Path:
    shutil.copytree(made, tmp_path / "home")
    return tmp_path / "home"


def send(home: Path, sink: Sink, *words: str, code: int = 0) -> dict[str, Any]:
    """Send, and what it reports."""
    set_keys(home, smtp_port=str(sink.port))
    done = ask("send", "2026-11-01", "--json", *words, home=home)
    assert done.returncode == code, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def states(home: Path) -> dict[str, str]:
    with sqlite3.connect(home / "data" / "pvd_watch.db") as sql:
        return dict(sql.execute("SELECT address, state FROM sendings"))


def test_every_reader_gets_one_message_of_his_own_and_only_once(home: Path) -> None:
    with Sink() as sink:
        assert send(home, sink)["sent"] == list(READERS)
        assert send(home, sink)["sent_before"] == list(READERS)
        assert [envelope.rcpt_tos for envelope in sink.handler.taken] == [[reader] for reader in READERS]
    mails = [email.message_from_bytes(envelope.content, policy=policy.default) for envelope in sink.handler.taken]
    assert [mail["To"] for mail in mails] == list(READERS)
    assert len({mail["Message-ID"] for mail in mails}) == 3


def test_whoever_is_refused_gets_it_next_time(home: Path) -> None:
    with Sink(Handler(refuse={"b@x.example": "451 try later"})) as sink:
        found = send(home, sink, code=1)
        assert (found["sent"], found["failed"]) == (["a@x.example", "c@x.example"], {"b@x.example": "451 try later"})
        sink.handler.refuse = {}
        assert send(home, sink)["sent"] == ["b@x.example"]
        assert sorted(sink.readers) == list(READERS)


def test_a_server_that_is_down_marks_nobody(home: Path) -> None:
    with Sink() as sink:
        pass
    assert send(home, sink, code=1)["sent"] == []
    assert states(home) == {}
    with Sink() as sink:
        assert send(home, sink)["sent"] == list(READERS)


def test_a_day_without_news_is_sent_too(home: Path) -> None:
    with Sink() as sink:
        set_keys(home, smtp_port=str(sink.port))
        assert ask("send", "2026-11-02", home=home).returncode == 0
        assert len(sink.handler.taken) == 3


def kill_after_the_answer(home: Path, sink: Sink) -> None:
    """Kill « send » between the server's 250 for the second message and the note that it went.

    The server takes the database's write lock before it answers, so that the note has to wait; then the program dies.
    """
    taken: list[sqlite3.Connection] = []

    def hold(_: object) -> None:
        if len(sink.handler.taken) == 2:
            lock = sqlite3.connect(home / "data" / "pvd_watch.db", isolation_level=None, check_same_thread=False)
            lock.execute("BEGIN IMMEDIATE")
            taken.append(lock)

    sink.handler.then = hold
    set_keys(home, smtp_port=str(sink.port))
    command = [sys.executable, "-m", "pvd_watch", "--home", str(home), "send", "2026-11-01"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    until = time.monotonic() + 30
    while not taken and process.poll() is None and time.monotonic() < until:
        time.sleep(0.01)
    time.sleep(0.5)  # the answer arrives, the note waits for the lock (up to 5 s)
    assert process.poll() is None, "it had ended before it was killed"
    process.send_signal(signal.SIGKILL)
    process.wait(timeout=10)
    taken[0].execute("ROLLBACK")
    taken[0].close()
    sink.handler.then = lambda _: None


def test_a_kill_between_the_answer_and_the_note_sends_nothing_twice(home: Path) -> None:
    with Sink() as sink:
        kill_after_the_answer(home, sink)
        assert states(home) == {"a@x.example": "sent", "b@x.example": "sending"}
        found = send(home, sink)
        assert found["uncertain"] == ["b@x.example"]
        assert found["sent"] == ["c@x.example"]
        assert sink.readers == list(READERS), "nobody got it twice"
        assert states(home)["b@x.example"] == "uncertain"
        watch = Watch(Home(home))
        assert [(each.day, each.address) for each in watch.storage.sendings.uncertain()] == [
            ("2026-11-01", "b@x.example")
        ]
        watch.storage.close()
        assert send(home, sink)["uncertain"] == ["b@x.example"], "it stays so until somebody decides"
        assert send(home, sink, "--retry-uncertain")["sent"] == ["b@x.example"]
        first, again = (envelope for envelope in sink.handler.taken if envelope.rcpt_tos == ["b@x.example"])
        names = [email.message_from_bytes(each.content)["Message-ID"] for each in (first, again)]
        assert names[0] == names[1]
        assert send(home, sink, "--retry-uncertain")["sent"] == []


def test_a_dry_run_writes_files_and_marks_nobody(home: Path) -> None:
    done = ask("send", "2026-11-01", "--dry-run", "--json", home=home)
    files = [Path(path) for path in json.loads(done.stdout)["outbox"]]
    assert [path.suffix for path in files] == [".eml"] * 3
    assert files[0].parent == home / "data" / "outbox"
    mail = email.message_from_bytes(files[1].read_bytes(), policy=policy.default)
    assert mail["To"] == "b@x.example"
    assert "Étain" in mail.get_body(("html",)).get_content()
    assert states(home) == {}
    before = [path.read_bytes() for path in files]
    ask("send", "2026-11-01", "--dry-run", home=home)
    assert [path.read_bytes() for path in files] == before


@pytest.mark.parametrize(
    ("change", "code", "words"),
    [
        (lambda home: set_keys(home, to="[]"), 2, "names nobody"),
        (lambda home: set_keys(home, sender='"veille@example.org"'), 2, "give the address of your own"),
        (lambda home: set_keys(home, to='["no address"]'), 2, "list of e-mail addresses"),
        (lambda home: set_keys(home, to='["a..b@x.example"]'), 2, "list of e-mail addresses"),
        (lambda home: set_keys(home, to='["a@x.example\\nBcc: b@x.example"]'), 2, "list of e-mail addresses"),
    ],
)
def test_what_cannot_be_sent_is_refused_with_a_reason(
    home: Path, change: Callable[[Path], None], code: int, words: str
) -> None:
    change(home)
    assert words in refused("send", "2026-11-01", code=code, home=home)


def test_a_draft_waits_where_only_published_ones_may_go(home: Path) -> None:
    set_keys(home, drafts="false")
    assert "not published yet" in refused("send", "2026-11-02", code=1, home=home)
    assert "no digest of 2025-01-01" in refused("send", "2025-01-01", code=2, home=home)


def test_a_login_is_never_sent_in_clear(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PVD_WATCH_SMTP_USER", "u")
    monkeypatch.setenv("PVD_WATCH_SMTP_PASSWORD", "hush")
    set_keys(home, smtp_host='"mail.example"')
    words = refused("send", "2026-11-01", code=2, home=home)
    assert "in clear" in words
    assert "hush" not in words
    assert b"hush" not in (home / "data" / "pvd_watch.db").read_bytes()
