"""``review add|write|jobs|export`` and ``stats --precision`` over the home of a demonstration."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from .command import ask, refused


def _told(home: Path, *words: str) -> dict[str, Any]:
    done = ask(*words, "--json", home=home)
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_an_article_is_asked_for_and_one_written_down(demo_copy: Path, demo: tuple[Path, dict[str, Any]]) -> None:
    day = demo[1]["digest"]["day"]
    job = _told(demo_copy, "review", "add", day, "http://127.0.0.1:9/a/halle", "--editor", "ana")
    assert (job["state"], job["asked_by"], job["day"]) == ("waiting", "ana", day)
    assert [one["id"] for one in _told(demo_copy, "review", "jobs", day)["jobs"]] == [job["id"]]
    done = _told(demo_copy, "run", "--jobs")
    assert (done["done"], done["failed"], done["waiting"]) == (0, 0, 1)  # nobody answers there: asked again
    assert "waiting" in ask("review", "jobs", day, home=demo_copy).stdout
    options = ["--title", "La halle", "--outlet", "Le Bleu", "--date", day, "--commune", "29233", "--editor", "ana"]
    written = _told(demo_copy, "review", "write", day, *options)
    assert (written["done"]["what"], written["done"]["sentence"]) == ("add", "ana added « La halle »")
    first = _told(demo_copy, "review", "list", day)["items"][0]
    assert (first["title"], first["state"]) == ("La halle", "kept")
    assert "already" in refused("review", "write", day, *options, code=2, home=demo_copy)


def test_what_is_no_address_and_both_options_are_refused(demo_copy: Path, demo: tuple[Path, dict[str, Any]]) -> None:
    day = demo[1]["digest"]["day"]
    assert "is no address" in refused("review", "add", day, "mailto:a@b.fr", code=2, home=demo_copy)
    assert "--jobs polls no source" in refused("run", "--jobs", "--all", code=2, home=demo_copy)
    assert "leave out --by" in refused("stats", "--precision", "--by", "week", code=2, home=demo_copy)


def test_verdicts_go_out_as_labels_and_into_the_precision(
    demo_copy: Path, demo: tuple[Path, dict[str, Any]], tmp_path: Path
) -> None:
    day = demo[1]["digest"]["day"]
    items = _told(demo_copy, "review", "list", day)["items"]
    towns = [item["communes"][0]["insee"] for item in items]
    for place, answer in enumerate(("accept", "reject")):
        _told(demo_copy, "review", "verdict", day, f"r{place + 1}", answer, towns[place])
    file = tmp_path / "verdicts.jsonl"
    assert _told(demo_copy, "review", "export", "-o", str(file))["written"] == 2
    lines = {line["title"]: line for line in map(json.loads, file.read_text(encoding="utf-8").splitlines())}
    assert lines[items[0]["title"]]["must"] == [towns[0]]
    assert lines[items[1]["title"]]["must"] == []
    assert all(len(line["text"]) <= 501 for line in lines.values())
    weeks = _told(demo_copy, "stats", "--precision")["weeks"]
    assert (weeks[-1]["rejected"], weeks[-1]["shown"] >= 2) == (1, True)
    assert "precision" in ask("stats", "--precision", home=demo_copy).stdout
    assert "belongs to the home" in refused(
        "review", "export", "-o", str(demo_copy / "data" / "pvd_watch.db"), code=2, home=demo_copy
    )
