"""Finding the home, its files and the shipped ones that stand in for them."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import pvd_watch
from pvd_watch.config import Home, check_writable, find_home, init_home, shipped
from pvd_watch.errors import HomeError, PvdWatchError

PACKAGE = Path(pvd_watch.__file__).parent


@pytest.fixture
def home(tmp_path: Path) -> Home:
    init_home(tmp_path / "home", bare=True)
    return Home(tmp_path / "home")


def test_the_option_goes_before_the_variable(home: Home, tmp_path: Path) -> None:
    init_home(tmp_path / "other", bare=True)
    environ = {"PVD_WATCH_HOME": str(tmp_path / "other")}
    assert find_home(str(home.path), environ, tmp_path) == home
    assert find_home(None, environ, home.path) == Home(tmp_path / "other")


def test_a_folder_is_named_from_the_current_one(home: Home, tmp_path: Path) -> None:
    assert find_home("home", {}, tmp_path) == home


def test_the_nearest_home_upward_is_found(home: Home, tmp_path: Path) -> None:
    deep = home.data_dir / "digests" / "2026"
    deep.mkdir(parents=True)
    init_home(home.data_dir / "digests", bare=True)
    assert find_home(None, {"PVD_WATCH_HOME": ""}, home.data_dir) == home
    assert find_home(None, {}, deep) == Home(home.data_dir / "digests")


def test_no_home_at_all_tells_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(HomeError, match=r"no home found: .*pvd-watch init DIR") as caught:
        find_home(None, {}, tmp_path)
    assert str(tmp_path) in str(caught.value)


@pytest.mark.parametrize("folder", ["", "  ", "missing", "file", "empty", "odd", "nul\0"])
def test_a_named_folder_that_is_no_home_is_refused(folder: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    (tmp_path / "empty").mkdir()
    (tmp_path / "odd" / "config" / "watch.toml").mkdir(parents=True)
    with pytest.raises(HomeError, match=r"^--home .*pvd-watch init|from --home.*pvd-watch init"):
        find_home(folder, {}, tmp_path)
    if folder.strip():
        with pytest.raises(HomeError, match="from PVD_WATCH_HOME"):
            find_home(None, {"PVD_WATCH_HOME": folder}, tmp_path)


def test_the_house_of_a_home() -> None:
    home = Home(Path("/srv/pvd"))
    assert home.database == Path("/srv/pvd/data/pvd_watch.db")
    assert home.lock == Path("/srv/pvd/data/pvd_watch.lock")
    assert home.digests == Path("/srv/pvd/data/digests")
    assert home.logs == Path("/srv/pvd/data/logs")
    assert home.shown(home.watch_file) == "config/watch.toml"
    assert home.shown(Path("/usr/x.toml")) == "/usr/x.toml"


def test_a_file_of_the_home_takes_the_place_of_the_shipped_one(home: Home) -> None:
    assert home.data_file("communes.csv") == shipped("data/communes.csv")
    own = home.data_dir / "communes.csv"
    own.write_text("insee\n", encoding="utf-8")
    assert home.data_file("communes.csv") == own
    assert home.file("watch.toml") == home.watch_file


def test_a_dead_link_is_not_passed_over(home: Home) -> None:
    (home.config_dir / "sources.toml").unlink()
    assert home.file("sources.toml") == shipped("config/sources.toml")
    (home.config_dir / "sources.toml").symlink_to(home.path / "nowhere")
    with pytest.raises(HomeError, match=r"sources\.toml is not a readable file"):
        home.file("sources.toml")


def test_the_catalogue_is_replaced_file_by_file(home: Home) -> None:
    before = home.catalogue_files()
    own = home.config_dir / "catalogue"
    own.mkdir()
    for name in (before[0].name, "zz-own.toml", ".hidden.toml", "notes.txt"):
        (own / name).write_text("", encoding="utf-8")
    assert home.catalogue_files() == (own / before[0].name, *before[1:], own / "zz-own.toml")


def test_what_is_not_shipped_is_a_broken_installation() -> None:
    with pytest.raises(PvdWatchError, match=r"nothing\.toml is missing from this installation") as caught:
        shipped("config/nothing.toml")
    assert caught.value.exit_code == 70


@pytest.mark.parametrize("layout", ["wheel", "checkout"])
def test_shipped_files_are_found_in_both_layouts(layout: str, tmp_path: Path) -> None:
    shutil.copytree(PACKAGE / "config", tmp_path / "pvd_watch" / "config")
    shutil.copytree(PACKAGE / "model", tmp_path / "pvd_watch" / "model")
    for path in PACKAGE.glob("*.py"):
        shutil.copy(path, tmp_path / "pvd_watch" / path.name)
    root = tmp_path / "pvd_watch" / "shipped" if layout == "wheel" else tmp_path
    shutil.copytree(PACKAGE.parent / "config", root / "config")
    (tmp_path / "config").mkdir(exist_ok=True)  # beside a wheel another package may own such a folder
    ask = "from pvd_watch.config import shipped; print(shipped('config/watch.toml'))"
    told = subprocess.run(
        [sys.executable, "-c", ask], cwd=tmp_path, capture_output=True, text=True, check=True, timeout=60
    )
    assert Path(told.stdout.strip()) == (root / "config" / "watch.toml").resolve()


def test_the_data_folder_is_made_and_left_empty(home: Home) -> None:
    home.data_dir.rmdir()
    check_writable(home)
    assert list(home.data_dir.iterdir()) == []


def test_a_data_folder_that_cannot_be_written_is_one_sentence(home: Home) -> None:
    home.data_dir.rmdir()
    home.data_dir.write_text("", encoding="utf-8")
    with pytest.raises(HomeError, match=r"data cannot be written \(File exists\)") as caught:
        check_writable(home)
    assert "\n" not in str(caught.value)
    home.data_dir.unlink()
    home.data_dir.symlink_to(home.path / "nowhere")
    with pytest.raises(HomeError, match="cannot be written"):
        check_writable(home)
