"""What CI says of the dependency audit: never that all is well where nothing was looked up."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest

TOP = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def audit() -> ModuleType:
    """The script of CI."""
    spec = importlib.util.spec_from_file_location("audit", TOP / ".ci" / "audit.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def report(*dependencies: dict[str, object]) -> str:
    return json.dumps({"dependencies": dependencies, "fixes": []})


SKIPPED = {"name": "b", "skip_reason": "Dependency not found"}
GOOD = {"name": "a", "version": "1", "vulns": []}
BAD = {"name": "c", "version": "2", "vulns": [{"id": "GHSA-1", "fix_versions": ["3"]}]}


@pytest.mark.parametrize("said", ["", "no JSON", "[]", report(), report(SKIPPED, SKIPPED)])
def test_where_nothing_was_looked_up_it_was_not_done(audit: ModuleType, said: str) -> None:
    lines, found = audit.verdict(said)
    assert ("NOT DONE" in lines[0], len(lines), found) == (True, 1, False)


def test_what_is_known_is_named(audit: ModuleType) -> None:
    assert audit.verdict(report(GOOD, SKIPPED)) == (["dependency audit: 1 packages, 0 known vulnerabilities"], False)
    lines, found = audit.verdict(report(GOOD, BAD))
    assert (lines[1:], found) == (["c 2: GHSA-1, mended in 3"], True)


def test_what_is_accepted_has_its_reason(audit: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    assert all(audit.ACCEPTED.values())
    monkeypatch.setitem(audit.ACCEPTED, "GHSA-1", "the function is not called")
    assert audit.verdict(report(BAD))[1] is False
