"""A backup in the place of the database: bad ones are refused, the old one is kept, nobody is left behind."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from filelock import FileLock

from pvd_watch.errors import LockedError, StorageError
from pvd_watch.keeping.backup import backup_now
from pvd_watch.keeping.removal import remove_now
from pvd_watch.keeping.restore import restore_now
from pvd_watch.model import Sending, Session, User
from pvd_watch.storage import Storage
from tests.keeping.desk import Desk, entry
from tests.keeping.test_backup import damage

LOST = "Arrivé après la sauvegarde"


@pytest.fixture
def backup(desk: Desk) -> Path:
    """A backup, after which an article came."""
    file = backup_now(desk.watch).file
    desk.arrive(entry("plus-tard", LOST))
    return file


def test_content_is_that_of_the_backup_and_the_old_one_is_kept(desk: Desk, backup: Path) -> None:
    before = desk.titles()
    assert LOST in before
    done = restore_now(desk.watch_without_storage(), backup)
    assert LOST not in desk.titles()
    assert done.articles == len(before) - 1
    assert done.kept == desk.home.data_dir / "pvd_watch.before-restore-2026-11-26T030000Z.db"
    kept = Storage(done.kept)
    assert kept.articles.count() == len(before)
    kept.close()
    assert not list(desk.home.data_dir.glob(".restoring*"))


def test_two_restorations_in_one_second_keep_both_databases(desk: Desk, backup: Path) -> None:
    first = restore_now(desk.watch_without_storage(), backup).kept
    second = restore_now(desk.watch_without_storage(), backup).kept
    assert first is not None
    assert second is not None
    counts = []
    for kept in (first, second):
        storage = Storage(kept)
        counts.append(storage.articles.count())
        storage.close()
    assert counts == [5, 4]


def test_an_open_process_reads_the_restored_content(desk: Desk, backup: Path) -> None:
    serving = desk.storage()
    assert serving.articles.count() == 5
    restore_now(desk.watch_without_storage(), backup)
    assert serving.articles.count() == 4
    serving.sources.verify("fanal", "2026-11-26")
    serving.close()
    assert desk.rows("SELECT verified FROM sources WHERE id = 'fanal'") == [("2026-11-26",)]


@pytest.mark.parametrize("kind", ["missing", "text", "foreign", "empty", "newer", "damaged"])
def test_a_bad_file_is_refused_in_one_sentence_and_nothing_changes(desk: Desk, backup: Path, kind: str) -> None:
    bad, before = spoil(backup, kind), desk.home.database.read_bytes()
    with pytest.raises(StorageError) as refusal:
        restore_now(desk.watch_without_storage(), bad)
    assert str(bad) in str(refusal.value)
    assert "\n" not in str(refusal.value)
    assert desk.home.database.read_bytes() == before
    assert not list(desk.home.data_dir.glob("*restor*"))


def spoil(backup: Path, kind: str) -> Path:
    bad = backup.with_name(f"{kind}.db")
    if kind == "text":
        bad.write_text("Ceci n'est pas une sauvegarde. " * 100, encoding="utf-8")
    elif kind == "empty":
        bad.touch()
    elif kind == "foreign":
        with closing(sqlite3.connect(bad)) as sql:
            sql.execute("CREATE TABLE recipes (name TEXT)")
    elif kind != "missing":
        bad.write_bytes(backup.read_bytes())
    if kind == "newer":
        with closing(sqlite3.connect(bad)) as sql, sql:
            sql.execute(
                "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) "
                "VALUES ('pvd_watch', 'm999_later', '2030-01-01')"
            )
    elif kind == "damaged":
        damage(bad)
    return bad


@pytest.mark.parametrize("content", [b"no database at all, " * 500, b"SQLite format 3\x00" + b"\xff" * 9000, b""])
def test_garbage_in_the_place_of_the_database_is_kept_aside(desk: Desk, backup: Path, content: bytes) -> None:
    desk.home.database.write_bytes(content)
    done = restore_now(desk.watch_without_storage(), backup)
    assert done.kept is not None
    assert done.kept.read_bytes()[:40] == content[:40]
    assert len(desk.titles()) == 4


def test_a_damaged_database_is_replaced(desk: Desk, backup: Path) -> None:
    damage(desk.home.database)
    restore_now(desk.watch_without_storage(), backup)
    assert desk.rows("PRAGMA integrity_check") == [("ok",)]
    assert len(desk.titles()) == 4


def test_without_a_database_it_is_simply_put_there(desk: Desk, backup: Path) -> None:
    for path in desk.home.data_dir.glob("pvd_watch.db*"):
        path.unlink()
    assert restore_now(desk.watch_without_storage(), backup).kept is None
    assert len(desk.titles()) == 4


def test_a_removal_made_since_is_carried_out_again(desk: Desk, backup: Path) -> None:
    remove_now(desk.watch, "article", "https://x.example/halle", "anne")
    assert restore_now(desk.watch_without_storage(), backup).removals == 1
    assert desk.rows("SELECT count(*) FROM articles WHERE url LIKE '%halle'") == [(0,)]
    assert desk.arrive(entry("halle", "La halle rouvre")) == (0, 0)


def test_a_removal_is_known_from_a_later_backup_where_the_database_is_lost(desk: Desk, backup: Path) -> None:
    remove_now(desk.watch, "name", "Jean Dupont", "anne")
    desk.later(days=1)
    backup_now(desk.watch)
    desk.home.database.write_bytes(b"lost")
    assert restore_now(desk.watch_without_storage(), backup).removals == 1
    assert "Quimperlé : […] jugé" in desk.titles()


def test_no_mail_goes_twice_after_a_restoration(desk: Desk, backup: Path) -> None:
    storage = desk.storage()
    mail = Sending("2026-11-25", "a@example.org", "<1@x>", "sending", "2026-11-26T06:00:00Z")
    assert storage.sendings.begin(mail, again=False)
    storage.sendings.settle(mail.day, mail.address, "sent", mail.at)
    storage.close()
    restore_now(desk.watch_without_storage(), backup)
    after = desk.storage()
    assert not after.sendings.begin(mail, again=True)
    after.close()


def test_nobody_stays_logged_in_and_a_closed_account_stays_closed(desk: Desk) -> None:
    anne, berthe = (User(name, name.title(), "editor", "hash", "2026-01-01T00:00:00Z") for name in ("anne", "berthe"))
    storage = desk.storage()
    for user in (anne, berthe):
        assert storage.accounts.add(user)
    storage.accounts.begin("t", Session(anne, "c", "2027-01-01T00:00:00Z"), "2026-11-26T00:00:00Z")
    backup = backup_now(desk.watch_without_storage()).file
    storage.accounts.set_disabled("berthe", "2026-11-26T02:00:00Z")
    storage.close()
    restore_now(desk.watch_without_storage(), backup)
    assert desk.rows("SELECT name, disabled_at FROM users ORDER BY name") == [
        ("anne", ""),
        ("berthe", "2026-11-26T02:00:00Z"),
    ]
    assert desk.rows("SELECT count(*) FROM sessions") == [(0,)]


def test_it_waits_for_nobody(desk: Desk, backup: Path) -> None:
    for lock in (desk.home.lock, desk.home.backup_lock, desk.home.sending_lock):
        with FileLock(lock), pytest.raises(LockedError, match="wait until it has ended"):
            restore_now(desk.watch_without_storage(), backup)
    assert LOST in desk.titles()
