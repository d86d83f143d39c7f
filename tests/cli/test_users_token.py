"""Keys for the API by command."""

from __future__ import annotations

import json
from pathlib import Path

from pvd_watch.config import init_home

from .command import ask, refused


def test_a_token_is_made_listed_and_taken_away(tmp_path: Path) -> None:
    home = tmp_path / "home"
    init_home(home, bare=True)
    name = "lue@example.fr"
    assert "there is no account" in refused("users", "token", name, home=home, code=2)
    ask("users", "add", name, "--without-password", home=home)
    made = json.loads(ask("users", "token", name, "--for", "tableau de bord", "--json", home=home).stdout)
    assert made["token"].startswith("pvdw_")
    [known] = json.loads(ask("users", "token", name, "--list", "--json", home=home).stdout)["tokens"]
    assert known["name"] == "tableau de bord"
    assert made["token"] not in json.dumps(known)
    ask("users", "token", name, "--revoke", str(known["id"]), home=home)
    assert "has no token" in refused("users", "token", name, "--revoke", str(known["id"]), home=home, code=2)
    assert "has no token" in ask("users", "token", name, "--list", home=home).stdout
