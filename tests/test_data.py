"""The shipped reference data and catalogue: counts, codes, order, coverage."""

from __future__ import annotations

import csv
import re
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any
from unicodedata import combining, normalize
from urllib.parse import urlsplit

import pytest

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "data"
CATALOGUE = ROOT / "config" / "catalogue"
FILES = sorted(CATALOGUE.glob("*.toml"))
KEYS = {
    *("id", "name", "kind", "url", "homepage", "departments", "weight", "full_text", "enabled", "selectors", "verified")
}
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


def fold(name: str) -> str:
    """Lower case without accents."""
    return "".join(sign for sign in normalize("NFD", name.lower()) if not combining(sign))


def proper(departments: dict[str, dict[str, str]]) -> set[str]:
    """The 101 departments, without the other collectivities overseas."""
    return {code for code in departments if code not in {"975", "977", "978", "984", "986", "987", "988", "989"}}


def local(source: dict[str, Any]) -> bool:
    """Whether a source is of one to four departments."""
    return source.get("weight", 1.0) == 1.0 and 0 < len(source["departments"]) <= 4


def test_catalogue_records(sources: list[tuple[Path, dict[str, Any]]], departments: dict[str, dict[str, str]]) -> None:
    for file, source in sources:
        where = f"{file.name}: {source.get('id')}"
        assert set(source) <= KEYS, where
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", source["id"]), where
        assert source["name"] == source["name"].strip() != "", where
        assert set(source["departments"]) <= set(departments), where
        assert source.get("weight", 1.0) in (1.0, 0.8, 0.7, 0.5, 0.3), where
        for key in ("url", "homepage"):
            address = urlsplit(source[key])
            assert address.scheme in ("http", "https"), where
            assert "." in (address.hostname or ""), where


def test_catalogue_names_are_set_as_french_is(sources: list[tuple[Path, dict[str, Any]]]) -> None:
    wrong = [source["name"] for _, source in sources if re.search(r"['\"]|  | :|\.\.\.|\(\)", source["name"])]
    assert wrong == []


def test_catalogue_counts(sources: list[tuple[Path, dict[str, Any]]]) -> None:
    kinds = Counter(source["kind"] for _, source in sources)
    on = [source for _, source in sources if source.get("enabled", True)]
    assert kinds == {"feed": 916, "news-sitemap": 40, "listing": 8, "search": 1}
    assert len(on) >= 800
    assert sum(source["kind"] == "news-sitemap" for source in on) >= 15
    assert sum(local(source) for source in on) >= 550


def test_listings_wait_for_their_check(sources: list[tuple[Path, dict[str, Any]]]) -> None:
    for _, source in sources:
        assert ("selectors" in source) == ("verified" in source) == (source["kind"] == "listing")
        if source["kind"] == "listing":
            assert (source["enabled"], source["verified"]) == (False, "")
            assert {"item", "link", "title", "date"} <= set(source["selectors"])


def test_who_is_off_says_why(sources: list[tuple[Path, dict[str, Any]]]) -> None:
    for file in CATALOGUE.glob("*.toml"):
        lines = file.read_text("utf-8").splitlines()
        off = [line for line in lines if line.startswith("enabled")]
        assert [line for line in off if not re.fullmatch(r"enabled = false  # \S.+", line)] == []
    ids = {source["id"] for _, source in sources}
    told = [re.findall(r"# (?:repeats|front page of) ([a-z0-9-]+)$", file.read_text("utf-8"), re.M) for file in FILES]
    named = {id_ for found in told for id_ in found}
    assert len(named) > 10
    assert named - ids == set()


def test_catalogue_has_every_source_once(sources: list[tuple[Path, dict[str, Any]]]) -> None:
    for key in ("id", "url", "name"):
        assert [value for value, times in Counter(source[key] for _, source in sources).items() if times > 1] == []


def test_catalogue_is_sorted_and_evenly_set() -> None:
    for file in FILES:
        text = file.read_text("utf-8")
        ids = re.findall(r'^id = "(.+)"$', text, re.M)
        assert ids == sorted(ids), file.name
        assert "\n\n\n" not in text
        assert text.count("\n\n[[source]]\n") == text.count("[[source]]") == len(ids)


def test_catalogue_covers_the_country(
    sources: list[tuple[Path, dict[str, Any]]], departments: dict[str, dict[str, str]]
) -> None:
    on = [source for _, source in sources if source.get("enabled", True)]
    everywhere = proper(departments)
    assert everywhere - {code for source in on for code in source["departments"]} == set()
    assert everywhere - {code for source in on if local(source) for code in source["departments"]} == NO_LOCAL_SOURCE


def test_sources_stand_with_the_region_they_are_mainly_in(
    sources: list[tuple[Path, dict[str, Any]]], departments: dict[str, dict[str, str]]
) -> None:
    for file, source in sources:
        assert (file.name == "national.toml") == (not source["departments"])
        if source["departments"] and file.name != "outre-mer.toml":
            regions = {departments[code]["region_name"] for code in source["departments"]}
            names = {re.sub("[^a-z]+", "-", fold(name)).strip("-") for name in regions}
            assert file.stem in names, source["id"]


def test_national_news_is_what_can_speak_of_small_towns(sources: list[tuple[Path, dict[str, Any]]]) -> None:
    national = [source for _, source in sources if not source["departments"]]
    on = [source["id"] for source in national if source.get("enabled", True)]
    assert {"localtis", "maire-info", "la-gazette-des-communes", "cerema"} <= set(on)
    assert len(on) <= 60 <= len(national)


def test_catalogue_files_say_what_they_are() -> None:
    for file in CATALOGUE.glob("*.toml"):
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*\.toml", file.name)
        assert file.read_text("utf-8").startswith("# ")
