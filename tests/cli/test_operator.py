"""What an operator meets on a machine that is not set up as ours."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from .command import ask, pvd, refused
from .test_refusals import _bound_by_permissions


@pytest.mark.parametrize("encoding", ["ascii", "iso-8859-1"])
def test_output_is_utf_8_whatever_the_locale_can_write(encoding: str, home: Path) -> None:
    (home / "config" / "sources.toml").write_text(
        '[[source]]\nid = "j"\nname = "L’Écho de l’Œuvre"\nkind = "feed"\nurl = "https://x.example/rss"\n'
        'homepage = "https://x.example/"\ndepartments = []\n',
        encoding="utf-8",
    )
    env = {"PYTHONIOENCODING": encoding}
    done = pvd("sources", "list", home=home, env=env)
    assert (done.returncode, done.stderr) == (0, "")
    assert "L’Écho de l’Œuvre" in done.stdout
    told = pvd("sources", "list", "--json", home=home, env=env).stdout
    assert json.loads(told)["sources"][0]["name"] == "L’Écho de l’Œuvre"


def test_an_empty_name_makes_no_home_of_the_present_folder(tmp_path: Path) -> None:
    assert "DIR is empty" in refused("init", "", code=2, cwd=tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_of_two_files_the_one_that_cannot_be_opened_is_named(demo_copy: Path) -> None:
    database = demo_copy / "data" / "pvd_watch.db"
    backup = Path(shutil.copy(database, demo_copy / "elsewhere.db"))
    database.chmod(0)
    for words in (["backup"], ["restore", str(backup)]):
        done = pvd(*words, "--quiet", home=demo_copy, before=_bound_by_permissions)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.startswith(f"pvd-watch: {database} cannot be used")
    assert list(database.parent.glob("*before-restore*")) == []


def test_an_undoing_is_no_rehearsal(demo_copy: Path) -> None:
    assert ask("remove", "https://x.example/a", home=demo_copy).returncode == 0
    assert "--undo does" in refused("remove", "--undo", "1", "--dry-run", code=2, home=demo_copy)
    assert "stays out" in ask("remove", "--list", home=demo_copy).stdout


def test_an_undoing_says_where_another_removal_keeps_the_same_out(home: Path) -> None:
    for _ in range(2):
        assert ask("remove", "--name", "Zoé Né", home=home).returncode == 0
    numbers = [str(it["id"]) for it in json.loads(ask("remove", "--list", "--json", home=home).stdout)["removals"]]
    said = [ask("remove", "--undo", number, home=home).stdout for number in numbers]
    assert len(said) == 2
    assert f"stays out all the same: removal {numbers[1]}" in said[0]
    assert "may come in again" in said[1]
