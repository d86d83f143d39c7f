"""The shipped reference data and catalogue: counts, codes, order, coverage."""

from __future__ import annotations

import csv
import re
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "data"
CATALOGUE = ROOT / "config" / "catalogue"
KEYS = {"id", "name", "kind", "url", "homepage", "departments", "weight", "full_text", "enabled"}
NO_LOCAL_SOURCE = {"58"}


def table(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.fixture(scope="module")
def communes() -> list[dict[str, str]]:
    return table("communes.csv")


@pytest.fixture(scope="module")
def departments() -> dict[str, dict[str, str]]:
    return {row["code"]: row for row in table("departments.csv")}


@pytest.fixture(scope="module")
def sources() -> list[tuple[Path, dict[str, Any]]]:
    files = sorted(CATALOGUE.glob("*.toml"))
    return [(file, source) for file in files for source in tomllib.loads(file.read_text("utf-8"))["source"]]


@pytest.mark.parametrize("name", ["communes.csv", "departments.csv"])
def test_files_are_plain_utf8_with_unix_lines(name: str) -> None:
    body = (DATA / name).read_bytes()
    assert not body.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in body
    assert body.endswith(b"\n")
    assert body.decode("utf-8").replace("\n", "").isprintable()


def test_communes_counts(communes: list[dict[str, str]]) -> None:
    assert Counter(row["kind"] for row in communes) == {"actuelle": 34_969, "deleguee": 2_105, "associee": 471}
    assert sum(row["pvd"] == "1" for row in communes) == 1_646
    assert sum(row["insee"] == row["parent"] for row in communes) == 584


def test_communes_keys(communes: list[dict[str, str]]) -> None:
    keys = [(row["insee"], row["kind"], row["name"]) for row in communes]
    current = {row["insee"] for row in communes if row["kind"] == "actuelle"}
    assert keys == sorted(set(keys))
    assert all(re.fullmatch(r"\d[0-9AB]\d{3}", insee) for insee, _, _ in keys)
    assert {row["parent"] for row in communes if row["kind"] != "actuelle"} <= current
    assert all(row["kind"] == "actuelle" for row in communes if row["pvd"] == "1")


def test_communes_values(communes: list[dict[str, str]], departments: dict[str, dict[str, str]]) -> None:
    for row in communes:
        assert row["name"] == row["name"].strip() != ""
        assert departments[row["department"]]["region"] == row["region"]
        assert {row["pvd"], row["acv"]} <= {"0", "1"}
        assert re.fullmatch(r"|\d+", row["population"])
        assert re.fullmatch(r"(\d{5}( \d{5})*)?", row["postcodes"])
        assert re.fullmatch(r"|20\d\d-[01]\d-[0-3]\d", row["pvd_signed"])
        assert re.fullmatch(r"|-?\d{1,3}\.\d{4}", row["lon"])
        assert re.fullmatch(r"|-?\d{1,2}\.\d{4}", row["lat"])


def test_departments(communes: list[dict[str, str]], departments: dict[str, dict[str, str]]) -> None:
    assert set(departments) == {row["department"] for row in communes}
    assert len(proper(departments)) == 101
    regions = {(row["region"], row["region_name"]) for row in departments.values()}
    assert len(regions) == len({code for code, _ in regions})
    for row in departments.values():
        assert re.match(r"(en|à|dans (l'|le |la |les )?)", row["locative"])
        assert re.match(r"(de |d'|du |des )", row["genitive"])
        if row["code"] not in ("984", "989"):
            assert row["locative"].endswith(row["name"])
            assert row["genitive"].endswith(row["name"])


def proper(departments: dict[str, dict[str, str]]) -> set[str]:
    """The 101 departments, without the other collectivities overseas."""
    return {code for code in departments if code not in {"975", "977", "978", "984", "986", "987", "988", "989"}}


def test_catalogue_records(sources: list[tuple[Path, dict[str, Any]]], departments: dict[str, dict[str, str]]) -> None:
    for file, source in sources:
        where = f"{file.name}: {source.get('id')}"
        assert set(source) <= KEYS, where
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", source["id"]), where
        assert source["name"] == source["name"].strip() != "", where
        assert source["kind"] in ("feed", "news-sitemap"), where
        assert set(source["departments"]) <= set(departments), where
        assert 0 < source.get("weight", 1.0) <= 1, where
        for key in ("url", "homepage"):
            address = urlsplit(source[key])
            assert address.scheme in ("http", "https"), where
            assert "." in (address.hostname or ""), where


def test_catalogue_has_every_source_once(sources: list[tuple[Path, dict[str, Any]]]) -> None:
    for key in ("id", "url", "name"):
        assert [value for value, times in Counter(source[key] for _, source in sources).items() if times > 1] == []


def test_catalogue_covers_the_country(
    sources: list[tuple[Path, dict[str, Any]]], departments: dict[str, dict[str, str]]
) -> None:
    everywhere = proper(departments)
    regional = {code for _, source in sources for code in source["departments"]}
    local = {code for _, source in sources if source.get("weight", 1.0) == 1.0 for code in source["departments"]}
    assert len(sources) >= 400
    assert everywhere - regional == set()
    assert everywhere - local == NO_LOCAL_SOURCE


def test_national_titles_are_few_and_alone_without_departments(sources: list[tuple[Path, dict[str, Any]]]) -> None:
    national = [file.name for file, source in sources if not source["departments"]]
    assert set(national) == {"national.toml"}
    assert len(national) <= 8


def test_catalogue_files_say_what_they_are() -> None:
    for file in CATALOGUE.glob("*.toml"):
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*\.toml", file.name)
        assert file.read_text("utf-8").startswith("# ")
