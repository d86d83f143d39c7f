"""``stats`` as a person types it, over the demonstration."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, get_args

import pytest

from pvd_watch.model import By

from .command import ask, refused


@pytest.mark.parametrize("by", get_args(By))
def test_counts_as_an_object_and_as_a_table(by: str, demo: tuple[Path, dict[str, Any]]) -> None:
    day, articles = demo[1]["digest"]["day"], demo[1]["new_articles"]
    words = ("stats", "--from", day, "--to", day, "--by", by)
    found = json.loads(ask(*words, "--json", home=demo[0]).stdout)
    assert (found["by"], found["period"]) == (by, {"from": day, "to": day})
    assert 0 < max(count["articles"] for count in found["counts"]) <= articles
    assert not found["comparable"]
    shown = ask(*words, home=demo[0]).stdout
    assert f"the watch began on {day}" in shown
    assert found["counts"][0]["name"] in shown
    assert ask(*words, "--quiet", home=demo[0]).stdout == ""


def test_without_a_word_towns_of_the_last_thirty_days(demo: tuple[Path, dict[str, Any]]) -> None:
    found = json.loads(ask("stats", "--json", home=demo[0]).stdout)
    assert (found["by"], found["period"]["to"]) == ("commune", demo[1]["digest"]["day"])
    assert sum(count["articles"] for count in found["counts"]) >= demo[1]["digest"]["items"]


def test_one_department(demo: tuple[Path, dict[str, Any]]) -> None:
    every = json.loads(ask("stats", "--by", "department", "--json", home=demo[0]).stdout)["counts"]
    code = every[0]["code"]
    found = json.loads(ask("stats", "--by", "commune", "--department", code, "--json", home=demo[0]).stdout)
    assert {count["code"][:2] for count in found["counts"]} == {code}


def test_towns_never_named(demo: tuple[Path, dict[str, Any]]) -> None:
    named = len(json.loads(ask("stats", "--json", home=demo[0]).stdout)["counts"])
    found = json.loads(ask("stats", "--never-named", "--json", home=demo[0]).stdout)
    assert (found["period"], found["count"] <= 1646 - named) == (None, True)
    some = json.loads(ask("stats", "--never-named", "--department", "29", "--json", home=demo[0]).stdout)
    assert {town["department"] for town in some["communes"]} == {"29"}
    assert (
        f"{some['count']} towns were never named"
        in ask("stats", "--never-named", "--department", "29", home=demo[0]).stdout
    )
    then = json.loads(ask("stats", "--never-named", "--to", "2020-01-31", "--json", home=demo[0]).stdout)
    assert (then["count"], then["period"]) == (1646, {"from": "2020-01-02", "to": "2020-01-31"})


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--from", "2026-11-02", "--to", "2026-11-01"], "from 2026-11-02 comes after to 2026-11-01"),
        (["--to", "demain"], "demain is no day"),
        (["--department", "xx"], "xx is no department"),
        (["--never-named", "--by", "week"], "leave out --by"),
    ],
)
def test_what_cannot_be_asked_is_said(words: list[str], said: str, ready: Path) -> None:
    assert said in refused("stats", *words, code=2, home=ready)


@pytest.mark.parametrize("by", get_args(By))
def test_an_empty_home_has_nothing_to_count(by: str, ready: Path) -> None:
    found = json.loads(ask("stats", "--by", by, "--json", home=ready).stdout)
    assert sum(count["articles"] for count in found["counts"]) == 0
