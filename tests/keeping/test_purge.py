"""Retention: what is too old goes, and nothing else; a dry run says the same."""

from __future__ import annotations

import os
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from pvd_watch.keeping.backup import backup_now
from pvd_watch.keeping.purge import purge_now
from pvd_watch.keeping.restore import restore_now
from pvd_watch.model import Sending
from pvd_watch.times import utc
from tests.keeping.desk import Desk, entry

SECRET = "Un texte dont le temps est passé."


def aged(path: Path, moment: datetime) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("ancien", encoding="utf-8")
    os.utime(path, (moment.timestamp(), moment.timestamp()))
    return path


@pytest.fixture
def old(desk: Desk) -> Desk:
    """An archive in which something of every kind is a year and a day old, and something is young."""
    desk.read_text("halle", SECRET, "2026-10-20T06:00:00Z")
    desk.read_text("gare", "Un texte récent.", "2026-11-20T06:00:00Z")
    storage, long_ago = desk.storage(), utc(desk.now - timedelta(days=366))
    with storage._connection.write() as sql:
        sql.execute("UPDATE fetches SET at = ? WHERE source_id = 'berry' OR id = 1", (long_ago,))
        sql.execute("INSERT INTO runs (command, started_at) VALUES ('old', ?)", (long_ago,))
        for since, kind in ((long_ago, "broken"), ("2026-11-20T00:00:00Z", "broken")):
            sql.execute("INSERT INTO notices VALUES ('fanal', ?, ?, ?, 'failing', '')", (kind, since, since))
        sql.execute(
            "INSERT INTO jobs (kind, argument, state, asked_by, asked_at, done_at) VALUES "
            "('page', 'https://a.example/', 'done', 'anne', ?1, ?1), "
            "('page', 'https://b.example/', 'waiting', 'anne', ?1, '')",
            (long_ago,),
        )
    for at, to in ((long_ago, "a@example.org"), (utc(desk.now), "b@example.org")):
        storage.sendings.begin(Sending("2025-11-25", to, "<m>", "sending", at), again=False)
    storage.close()
    return desk


def test_what_is_too_old_goes_and_the_rest_stays(old: Desk) -> None:
    articles = old.titles()
    done = purge_now(old.watch)
    assert dict(done.counts) == {
        "texts": 1,
        "polls": 1,
        "notices": 1,
        "jobs": 1,
        "mails": 1,
        "alarms": 0,
        "tasks": 0,
        "runs": 1,
    }
    assert not old.holds(SECRET)
    assert old.rows("SELECT state, text FROM article_texts ORDER BY 1") == [
        ("purged", ""),
        ("read", "Un texte récent."),
    ]
    assert old.rows("SELECT address FROM sendings") == [("b@example.org",)]
    assert not old.holds("a@example.org")
    assert old.rows("SELECT state FROM jobs") == [("waiting",)]
    assert old.titles() == articles
    assert dict(purge_now(old.watch).counts) == dict.fromkeys(done.counts, 0)


def test_a_dry_run_says_what_would_go_and_leaves_it(old: Desk) -> None:
    said = purge_now(old.watch, dry_run=True)
    assert old.holds(SECRET)
    assert dict(said.counts) == dict(purge_now(old.watch).counts)


def test_times_are_settings(old: Desk) -> None:
    text = old.home.watch_file.read_text(encoding="utf-8")
    old.home.watch_file.write_text(
        text.replace("keep_days = 30", "keep_days = 60").replace("log_days = 365", "log_days = 400"), encoding="utf-8"
    )
    assert set(purge_now(old.watch).counts.values()) == {0}


def test_a_notice_of_a_trouble_that_lasts_is_kept_so_that_it_is_not_told_again(old: Desk) -> None:
    storage = old.storage()
    with storage._connection.write() as sql:
        sql.execute(
            "UPDATE sources SET trouble = 'failing', trouble_since = ? WHERE id = 'fanal'", ("2025-11-25T03:00:00Z",)
        )
    storage.close()
    assert purge_now(old.watch).counts["notices"] == 0


def test_files_go_with_what_they_hold(desk: Desk) -> None:
    year, month = desk.now - timedelta(days=366), desk.now - timedelta(days=31)
    mail = aged(desk.home.outbox / "2025-11-20-001-a@example.org.eml", year)
    young = aged(desk.home.outbox / "2026-11-20-001-a@example.org.eml", month)
    replaced = restore_now(desk.watch_without_storage(), backup_now(desk.watch_without_storage()).file).kept
    assert replaced is not None
    os.utime(replaced, (month.timestamp(), month.timestamp()))
    log = aged(desk.home.logs / "faults.log", desk.now)
    log.write_text("2025-01-02T03:04:05+00:00 ['run']\nTrace\n\n2026-11-25T03:04:05+00:00 ['run']\nNew\n\n", "utf-8")
    said = purge_now(desk.watch, dry_run=True)
    assert mail.exists()
    assert replaced.exists()
    done = purge_now(desk.watch)
    assert (said.files, said.faults) == (done.files, done.faults) == ((replaced, mail), 1)
    assert not mail.exists()
    assert not replaced.exists()
    assert young.exists()
    assert log.read_text("utf-8") == "2026-11-25T03:04:05+00:00 ['run']\nNew\n\n"


def test_an_article_whose_text_went_is_not_linked_again(old: Desk) -> None:
    purge_now(old.watch)
    old.arrive(entry("neuf"))
    storage = old.storage()
    storage.articles.relink()
    assert "https://x.example/halle" not in {item.url for item in storage.articles.to_link()}
    storage.close()
