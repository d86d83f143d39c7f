"""A fresh home, and that what it says of itself is so."""

from __future__ import annotations

import re
import tomllib
from dataclasses import fields, replace
from pathlib import Path

import pytest

from pvd_watch.config import Catalogue, Home, Settings, find_home, init_home, load_config, load_settings, shipped
from pvd_watch.config.fresh import SOURCES_TEXT, watch_text
from pvd_watch.config.settings import rows
from pvd_watch.errors import HomeError
from pvd_watch.model import Source


def test_a_fresh_home_is_the_defaults(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "home"
    written = init_home(path, bare=False)
    home = find_home(str(path), {}, tmp_path)
    assert load_settings(home) == Settings()
    assert written == [home.config_dir, home.data_dir, home.sources_file, home.watch_file]
    assert sorted(path.rglob("*")) == sorted(written)


def test_a_bare_home_uses_no_catalogue(tmp_path: Path) -> None:
    init_home(tmp_path, bare=True)
    config = load_config(Home(tmp_path), set())
    assert config.settings == replace(Settings(), catalogue=Catalogue(use=False))
    assert config.sources == ()
    text = (tmp_path / "config" / "watch.toml").read_text(encoding="utf-8")
    assert "\n[catalogue]\n" in text
    assert "\nuse = false\n" in text


def test_every_key_is_in_the_file_and_nothing_else_is(tmp_path: Path) -> None:
    init_home(tmp_path, bare=False)
    parsed = tomllib.loads((tmp_path / "config" / "watch.toml").read_text(encoding="utf-8"))
    held = {(table, key): value for table, keys in parsed.items() for key, value in keys.items()}
    known = {(table, key): default for table, key, _, default, _ in rows(Settings())}
    assert set(held) == set(known)
    assert held == {place: list(value) if isinstance(value, tuple) else value for place, value in known.items()}


def test_every_key_has_its_line_and_one_line_of_explanation_above() -> None:
    lines = watch_text(Settings()).splitlines()
    for _, key, _, _, says in rows(Settings()):
        (place,) = (number for number, line in enumerate(lines) if line.startswith(f"{key} = "))
        assert lines[place - 1] == f"# {says}"
        assert re.fullmatch(r".{20,110}\.", says)


def test_the_keys_that_outside_tools_set_have_their_names() -> None:
    parsed = tomllib.loads(watch_text(Settings()))
    assert {"delay_seconds", "allow_private_hosts", "user_agent"} <= set(parsed["collect"])
    assert {"hour", "max_age_days"} <= set(parsed["digest"])
    assert parsed["catalogue"] == {"use": True}


def test_the_shipped_files_are_those_that_init_writes() -> None:
    assert shipped("config/watch.toml").read_text(encoding="utf-8") == watch_text(Settings())
    assert shipped("config/sources.toml").read_text(encoding="utf-8") == SOURCES_TEXT


def test_the_example_of_a_source_is_right_and_whole(tmp_path: Path) -> None:
    assert tomllib.loads(SOURCES_TEXT) == {}
    example = "\n".join(line.removeprefix("# ") for line in SOURCES_TEXT.splitlines()[4:])
    whole, page, off = tomllib.loads(example)["source"]
    assert list(whole) == [item.name for item in fields(Source) if item.name not in ("selectors", "verified")]
    assert {*whole, *page} == {item.name for item in fields(Source)}
    assert set(off) == {"id", "enabled"}
    init_home(tmp_path, bare=True)
    home = Home(tmp_path)
    home.sources_file.write_text(example[: example.rindex("[[source]]")], encoding="utf-8")
    config = load_config(home, {"29", "56"})
    source, listing = config.sources
    assert config.waiting == {listing.id} == {page["id"]}
    assert source == Source(**{**whole, "departments": ("29", "56")})
    assert (source.weight, source.full_text, source.enabled) == (1.0, "matched", True)


def test_a_home_is_not_written_over(tmp_path: Path) -> None:
    init_home(tmp_path, bare=False)
    with pytest.raises(HomeError, match="is a home already") as caught:
        init_home(tmp_path, bare=True)
    assert caught.value.exit_code == 2
    assert load_settings(Home(tmp_path)) == Settings()


def test_sources_that_are_there_already_stay(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.config_dir.mkdir()
    home.sources_file.write_text("# mine\n", encoding="utf-8")
    assert init_home(tmp_path, bare=False) == [home.data_dir, home.watch_file]
    assert home.sources_file.read_text(encoding="utf-8") == "# mine\n"


@pytest.mark.parametrize("blocked", ["home", "home/config", "home/data"])
def test_a_folder_that_cannot_be_written_is_one_sentence(blocked: str, tmp_path: Path) -> None:
    (tmp_path / blocked).parent.mkdir(exist_ok=True)
    (tmp_path / blocked).write_text("", encoding="utf-8")
    with pytest.raises(HomeError, match="no home can be made in") as caught:
        init_home(tmp_path / "home", bare=False)
    assert "\n" not in str(caught.value)
    assert not (tmp_path / "home" / "config" / "watch.toml").exists()
