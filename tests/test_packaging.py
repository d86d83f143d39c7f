"""The wheel: it holds what the program reads, and works from wherever it is put."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.usefixtures("usual_port")

TOP = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel as pip builds it; from what is installed where that is enough, so that no network is needed."""
    folder = tmp_path_factory.mktemp("wheel")
    how = ["--no-build-isolation"] if importlib.util.find_spec("hatchling") else []
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", *how, "--wheel-dir", str(folder), str(TOP)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    [built] = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def unpacked(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel's files in a folder of their own."""
    folder = tmp_path_factory.mktemp("site")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def _python(folder: Path, *words: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Python with that folder first among the places it imports from."""
    env = os.environ | {"PYTHONPATH": str(folder)}
    return subprocess.run(
        [sys.executable, *words], env=env, cwd=cwd, capture_output=True, text=True, timeout=60, check=False
    )


def test_every_file_that_the_program_reads_is_in_the_wheel(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for folder, place in ((TOP / "config", "pvd_watch/shipped/config"), (TOP / "pvd_watch", "pvd_watch")):
        wanted = {f"{place}/{path.relative_to(folder).as_posix()}" for path in _shipped_files(folder)}
        assert wanted
        assert wanted - names == set()
    assert {f"pvd_watch/shipped/data/{name}" for name in ("communes.csv", "departments.csv", "SOURCES.md")} <= names
    assert {f"spiders/{path.name}" for path in (TOP / "spiders").glob("*.py")} <= names
    kinds = {Path(name).parts[1] for name in names if not name.endswith(".py") and len(Path(name).parts) > 2}
    assert kinds >= {"shipped", "templates", "digest", "demo", "help"}


def _shipped_files(folder: Path) -> list[Path]:
    return [
        path
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and not path.name.startswith(".")
    ]


def test_nothing_else_is_in_the_wheel(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert {Path(name).parts[0] for name in names} - {"pvd_watch", "spiders"} == {
        next(Path(name).parts[0] for name in names if name.endswith("/METADATA"))
    }
    assert [name for name in names if name.endswith((".db", ".pyc", ".log")) or "/digests/" in name] == []


def test_the_command_is_declared(wheel: Path) -> None:
    archive = zipfile.ZipFile(wheel)
    [entry] = [name for name in archive.namelist() if name.endswith("entry_points.txt")]
    assert "pvd-watch = pvd_watch.cli:main" in archive.read(entry).decode()


def test_shipped_files_are_found_beside_the_package(unpacked: Path, tmp_path: Path) -> None:
    script = (
        "from pvd_watch.config import shipped\n"
        "print(shipped('data/communes.csv'), shipped('config/catalogue'), sep='\\n')"
    )
    done = _python(unpacked, "-c", script, cwd=tmp_path)
    inside = unpacked / "pvd_watch" / "shipped"
    assert done.stdout.splitlines() == [str(inside / "data" / "communes.csv"), str(inside / "config" / "catalogue")]


def test_the_program_works_from_the_unpacked_wheel(unpacked: Path, tmp_path: Path) -> None:
    assert _python(unpacked, "-m", "pvd_watch", "init", "home", "--quiet", cwd=tmp_path).returncode == 0
    done = _python(unpacked, "-m", "pvd_watch", "--home", "home", "communes", "show", "Die", "--json", cwd=tmp_path)
    assert "26113" in {item["insee"] for item in json.loads(done.stdout)["communes"]}
    listed = _python(unpacked, "-m", "pvd_watch", "--home", "home", "sources", "list", "--json", cwd=tmp_path)
    assert len(json.loads(listed.stdout)["sources"]) > 50
    assert "pvd-watch help sources" in _python(unpacked, "-m", "pvd_watch", "help", cwd=tmp_path).stdout


def test_the_crawl_child_and_the_pages_work_from_the_unpacked_wheel(unpacked: Path, tmp_path: Path) -> None:
    """A run whose one source is down: child, database and templates are all used."""
    assert _python(unpacked, "-m", "pvd_watch", "init", "--bare", "home", "-q", cwd=tmp_path).returncode == 0
    settings = tmp_path / "home" / "config" / "watch.toml"
    text = settings.read_text(encoding="utf-8").replace(
        "allow_private_hosts = []", 'allow_private_hosts = ["127.0.0.1"]'
    )
    settings.write_text(text, encoding="utf-8")
    record = 'id = "j"\nname = "J"\nkind = "feed"\nurl = "http://127.0.0.1:9/"\nhomepage = "http://127.0.0.1:9/"\n'
    (tmp_path / "home" / "config" / "sources.toml").write_text(f"[[source]]\n{record}departments = []\n", "utf-8")
    done = _python(unpacked, "-m", "pvd_watch", "--home", "home", "run", "--json", cwd=tmp_path)
    found = json.loads(done.stdout)
    assert [failure["stage"] for failure in found["failures"]] == ["connect"], done.stderr
    assert '<html lang="fr">' in Path(found["digest"]["html"]).read_text(encoding="utf-8")
