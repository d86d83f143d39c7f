"""The whole line from end to end, over the demonstration's press."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from pvd_watch.config import init_home
from pvd_watch.demo.show import MARK

from .command import ask, contents, pvd, refused, set_keys

pytestmark = pytest.mark.usefixtures("usual_port")


def test_the_demonstration_makes_a_digest(demo: tuple[Path, dict[str, Any]]) -> None:
    folder, report = demo
    assert set(report) >= {"sources", "ok", "unchanged", "failed", "new_entries", "new_articles", "seconds"}
    assert (report["failed"], report["new_articles"] >= 120, report["digest"]["items"] >= 30) == (1, True, True)
    day = report["digest"]["day"]
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
    found = {form: ask(*period, form, home=demo[0]) for form in ("json", "html", "md", "txt")}
    assert [done.returncode for done in found.values()] == [0, 0, 0, 0]
    items = json.loads(found["json"].stdout)["items"]
    assert [item["rank"] for item in items] == [1, 2, 3, 4, 5]
    assert {item["state"] for item in items} == {"proposed"}
    assert "On parle de vous" in found["html"].stdout
    assert json.loads(ask(*period, "json", "--published-only", home=demo[0]).stdout)["items"] == []


def test_status_names_the_source_that_fails(demo: tuple[Path, dict[str, Any]]) -> None:
    done = ask("status", "--json", home=demo[0])
    seen = json.loads(done.stdout)
    assert (seen["communes"], seen["programme"], len(seen["failing"])) == (34969, 1646, 1)


def test_what_is_stored_and_written_is_whole(demo: tuple[Path, dict[str, Any]]) -> None:
    folder, report = demo
    day = report["digest"]["day"]
    assert sorted(path.name for path in (folder / "data" / "digests").iterdir()) == [
        f"{day}.html",
        f"{day}.interne.html",
        f"{day}.interne.txt",
        f"{day}.json",
        f"{day}.md",
        "index.html",
    ]
    lines = ask("dump", "--canonical", home=folder).stdout.splitlines()
    kinds = [json.loads(line)[0] for line in lines]
    assert kinds.count("article") == report["new_articles"]
    assert kinds.count("digest item") == report["digest"]["items"]
    assert all(before <= after for before, after in pairwise(lines) if json.loads(before)[0] == json.loads(after)[0])


def test_the_same_press_stores_the_same_whatever_the_way(demo_copy: Path, tmp_path: Path) -> None:
    """One home reads the press and links it; another has read it, linked it otherwise, and links it anew.

    The mark names moment and port of the press, so a copy of configuration and mark is the same press again.
    """
    set_keys(demo_copy, model="false")
    fresh = tmp_path / "fresh"
    init_home(fresh, bare=True)
    for name in ("config/watch.toml", "config/sources.toml", f"data/{MARK}"):
        (fresh / name).write_bytes((demo_copy / name).read_bytes())
    done = pvd("demo", "--folder", str(fresh), "--quiet")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert json.loads(ask("link", "--json", home=demo_copy).stdout) == {"articles": 0, "linked": 0}
    again = json.loads(ask("link", "--again", "--since", "2020-01-01", "--json", home=demo_copy).stdout)
    assert json.loads(ask("digest", "--json", home=demo_copy).stdout)["remade"]
    dumps = [ask("dump", "--canonical", home=folder).stdout.splitlines() for folder in (demo_copy, fresh)]
    assert again["articles"] == sum(line.startswith('["article"') for line in dumps[0])
    assert dumps[0] == dumps[1]


def test_a_folder_that_no_demonstration_made_is_left_alone(home: Path) -> None:
    before = contents(home)
    assert "is a home that no demo made; name another folder" in refused("demo", "--folder", str(home), code=2)
    assert contents(home) == before


def test_a_demonstration_under_way_is_not_swept_away(demo_copy: Path) -> None:
    """A second one in the same folder finds the port taken, which otherwise means: begin anew."""
    from filelock import FileLock

    from pvd_watch.demo.press import DemoPress
    from pvd_watch.demo.show import _earlier

    began, port = _earlier(demo_copy)
    assert began is not None
    with DemoPress(began, port), FileLock(demo_copy / "data" / "pvd_watch.lock"):
        before = contents(demo_copy)
        assert "another run holds" in refused("demo", "--folder", str(demo_copy), code=3)
        assert contents(demo_copy) == before


def test_a_mark_that_was_changed_by_hand_is_said(demo_copy: Path) -> None:
    (demo_copy / "data" / MARK).write_text('{"began": "2026-11-23T06:00:00+00:00", "port": 99999999}')
    assert "99999999 is no port" in refused("demo", "--folder", str(demo_copy), code=2)


def test_a_file_is_no_folder_for_a_demonstration(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert "choose a folder where you may write" in refused("demo", "--folder", str(tmp_path / "file"), code=2)
