"""``backup``, ``restore``, ``purge`` and ``remove`` as typed, over the demonstration."""

from __future__ import annotations

import json
from pathlib import Path

from .command import ask, contents, refused


def test_backup_and_restore(demo_copy: Path) -> None:
    made = json.loads(ask("backup", "--json", home=demo_copy).stdout)
    assert Path(made["file"]).stat().st_size == made["bytes"]
    dumped = ask("dump", "--canonical", home=demo_copy).stdout.splitlines()
    without_texts = [line for line in dumped if not (line.startswith('["text"') and '"read"' in line)]
    done = ask("restore", made["file"], home=demo_copy)
    assert done.returncode == 0, done.stderr
    assert "What was there before is in" in done.stdout
    assert "examining" in done.stderr
    assert ask("dump", "--canonical", home=demo_copy).stdout.splitlines() == without_texts
    assert ask("backup", "--quiet", home=demo_copy).stdout == ""


def test_restore_refuses_and_says_why(home: Path) -> None:
    said = refused("restore", "-q", "nothing.db", code=2, home=home)
    assert "nothing.db is not there" in said
    assert "nothing to back up" in refused("backup", code=2, home=home)


def test_purge_says_what_it_forgot(demo_copy: Path) -> None:
    said = ask("purge", "--dry-run", home=demo_copy).stdout
    assert said.startswith("Would forget: 0 texts, 0 polls, 0 notices, 0 jobs, 0 mails, 0 alarms, 0 tasks, 0 runs")
    assert json.loads(ask("purge", "--json", home=demo_copy).stdout)["texts"] == 0


def test_removing_an_article_takes_it_out_of_digest_and_files(demo_copy: Path) -> None:
    page = max((demo_copy / "data" / "digests").glob("2*.json"))
    item = json.loads(page.read_text("utf-8"))["items"][0]
    before = contents(demo_copy / "data" / "digests")
    said = ask("remove", item["url"], "--dry-run", home=demo_copy).stdout
    assert said.startswith(f"Would remove 1 article at {item['url']}; digests concerned: 1.")
    assert contents(demo_copy / "data" / "digests") == before
    done = ask("remove", item["url"], "--editor", "anne", "--reason", "demande", home=demo_copy)
    assert done.returncode == 0, done.stderr
    assert item["title"] in done.stdout
    assert item["url"] not in page.read_text("utf-8")
    listed = ask("remove", "--list", home=demo_copy).stdout
    assert all(word in listed for word in ("anne", "demande", item["url"], "stays out"))
    assert "may come in again" in ask("remove", "--undo", "1", "--editor", "berthe", home=demo_copy).stdout
    found = json.loads(ask("remove", "--list", "--json", home=demo_copy).stdout)["removals"]
    assert [(it["editor"], it["undone_by"]) for it in found] == [("anne", "berthe")]


def test_remove_wants_one_thing(home: Path) -> None:
    for words in ((), ("--list", "--undo", "1"), ("1", "--name", "Jean Dupont")):
        assert "name one thing" in refused("remove", *words, code=2, home=home)
    assert ask("remove", "--list", home=home).stdout == "Nothing was removed.\n"
