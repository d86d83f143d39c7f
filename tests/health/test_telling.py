"""The check of every few minutes against a real mail server and a real webhook: one alarm, one all-clear."""

from __future__ import annotations

import email
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from email import policy
from pathlib import Path

import pytest

from pvd_watch.storage import Storage
from pvd_watch.times import utc
from tests.sink import Handler, Sink

from .patient import BOSS, Patient, standing, told, webhook


@pytest.fixture
def patient(tmp_path: Path) -> Patient:
    return Patient(tmp_path / "home")


def test_one_alarm_and_one_all_clear_and_nothing_in_between(patient: Patient) -> None:
    with Sink() as sink:
        patient.port = sink.port
        assert told(patient.check()) == []
        assert told(patient.check(hours=7)) == [(BOSS, "poll", False)]
        for _ in range(5):
            found = patient.check(minutes=5)
            assert (standing(found), told(found)) == (["poll"], [])
        patient.feed()
        assert told(patient.check(minutes=5)) == [(BOSS, "poll", True)]
        assert told(patient.check(minutes=5)) == []
    first, last = (email.message_from_bytes(one.content, policy=policy.default) for one in sink.handler.taken)
    assert first["Subject"] == "PVD Watch, alerte\u00a0: plus aucun titre ne répond"
    assert last["Subject"] == "PVD Watch, fin d’alerte\u00a0: les titres répondent de nouveau"
    words = first.get_content()
    assert "Dernière réponse d’un titre\u00a0: 26\u00a0novembre 2026, 13\u202fh\u202f00." in words
    assert f"Installation\u00a0: {patient.path}" in words
    assert (first["To"], first["Auto-Submitted"]) == (BOSS, "auto-generated")
    assert first["Message-ID"] != last["Message-ID"]


def test_everything_at_once(patient: Patient) -> None:
    patient.sql("UPDATE sources SET trouble = 'failing', failures = 9")
    patient.sql("INSERT INTO sendings VALUES ('2026-11-25', 'a@x.example', '<m>', 'uncertain', '2026-11-25', '')")
    patient.limits(least_free_megabytes=10_000_000)
    with Sink() as sink:
        patient.port = sink.port
        kinds = ["disk", "digest", "poll", "sources", "mail", "backup"]
        assert sorted(kind for _, kind, _ in told(patient.check(days=4))) == sorted(kinds)
        patient.limits(least_free_megabytes=0)
        patient.sql("DELETE FROM sendings")
        patient.feed()
        assert {over for _, _, over in told(patient.check(minutes=5))} == {True}
        assert standing(patient.check(minutes=5)) == []
    assert len(sink.handler.taken) == 2 * len(kinds)


def test_one_bad_poll_of_every_source_alarms_nobody(patient: Patient) -> None:
    patient.sql("UPDATE sources SET failure_stage = 'http', failure_message = 'HTTP 500', failures = 1")
    assert standing(patient.check()) == []


def test_a_mail_that_is_being_sent_is_not_uncertain(patient: Patient) -> None:
    patient.sql(
        "INSERT INTO sendings VALUES ('2026-11-26', 'a@x.example', '<m>', 'sending', '2026-11-26T11:59:00Z', '')"
    )
    assert standing(patient.check()) == []
    assert standing(patient.check(hours=2)) == ["mail"]


def test_a_mail_server_that_is_down_is_tried_again_and_the_webhook_is_not_bothered_twice(patient: Patient) -> None:
    with webhook() as hook:
        patient.limits(webhook=hook.url)
        found = patient.check(hours=7)
        assert told(found) == [("webhook", "poll", False)]
        assert list(found.failed) == [BOSS]
        assert "could not be used" in found.failed[BOSS]
        with Sink(Handler(refuse={BOSS: "451 later"})) as sink:
            patient.port = sink.port
            assert patient.check(minutes=5).failed == {BOSS: "451 later"}
            sink.handler.refuse = {}
            assert told(patient.check(minutes=5)) == [(BOSS, "poll", False)]
        patient.feed()
        hook.answer = 503
        with Sink() as sink:
            patient.port = sink.port
            found = patient.check(minutes=5)
            assert (told(found), "HTTP 503" in found.failed["webhook"]) == ([(BOSS, "poll", True)], True)
            hook.answer = 200
            assert told(patient.check(minutes=5)) == [("webhook", "poll", True)]
    assert [(body["alarm"], body["state"]) for body in hook.bodies] == [
        ("poll", "begun"), ("poll", "over"), ("poll", "over"),
    ]  # fmt: skip


def test_a_damaged_database_is_told_once_though_it_can_remember_nothing(patient: Patient) -> None:
    with Sink() as sink:
        patient.port = sink.port
        patient.check()
        good = patient.home.database.read_bytes()
        patient.home.database.write_bytes(b"\0" * 100 + good[100:])
        assert told(patient.check(minutes=5)) == [(BOSS, "database", False)]
        assert told(patient.check(minutes=5)) == []
        patient.home.database.write_bytes(good)
        assert told(patient.check(minutes=5)) == [(BOSS, "database", True)]
        assert told(patient.check(minutes=5)) == []
    storage = Storage(patient.home.database)
    assert [(alarm.kind, bool(alarm.ended_at)) for alarm in storage.alarms.recent("")] == [("database", True)]
    storage.close()


def test_a_database_that_is_gone_is_told_and_a_new_home_is_not(patient: Patient) -> None:
    with Sink() as sink:
        patient.port = sink.port
        patient.check()
        patient.home.database.unlink()
        assert told(patient.check(minutes=5)) == [(BOSS, "database", False)]
        patient.home.alarms_file.unlink()
        assert patient.check(minutes=5).to_object() == {"standing": [], "told": [], "failed": {}}
        assert not patient.home.database.exists()


def test_a_lost_page_is_found_by_the_daily_look(patient: Patient) -> None:
    patient.check()
    [(page,)] = patient.sql("SELECT rootpage FROM sqlite_master WHERE name = 'name_rules'")
    with patient.home.database.open("r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(b"\xff" * 4096)
    assert standing(patient.check(hours=1)) == []
    patient.now = patient.now.replace(day=27, hour=13)
    assert "database" in standing(patient.check())


def test_another_writer_for_long_is_no_damage(patient: Patient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pvd_watch.storage.database._PRAGMAS", ("journal_mode = WAL", "busy_timeout = 20"))
    with closing(sqlite3.connect(patient.home.database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        found = patient.check(hours=7)
        assert (standing(found), told(found)) == ([], []), "what the database says is not known now"
        other.execute("ROLLBACK")


def test_two_checks_at_once_tell_once(patient: Patient) -> None:
    """A service and a timer: while the mail server takes its time over the first, the second finds the lock held."""
    found = []
    with Sink() as sink:
        patient.port = sink.port
        patient.check()
        sink.handler.then = lambda _: found.append(patient.check())
        assert told(patient.check(hours=7)) == [(BOSS, "poll", False)]
    assert [told(other) for other in found] == [[]]
    assert len(sink.handler.taken) == 1


def test_where_nothing_can_be_remembered_it_is_told_once_an_hour(patient: Patient) -> None:
    with Sink() as sink:
        patient.port = sink.port
        patient.check()
        patient.home.database.write_bytes(b"no database " * 1000)
        patient.home.alarms_file.unlink()
        patient.home.alarms_file.mkdir()
        found = [told(patient.check(minutes=5)) for _ in range(24)]
        assert [number for number, each in enumerate(found, start=1) if each] == [12, 24]
        assert "database" in standing(patient.check(minutes=5))


def test_a_disk_that_takes_no_lock_does_not_silence_the_alarms(patient: Patient) -> None:
    patient.home.alarms_lock.mkdir()
    with Sink() as sink:
        patient.port = sink.port
        assert told(patient.check(hours=7)) == [(BOSS, "poll", False)]


def test_a_memory_that_lost_its_table_tells_nothing_twice(patient: Patient) -> None:
    """As after a restore: the backup knows nothing of the alarm that led to it."""
    with Sink() as sink:
        patient.port = sink.port
        assert told(patient.check(hours=7)) == [(BOSS, "poll", False)]
        patient.sql("DELETE FROM alarms")
        assert (standing(patient.check(minutes=5)), len(sink.handler.taken)) == (["poll"], 1)
        patient.home.alarms_file.write_bytes(b'[{"kind": "po')
        assert (standing(patient.check(minutes=5)), len(sink.handler.taken)) == (["poll"], 1)


def test_a_machine_that_was_off_alarms_nobody_while_it_catches_up(patient: Patient) -> None:
    patient.check()
    patient.now += timedelta(hours=12)
    patient.sql("DELETE FROM digests")
    storage = Storage(patient.home.database)
    storage.alarms.note_check(utc(patient.now))
    storage.close()
    assert standing(patient.check(minutes=10)) == []
    assert standing(patient.check(minutes=25)) == ["digest", "poll"]


def test_whoever_joins_later_is_told_what_stands(patient: Patient) -> None:
    with Sink() as sink:
        patient.port = sink.port
        patient.check(hours=7)
        patient.limits(alarm_to=(BOSS, "b@x.example"))
        assert told(patient.check(minutes=5)) == [("b@x.example", "poll", False)]


def test_the_file_of_the_memory_is_for_its_owner_and_never_grows(patient: Patient) -> None:
    patient.check()
    before = patient.home.alarms_file.stat()
    assert before.st_mode & 0o077 == 0
    patient.limits(least_free_megabytes=10_000_000)
    patient.check(days=4)
    assert patient.home.alarms_file.stat().st_size == before.st_size


def test_sizes_of_tables_are_measured_with_the_daily_look(patient: Patient) -> None:
    patient.check()
    storage = Storage(patient.home.database)
    sizes = storage.health.table_sizes()
    first = storage.health.examined().at
    storage.close()
    assert dict(sizes.bytes)["sources"] >= 4096
    patient.check(hours=23)
    storage = Storage(patient.home.database)
    assert storage.health.examined().at == first
    storage.close()


def test_no_secret_of_the_environment_is_kept_or_shown(patient: Patient, caplog: pytest.LogCaptureFixture) -> None:
    with webhook() as hook:
        patient.environ |= {"PVD_WATCH_WEBHOOK": hook.url, "PVD_WATCH_WEBHOOK_TOKEN": "hush-token"}
        hook.answer = 500
        found = patient.check(hours=7)
        assert hook.authorization == "Bearer hush-token"
    everything = caplog.text + str(found.to_object()) + str(found)
    kept = b"".join(path.read_bytes() for path in patient.path.rglob("*") if path.is_file())
    for secret in ("hush-token", "secret-of-the-address"):
        assert secret not in everything
        assert secret.encode() not in kept


def test_a_redirect_is_not_followed_with_the_token(patient: Patient) -> None:
    with webhook() as hook, webhook() as elsewhere:
        hook.answer, hook.location = 302, elsewhere.url
        patient.limits(webhook=hook.url, alarm_to=())
        assert "HTTP 302" in patient.check(hours=7).failed["webhook"]
        assert elsewhere.bodies == []
    assert "could not be reached" in patient.check(minutes=5).failed["webhook"]


def test_limits_out_of_reach_of_mail_settings_are_a_failure_not_a_fault(patient: Patient) -> None:
    patient.settings = replace(patient.settings, mail=replace(patient.settings.mail, starttls=True))
    with Sink() as sink:
        patient.port = sink.port
        assert list(patient.check(hours=7).failed) == [BOSS]
