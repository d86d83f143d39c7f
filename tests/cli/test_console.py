"""What is printed: nothing from outside steers a terminal, columns stand straight, every command's object is one."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pvd_watch.cli.console import Console, counted, table
from pvd_watch.typography import harmless

from .command import ask

CONTROL = {
    *map(chr, range(32)),
    *map(chr, range(0x7F, 0xA0)),
    *"\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2069",
}


@given(st.text(st.characters() | st.sampled_from(sorted(CONTROL))))
def test_no_sign_that_steers_a_terminal_is_left(words: str) -> None:
    left = harmless(words)
    assert CONTROL.isdisjoint(left)
    assert _letters(left) == _letters("".join(sign for sign in words if sign in left))


def _letters(words: str) -> str:
    """Without spaces, nor the marks on letters: of those that pile up some are left out."""
    return "".join(sign for sign in words if not sign.isspace() and unicodedata.category(sign)[0] != "M")


CELLS = st.text(st.characters(exclude_categories=["Cc", "Cf", "Cs", "Zl", "Zp"]), min_size=1, max_size=8)


@given(st.lists(st.tuples(CELLS, st.integers(0, 99_999)), min_size=1, max_size=5))
def test_columns_stand_straight(rows: list[tuple[str, int]]) -> None:
    lines = table(("name", "count"), rows).splitlines()
    assert len(lines) == 2 + len(rows)
    wide = len(lines[1])
    assert all(
        line.endswith(str(count)) and len(line) == wide for line, (_, count) in zip(lines[2:], rows, strict=True)
    )


def test_a_table_without_rows_is_its_head() -> None:
    assert table(("a", "bc"), []) == "a  bc\n-  --"


def test_words_object_or_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    Console(as_json=False, quiet=False).report({"n": 1}, "one")
    Console(as_json=False, quiet=True).report({"n": 1}, "one")
    Console(as_json=True, quiet=False, result_on_stdout=True).report({"n": "é"}, "one")
    shown = capsys.readouterr()
    assert (shown.out, json.loads(shown.err)) == ("one\n", {"n": "é"})


def test_progress_is_a_plain_line_now_and_then_where_nobody_watches(capsys: pytest.CaptureFixture[str]) -> None:
    console = Console(as_json=False, quiet=False)
    for done in range(1, 121):
        console.progress(done, 120, "Le \x1b[31mJournal")
    assert capsys.readouterr().err.splitlines() == ["50/120 sources", "100/120 sources", "120/120 sources"]
    Console(as_json=True, quiet=False).progress(1, 1, "x")
    Console(as_json=False, quiet=True).progress(1, 1, "x")
    assert capsys.readouterr() == ("", "")


def test_status_and_sources_in_words_and_as_objects(demo: tuple[Path, dict[str, Any]]) -> None:
    folder, report = demo
    seen = json.loads(ask("status", "--json", home=folder).stdout)
    assert (seen["articles"], seen["communes"], seen["programme"]) == (report["new_articles"], 34969, 1646)
    assert seen["last_digest"] == report["digest"]["day"]
    assert [item["id"] for item in seen["failing"]] == ["clocher-des-mauges-49"]
    words = ask("status", home=folder).stdout

    assert "HTTP 500" in words
    listed = json.loads(ask("sources", "list", "--json", home=folder).stdout)["sources"]
    assert (len(listed), listed[0]["departments"]) == (9, ["88", "70"])
    covered = json.loads(ask("sources", "list", "--coverage", "--json", home=folder).stdout)["departments"]
    assert (covered["29"], covered["01"], len(covered) > 100) == (1, 0, True)
    holes = ask("sources", "list", "--coverage", home=folder).stdout.splitlines()
    assert [line.split() for line in holes if line.startswith("01 ")] == [["01", "Ain", "0", "0", "hole"]]


def test_the_guides_are_listed_and_printed() -> None:
    names = [line.removeprefix("pvd-watch help ") for line in ask("help").stdout.splitlines()]
    assert "sources" in names
    assert "[[source]]" in ask("help", "sources").stdout
    done = ask("help", "../cli/__init__")
    assert (done.returncode, ", ".join(names) in done.stderr) == (2, True)


def test_the_configuration_in_effect_is_toml_with_origins(home: Path) -> None:
    import tomllib

    shown = ask("config", "dump", home=home).stdout
    assert tomllib.loads(shown)["digest"]["hour"] == "07:30"
    assert "# config/watch.toml" in shown


def test_numbers_have_their_noun() -> None:
    assert [counted(value, "article") for value in (0, 1, 2)] == ["0 articles", "1 article", "2 articles"]
