"""``users`` over a home: made, listed, changed; what is refused changes nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pvd_watch.accounts.passwords import matches
from pvd_watch.config import Home
from pvd_watch.storage import Storage

from .command import ask, refused

NAME, PASSWORD = "jeanne@example.fr", "trois pies volent bas"


@pytest.fixture
def home(ready: Path) -> Path:
    """A home without accounts."""
    return ready


def listed(home: Path) -> list[dict[str, Any]]:
    """The accounts as ``users list --json`` gives them."""
    found: list[dict[str, Any]] = json.loads(ask("users", "list", "--json", home=home).stdout)["users"]
    return found


def stored(home: Path) -> str:
    """What is stored of the account's password."""
    storage = Storage(Home(home).database)
    user = storage.accounts.user(NAME)
    storage.close()
    assert user is not None
    return user.password


def test_an_account_through_its_life(home: Path) -> None:
    """Its password is read from standard input, never shown, and changed on request."""
    assert "users add" in ask("users", "list", home=home).stdout
    made = ask("users", "add", NAME, "--role", "admin", "--display", "Jeanne", home=home, given=f"{PASSWORD}\n")
    assert (made.returncode, made.stdout) == (0, f"{NAME} is made.\n")
    (account,) = listed(home)
    assert (account["name"], account["display"], account["role"]) == (NAME, "Jeanne", "admin")
    assert account["password"] is True
    assert matches(PASSWORD, stored(home))
    assert ask("users", "role", NAME, "reader", home=home).returncode == 0
    assert ask("users", "passwd", NAME, home=home, given="quatre merles chantent").returncode == 0
    assert matches("quatre merles chantent", stored(home))
    ask("users", "disable", NAME, home=home)
    assert "disabled" in ask("users", "list", home=home).stdout
    again = json.loads(ask("users", "enable", NAME, "--json", home=home).stdout)["user"]
    assert (again["disabled_at"], again["role"]) == ("", "reader")


def test_an_account_without_a_password(home: Path) -> None:
    """For who comes by OpenID Connect."""
    assert ask("users", "add", NAME, "--without-password", home=home).returncode == 0
    assert listed(home)[0]["password"] is False


def test_what_is_refused(home: Path) -> None:
    """Each in one sentence, nothing stored."""
    assert "12 characters" in refused("users", "add", NAME, code=2, home=home, given="court\n")
    assert "standard input" in refused("users", "add", NAME, code=2, home=home)
    assert "cannot be the name" in refused("users", "add", "é é", code=2, home=home, given=PASSWORD)
    assert "no account" in refused("users", "passwd", NAME, code=2, home=home, given=PASSWORD)
    assert "no account" in refused("users", "disable", NAME, code=2, home=home)
    assert listed(home) == []
    assert ask("users", "add", NAME, PASSWORD, home=home).returncode == 2
    assert ask("users", "add", NAME, "--role", "king", home=home, given=PASSWORD).returncode == 2
