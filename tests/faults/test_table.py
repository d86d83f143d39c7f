"""The table of faults tells the truth: every test it names is there, and every test of this folder is in it."""

from __future__ import annotations

import ast
from pathlib import Path

from tests.faults.table import FAULTS

TESTS = Path(__file__).resolve().parents[1]


def functions(path: Path) -> set[str]:
    return {node.name for node in ast.parse(path.read_text("utf-8")).body if isinstance(node, ast.FunctionDef)}


def test_every_test_named_is_there() -> None:
    named = [test.split("::") for fault in FAULTS for test in fault.tests]
    assert [(file, name) for file, name in named if name not in functions(TESTS / file)] == []
    assert all(fault.what and fault.promise and fault.tests for fault in FAULTS)


def test_every_test_of_this_folder_is_named() -> None:
    named = {test for fault in FAULTS for test in fault.tests}
    here = {
        f"faults/{path.name}::{name}"
        for path in (TESTS / "faults").glob("test_*.py")
        if path.name != Path(__file__).name
        for name in functions(path)
        if name.startswith("test_")
    }
    assert here - named == set()
