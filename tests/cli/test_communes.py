"""``communes``: by any name or code, homonyms told; an update that is wrong changes nothing."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pvd_watch.cog import CommuneRow, read_communes

from ..cog.lists import SHIPPED, Lists
from ..cog.site import Site, body, serving, status
from .command import ask, contents, refused


def _shown(home: Path, words: str) -> list[dict[str, object]]:
    done = ask("communes", "show", words, "--json", home=home)
    assert done.returncode == 0, done.stderr
    found: list[dict[str, object]] = json.loads(done.stdout)["communes"]
    return found


def test_a_name_borne_twice_shows_both_and_each_names_the_other(home: Path) -> None:
    found = _shown(home, "breteuil")
    assert {(item["insee"], item["pvd"], tuple(item["homonyms"])) for item in found} == {  # type: ignore[arg-type]
        ("27112", True, ("60104",)),
        ("60104", True, ("27112",)),
    }


@pytest.mark.parametrize(
    ("words", "insee"),
    [(" 2a004 ", "2A004"), ("ST FLOUR", "15187")],
)
def test_any_spelling_or_the_code_finds_a_commune(words: str, insee: str, home: Path) -> None:
    assert insee in {item["insee"] for item in _shown(home, words)}


def test_words_for_people_say_department_and_programme(home: Path) -> None:
    done = ask("communes", "show", "27112", home=home)
    assert "27 Eure (Normandie)" in done.stdout
    assert "Petites villes de demain" in done.stdout
    assert "60104 Breteuil, 60, programme" in done.stdout


@pytest.mark.parametrize("words", ["Nulle-Part-sur-Rien", ""])
def test_what_is_no_commune_is_said(words: str, home: Path) -> None:
    assert "no commune of France is called" in refused("communes", "show", words, code=2, home=home)


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as site:
        yield site


@pytest.fixture(scope="module")
def rows() -> tuple[CommuneRow, ...]:
    return read_communes(SHIPPED)


def _update(site: Site) -> list[str]:
    return ["communes", "update", "--pvd-url", f"{site.url}/dataset/", "--cog-url", site.url]


def _cut(lists: Lists, site: Site) -> None:
    lists.serve(site)
    site.answers["/communes"] = body(b'[{"code": "01001"', announced=90_000, kind="application/json")


def _down(lists: Lists, site: Site) -> None:
    lists.serve(site)
    site.answers["/communes_associees_deleguees"] = status(503)


def _page(lists: Lists, site: Site) -> None:
    lists.serve(site)
    site.answers["/pvd.csv"] = body(b"<html>Maintenance</html>", kind="text/html")


def _few(lists: Lists, site: Site) -> None:
    del lists.towns[800:]
    lists.serve(site)


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (_cut, "/communes"),
        (_down, "/communes_associees_deleguees"),
        (_page, "/pvd.csv"),
        (_few, "800 programme towns, 1646 today"),
    ],
)
def test_a_download_that_is_wrong_changes_nothing(
    spoil: Callable[[Lists, Site], None], said: str, rows: tuple[CommuneRow, ...], site: Site, home: Path
) -> None:
    spoil(Lists(rows), site)
    before = contents(home)
    words = refused(*_update(site), code=1, home=home)
    assert ("nothing was changed" in words, said in words) == (True, True), words
    assert contents(home) == before


def test_an_update_is_shown_first_and_then_written(rows: tuple[CommuneRow, ...], site: Site, home: Path) -> None:
    lists = Lists(rows)
    lists.find("29233")["nom"] = "Quimperlé-les-Bains"
    lists.serve(site)
    target = home / "data" / "communes.csv"
    shown = json.loads(ask(*_update(site), "--dry-run", "--json", home=home).stdout)
    assert shown["changed"]
    assert any("Quimperlé-les-Bains" in line for line in shown["changes"])
    assert not target.exists()
    assert ask(*_update(site), "--quiet", home=home).returncode == 0
    assert "29233,Quimperlé-les-Bains," in target.read_text(encoding="utf-8")
