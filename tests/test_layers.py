"""The house as it was drawn: what a process imports, where SQL and spaCy stand, how long a file is."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parents[1]
PROGRAM = sorted((TOP / "pvd_watch").rglob("*.py"))
SPIDERS = sorted((TOP / "spiders").rglob("*.py"))
HEAVY = ("spacy", "scrapy", "twisted", "trafilatura")
SQL = re.compile(
    r"\b(?:SELECT\b.+\bFROM|INSERT\s+(?:OR \w+ )?INTO|DELETE\s+FROM|UPDATE\s+\w+\s+SET|CREATE\s+TABLE)\b", re.S
)


def _modules_after(statement: str) -> set[str]:
    """What a fresh process has imported."""
    script = f"import sys\n{statement}\nprint(*sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=TOP)
    return set(done.stdout.split())


def _imports(path: Path, *, at_run_time: bool) -> Iterator[tuple[str, bool]]:
    """Modules that a file imports, and whether each is imported with the file, not later inside a function."""

    def visit(node: ast.AST, first: bool) -> Iterator[tuple[str, bool]]:
        if isinstance(node, ast.Import):
            yield from ((alias.name, first) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or "", first
        elif not (at_run_time and isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"):
            later = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
            for child in ast.iter_child_nodes(node):
                yield from visit(child, first and not later)

    yield from visit(ast.parse(path.read_text(encoding="utf-8")), True)


def _names(path: Path) -> set[str]:
    return {name for name, _ in _imports(path, at_run_time=True)}


def _place(path: Path) -> str:
    return path.relative_to(TOP).as_posix()


STARTED = [
    name
    for name in ("cli", "daily", "schedule", "demo.show", "web")
    if (TOP / "pvd_watch" / name.replace(".", "/")).with_suffix(".py").exists() or (TOP / "pvd_watch" / name).is_dir()
]
"""What processes begin with; the desk is among them as soon as it stands."""


@pytest.mark.parametrize("name", STARTED)
def test_a_process_starts_without_the_heavy_libraries(name: str) -> None:
    loaded = {module.split(".")[0] for module in _modules_after(f"import pvd_watch.{name}")}
    assert loaded.isdisjoint(HEAVY)


def test_a_site_without_a_provider_does_not_pay_for_openid_connect() -> None:
    """Nor for passwords before somebody logs in."""
    loaded = {module.split(".")[0] for module in _modules_after("import pvd_watch.web")}
    assert loaded.isdisjoint({"httpx", "joserfc", "cryptography", "argon2"})


def test_the_command_line_itself_loads_next_to_nothing_of_the_program() -> None:
    ours = {name for name in _modules_after("import pvd_watch.cli") if name.startswith("pvd_watch")}
    assert ours == {"pvd_watch", "pvd_watch.cli", "pvd_watch.errors"}
    assert _modules_after("import pvd_watch.cli").isdisjoint(
        {"sqlite_utils", "apscheduler", "jinja2", "ahocorasick_rs"}
    )


def test_a_database_that_is_up_to_date_opens_without_what_upgrades_it(tmp_path: Path) -> None:
    """With numpy, which sqlite_utils takes along where it is installed, it is a fifth of the start of a command."""
    opening = (
        f"from pathlib import Path; from pvd_watch.storage import Storage; Storage(Path({str(tmp_path)!r}, 'w.db'))"
    )
    assert "sqlite_utils" in _modules_after(opening)
    assert _modules_after(opening).isdisjoint({"sqlite_utils", "numpy"})


def test_the_crawl_child_never_loads_the_linker_or_the_database() -> None:
    loaded = _modules_after("import spiders.jobs, spiders.feeds, spiders.settings")
    ours = {name for name in loaded if name.startswith("pvd_watch")}
    assert {name for name in ours if not name.startswith("pvd_watch.model.")} == {"pvd_watch", "pvd_watch.model"}
    assert {name.split(".")[0] for name in loaded}.isdisjoint({"spacy", "ahocorasick_rs", "sqlite_utils"})


def test_spacy_is_imported_in_linking_nlp_alone() -> None:
    found = {_place(path) for path in PROGRAM if any(name.split(".")[0] == "spacy" for name in _names(path))}
    assert found == {"pvd_watch/linking/nlp.py"}


def test_the_language_model_is_imported_by_wiring_alone_and_late() -> None:
    found = {
        (_place(path), first)
        for path in PROGRAM
        for name, first in _imports(path, at_run_time=True)
        if name == "pvd_watch.linking.nlp"
    }
    assert found == {("pvd_watch/wiring.py", False)}


def test_the_spiders_know_the_model_alone() -> None:
    known = {name for path in SPIDERS for name in _names(path) if name.startswith("pvd_watch")}
    assert known == {"pvd_watch.model"}


def test_nobody_imports_the_spiders_or_scrapy() -> None:
    found = {_place(path) for path in PROGRAM for name in _names(path) if name.split(".")[0] in ("spiders", "scrapy")}
    assert found == set()


def _speaks_sql(path: Path) -> bool:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in ("execute", "executemany", "executescript"):
            return True
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and SQL.search(node.value):
            return True
    return "sqlite3" in _names(path) or "sqlite_utils" in _names(path)


def test_sql_stands_in_storage_alone() -> None:
    found = {_place(path) for path in PROGRAM if _speaks_sql(path)}
    assert {place for place in found if not place.startswith("pvd_watch/storage/")} == set()
    assert "pvd_watch/storage/articles.py" in found


def test_no_file_is_longer_than_400_lines_and_none_is_empty_of_purpose() -> None:
    files = [*PROGRAM, *SPIDERS, *(TOP / "tests").rglob("*.py")]
    lengths = {_place(path): len(path.read_text(encoding="utf-8").splitlines()) for path in files}
    assert {place: length for place, length in lengths.items() if length > 400} == {}
    silent = {
        _place(path) for path in [*PROGRAM, *SPIDERS] if not ast.get_docstring(ast.parse(path.read_text("utf-8")))
    }
    assert silent == set()
