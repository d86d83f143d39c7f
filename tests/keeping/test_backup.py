"""A backup is whole, sound and without texts, or it is not there."""

from __future__ import annotations

import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest
from filelock import FileLock

from pvd_watch.errors import LockedError, StepError, StorageError, UsageError
from pvd_watch.keeping.backup import backup_now
from pvd_watch.storage import Storage
from tests.keeping.desk import Desk

SECRET = "Un texte que personne ne doit retrouver plus tard."


def test_a_backup_holds_what_was_stored_and_no_text(desk: Desk) -> None:
    desk.read_text("halle", SECRET)
    assert desk.holds(SECRET)
    done = backup_now(desk.watch)
    assert done.file == desk.home.data_dir / "backups" / "pvd_watch-2026-11-26T030000Z.db"
    assert done.size == done.file.stat().st_size
    assert SECRET.encode() not in done.file.read_bytes()
    before, after = desk.storage(), Storage(done.file)
    wanted = [line for line in before.dump_canonical() if not line.startswith('["text"')]
    assert list(after.dump_canonical()) == wanted
    assert after.texts.counts() == {"purged": 1}
    after.close()
    before.close()


def test_deleted_words_are_not_in_it_either(desk: Desk) -> None:
    desk.read_text("halle", SECRET)
    with closing(sqlite3.connect(desk.home.database)) as sql, sql:
        sql.execute("PRAGMA secure_delete = OFF")
        sql.execute("DELETE FROM article_texts")
    assert SECRET.encode() not in backup_now(desk.watch).file.read_bytes()


def test_a_text_that_was_not_linked_yet_is_read_again_after_a_restoration(desk: Desk) -> None:
    desk.read_text("halle", SECRET)
    storage = desk.storage()
    storage.articles.relink()
    storage.close()
    copy = Storage(backup_now(desk.watch).file)
    waiting = {item.url: item for item in copy.articles.to_link()}["https://x.example/halle"]
    assert (waiting.text, waiting.purged, waiting.may_read) == ("Résumé.", False, True)
    copy.close()


def test_only_the_owner_reads_it_and_nothing_else_lies_beside_it(desk: Desk) -> None:
    file = backup_now(desk.watch).file
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert list(file.parent.iterdir()) == [file]


def test_older_ones_go_by_the_settings(desk: Desk) -> None:
    text = desk.home.watch_file.read_text(encoding="utf-8")
    desk.home.watch_file.write_text(
        text.replace('folder = ""', 'folder = "copies"')
        .replace("daily = 7", "daily = 2")
        .replace("weekly = 4", "weekly = 0"),
        encoding="utf-8",
    )
    files = []
    for _ in range(3):
        done = backup_now(desk.watch)
        files.append(done.file)
        desk.later(days=1)
    assert done.deleted == (files[0],)
    assert sorted((desk.folder / "copies").iterdir()) == files[1:]


def test_writers_go_on_while_it_is_made(desk: Desk) -> None:
    storage = desk.storage()
    with storage._connection.write() as sql:
        sql.execute("INSERT INTO facts VALUES ('open', 1)")
        done = backup_now(desk.watch_without_storage())
    storage.close()
    with closing(sqlite3.connect(done.file)) as sql:
        assert sql.execute("SELECT count(*) FROM facts WHERE name = 'open'").fetchone() == (0,)


def test_without_a_database_there_is_nothing_to_back_up(desk: Desk) -> None:
    desk.home.database.unlink()
    with pytest.raises(UsageError, match="nothing to back up"):
        backup_now(desk.watch_without_storage())
    assert not desk.home.database.exists()


def test_a_damaged_database_makes_no_backup_and_loses_none(desk: Desk) -> None:
    good = backup_now(desk.watch).file
    desk.later(days=1)
    damage(desk.home.database)
    with pytest.raises(StorageError, match=r"damaged|malformed"):
        backup_now(desk.watch_without_storage())
    assert list(good.parent.iterdir()) == [good]


def test_what_a_killed_backup_left_goes_with_the_next(desk: Desk) -> None:
    folder = desk.home.backups("")
    folder.mkdir()
    (folder / ".unfinished-pvd_watch-2026-11-25T030000Z.db").write_bytes(b"half")
    file = backup_now(desk.watch).file
    assert list(folder.iterdir()) == [file]


def test_two_at_a_time_are_not_made(desk: Desk) -> None:
    with FileLock(desk.home.backup_lock), pytest.raises(LockedError, match="another backup"):
        backup_now(desk.watch)


def test_a_folder_that_cannot_be_made_is_said(desk: Desk) -> None:
    (desk.home.data_dir / "backups").write_text("a file")
    with pytest.raises(StepError, match=r"backups: the backup could not be written"):
        backup_now(desk.watch)


def damage(database: Path) -> None:
    """Overwrite the middle of a database, as a failing disk would."""
    data = bytearray(database.read_bytes())
    for page in range(4, len(data) // 4096 - 1):
        data[page * 4096 : page * 4096 + 200] = b"\xff" * 200
    database.write_bytes(data)
