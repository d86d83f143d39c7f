"""A home that is wrong in some way: each fault named with its file and remedy, exit code 2, nothing written."""

from __future__ import annotations

import ctypes
import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from pvd_watch.config import shipped
from pvd_watch.config.settings import tables
from pvd_watch.storage.schema import APPLICATION_ID

from .command import contents, pvd, refused, set_keys, watch_feed

LAST = list(tables())[-1]
"""The table at the end of ``watch.toml``."""

SOURCE = 'id = "j"\nname = "J"\nkind = "feed"\nurl = "https://j.example/"\nhomepage = "https://j.example/"\n'


def _append(name: str, text: str) -> Callable[[Path], None]:
    def spoil(home: Path) -> None:
        with (home / "config" / name).open("a", encoding="utf-8") as file:
            file.write(text)

    return spoil


def _bytes(name: str, body: bytes) -> Callable[[Path], None]:
    def spoil(home: Path) -> None:
        (home / name).write_bytes(body)

    return spoil


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (_append("watch.toml", "bogus = 1\n"), ["config/watch.toml", f'[{LAST}] has no key "bogus"']),
        (_append("watch.toml", "[digset]\n"), ["config/watch.toml", '"digset"', '"digest"']),
        (_append("watch.toml", "x = = 1\n"), ["config/watch.toml", "not valid TOML", "line"]),
        (_bytes("config/watch.toml", b"[digest]\n\xff"), ["config/watch.toml", "line 2 is not UTF-8"]),
        (
            _append("sources.toml", f"[[source]]\n{SOURCE}"),
            ["config/sources.toml", 'source "j"', "departments is missing"],
        ),
        (
            _append("sources.toml", f'[[source]]\n{SOURCE}departments = ["99"]\nwieght = 2'),
            ["departments", "99", "wieght", "weight"],
        ),
    ],
)
def test_each_fault_of_the_configuration_names_its_file_and_key(
    spoil: Callable[[Path], None], said: list[str], home: Path
) -> None:
    spoil(home)
    before = contents(home)
    words = refused("run", code=2, home=home)
    assert [word for word in said if word not in words] == [], words
    assert contents(home) == before


def test_faults_of_several_files_come_at_once(home: Path) -> None:
    set_keys(home, delay_seconds='"x"', hour='"25:00"', concurrency="0")
    _append("sources.toml", '[[source]]\nid = "Élan"\n')(home)
    _append("names.toml", "[risks]\n")(home)
    words = refused("config", "check", code=2, home=home)
    assert all(key in words for key in ("delay_seconds", "hour", "concurrency", "Élan", "[risks]"))
    assert len(words.splitlines()) >= 5
    assert "names.toml: unknown table [risks]" in refused("link", "-", code=2, home=home)


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda text: text.replace(",pvd,", ",pwd,", 1), "column pvd is missing"),
        (lambda text: text[: len(text) // 2], "the row is too short"),
        (lambda text: "\n".join(text.splitlines()[:20_000]), "the file is not whole"),
        (lambda text: "", "column insee"),
        (lambda text: text.replace(",01,84,860,", ",01,84,many,", 1), "many"),
    ],
)
def test_a_list_of_communes_that_is_wrong_is_never_used(spoil: Callable[[str], str], said: str, home: Path) -> None:
    text = shipped("data/communes.csv").read_text(encoding="utf-8")
    path = home / "data" / "communes.csv"
    path.write_text(spoil(text), encoding="utf-8")
    words = refused("communes", "show", "Die", code=2, home=home)
    assert (said in words, str(path) in words, "restore the file" in words or "not whole" in words) == (True,) * 3, (
        words
    )


def test_a_list_of_communes_that_is_wrong_reaches_no_table(home: Path) -> None:
    (home / "data" / "communes.csv").write_text("insee,name\n", encoding="utf-8")
    assert "communes.csv" in refused("status", code=2, home=home)
    with closing(sqlite3.connect(home / "data" / "pvd_watch.db")) as sql:
        assert sql.execute("SELECT count(*) FROM communes").fetchone() == (0,)


@pytest.mark.parametrize("command", ["status", "run"])
def test_a_file_in_place_of_the_data_folder_is_said(command: str, home: Path) -> None:
    watch_feed(home, "http://127.0.0.1:9/rss")
    shutil.rmtree(home / "data")
    (home / "data").write_text("mine", encoding="utf-8")
    words = refused(command, code=2, home=home)
    assert f"the data folder {home / 'data'} cannot be written" in words
    assert (home / "data").read_text(encoding="utf-8") == "mine"


def _sqlite(*statements: str) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        with closing(sqlite3.connect(path)) as sql:
            for statement in statements:
                sql.execute(statement)
            sql.commit()

    return make


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda path: path.write_bytes(b"no database, only a letter " * 40), "no SQLite file; move it away"),
        (_sqlite("CREATE TABLE recipes (name TEXT)"), "a database of another program; move it away"),
        (
            _sqlite(f"PRAGMA application_id = {APPLICATION_ID + 1}", "CREATE TABLE a (b)"),
            "a database of another program",
        ),
        (lambda path: path.mkdir(), "unable to open"),
    ],
)
def test_a_database_that_is_not_ours_is_left_alone(make: Callable[[Path], None], said: str, home: Path) -> None:
    path = home / "data" / "pvd_watch.db"
    make(path)
    before = contents(home)
    words = refused("status", code=2, home=home)
    assert (said in words, str(path) in words) == (True, True), words
    assert contents(home) == before


def test_a_database_written_by_a_newer_program_is_left_alone(demo_copy: Path) -> None:
    path = demo_copy / "data" / "pvd_watch.db"
    _sqlite("INSERT INTO _sqlite_migrations VALUES (99, 'pvd_watch', '9999_later', '2030-01-01')")(path)
    assert "written by a newer PVD Watch" in refused("status", code=2, home=demo_copy)


def _bound_by_permissions() -> None:
    """Root goes past permission bits; without these two rights it is bound by them as any user is (Linux)."""
    if os.geteuid() == 0:
        prctl = ctypes.CDLL(None, use_errno=True).prctl
        for right in (1, 2):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH, dropped from the bounding set
            prctl(24, right, 0, 0, 0)


@pytest.mark.parametrize("place", ["data/pvd_watch.db", "data"])
def test_what_cannot_be_written_is_named_with_the_remedy(place: str, demo_copy: Path) -> None:
    (demo_copy / "data" / "pvd_watch.lock").unlink(missing_ok=True)
    path = demo_copy / place
    path.chmod(0o555 if path.is_dir() else 0o444)
    done = pvd("run", home=demo_copy, before=_bound_by_permissions)
    path.chmod(0o755)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1), done.stderr
    assert str(path) in done.stderr
    assert "writ" in done.stderr


def test_a_configuration_that_cannot_be_read_is_named(home: Path) -> None:
    (home / "config" / "watch.toml").chmod(0o000)
    done = pvd("run", home=home, before=_bound_by_permissions)
    assert (done.returncode, done.stdout) == (2, "")
    assert "config/watch.toml: cannot be read (Permission denied)" in done.stderr


@pytest.mark.parametrize("command", [["run"], ["collect", "--all"], ["serve"], ["config", "check"]])
def test_the_live_web_is_not_read_with_the_placeholder(command: list[str], home: Path) -> None:
    watch_feed(home, "https://j.example/rss")
    before = contents(home)
    words = refused(*command, code=2, home=home)
    assert ("config/watch.toml: [collect] user_agent" in words, "CONTACT@example.org" in words) == (True, True)
    assert contents(home) == before
