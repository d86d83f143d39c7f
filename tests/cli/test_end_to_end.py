"""The commands as a person types them: the demonstration, the filter, wrong input said in one sentence."""

from __future__ import annotations

import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest


def pvd(*words: str, given: str = "", home: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run the command."""
    where = ["--home", str(home)] if home else []
    command = [sys.executable, "-m", "pvd_watch", *where, *words]
    return subprocess.run(command, input=given, capture_output=True, text=True, timeout=120, check=False)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    """The home of one demonstration, and what it reported."""
    folder = tmp_path_factory.mktemp("demo") / "home"
    done = pvd("demo", "--folder", str(folder), "--json")
    assert done.returncode == 0, done.stderr
    return folder, json.loads(done.stdout)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A fresh bare home."""
    assert pvd("init", "--bare", str(tmp_path / "home")).returncode == 0
    return tmp_path / "home"


def test_the_demonstration_makes_a_digest(demo: tuple[Path, dict[str, Any]]) -> None:
    folder, report = demo
    assert set(report) >= {"sources", "ok", "unchanged", "failed", "new_entries", "new_articles", "seconds"}
    assert (report["failed"], report["new_articles"] >= 120, report["digest"]["items"] >= 30) == (1, True, True)
    [day] = {path.stem for path in (folder / "data" / "digests").iterdir()}
    page = (folder / "data" / "digests" / f"{day}.html").read_text(encoding="utf-8")
    assert '<html lang="fr">' in page
    assert json.loads((folder / "data" / "digests" / f"{day}.json").read_text())["figures"]["articles"] >= 30


def test_the_second_demonstration_finds_nothing_new(demo: tuple[Path, dict[str, Any]]) -> None:
    folder, first = demo
    done = pvd("demo", "--folder", str(folder), "--json")
    report = json.loads(done.stdout)
    assert (report["new_entries"], report["new_articles"], report["digest"]["items"]) == (
        0,
        0,
        first["digest"]["items"],
    )


def test_top_in_four_forms(demo: tuple[Path, dict[str, Any]]) -> None:
    day = demo[1]["digest"]["day"]
    period = ("top", "--from", day, "--to", day, "-n", "5", "--format")
    found = {form: pvd(*period, form, home=demo[0]) for form in ("json", "html", "md", "txt")}
    assert [done.returncode for done in found.values()] == [0, 0, 0, 0]
    items = json.loads(found["json"].stdout)["items"]
    assert [item["rank"] for item in items] == [1, 2, 3, 4, 5]
    assert {item["state"] for item in items} == {"proposed"}
    assert "On parle de vous" in found["html"].stdout
    assert json.loads(pvd(*period, "json", "--published-only", home=demo[0]).stdout)["items"] == []


def test_status_names_the_source_that_fails(demo: tuple[Path, dict[str, Any]]) -> None:
    done = pvd("status", "--json", home=demo[0])
    seen = json.loads(done.stdout)
    assert (seen["communes"], seen["programme"], len(seen["failing"])) == (34969, 1646, 1)


def test_communes_show_tells_homonyms_apart(home: Path) -> None:
    found = json.loads(pvd("communes", "show", "Breteuil", "--json", home=home).stdout)["communes"]
    assert {(item["insee"], item["pvd"]) for item in found} == {("27112", True), ("60104", True)}
    assert pvd("communes", "show", "Nulle-Part-sur-Rien", home=home).returncode == 2


def test_link_is_a_filter_that_keeps_order_and_says_what_it_refuses(home: Path) -> None:
    good = {"id": "x1", "title": "Quimperlé rénove sa halle", "text": ""}
    lines = [json.dumps(good), "no json", json.dumps({"id": 7}), "[]", json.dumps({"id": "t", "title": 3})]
    done = pvd("link", "-", "-o", "-", "--workers", "2", given="\n".join(lines) + "\n", home=home)
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 1
    assert [answer.get("id") for answer in answers] == ["x1", None, 7, None, "t"]
    [commune] = answers[0]["communes"]
    assert (commune["insee"], commune["about"], commune["mentions"][0]["start"], commune["mentions"][0]["end"]) == (
        "29233",
        True,
        0,
        9,
    )
    assert ["error" in answer for answer in answers] == [False, True, False, True, True]
    assert answers[1]["error"].startswith("line 2: ")


def faults(home: Path, words: tuple[str, ...]) -> tuple[int, str]:
    done = pvd(*words, home=home)
    assert "Traceback" not in done.stderr
    return done.returncode, done.stderr


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("digest", "2026-02-30"), 2, "2026-02-30"),
        (("digest", "2999-01-01"), 2, "future"),
        (("digest", "2020-01-01"), 2, "no digest was made"),
        (("top", "--from", "2026-11-02", "--to", "2026-11-01"), 2, "after"),
        (("link", "nowhere.jsonl"), 2, "nowhere.jsonl"),
        (("evaluate", "nowhere.jsonl"), 2, "nowhere.jsonl"),
        (("run",), 2, "no source is enabled"),
        (("help", "nonsense"), 2, "nonsense"),
        (("nonsense",), 2, "nonsense"),
    ],
)
def test_wrong_use_is_said_in_a_sentence(home: Path, words: tuple[str, ...], code: int, said: str) -> None:
    returned, message = faults(home, words)
    assert (returned, said in message) == (code, True), message


def test_every_fault_of_the_configuration_at_once(home: Path) -> None:
    settings = home / "config" / "watch.toml"
    settings.write_text(settings.read_text().replace("concurrency = 16", "concurency = 16\nmax_bites = 3"))
    returned, message = faults(home, ("config", "check"))
    assert returned == 2
    assert "concurency" in message
    assert "max_bites" in message
    assert "watch.toml" in message


def test_a_folder_without_configuration_is_no_home(tmp_path: Path) -> None:
    returned, message = faults(tmp_path, ("status",))
    assert (returned, "pvd-watch init" in message) == (2, True)


def test_a_list_of_communes_without_a_column_is_refused(home: Path) -> None:
    (home / "data" / "communes.csv").write_text("insee,name\n29233,Quimperlé\n", encoding="utf-8")
    returned, message = faults(home, ("communes", "show", "29233"))
    assert (returned, "column kind" in message, "communes.csv" in message) == (2, True, True)


def test_a_foreign_database_is_left_alone(home: Path) -> None:
    path = home / "data" / "pvd_watch.db"
    with closing(sqlite3.connect(path)) as sql:
        sql.execute("CREATE TABLE recipes (name TEXT)")
    returned, message = faults(home, ("status",))
    assert (returned, "another program" in message) == (2, True)


def watch(home: Path, url: str) -> None:
    """Let a home watch one feed."""
    record = f'id = "j"\nname = "J"\nkind = "feed"\nurl = "{url}"\nhomepage = "{url}"\ndepartments = []\n'
    (home / "config" / "sources.toml").write_text(f"[[source]]\n{record}", encoding="utf-8")


def test_live_collecting_wants_a_contact(home: Path) -> None:
    watch(home, "https://j.example/rss")
    returned, message = faults(home, ("run",))
    assert (returned, "user_agent" in message) == (2, True)


def test_a_second_run_is_told_of_the_first(demo: tuple[Path, dict[str, Any]]) -> None:
    from filelock import FileLock

    with FileLock(demo[0] / "data" / "pvd_watch.lock"):
        returned, message = faults(demo[0], ("run",))
    assert (returned, "another run" in message) == (3, True)


def test_sources_that_are_all_down_end_with_1(home: Path) -> None:
    settings = home / "config" / "watch.toml"
    settings.write_text(settings.read_text().replace("allow_private_hosts = []", 'allow_private_hosts = ["127.0.0.1"]'))
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    watch(home, f"http://127.0.0.1:{port}/rss")
    returned, message = faults(home, ("run", "--all"))
    assert (returned, "none of the" in message) == (1, True)


def test_serve_ends_when_it_is_told_to(demo: tuple[Path, dict[str, Any]]) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "pvd_watch", "--home", str(demo[0]), "serve"], stderr=subprocess.PIPE, text=True
    )
    assert process.stderr is not None
    line = next(line for line in process.stderr if "Europe/Paris" in line)
    time.sleep(1.0)
    os.kill(process.pid, signal.SIGTERM)
    assert process.wait(timeout=10) == 0
    assert "07:30" in line
