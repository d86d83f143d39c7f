"""``export`` as a person types it: a whole file, or the one that was there before."""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path
from typing import Any

import pytest
from pyarrow.parquet import read_table

from .command import ask, contents, pvd, refused


@pytest.fixture
def period(demo: tuple[Path, dict[str, Any]]) -> list[str]:
    day = demo[1]["digest"]["day"]
    return ["export", "--from", day, "--to", day]


def test_three_forms_hold_the_same(demo: tuple[Path, dict[str, Any]], period: list[str], tmp_path: Path) -> None:
    report = {}
    for name in ("o.csv", "o.json", "o.parquet"):
        done = ask(*period, "-o", str(tmp_path / name), "--json", home=demo[0])
        assert done.returncode == 0, done.stderr
        report[name] = json.loads(done.stdout)
    with (tmp_path / "o.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    articles = json.loads((tmp_path / "o.json").read_text(encoding="utf-8"))["articles"]
    table = read_table(tmp_path / "o.parquet")
    assert len(articles) == report["o.json"]["written"] >= demo[1]["digest"]["items"]
    assert len(rows) == table.num_rows == report["o.csv"]["written"] == sum(len(item["communes"]) for item in articles)
    assert [row["insee"] for row in rows] == table.column("insee").to_pylist()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["o.csv", "o.json", "o.parquet"]


def test_the_same_archive_gives_the_same_bytes(demo: tuple[Path, dict[str, Any]], period: list[str]) -> None:
    first, second = (pvd(*period, "-o", "-", home=demo[0]) for _ in range(2))
    assert first.stdout == second.stdout
    assert first.stdout.startswith('\ufeff"day","published_at"')
    assert "wrote -: " in first.stderr


def test_the_form_that_is_named_counts_and_the_separator(
    demo: tuple[Path, dict[str, Any]], period: list[str], tmp_path: Path
) -> None:
    file = tmp_path / "o.json"
    ask(*period, "--format", "csv", "--separator", "semicolon", "-o", str(file), "-q", home=demo[0])
    assert file.read_text(encoding="utf-8-sig").startswith('"day";"published_at";')


def test_without_pyarrow_nothing_is_written(
    demo: tuple[Path, dict[str, Any]], period: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    said = refused(*period, "-o", str(tmp_path / "o.parquet"), code=2, home=demo[0])
    assert "pip install 'pvd-watch[parquet]'" in said
    assert list(tmp_path.iterdir()) == []


def test_what_belongs_to_the_home_is_not_written_over(demo_copy: Path, period: list[str]) -> None:
    before = contents(demo_copy)
    for name in ("data/pvd_watch.db", "config/watch.toml"):
        assert "would be lost" in refused(*period, "-o", str(demo_copy / name), code=2, home=demo_copy)
    assert contents(demo_copy).keys() >= before.keys()
    assert contents(demo_copy)["config/watch.toml"] == before["config/watch.toml"]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["--from", "2026-11-02", "--to", "2026-11-01", "-o", "x.csv"], 2, "from 2026-11-02 comes after"),
        (["--from", "2026-11-01", "--to", "2026-11-01", "--format", "parquet", "-o", "-"], 2, "name a file with -o"),
        (["--from", "2026-11-01", "--to", "2026-11-01", "-o", "none/x.csv"], 1, "none/x.csv cannot be written"),
        (["--from", "2026-11-01", "--to", "2026-11-01", "-o", "."], 1, "cannot be written"),
    ],
)
def test_what_cannot_be_done_is_said(words: list[str], code: int, said: str, home: Path) -> None:
    assert said in refused("export", *words, code=code, home=home)
