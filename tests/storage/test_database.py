"""Opening the file: ours or refused in one sentence, pragmas on every connection, writers that wait."""

from __future__ import annotations

import sqlite3
import threading
import time
from contextlib import closing
from pathlib import Path

import pytest

from pvd_watch.errors import StorageError, UsageError
from pvd_watch.model import Source
from pvd_watch.storage import Storage
from pvd_watch.storage.database import Connection


def source(name: str = "le-journal", weight: float = 1.0, url: str = "https://j.example/rss") -> Source:
    return Source(name, name.title(), "feed", url, "https://j.example/", ("29",), weight)


def test_a_fresh_file_has_the_tables_of_the_contract(tmp_path: Path) -> None:
    Storage(tmp_path / "watch.db").close()
    with closing(sqlite3.connect(tmp_path / "watch.db")) as sql:
        tables = {row[0] for row in sql.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        columns = {row[1] for row in sql.execute("PRAGMA table_info(articles)")}
        mentions = {row[1] for row in sql.execute("PRAGMA table_info(mentions)")}
    assert tables >= {
        "articles", "mentions", "communes", "commune_names", "sources", "stories", "digests", "digest_items",
        "verdicts", "reviews", "runs", "fetches", "hosts", "jobs",
    }  # fmt: skip
    assert columns >= {
        "id", "source_id", "canonical_url", "url", "title", "summary", "published_at", "first_seen_at", "baseline",
    }  # fmt: skip
    assert mentions >= {"article_id", "insee", "field", "start", "end", "surface", "score", "about"}


def test_pragmas_are_set_on_every_connection(tmp_path: Path) -> None:
    for _ in range(2):
        connection = Connection(tmp_path / "watch.db")
        found = [
            connection.rows(f"PRAGMA {name}")[0][0]
            for name in ("journal_mode", "synchronous", "busy_timeout", "foreign_keys")
        ]
        connection.close()
        assert found == ["wal", 1, 5000, 1]


def test_a_foreign_database_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path)) as sql:
        sql.execute("CREATE TABLE recipes (name TEXT)")
    before = path.read_bytes()
    with pytest.raises(StorageError, match="another program"):
        Storage(path)
    assert path.read_bytes() == before


def test_a_newer_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "watch.db"
    Storage(path).close()
    with closing(sqlite3.connect(path)) as sql, sql:
        sql.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) "
            "VALUES ('pvd_watch', 'm999_later', '2030-01-01')"
        )
    with pytest.raises(StorageError, match="newer PVD Watch"):
        Storage(path)


@pytest.mark.parametrize("content", [b"no database at all, " * 50, b"SQLite format 3\x00" + b"\xff" * 2000])
def test_garbage_is_refused_in_one_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "watch.db"
    path.write_bytes(content)
    with pytest.raises(StorageError, match=r"watch\.db cannot be used"):
        Storage(path)
    assert path.read_bytes() == content


def test_a_folder_in_its_place_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="cannot be used"):
        Storage(tmp_path)


def test_a_second_writer_waits_for_the_first(tmp_path: Path) -> None:
    first, second = Storage(tmp_path / "watch.db"), Connection(tmp_path / "watch.db")
    begun = threading.Event()

    def hold() -> None:
        with second.write() as sql:
            sql.execute("INSERT INTO facts VALUES ('held', '1')")
            begun.set()
            time.sleep(0.4)

    holder = threading.Thread(target=hold)
    holder.start()
    begun.wait()
    began = time.monotonic()
    first.sources.sync([source()])
    waited = time.monotonic() - began
    holder.join()
    assert [state.id for state in first.sources.states()] == ["le-journal"]
    assert waited > 0.2
    first.close()
    second.close()


def test_a_number_of_more_than_64_bits_is_a_wrong_question(tmp_path: Path) -> None:
    """Whoever gave it is told, by read and by write; an article of such a number there is not."""
    storage = Storage(tmp_path / "watch.db")
    with pytest.raises(UsageError, match="larger than any"):
        storage.membership.became(2**64)
    with pytest.raises(UsageError, match="larger than any"):
        storage.api_tokens.revoke("anne", 2**64)
    assert storage.removals.address("9" * 30) is None
    storage.close()


def test_a_database_in_memory_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Storage(Path(":memory:")).close()
    assert list(tmp_path.iterdir()) == []
