"""``status`` as an operator reads it: health first, alarms with what is wrong, then what ran and what is stored."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pvd_watch.config import Home, init_home
from pvd_watch.storage import Storage
from pvd_watch.times import utc
from tests.sink import Sink
from tests.storage.test_database import source

from .command import ask, pvd, set_keys


def stalled(path: Path) -> Path:
    """A home watched since long, whose Sources never answered."""
    init_home(path, bare=True)
    storage = Storage(Home(path).database)
    storage.sources.sync([source()])
    storage.alarms.note_check("2026-01-01T00:00:00Z")
    storage.alarms.note_check(utc(datetime.now(UTC) - timedelta(minutes=30)), gap=timedelta.max)
    storage.close()
    return path


def test_health_is_the_first_line(tmp_path: Path) -> None:
    home = stalled(tmp_path / "home")
    assert ask("status", home=home).stdout.startswith("health    UNKNOWN, not checked since 20")
    assert ask("status", "--alarms", home=home).returncode == 0
    lines = ask("status", home=home).stdout.splitlines()
    assert lines[0].startswith("health    NOT WELL: 3 alarms (checked 20")
    assert {line.split()[1] for line in lines[4:7]} == {"digest", "poll", "backup"}
    assert "no source has answered since never" in "\n".join(lines)
    assert lines.index("last run  never") < lines.index("waiting   nothing")
    seen = json.loads(ask("status", "--json", home=home).stdout)
    assert {alarm["alarm"] for alarm in seen["alarms"]} == {"digest", "poll", "backup"}
    assert seen["free_bytes"] > 0


def test_a_home_that_was_never_checked_says_how(tmp_path: Path) -> None:
    init_home(tmp_path / "home", bare=True)
    assert "pvd-watch status --alarms" in ask("status", home=tmp_path / "home").stdout.splitlines()[0]


def test_alarms_are_told_by_mail_once(tmp_path: Path) -> None:
    """In a process of its own, as the scheduler does it: the check knows neither the crawler nor the sources' files."""
    home = stalled(tmp_path / "home")
    (home / "config" / "sources.toml").write_text("broken = [", encoding="utf-8")
    with Sink() as sink:
        set_keys(
            home, alarm_to='["regie@ville.example"]', sender='"veille@ville.example"', starttls="false",
            smtp_host='"127.0.0.1"', smtp_port=str(sink.port),
        )  # fmt: skip
        done = pvd("status", "--alarms", "--json", home=home)
        told = json.loads(done.stdout)["told"]
        assert (done.returncode, {each["alarm"] for each in told}) == (0, {"digest", "poll", "backup"}), done.stderr
        assert json.loads(ask("status", "--alarms", "--json", home=home).stdout)["told"] == []
        assert len(sink.handler.taken) == 3


def test_whoever_cannot_be_told_is_a_failure_with_a_sentence(tmp_path: Path) -> None:
    home = stalled(tmp_path / "home")
    set_keys(home, alarm_to='["regie@ville.example"]')
    done = ask("status", "--alarms", "--quiet", home=home)
    assert (done.returncode, done.stdout) == (1, "")
    assert "regie@ville.example could not be told" in done.stderr
    assert "[mail] sender is still" in done.stderr


def test_what_the_database_says_of_its_damage_steers_no_terminal(tmp_path: Path) -> None:
    home = stalled(tmp_path / "home")
    with closing(sqlite3.connect(Home(home).database)) as sql, sql:
        sql.execute("INSERT INTO alarms VALUES ('database', '2026', '[\"a\\u001b[31m\"]', '', '[]', '[]')")
    assert "\x1b" not in ask("status", home=home).stdout
