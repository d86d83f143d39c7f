"""Logging in and out by HTTP, and what a stranger may try with it."""

from __future__ import annotations

import re
from http.cookies import SimpleCookie
from pathlib import Path

import httpx
import pytest

from pvd_watch.accounts.logins import hash_of
from pvd_watch.config import Home
from pvd_watch.wiring import Watch

from .conftest import Desk, served

NAME, PASSWORD = "jeanne@example.fr", "trois pies volent bas"


@pytest.fixture
def known(desk: Desk) -> Desk:
    """A site with one account."""
    desk.watch.users.add(NAME, "Jeanne Martin", "admin", PASSWORD, "tests")
    return desk


def come(desk: Desk, password: str = PASSWORD, name: str = NAME, suite: str = "") -> httpx.Response:
    """Ask for the login form and send it."""
    form = desk.ask.get("/connexion", params={"suite": suite})
    token = re.search(r'name="csrf" value="([^"]+)"', form.text)
    assert token is not None
    fields = {"name": name, "password": password, "suite": suite, "csrf": token[1]}
    return desk.ask.post("/connexion", data=fields, follow_redirects=False)


def test_in_and_out(known: Desk) -> None:
    """The cookie has its attributes, the database only its hash; after the logout it opens nothing."""
    answer = come(known, suite="/compte?x=1")
    assert (answer.status_code, answer.headers["location"]) == (303, "/compte?x=1")
    cookie = SimpleCookie(answer.headers["set-cookie"])["pvd_watch"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"], cookie["max-age"]) == (True, "lax", "/", "43200")
    assert len(cookie.value) == 43
    assert known.watch.storage.accounts.sessions(NAME)[0].token_hash == hash_of(cookie.value)
    page = known.ask.get("/compte")
    assert "Jeanne Martin" in page.text
    assert page.headers["cache-control"] == "private, no-store"
    csrf = re.search(r'name="csrf" value="([^"]+)"', page.text)
    assert csrf is not None
    assert known.ask.post("/deconnexion", data={"csrf": "x"}, follow_redirects=False).status_code == 403
    left = known.ask.post("/deconnexion", data={"csrf": csrf[1]}, follow_redirects=False)
    assert "pvd_watch=" in left.headers["set-cookie"]
    assert "Max-Age=0" in left.headers["set-cookie"]
    known.ask.cookies.set("pvd_watch", cookie.value)
    assert known.ask.get("/compte", follow_redirects=False).headers["location"] == "/connexion?suite=/compte"


def test_what_is_wrong_is_not_told(known: Desk) -> None:
    """A wrong password and an unknown name have one answer; no password is sent back."""
    wrong, unknown = come(known, "a wrong password"), come(known, name="luc@example.fr")
    assert wrong.status_code == unknown.status_code == 401
    assert "ne vont pas ensemble" in wrong.text
    assert wrong.text.replace(NAME, "luc@example.fr") == unknown.text
    assert "a wrong password" not in wrong.text
    assert "pvd_watch=" not in wrong.headers["set-cookie"]


def test_too_many_failures(known: Desk) -> None:
    """The sentence and the header say how long to wait, for the right password too."""
    for _ in range(5):
        assert come(known, "wrong").status_code == 401
    answer = come(known)
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "30")
    assert "Attendez 30\u00a0secondes" in answer.text


def test_a_form_of_another_site_logs_nobody_in(known: Desk) -> None:
    """Without the cookie of the form, with another's, or from where the browser says it comes."""
    fields = {"name": NAME, "password": PASSWORD, "csrf": "x" * 43}
    assert known.ask.post("/connexion", data=fields).status_code == 403
    assert known.ask.post("/connexion", data=fields | {"csrf": ""}).status_code == 403
    known.ask.cookies.clear()
    known.ask.cookies.set("pvd_watch_form", "y" * 43)
    assert known.ask.post("/connexion", data=fields).status_code == 403
    for headers in (
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://example.org"},
        {"Origin": "null"},
    ):
        known.ask.cookies.clear()
        known.ask.cookies.set("pvd_watch_form", "x" * 43)
        assert known.ask.post("/connexion", data=fields, headers=headers).status_code == 403
    known.ask.cookies.clear()
    known.ask.cookies.set("pvd_watch_form", "x" * 43)
    origin = str(known.ask.base_url).rstrip("/")
    answer = known.ask.post("/connexion", data=fields, headers={"Origin": origin}, follow_redirects=False)
    assert answer.status_code == 303


def test_a_session_cannot_be_chosen_beforehand(known: Desk) -> None:
    """The token of before the login is not the one after it, and the session of before ends."""
    come(known)
    first = known.ask.cookies["pvd_watch"]
    csrf = re.search(r'name="csrf" value="([^"]+)"', known.ask.get("/compte").text)
    assert csrf is not None
    known.ask.cookies.delete("pvd_watch")
    known.ask.cookies.set("pvd_watch", "chosen-by-a-stranger")
    come(known)
    assert known.ask.cookies.get("pvd_watch", domain="127.0.0.1") not in (first, "chosen-by-a-stranger")


@pytest.mark.parametrize(
    "suite",
    [
        "//example.org",
        "/\\example.org",
        "\\\\example.org",
        "https://example.org",
        "/\t/example.org",
        "javascript:alert(1)",
        "/bureau/\r\nSet-Cookie: a=b",
        "/\x00/",
        "bureau",
        " /bureau/@example.org",
    ],
)
def test_a_login_leads_nowhere_else(known: Desk, suite: str) -> None:
    """Whatever stands in the address, one stays on this site, and no header is added."""
    answer = come(known, suite=suite)
    assert answer.status_code == 303
    where = answer.headers["location"]
    assert where == "/bureau/" or re.fullmatch(r"/[^/\\\s][^\s\\]*", where), where
    assert "a=b" not in answer.headers.get("set-cookie", "")
    inside = known.ask.get("/connexion", params={"suite": suite}, follow_redirects=False)
    assert re.fullmatch(r"/[^/\\\s][^\s\\]*", inside.headers["location"])


def test_the_first_account_is_explained(desk: Desk) -> None:
    """Nobody is let in before there is one, and the page says how to make it."""
    page = desk.ask.get("/connexion")
    assert "pvd-watch users add" in page.text
    assert page.headers["cache-control"] == "no-store"
    assert come(desk).status_code == 401
    desk.watch.users.add(NAME, "", "admin", PASSWORD, "tests")
    assert "pvd-watch users add" not in desk.ask.get("/connexion").text


def test_with_https_cookies_are_bound_to_it(fresh_home: Path) -> None:
    """Secure, of this host alone by their name; browsers are told to come by nothing else; other names are refused."""
    home = Home(fresh_home)
    home.watch_file.write_text('[catalogue]\nuse = false\n[site]\nbase_url = "https://veille.example.org"\n')
    watch = Watch(home)
    watch.users.add(NAME, "Jeanne", "admin", PASSWORD, "tests")
    watch.close()
    here = {"Host": "veille.example.org", "Origin": "https://veille.example.org"}
    with served(home) as address, httpx.Client(base_url=address, timeout=30) as ask:
        form = ask.get("/connexion", headers=here)
        cookie = SimpleCookie(form.headers["set-cookie"])["__Host-pvd_watch_form"]
        assert (cookie["secure"], cookie["httponly"], cookie["path"], cookie["domain"]) == (True, True, "/", "")
        assert form.headers["strict-transport-security"] == "max-age=31536000"
        fields = {"name": NAME, "password": PASSWORD, "csrf": cookie.value}
        known = {"Cookie": f"__Host-pvd_watch_form={cookie.value}"}
        inside = ask.post("/connexion", data=fields, headers=here | known)
        session = SimpleCookie(inside.headers["set-cookie"])["__Host-pvd_watch"]
        assert (inside.status_code, session["secure"], session["domain"]) == (303, True, "")
        plain = known | {"Host": "veille.example.org", "Origin": "http://veille.example.org:8020"}
        assert ask.post("/connexion", data=fields, headers=plain).status_code == 403
        assert ask.get("/connexion", headers={"Host": "example.org"}).status_code == 421
        assert ask.get("/compte", headers=here | {"Cookie": f"pvd_watch={session.value}"}).status_code == 303
        own = here | {"Cookie": f"__Host-pvd_watch={session.value}"}
        assert ask.get("/compte", headers=own).status_code == 200
