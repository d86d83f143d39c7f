"""The guide of sources does what it says: its records load, its site of code reads, its commands are there."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest

from pvd_watch.config import Home, load_config

from .command import ask

GUIDE = (files("pvd_watch") / "help" / "sources.md").read_text(encoding="utf-8")
CATALOGUED = '[[source]]\nid = "identifiant-du-catalogue"\nname = "A"\nkind = "feed"\nurl = "https://a.example/"\n'


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", GUIDE, re.S)


def test_every_record_of_the_guide_loads(home: Path) -> None:
    records = [block for block in blocks("toml") if "[[source]]" in block]
    catalogue = home / "config" / "catalogue"
    catalogue.mkdir()
    for file in Home(home).catalogue_files():
        (catalogue / file.name).write_text("", encoding="utf-8")
    text = f'{CATALOGUED}homepage = "https://a.example/"\ndepartments = []\n'
    (catalogue / "zz.toml").write_text(text, encoding="utf-8")
    watch = (home / "config" / "watch.toml").read_text(encoding="utf-8").replace("use = false", "use = true")
    (home / "config" / "watch.toml").write_text(watch, encoding="utf-8")
    (home / "config" / "sources.toml").write_text("\n".join(records), encoding="utf-8")
    config = load_config(Home(home), {"29", "56"})
    assert [source.id for source in config.sources] == ["identifiant-du-catalogue", "le-journal-29", "mairie-29"]
    assert (config.sources[0].enabled, config.waiting) == (False, {"mairie-29"})
    [search] = [block for block in blocks("toml") if "[[source]]" not in block]
    assert "{commune}" in tomllib.loads(search)["url"]


def test_the_site_of_code_reads(tmp_path: Path) -> None:
    [code] = blocks("python")
    (tmp_path / "mairie_exemple.py").write_text(code, encoding="utf-8")
    script = (
        "from mairie_exemple import read\n"
        "[told] = read('rien\\nACTU Budget|/b|2026-11-26', 'https://x.example/')\n"
        "print(told.title, told.link, told.dates)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, env={"PYTHONPATH": str(tmp_path)}, check=False
    )
    assert done.stdout == "Budget /b ('2026-11-26',)\n", done.stderr


@pytest.mark.parametrize("command", sorted(set(re.findall(r"pvd-watch ((?:sources |config )?[a-z]+)", GUIDE))))
def test_every_command_that_it_names_is_there(command: str) -> None:
    assert ask(*command.split(), "--help").returncode == 0


def test_it_is_set_as_french_is() -> None:
    prose = re.sub(r"```.*?```|`[^`\n]*`|^\|[-|]+$", "x", GUIDE, flags=re.S | re.M)
    assert re.findall(r"[^\s]* [:;!?»]|« |'|\.\.\.", prose) == []
