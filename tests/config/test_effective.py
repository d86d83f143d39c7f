"""The configuration as a whole: all faults at once, and told back with its origins."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from pvd_watch.config import Config, Home, Settings, dump, init_home, load_config, load_settings, load_sources
from pvd_watch.config.settings import parse_settings
from pvd_watch.errors import ConfigError
from pvd_watch.model import Selectors, Source

OWN = """
[[source]]
id = "le-journal"
name = "Le \\"Journal\\" d’Étain"
kind = "listing"
url = "https://journal.example/"
homepage = "https://journal.example/"
departments = ["55"]
selectors = { item = "article > div", date = '[title="le \\"20\\""] time' }
"""


@pytest.fixture
def home(tmp_path: Path) -> Home:
    init_home(tmp_path, bare=True)
    home = Home(tmp_path)
    home.sources_file.write_text(OWN, encoding="utf-8")
    return home


def test_the_configuration_of_a_home(home: Home) -> None:
    config = load_config(home, {"55"})
    assert config.settings == load_settings(home)
    assert config.sources == load_sources(home, {"55"})
    assert [source.id for source in config.sources] == ["le-journal"]


def test_the_faults_of_every_file_are_in_one_error(home: Home) -> None:
    home.watch_file.write_text("[digest]\nhour = 7\nhuor = 8\n[catalogue]\nuse = false\n", encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load_config(home, set())
    assert caught.value.exit_code == 2
    assert [fault.split(":")[0] for fault in caught.value.faults] == [
        str(home.watch_file),
        str(home.watch_file),
        str(home.sources_file),
    ]
    assert str(caught.value).splitlines() == list(caught.value.faults)
    with pytest.raises(ConfigError) as caught:
        load_settings(home)
    assert len(caught.value.faults) == 2


def test_the_faults_of_the_sources_alone_are_an_error(home: Home) -> None:
    with pytest.raises(ConfigError, match="no department code") as caught:
        load_sources(home, {"29"})
    assert len(caught.value.faults) == 1
    assert load_settings(home) == load_config(home, {"55"}).settings


def test_a_settings_file_of_wrong_toml_tells_line_and_column(home: Home) -> None:
    home.watch_file.write_text("[collect]\ndelay_seconds = \n", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"watch\.toml: not valid TOML: Invalid value \(at line 2, column 17\)"):
        load_settings(home)


def test_each_value_is_told_with_its_origin(home: Home) -> None:
    home.watch_file.write_text(
        "[collect]\ndelay_seconds = 0.5\nmax_bytes = 10000000\n[catalogue]\nuse = false\n", encoding="utf-8"
    )
    lines = dump(load_config(home, {"55"})).splitlines()
    assert "delay_seconds = 0.5  # config/watch.toml; default: 2.0" in lines
    assert "max_bytes = 10_000_000  # config/watch.toml" in lines
    assert 'hour = "07:30"  # default' in lines
    assert "[[source]]  # config/sources.toml" in lines


def test_what_is_told_reads_as_what_it_was(home: Home) -> None:
    config = load_config(home, {"55"})
    told = tomllib.loads(dump(config))
    (source,) = told.pop("source")
    typed = {"departments": tuple(source["departments"]), "selectors": Selectors(**source["selectors"])}
    assert Source(**source | typed) == config.sources[0]
    assert parse_settings(told, "told") == (config.settings, [])


def test_a_home_of_any_name_stays_in_its_comment() -> None:
    config = Config(Home(Path("/srv/a\nb = 1")), Settings(), (), frozenset(), {})
    assert "b" not in tomllib.loads(dump(config))
