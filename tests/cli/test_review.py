"""``review`` over the home of a demonstration: a morning's work, its files, its history, what is refused."""

from __future__ import annotations

import getpass
import json
import re
from pathlib import Path
from typing import Any

import pytest

from .command import ask, contents, refused


class Morning:
    """A home with the draft of one day, and the command on it."""

    def __init__(self, home: Path, day: str) -> None:
        self.home, self.day = home, day

    def do(self, command: str, *words: str) -> dict[str, Any]:
        """What the command says with ``--json``."""
        done = ask("review", command, self.day, *words, "--json", home=self.home)
        assert (done.returncode, done.stderr) == (0, ""), done.stderr
        found: dict[str, Any] = json.loads(done.stdout)
        return found

    def refused(self, command: str, *words: str, code: int = 2) -> str:
        """The sentence that refuses, and nothing stored or written by it."""
        before, files = self.do("list"), self.files()
        said = refused("review", command, self.day, *words, code=code, home=self.home)
        assert (self.do("list"), self.files()) == (before, files)
        return said

    def files(self) -> dict[str, bytes]:
        """The files of the digest."""
        return contents(self.home / "data" / "digests")

    def shown(self) -> dict[str, Any]:
        """The JSON file of the digest."""
        found: dict[str, Any] = json.loads(self.files()[f"{self.day}.json"])
        return found


@pytest.fixture
def morning(demo_copy: Path, demo: tuple[Path, dict[str, Any]]) -> Morning:
    return Morning(demo_copy, demo[1]["digest"]["day"])


def test_a_morning_from_the_list_to_publication_and_back(morning: Morning) -> None:
    listed = morning.do("list")
    ids = [item["story_id"] for item in listed["items"]]
    files = morning.files()
    version = listed["version"]
    assert (listed["state"], listed["left"], version > 0) == ("draft", len(ids), True)
    morning.do("keep", str(ids[0]), "--editor", "ana")
    morning.do("keep", "r3", "--editor", "ana")
    morning.do("drop", "r2", "--reason", "hors sujet")
    morning.do("move", "r3", "1")
    morning.do("pin", str(ids[4]))
    morning.do("present", str(ids[0]), "La place rouvre en mai.")
    assert morning.do("note", str(ids[0]), "mot interne")["version"] == version + 7
    assert morning.files() == files
    done = morning.do("publish", "--version", str(version + 7))
    assert (done["state"], done["kept"], done["dropped"]) == ("published", 3, 1)
    shown = morning.shown()
    assert [item["story_id"] for item in shown["items"]] == [ids[2], ids[0], ids[4]]
    assert shown["state"] == "published"
    assert b"mot interne" not in b"".join(morning.files().values())
    assert morning.do("list")["items"][1]["note"] == "mot interne"
    morning.do("unpublish")
    assert (morning.shown()["state"], len(morning.shown()["items"])) == ("draft", len(ids) - 1)
    assert [morning.do("undo")["state"] for _ in range(2)] == ["published", "draft"]


def test_a_correction_is_logged_and_written_at_once(morning: Morning) -> None:
    morning.do("keep", "r1")
    morning.do("publish")
    before = morning.shown()["items"]
    done = morning.do("keep", "r2", "--editor", "bob")
    assert (done["done"]["correction"], done["done"]["editor"]) == (True, "bob")
    assert len(morning.shown()["items"]) == len(before) + 1
    morning.do("undo")
    assert morning.shown()["items"] == before


def test_a_published_day_stays_as_it_is_whatever_the_line_does(morning: Morning) -> None:
    morning.do("keep", "r1")
    morning.do("publish")
    before = morning.files()
    for command in ("run", "digest"):
        assert ask(command, home=morning.home).returncode == 0
    assert morning.files() == before
    assert morning.do("list")["items"][0]["state"] == "kept"


def test_a_touched_draft_is_not_made_again_and_keeps_its_decisions(morning: Morning) -> None:
    morning.do("drop", "r1")
    done = ask("run", "--json", home=morning.home)
    assert json.loads(done.stdout)["digest"]["remade"] is False
    assert morning.do("list")["items"][0]["state"] == "dropped"


def test_stories_are_merged_and_split(morning: Morning) -> None:
    items = morning.do("list")["items"]
    one, other = [place for place, item in enumerate(items) if item["size"] == 1][:2]
    first, second = items[one]["story_id"], items[other]["story_id"]
    morning.do("merge", str(first), f"r{other + 1}")
    merged = next(item for item in morning.do("list")["items"] if item["story_id"] == first)
    titles = [article["title"] for article in merged["articles"]]
    assert (merged["size"], titles.count(items[other]["title"])) == (2, 1)
    assert morning.do("keep", str(second))["done"]["story_id"] == first
    article = next(article["id"] for article in merged["articles"] if article["title"] == items[other]["title"])
    morning.do("split", str(first), str(article))
    again = morning.do("list")["items"]
    assert sorted(item["title"] for item in again) == sorted(item["title"] for item in items)
    for _ in range(3):
        morning.do("undo")
    assert morning.do("list")["items"] == items


def test_a_verdict_changes_what_the_day_says_and_what_is_linked(morning: Morning) -> None:
    item = morning.do("list")["items"][0]
    town = item["communes"][0]["insee"]
    done = morning.do("verdict", "r1", "correct", town, "29233")
    assert done["done"]["verdict"] == {"insee": town, "answer": "correct", "insee_to": "29233"}
    assert morning.do("list")["items"][0]["communes"][0]["name"] == "Quimperlé"
    ask("link", home=morning.home)
    lines = ask("dump", "--canonical", home=morning.home).stdout.splitlines()
    assert [line for line in lines if line.startswith('["mention"') and '"29233"' in line and "verdict_yes" in line]


def test_a_story_goes_to_another_day_and_comes_back(morning: Morning) -> None:
    items = morning.do("list")["items"]
    morning.do("move", "r1", "2999-01-01")
    assert len(morning.do("list")["items"]) == len(items) - 1
    morning.do("undo")
    assert morning.do("list")["items"] == items


def test_lines_are_listed_by_filter_and_read_ones_counted(morning: Morning) -> None:
    listed = morning.do("list")
    department = listed["items"][0]["communes"][0]["department"]
    some = morning.do("list", "--department", department)["items"]
    assert 0 < len(some) < len(listed["items"])
    assert all(department in {town["department"] for town in item["communes"]} for item in some)
    morning.do("keep", "r1")
    assert [item["rank"] for item in morning.do("list", "--state", "kept")["items"]] == [1]
    progress = morning.do("seen", "r1", "r2")["progress"]
    assert progress == {"read": 2, "kept": 1, "left": listed["progress"]["left"] - 2}
    assert 1 not in [item["rank"] for item in morning.do("list", "--state", "unread")["items"]]
    assert morning.do("list", "--min-score", "10000")["items"] == []


def test_the_history_tells_everything(morning: Morning) -> None:
    morning.do("keep", "r1", "--editor", "Ana\u202e Bé")
    morning.do("undo", "--editor", "bob")
    actions = morning.do("history")["actions"]
    assert [(one["editor"], one["what"], bool(one["undone_at"])) for one in actions] == [
        ("Ana Bé", "keep", True), ("bob", "undo", False),
    ]  # fmt: skip
    assert [one["undoes"] for one in actions] == [0, actions[0]["action"]]
    words = ask("review", "history", morning.day, home=morning.home).stdout
    assert f"bob undid action {actions[0]['action']}" in words


def test_words_for_a_person_and_silence(morning: Morning) -> None:
    done = ask("review", "keep", morning.day, "r1", home=morning.home)
    assert done.stdout.startswith(f"Action 1: {getpass.getuser()} kept « ")
    assert f"{morning.day} (draft): 1 kept, 0 dropped, " in done.stdout
    again = ask("review", "keep", morning.day, "r1", home=morning.home)
    assert again.stdout.startswith("Nothing to do: it is so already.")
    listed = ask("review", "list", morning.day, home=morning.home).stdout.splitlines()
    assert re.match(rf"{morning.day} \(draft, version \d+\): 1 kept", listed[0])
    assert listed[1].split() == ["rank", "story", "state", "communes", "title", "outlet"]
    for words in (["list"], ["pin", "r1"], ["unpin", "r1"], ["move", "r1", "down"], ["history"], ["publish"]):
        silent = ask("review", words[0], morning.day, *words[1:], "--quiet", home=morning.home)
        assert (silent.returncode, silent.stdout, silent.stderr) == (0, "", ""), words


def test_a_stale_change_ends_with_1_and_says_what_changed(morning: Morning) -> None:
    read = morning.do("list")["version"]
    morning.do("drop", "r1", "--editor", "bob")
    said = morning.refused("keep", "r1", "--version", str(read), code=1)
    had = f"you had version {read}, it is at {read + 1}"
    assert said.startswith(f"{morning.day} has changed since you read it ({had}), last: bob ")
    assert "look again with: pvd-watch review list" in said


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["keep", "999999"], "has no story 999999; its stories: pvd-watch review list"),
        (["keep", "r999"], "there is no rank 999; the day has"),
        (["keep", "premier"], "premier is no story; write its number as in 4127, or its rank as in r3"),
        (["keep", "²"], "² is no story"),
        (["keep", "9" * 30], "is no story"),
        (["move", "r1", "2026-13-01"], "2026-13-01 is no day of the calendar"),
        (["move", "r1", "2020-01-01"], "no digest was made on 2020-01-01"),
        (["split", "alone", "12"], "has one article, so nothing can be split out of it"),
        (["merge", "r1", "r1"], "name another one to merge"),
        (["verdict", "r1", "reject", "00000"], "the article is not linked to 00000"),
        (["publish"], "nothing is kept on"),
        (["unpublish"], "is not published"),
        (["undo"], "nothing is left to undo on"),
        (["undo", "12"], "has no action 12"),
        (["present", "r1", "x" * 400], "400 characters are too many; write 300 at most"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_what_cannot_be_done_is_said_in_one_sentence(morning: Morning, words: list[str], said: str) -> None:
    alone = next(item["story_id"] for item in morning.do("list")["items"] if item["size"] == 1)
    assert said in morning.refused(*(str(alone) if word == "alone" else word for word in words))


@pytest.mark.parametrize(
    ("day", "said"), [("2020-01-01", "no digest was made on 2020-01-01"), ("hier", "hier is no day")]
)
def test_days_without_a_digest_are_said(morning: Morning, day: str, said: str) -> None:
    for command in (["list"], ["keep", "r1"], ["undo"], ["publish"]):
        assert said in refused("review", command[0], day, *command[1:], code=2, home=morning.home)
