"""``run``, ``collect``, ``digest``: objects of the contract, silence, the lock, a press that is down, days."""

from __future__ import annotations

import json
import socket
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from pvd_watch.config import Home

from .command import ask, contents, refused, set_keys, watch_feed

KEYS = {"sources", "ok", "unchanged", "failed", "new_entries", "new_articles", "seconds"}


@pytest.fixture
def closed_port() -> int:
    """A port where nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


def test_sources_that_are_all_down_end_with_1_and_are_in_the_object(home: Path, closed_port: int) -> None:
    watch_feed(home, f"http://127.0.0.1:{closed_port}/rss")
    done = ask("run", "--all", "--json", home=home)
    found = json.loads(done.stdout)
    assert done.returncode == 1
    assert done.stderr.startswith("pvd-watch: none of the 1 sources answered")
    assert found.keys() >= KEYS
    assert (found["sources"], found["ok"], found["failed"], found["new_articles"]) == (1, 0, 1, 0)
    [failure] = found["failures"]
    assert (failure["source"], failure["stage"], str(closed_port) in failure["message"]) == ("j", "connect", True)
    seen = json.loads(ask("status", "--json", home=home).stdout)
    assert [item["id"] for item in seen["failing"]] == ["j"]
    later = json.loads(ask("collect", "--json", home=home).stdout)
    assert (later.keys() >= KEYS, later["sources"], "digest" in later) == (True, 0, False)


def test_a_source_that_fails_is_in_the_result_and_not_in_the_code(demo_copy: Path) -> None:
    """The press of the demonstration is down; a Source that is not due is not asked."""
    done = ask("run", "--json", home=demo_copy)
    found = json.loads(done.stdout)
    assert (done.returncode, found["sources"], found["digest"]["state"]) == (0, 0, "draft")


def test_quiet_is_quiet(demo: tuple[Path, dict[str, Any]]) -> None:
    for words in (["run"], ["digest"], ["link"], ["status"]):
        done = ask(*words, "--quiet", home=demo[0])
        assert (done.returncode, done.stdout, done.stderr) == (0, "", ""), words


def test_a_second_run_ends_with_3_and_reading_goes_on(demo: tuple[Path, dict[str, Any]]) -> None:
    lock = Home(demo[0]).lock
    with FileLock(lock):
        for words in (["run"], ["link", "--again"]):
            assert f"another run holds {lock}; wait" in refused(*words, code=3, home=demo[0])
        assert ask("status", home=demo[0]).returncode == 0


@pytest.mark.parametrize("command", ["run", "collect"])
def test_no_source_to_watch_is_said(command: str, demo_copy: Path) -> None:
    (demo_copy / "config" / "sources.toml").write_text("", encoding="utf-8")
    words = refused(command, code=2, home=demo_copy)
    assert "no source is enabled: add one to config/sources.toml" in words


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2026-02-30", "2026-02-30 is no day of the calendar; write YYYY-MM-DD"),
        ("2026-W05-1", "2026-W05-1 is no day"),
        ("2999-01-01", "2999-01-01 is in the future"),
        ("2020-01-01", "no digest was made on 2020-01-01"),
    ],
)
def test_days_without_a_digest_are_said(day: str, said: str, demo: tuple[Path, dict[str, Any]]) -> None:
    before = contents(demo[0] / "data" / "digests")
    assert said in refused("digest", day, code=2, home=demo[0])
    assert contents(demo[0] / "data" / "digests") == before


def test_the_digest_of_a_day_is_written_out_again(demo_copy: Path, demo: tuple[Path, dict[str, Any]]) -> None:
    day = demo[1]["digest"]["day"]
    folder = demo_copy / "data" / "digests"
    before = contents(folder)
    for path in folder.iterdir():
        path.unlink()
    done = ask("digest", day, "--json", home=demo_copy)
    assert json.loads(done.stdout)["items"] == demo[1]["digest"]["items"]
    assert contents(folder).keys() == before.keys()


def test_a_digest_that_cannot_be_written_ends_with_1(demo_copy: Path) -> None:
    folder = demo_copy / "data" / "digests"
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()
    folder.write_text("a file", encoding="utf-8")
    assert f"{folder}: the digest could not be written" in refused("digest", code=1, home=demo_copy)


def test_serve_refuses_what_run_refuses(home: Path) -> None:
    set_keys(home, hour='"24:00"')
    assert "[digest] hour" in refused("serve", code=2, home=home)
