"""The pages of accounts: one's own, and all of them for who keeps them."""

from __future__ import annotations

import pytest

from pvd_watch.accounts.passwords import matches

from .conftest import Desk

PASSWORD, NEW = "trois pies volent bas", "quatre merles chantent"


@pytest.fixture
def desk_of_jeanne(desk: Desk) -> Desk:
    """A site where Jeanne, an editor, is logged in twice."""
    user = desk.watch.users.add("jeanne@example.fr", "Jeanne", "editor", PASSWORD, "tests")
    desk.watch.logins.begin(user)
    desk.log_in("editor", "jeanne@example.fr")
    return desk


def test_a_new_password(desk_of_jeanne: Desk) -> None:
    """The present one is asked for; the other sessions end, this one goes on under a new token."""
    desk, accounts = desk_of_jeanne, desk_of_jeanne.watch.storage.accounts
    path, before = "/compte/mot-de-passe", accounts.sessions("jeanne@example.fr")
    for fields, said in (
        ({"present": "wrong", "password": NEW, "again": NEW}, "pas votre mot de passe actuel"),
        ({"present": PASSWORD, "password": NEW, "again": PASSWORD}, "diffèrent"),
        ({"present": PASSWORD, "password": "court", "again": "court"}, "trop court"),
    ):
        answer = desk.send(path, **fields)
        assert (answer.status_code, said in answer.text) == (400, True)
        assert PASSWORD not in answer.text
    assert accounts.sessions("jeanne@example.fr") == before
    answer = desk.send(path, present=PASSWORD, password=NEW, again=NEW)
    assert (answer.status_code, answer.headers["location"]) == (303, "/compte")
    (session,) = accounts.sessions("jeanne@example.fr")
    assert session not in before
    desk.ask.cookies.clear()
    desk.ask.cookies.set("pvd_watch", answer.cookies["pvd_watch"])
    page = desk.ask.get("/compte", follow_redirects=False)
    assert "Votre mot de passe est changé" in page.text
    assert "Votre mot de passe est changé" not in desk.ask.get("/compte").text
    user = accounts.user("jeanne@example.fr")
    assert user is not None
    assert matches(NEW, user.password)


def test_guessing_the_password_of_an_open_session_waits(desk_of_jeanne: Desk) -> None:
    """As at the login."""
    for _ in range(5):
        desk_of_jeanne.send("/compte/mot-de-passe", present="wrong", password=NEW, again=NEW)
    answer = desk_of_jeanne.send("/compte/mot-de-passe", present=PASSWORD, password=NEW, again=NEW)
    assert answer.status_code == 429


def test_other_sessions_are_ended(desk_of_jeanne: Desk) -> None:
    """One's own alone, and never the one that asks."""
    accounts = desk_of_jeanne.watch.storage.accounts
    luc = desk_of_jeanne.watch.users.add("luc@example.fr", "Luc", "editor", PASSWORD, "tests")
    foreign = desk_of_jeanne.watch.logins.begin(luc)
    desk_of_jeanne.send("/compte/session", session=foreign.hash[:16])
    assert len(accounts.sessions("luc@example.fr")) == 1
    assert len(accounts.sessions("jeanne@example.fr")) == 2
    desk_of_jeanne.send("/compte/session", session="toutes")
    assert len(accounts.sessions("jeanne@example.fr")) == 1
    assert desk_of_jeanne.ask.get("/compte").text.count("Celle-ci") == 1


def test_accounts_are_kept(desk: Desk) -> None:
    """Made, given another role and password, closed and opened; the list shows it."""
    desk.log_in("admin")
    users, path = desk.watch.users, "/bureau/utilisateurs"
    made = desk.send(path, name="Luc@example.fr", display="Luc <b>", role="reader", password=PASSWORD)
    assert made.status_code == 303
    page = desk.ask.get(path).text
    assert "Luc &lt;b&gt;" in page
    assert "Le compte luc@example.fr est ouvert" in page
    desk.send(f"{path}/role", name="luc@example.fr", role="editor")
    assert users.named("luc@example.fr").role == "editor"
    desk.send(f"{path}/mot-de-passe", name="luc@example.fr", password=NEW)
    assert matches(NEW, users.named("luc@example.fr").password)
    desk.send(f"{path}/fermer", name="luc@example.fr")
    assert users.named("luc@example.fr").disabled_at
    assert "Fermé" in desk.ask.get(path).text
    desk.send(f"{path}/ouvrir", name="luc@example.fr")
    assert not users.named("luc@example.fr").disabled_at


@pytest.mark.parametrize(
    ("part", "fields", "said"),
    [
        ("", {"name": "admin@example.fr", "role": "reader", "password": PASSWORD}, "déjà un compte"),
        ("", {"name": "é", "role": "reader", "password": PASSWORD}, "sans accents"),
        ("", {"name": "luc@example.fr", "role": "reader", "password": "court"}, "trop court"),
        ("", {"name": "luc@example.fr", "role": "reader", "password": ""}, "premier mot de passe"),
        ("", {"name": "luc@example.fr", "role": "king", "password": PASSWORD}, "comprise"),
        ("/role", {"name": "admin@example.fr", "role": "reader"}, "votre propre compte"),
        ("/fermer", {"name": "admin@example.fr"}, "votre propre compte"),
        ("/role", {"name": "nobody@example.fr", "role": "reader"}, "existe pas"),
        ("/mot-de-passe", {"name": "editor@example.fr", "password": "court"}, "trop court"),
    ],
)
def test_what_is_refused(desk: Desk, part: str, fields: dict[str, str], said: str) -> None:
    """In French, and nothing is changed."""
    desk.log_in("editor")
    desk.log_in("admin")
    before = desk.watch.users.all()
    answer = desk.send(f"/bureau/utilisateurs{part}", **fields)
    assert (answer.status_code, said in answer.text) == (400, True), answer.text
    assert desk.watch.users.all() == before
