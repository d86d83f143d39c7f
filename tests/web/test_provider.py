"""Logging in through a real provider of OpenID Connect on loopback, and what it or a stranger may send instead."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from pvd_watch.config import Home, init_home
from pvd_watch.config.oidc_table import SECRET as VARIABLE
from pvd_watch.errors import ConfigError
from pvd_watch.web import create_app
from pvd_watch.wiring import Watch

from ..cli.command import ask
from ..oidc import CLIENT, SECRET, FakeProvider, provider_at_work
from .conftest import NOW, Desk, served

JEANNE = "jeanne@example.fr"


@dataclass
class Ways:
    """A site with a provider."""

    desk: Desk
    provider: FakeProvider

    def go(self, suite: str = "") -> str:
        """Set out for the provider; where it sends back."""
        out = self.desk.ask.get("/connexion/fournisseur", params={"suite": suite}, follow_redirects=False)
        assert out.status_code == 303, out.text
        back = httpx.get(out.headers["location"], follow_redirects=False).headers["location"]
        assert back.startswith(str(self.desk.ask.base_url))
        return back

    def come(self, suite: str = "") -> httpx.Response:
        """The whole way there and back."""
        return self.desk.ask.get(self.go(suite), follow_redirects=False)


def settings_of(home: Path, issuer: str, base_url: str, **more: str) -> None:
    """Write the settings of a home."""
    keys = {"issuer": issuer, "client_id": CLIENT, "provider_name": "MonConnect"} | more
    lines = "\n".join(f'{name} = "{value}"' for name, value in keys.items())
    roles = 'roles = ["chef@example.fr admin", "*@example.fr editor"]'
    (home / "config" / "watch.toml").write_text(
        f'[catalogue]\nuse = false\n[site]\nbase_url = "{base_url}"\n[oidc]\n{lines}\n{roles}\n'
    )


@pytest.fixture
def ways(fresh_home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ways]:
    """A site whose public address is the one it is served at."""
    monkeypatch.setenv(VARIABLE, SECRET)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with provider_at_work(int(NOW.timestamp())) as provider:
        settings_of(fresh_home, provider.issuer, f"http://127.0.0.1:{port}")
        watch = Watch(Home(fresh_home), lambda: NOW)
        with served(watch.home, port) as address, httpx.Client(base_url=address, timeout=30) as ask:
            yield Ways(Desk(ask, watch), provider)
        watch.close()


@pytest.mark.parametrize(("signed", "post"), [(False, False), (True, False), (False, True), (True, True)])
def test_in_and_out(ways: Ways, signed: bool, post: bool) -> None:
    """Both ways of telling about a person, both of sending the secret; the logout ends the provider's session too."""
    ways.provider.jwt_userinfo, ways.provider.post = signed, post
    assert "Se connecter avec MonConnect" in ways.desk.ask.get("/connexion").text
    answer = ways.come("/compte")
    assert (answer.status_code, answer.headers["location"]) == (303, "/compte"), answer.text
    user = ways.desk.watch.users.named(JEANNE)
    assert (user.display, user.role, user.password) == ("Jeanne MARTIN", "editor", "")
    page = ways.desk.ask.get("/compte").text
    assert "Jeanne MARTIN" in page
    csrf = page.partition('name="csrf" value="')[2].partition('"')[0]
    left = ways.desk.ask.post("/deconnexion", data={"csrf": csrf})
    end = left.text.partition('content="0; url=')[2].partition('"')[0].replace("&amp;", "&")
    asked = {name: values[0] for name, values in parse_qs(urlsplit(end).query).items()}
    assert end.startswith(f"{ways.provider.issuer}/end?")
    assert asked["id_token_hint"].count(".") == 2
    assert asked["post_logout_redirect_uri"] == f"{ways.desk.ask.base_url}/connexion".replace("//conn", "/conn")
    assert len(asked["state"]) >= 32
    assert ways.desk.ask.get("/compte", follow_redirects=False).headers["location"].startswith("/connexion")


def test_an_account_that_there_is_keeps_its_role(ways: Ways) -> None:
    """What admins said outranks the patterns; the address is the account, in any case."""
    ways.desk.watch.users.add(JEANNE, "Jeanne", "reader", None, "tests")
    ways.provider.email = "Jeanne@Example.FR"
    assert ways.come().status_code == 303
    assert ways.desk.watch.users.named(JEANNE).role == "reader"
    assert len(ways.desk.watch.users.all()) == 1


LIES: list[tuple[dict[str, Any], str]] = [
    ({"lies": {"nonce": "x" * 43}}, "digne de foi"),
    ({"lies": {"nonce": None}}, "digne de foi"),
    ({"lies": {"exp": int(NOW.timestamp()) - 61}}, "digne de foi"),
    ({"lies": {"exp": None}}, "digne de foi"),
    ({"lies": {"iat": int(NOW.timestamp()) + 3_600}}, "digne de foi"),
    ({"lies": {"aud": "another"}}, "digne de foi"),
    ({"lies": {"aud": [CLIENT, "another"]}}, "digne de foi"),
    ({"lies": {"azp": "another"}}, "digne de foi"),
    ({"lies": {"iss": "https://example.org"}}, "digne de foi"),
    ({"lies": {"sub": "person-2"}}, "digne de foi"),
    ({"signs": "two"}, "digne de foi"),
    ({"signs": "none"}, "digne de foi"),
    ({"signs": "two", "jwt_userinfo": True}, "digne de foi"),
    ({"tells": {"sub": "person-2"}}, "digne de foi"),
    ({"tells": {"aud": "another"}, "jwt_userinfo": True}, "digne de foi"),
    ({"email": "luc@example.org"}, "aucun compte"),
    ({"tells": {"email": None}}, "aucun compte"),
    ({"tells": {"email": ["jeanne@example.fr"]}}, "aucun compte"),
    ({"tells": {"email_verified": False}}, "aucun compte"),
    ({"email": "jeanne@example.fr@example.org"}, "aucun compte"),
]


@pytest.mark.parametrize(("told", "said"), LIES, ids=lambda value: str(value)[:60])
def test_who_is_not_let_in(ways: Ways, told: dict[str, Any], said: str) -> None:
    """Whatever is wrong, there is no session and no account, and the page says what to do."""
    for name, value in told.items():
        setattr(ways.provider, name, value)
    answer = ways.come()
    assert (answer.status_code, said in answer.text) == (403, True), answer.text
    assert "pvd_watch" not in answer.cookies
    assert ways.desk.watch.users.all() == []


def test_a_disabled_account_stays_out(ways: Ways) -> None:
    """And its open sessions ended with it."""
    ways.come()
    ways.desk.watch.users.disable(JEANNE, "tests")
    assert ways.desk.ask.get("/compte", follow_redirects=False).headers["location"].startswith("/connexion")
    answer = ways.come()
    assert (answer.status_code, "votre compte est fermé" in answer.text) == (403, True)


def test_a_way_leads_in_once(ways: Ways) -> None:
    """The same address again is refused, here by the state and there by the code."""
    back = ways.go()
    cookie = ways.desk.ask.cookies["pvd_watch_provider"]
    assert ways.desk.ask.get(back, follow_redirects=False).status_code == 303
    ways.desk.log_out()
    ways.desk.ask.cookies.set("pvd_watch_provider", cookie)
    asked = len(ways.provider.asked)
    again = ways.desk.ask.get(back, follow_redirects=False)
    assert (again.status_code, "pas été commencée ici" in again.text) == (400, True)
    assert len(ways.provider.asked) == asked
    code = parse_qs(urlsplit(back).query)["code"][0]
    other = ways.go()
    fresh = parse_qs(urlsplit(other).query)["code"][0]
    replay = ways.desk.ask.get(other.replace(fresh, code), follow_redirects=False)
    assert (replay.status_code, "confirmé" in replay.text) == (403, True)


def test_a_state_that_is_not_this_browsers(ways: Ways) -> None:
    """A way that a stranger began cannot be finished by somebody else, nor one without a state."""
    back = ways.go()
    ways.desk.log_out()
    assert ways.desk.ask.get(back, follow_redirects=False).status_code == 400
    back = ways.go()
    state = parse_qs(urlsplit(back).query)["state"][0]
    assert ways.desk.ask.get(back.replace(state, "x" * 43), follow_redirects=False).status_code == 400
    assert ways.desk.ask.get("/connexion/fournisseur/retour?code=x", follow_redirects=False).status_code == 400
    for _ in range(2):
        assert ways.desk.ask.get("/connexion/fournisseur/retour?state=%ED%A0%80&code=%00").status_code == 400
    assert ways.desk.watch.users.all() == []


def test_a_person_who_gives_up(ways: Ways) -> None:
    """The provider says so; the page offers to begin anew. Another issuer is not believed."""
    for more, status in (("error=access_denied", 403), ("code=x&iss=https://example.org", 403)):
        state = parse_qs(urlsplit(ways.go()).query)["state"][0]
        back = f"/connexion/fournisseur/retour?state={state}&{more}"
        assert ways.desk.ask.get(back, follow_redirects=False).status_code == status


def test_a_login_leads_nowhere_else(ways: Ways) -> None:
    """Also by this way."""
    for suite in ("//example.org", "https://example.org", "/\\example.org"):
        assert ways.come(suite).headers["location"] == "/bureau/"


def test_a_provider_that_is_not_who_it_was(ways: Ways) -> None:
    """Its description must name the issuer of the settings; the page offers the password."""
    right = ways.provider.issuer
    ways.provider.issuer = "https://example.org"
    answer = ways.desk.ask.get("/connexion/fournisseur", follow_redirects=False)
    assert (answer.status_code, "MonConnect ne répond pas" in answer.text) == (503, True)
    ways.provider.issuer = right
    assert ways.come().status_code == 303


@pytest.mark.parametrize(
    ("issuer", "base_url", "more", "secret", "fault"),
    [
        ("http://example.org", "https://v.example", {}, SECRET, "issuer must begin with https://"),
        ("https://example.org", "", {}, SECRET, "base_url is empty"),
        ("https://example.org", "https://v.example", {"client_id": ""}, SECRET, "client_id is empty"),
        ("https://example.org", "https://v.example", {}, "", VARIABLE),
    ],
)
def test_half_a_setting_is_refused(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    issuer: str,
    base_url: str,
    more: dict[str, str],
    secret: str,
    fault: str,
) -> None:
    """Before anything is served, and by « config check »."""
    monkeypatch.setenv(VARIABLE, secret)
    init_home(tmp_path / "home", bare=True)
    settings_of(tmp_path / "home", issuer, base_url, **more)
    with pytest.raises(ConfigError, match=fault):
        create_app(Home(tmp_path / "home"))
    told = ask("config", "check", home=tmp_path / "home")
    assert (told.returncode, fault in told.stderr) == (2, True), told
