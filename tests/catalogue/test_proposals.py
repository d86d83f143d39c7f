"""Records proposed to the owner: what is new, what he has, what cannot be."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pvd_watch.catalogue.proposals import propose, write
from pvd_watch.config import Config, Home, init_home, load_config
from pvd_watch.config.record import record
from pvd_watch.model import Source

CODES = {"23", "87"}
MINE = Source("le-mien", "Le Mien", "feed", "https://mien.example/rss", "https://mien.example/", ("23",))
LISTED = replace(MINE, id="du-catalogue", name="Du catalogue", url="https://catalogue.example/rss", weight=0.5)


@pytest.fixture
def config(tmp_path: Path) -> Config:
    """A home with one source of its own and one of the catalogue."""
    init_home(tmp_path, bare=False)
    home = Home(tmp_path)
    (home.config_dir / "catalogue").mkdir()
    for file in home.catalogue_files():
        (home.config_dir / "catalogue" / file.name).write_text("", encoding="utf-8")
    (home.config_dir / "catalogue" / "limousin.toml").write_text(record(LISTED), encoding="utf-8")
    home.sources_file.write_text("# à moi\n" + record(MINE), encoding="utf-8")
    return load_config(home, CODES)


def test_what_is_missing_is_found_out(config: Config) -> None:
    found = propose(
        [{"url": "https://www.echo.example/rss"}, {"url": "https://b.example/rss", "name": "Le Mien"}],
        config,
        CODES,
        "x",
    )
    assert found.sources == (
        Source("echo-example", "echo.example", "feed", "https://www.echo.example/rss", "https://www.echo.example/"),
        Source("le-mien-2", "Le Mien", "feed", "https://b.example/rss", "https://b.example/"),
    )
    assert (found.known, found.refused) == ((), ())


def test_an_address_known_already_is_said(config: Config) -> None:
    given = [{"url": "http://www.mien.example/rss/"}, {"url": "https://c.example/1"}, {"url": "https://C.example/1/"}]
    found = propose(given, config, CODES, "x")
    assert [source.url for source in found.sources] == ["https://c.example/1"]
    assert [known.split(" is the address of ")[1] for known in found.known] == ["le-mien", "c-example"]


def test_a_record_that_cannot_be_is_refused_alone(config: Config) -> None:
    given = [
        {"url": "ftp://a.example/"},
        {"url": "https://b.example/", "departments": ["99"], "weight": "much"},
        {"url": "https://c.example/", "id": "le-mien"},
        {"url": "https://d.example/"},
    ]
    found = propose(given, config, CODES, "list.opml")
    assert [source.id for source in found.sources] == ["d-example"]
    assert [fault.partition(": ")[2].split(":")[0] for fault in found.refused] == [
        *("outline 1", "outline 1", "outline 2", "outline 2", "outline 3")
    ]
    assert "the id le-mien is taken already" in found.refused[-1]


def test_another_wording_of_the_catalogue_goes_over_it_whole(config: Config) -> None:
    given = {
        "id": LISTED.id,
        "name": "Le Catalogue",
        "url": LISTED.url,
        "homepage": LISTED.homepage,
        "departments": ["87"],
    }
    found = propose([given], config, CODES, "x")
    assert write(found, config) == "config/sources.toml"
    after = {source.id: source for source in load_config(config.home, CODES).sources}
    assert after[LISTED.id] == replace(LISTED, name="Le Catalogue", departments=("87",), weight=1.0)
    assert after[MINE.id] == MINE
    assert config.home.sources_file.read_text(encoding="utf-8").startswith("# à moi\n[[source]]\n")


def test_nothing_to_write_writes_nothing(config: Config) -> None:
    before = config.home.sources_file.read_bytes()
    assert write(propose([{"url": MINE.url}], config, CODES, "x"), config) == ""
    assert config.home.sources_file.read_bytes() == before
