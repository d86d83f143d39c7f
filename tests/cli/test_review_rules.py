"""``review rule`` over the home of a demonstration: shown, given, listed, taken back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from .command import ask, refused


def _told(home: Path, *words: str) -> dict[str, Any]:
    done = ask("review", "rule", *words, "--json", home=home)
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _mentions(home: Path) -> list[str]:
    lines = ask("dump", "--canonical", home=home).stdout.splitlines()
    return [line for line in lines if line.startswith('["mention"')]


def test_a_rule_from_preview_to_undo(demo_copy: Path, demo: tuple[Path, dict[str, Any]]) -> None:
    day = demo[1]["digest"]["day"]
    item = json.loads(ask("review", "list", day, "--json", home=demo_copy).stdout)["items"][0]
    source, town = item["source_id"], item["communes"][0]
    before = _mentions(demo_copy)
    name = town["name"]
    seen = _told(demo_copy, "preview", source, name, town["insee"])["affected"]
    assert _mentions(demo_copy) == before
    given = _told(demo_copy, "add", source, name, town["insee"], "--editor", "ana")
    assert (given["affected"], given["linked"], given["rule"]["editor"]) == (seen, True, "ana")
    assert seen
    assert len(_mentions(demo_copy)) < len(before)
    [rule] = _told(demo_copy, "list")["rules"]
    number = str(rule["id"])
    assert len(_told(demo_copy, "undo", number, "--dry-run")["affected"]) == len(seen)
    words = ask("review", "rule", "undo", number, "--editor", "bob", home=demo_copy)
    assert words.stdout.startswith(f"Rule {number}: in {source}, « {name} » is never {name} ({town['insee']}).")
    assert _mentions(demo_copy) == before
    assert _told(demo_copy, "list")["rules"][0]["undone_by"] == "bob"


def test_what_cannot_be_done_is_said(demo_copy: Path) -> None:
    assert "there is no source nulle" in refused(
        "review", "rule", "add", "nulle", "Rue", "80688", code=2, home=demo_copy
    )
    assert "there is no rule 7" in refused("review", "rule", "undo", "7", code=2, home=demo_copy)
