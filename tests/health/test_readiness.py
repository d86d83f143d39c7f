"""What is missing before a service is left alone."""

from __future__ import annotations

import json
import sqlite3
import stat
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from pvd_watch.config import Home, Settings, check_writable, init_home
from pvd_watch.config.alarms_table import Alarms
from pvd_watch.config.settings import Mail
from pvd_watch.health.readiness import Surroundings, missing, surroundings
from pvd_watch.storage import Storage
from pvd_watch.wiring import Watch
from tests.cli.command import ask, refused, set_keys, watch_feed

ALL = replace(Settings(), alarms=Alarms(alarm_to=("a@x.example",)), mail=Mail(to=("a@x.example",), smtp_host="smtp.x"))
LOGIN = {"PVD_WATCH_SMTP_USER": "u", "PVD_WATCH_SMTP_PASSWORD": "hush"}
ROOM = 10**12


def test_nothing_is_missing_where_all_is_set() -> None:
    assert missing(ALL, Surroundings(LOGIN, ROOM, 1)) == []
    assert missing(replace(ALL, mail=replace(ALL.mail, smtp_host="localhost")), Surroundings({}, ROOM, 1)) == []


@pytest.mark.parametrize(
    ("settings", "around", "words"),
    [
        (ALL, Surroundings({}, ROOM, 1), "PVD_WATCH_SMTP_USER"),
        (ALL, Surroundings({"PVD_WATCH_SMTP_USER": "u"}, ROOM, 1), "PVD_WATCH_SMTP_PASSWORD"),
        (replace(ALL, alarms=Alarms()), Surroundings(LOGIN, ROOM, 1), "nobody is told"),
        (ALL, Surroundings(LOGIN, ROOM, 0), "users add NAME --role admin"),
        (ALL, Surroundings(LOGIN, 999_000_000, 1), "999 MB are left"),
        (ALL, Surroundings(LOGIN, ROOM, 1, (Path("/h/data/x.db"),)), "chmod 600 /h/data/x.db"),
    ],
)
def test_each_lack_has_its_remedy(settings: Settings, around: Surroundings, words: str) -> None:
    [said] = missing(settings, around)
    assert words in said
    assert "hush" not in said


def test_a_secret_webhook_is_somebody_who_is_told() -> None:
    around = Surroundings(LOGIN | {"PVD_WATCH_WEBHOOK": "https://hook.example/"}, ROOM, 1)
    assert missing(replace(ALL, alarms=Alarms()), around) == []


def test_the_data_folder_and_the_database_are_made_for_their_owner_alone(tmp_path: Path) -> None:
    init_home(tmp_path / "home", bare=True)
    home = Home(tmp_path / "home")
    Storage(home.database).close()
    storage = Storage(home.database)
    with_log = [path for path in home.data_dir.iterdir() if path.name.startswith("pvd_watch.db")]
    assert {stat.S_IMODE(path.stat().st_mode) for path in with_log} == {0o600}
    assert stat.S_IMODE(home.data_dir.stat().st_mode) == 0o700
    storage.close()
    assert surroundings(home, {}, 1).open_paths == ()
    home.data_dir.chmod(0o755)
    home.database.chmod(0o644)
    assert surroundings(home, {}, 1).open_paths == (home.data_dir, home.database)


def test_a_data_folder_that_was_lost_comes_back_private(tmp_path: Path) -> None:
    home = Home(tmp_path)
    check_writable(home)
    assert stat.S_IMODE(home.data_dir.stat().st_mode) == 0o700


@pytest.fixture
def home(tmp_path: Path) -> Path:
    init_home(tmp_path / "home", bare=True)
    watch_feed(tmp_path / "home", "http://127.0.0.1:9/rss")
    return tmp_path / "home"


def test_config_check_says_what_is_missing_and_is_content(home: Path) -> None:
    done = ask("config", "check", home=home)
    assert (done.returncode, "nobody is told" in done.stdout, "no account" in done.stdout) == (0, True, True)
    assert not (home / "data" / "pvd_watch.db").exists()
    watch = Watch(Home(home))
    watch.storage.accounts.users()
    watch.close()
    with closing(sqlite3.connect(Home(home).database)) as sql, sql:
        sql.execute("INSERT INTO users (name, display, role, password, created_at) VALUES ('a', 'A', 'admin', '', '')")
    assert "no account" not in ask("config", "check", home=home).stdout
    (home / "data").chmod(0o755)
    said = json.loads(ask("config", "check", "--json", home=home).stdout)["missing"]
    assert any("chmod 700" in words for words in said)


def test_config_check_refuses_what_would_send_nothing(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    set_keys(home, to='["a@x.example"]')
    assert "sender is still veille@example.org" in refused("config", "check", code=2, home=home)
    set_keys(home, sender='"veille@x.example"')
    monkeypatch.setenv("PVD_WATCH_SMTP_USER", "u")
    assert "belong together" in refused("config", "check", code=2, home=home)
