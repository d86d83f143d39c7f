"""The reminder, from the command to a real mail server."""

from __future__ import annotations

import json
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest

from pvd_watch.config import Home
from pvd_watch.model import Digest
from pvd_watch.storage import Storage
from tests.cli.command import ask, refused, set_keys
from tests.sink import Handler, Sink

DAY = "2026-11-26"
EDITORS = ["ana@ville.example", "luc@ville.example"]


@pytest.fixture
def desk(home: Home) -> Path:
    """A home with two editors and an empty draft."""
    set_keys(home.path, editors=json.dumps(EDITORS), publish_hour='"09:00"', sender='"veille@ville.example"')
    set_keys(home.path, starttls="false", smtp_host='"127.0.0.1"')
    storage = Storage(home.database)
    storage.digests.save(Digest(DAY, "2026-11-25T06:30:00Z", "2026-11-26T06:30:00Z", "draft", (), 0, 0))
    storage.close()
    return home.path


def remind(desk: Path, sink: Sink) -> tuple[int, str]:
    set_keys(desk, smtp_port=str(sink.port))
    done = ask("schedule", "remind", DAY, home=desk)
    return done.returncode, done.stdout + done.stderr


def test_every_editor_gets_a_mail_in_good_french(desk: Path) -> None:
    with Sink() as sink:
        assert remind(desk, sink) == (0, f"Reminded of {DAY}: {EDITORS[0]}, {EDITORS[1]}.\n")
    assert sink.readers == EDITORS
    content = sink.handler.taken[0].content
    assert isinstance(content, bytes)
    mail = message_from_bytes(content, policy=policy.default)
    assert isinstance(mail, EmailMessage)
    assert mail["Subject"] == "Veille presse\u00a0: le digest du jeudi 26\u00a0novembre 2026 attend la rédaction"
    assert mail["Auto-Submitted"] == "auto-generated"
    text = mail.get_content()
    assert "n’est pas encore publié. Il compte 0\u00a0sujet\u00a0: 0\u00a0retenu, 0\u00a0écarté, 0 à décider." in text
    assert "Sans publication d’ici là, il sera publié automatiquement à 09:00." in text


def test_one_editor_who_cannot_be_reached_is_told_and_none_is_a_failure(desk: Path) -> None:
    with Sink(Handler(refuse={EDITORS[0]: "550 unknown"})) as sink:
        code, words = remind(desk, sink)
        assert (code, words) == (0, f"Reminded of {DAY}: {EDITORS[1]}.\nNot {EDITORS[0]}: 550 unknown.\n")
    with Sink(Handler(refuse=dict.fromkeys(EDITORS, "550 unknown"))) as sink:
        code, words = remind(desk, sink)
        assert code == 1
        assert "no editor could be reminded" in words


def test_a_published_day_reminds_nobody(desk: Path) -> None:
    assert ask("schedule", "publish", DAY, home=desk).returncode == 0
    with Sink() as sink:
        assert remind(desk, sink)[0] == 0
    assert sink.readers == []


def test_without_editors_there_is_nobody_to_remind(home: Home) -> None:
    assert "[schedule] editors names nobody" in refused("schedule", "remind", DAY, home=home.path, code=2)
