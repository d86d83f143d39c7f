"""Who decides, as the terminal knows it."""

from __future__ import annotations

import getpass

import pytest

from pvd_watch.cli.editor import editor_name
from pvd_watch.errors import UsageError


def test_a_name_is_taken_as_it_is_given_made_harmless() -> None:
    assert editor_name("  Ana\x1b[2J ") == "Ana[2J"
    assert editor_name("a" * 200) == "a" * 100
    assert editor_name("") == getpass.getuser()


def test_a_system_without_names_asks_for_one(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setattr("os.getuid", lambda: 987_654)
    with pytest.raises(UsageError, match="give --editor NAME"):
        editor_name(" ")
