"""Logins over a real database: who comes in, how long, what makes others wait."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from pvd_watch.accounts import Logins, TooSoonError, Users
from pvd_watch.accounts.logins import hash_of
from pvd_watch.errors import AccountError
from pvd_watch.storage import Storage
from pvd_watch.times import utc

PASSWORD = "trois pies volent bas"


@dataclass
class Door:
    """The logins of a home and their clock."""

    storage: Storage
    at: datetime = datetime(2026, 3, 4, 9, tzinfo=UTC)
    users: Users = field(init=False)
    logins: Logins = field(init=False)

    def __post_init__(self) -> None:
        self.users = Users(self.storage, lambda: self.at)
        self.logins = Logins(self.storage, lambda: self.at, 12)
        self.users.add("jeanne@example.fr", "Jeanne", "editor", PASSWORD, "tests")

    def comes_in(self, name: str, password: str, address: str = "192.0.2.1") -> bool:
        """Whether a name and a password are let in."""
        return self.logins.check(name, password, address) is not None

    def holds(self, token: str) -> bool:
        """Whether a token is of a session that lasts."""
        return self.storage.accounts.session(hash_of(token), utc(self.at)) is not None


@pytest.fixture
def door(tmp_path: Path) -> Iterator[Door]:
    storage = Storage(tmp_path / "pvd_watch.db")
    yield Door(storage)
    storage.close()


def test_who_comes_in(door: Door) -> None:
    """The right password of an open account; the name in any case, the password as it is."""
    assert door.comes_in(" Jeanne@Example.FR ", PASSWORD)
    assert not door.comes_in("jeanne@example.fr", PASSWORD.upper())
    assert not door.comes_in("jean@example.fr", PASSWORD)
    door.users.disable("jeanne@example.fr", "tests")
    assert not door.comes_in("jeanne@example.fr", PASSWORD)
    door.users.enable("jeanne@example.fr", "tests")
    assert door.comes_in("jeanne@example.fr", PASSWORD)


def test_an_account_without_a_password_lets_nobody_in_by_one(door: Door) -> None:
    """Nor by the empty one."""
    door.users.add("luc@example.fr", "Luc", "reader", None, "tests")
    assert not door.comes_in("luc@example.fr", "")
    assert not door.comes_in("luc@example.fr", "the password of nobody")


@pytest.mark.parametrize("name", ["jeanne@example.fr", "nobody@example.fr"])
def test_an_account_is_slowed_down_whether_it_exists_or_not(door: Door, name: str) -> None:
    """After five failures even the right password waits, from everywhere; the wait ends by itself."""
    for place in range(5):
        assert not door.comes_in(name, "wrong", f"192.0.2.{place}")
    with pytest.raises(TooSoonError) as refused:
        door.comes_in(name, PASSWORD, "198.51.100.9")
    assert refused.value.seconds == 30
    door.at += timedelta(seconds=30)
    assert door.comes_in(name, PASSWORD) == (name == "jeanne@example.fr")


def test_a_login_forgets_the_failures_of_its_account_alone(door: Door) -> None:
    """So one who knows a password cannot try others without end."""
    for place in range(19):
        assert not door.comes_in(f"n{place}@example.fr", "wrong")
    assert door.comes_in("jeanne@example.fr", PASSWORD)
    assert not door.comes_in("n20@example.fr", "wrong")
    with pytest.raises(TooSoonError):
        door.comes_in("n21@example.fr", "wrong")


def test_failures_keep_no_name_that_was_typed(door: Door) -> None:
    """People type their password in the wrong field."""
    door.comes_in("my secret password", "wrong")
    body = b"".join(path.read_bytes() for path in door.storage._connection.path.parent.iterdir())
    assert b"my secret password" not in body


def test_failures_are_forgotten_after_an_hour(door: Door) -> None:
    """By the next one, whoever's it is."""
    accounts, since = door.storage.accounts, "2000-01-01T00:00:00Z"
    door.comes_in("luc@example.fr", "wrong")
    door.at += timedelta(hours=1)
    door.comes_in("jean@example.fr", "wrong")
    assert [len(found) for found in accounts.failures("", "192.0.2.1", since)] == [0, 1]


def test_a_session_lasts_its_hours(door: Door) -> None:
    """Its token is nowhere in the database; each login has a token of its own."""
    user = door.users.named("jeanne@example.fr")
    one, two = door.logins.begin(user), door.logins.begin(user)
    assert one.token != two.token
    assert one.session.csrf != two.session.csrf
    body = b"".join(path.read_bytes() for path in door.storage._connection.path.parent.iterdir())
    assert one.token.encode() not in body
    door.at += timedelta(hours=12, seconds=-1)
    assert door.holds(one.token)
    door.at += timedelta(seconds=1)
    assert not door.holds(one.token)


def test_a_new_password_and_a_closed_account_end_all_sessions(door: Door) -> None:
    """A change of role ends none, and holds at once."""
    token = door.logins.begin(door.users.named("jeanne@example.fr")).token
    door.users.set_role("jeanne@example.fr", "reader", "tests")
    session = door.storage.accounts.session(hash_of(token), utc(door.at))
    assert session is not None
    assert session.user.role == "reader"
    door.users.set_password("jeanne@example.fr", "quatre merles chantent", "tests")
    assert not door.holds(token)
    token = door.logins.begin(door.users.named("jeanne@example.fr")).token
    door.users.disable("jeanne@example.fr", "tests")
    door.users.enable("jeanne@example.fr", "tests")
    assert not door.holds(token)


def test_an_old_hash_is_made_anew_at_login(door: Door) -> None:
    """When parameters rise; the session and the account stay."""
    old = PasswordHasher(time_cost=1, memory_cost=8_192, parallelism=1).hash(PASSWORD)
    door.storage.accounts.set_password("jeanne@example.fr", old)
    assert door.comes_in("jeanne@example.fr", PASSWORD)
    new = door.users.named("jeanne@example.fr").password
    assert new != old
    assert door.comes_in("jeanne@example.fr", PASSWORD)
    assert door.users.named("jeanne@example.fr").password == new


@pytest.mark.parametrize(
    ("name", "password", "code"),
    [
        ("jeanne@example.fr", PASSWORD, "taken"),
        ("JEANNE@example.fr", PASSWORD, "taken"),
        ("é@example.fr", PASSWORD, "name"),
        ("", PASSWORD, "name"),
        ("a\nb", PASSWORD, "name"),
        ("-x", PASSWORD, "name"),
        ("luc@example.fr", "court", "short"),
    ],
)
def test_accounts_that_are_refused(door: Door, name: str, password: str, code: str) -> None:
    """Nothing is stored of them."""
    before = door.users.all()
    with pytest.raises(AccountError) as refused:
        door.users.add(name, "", "reader", password, "tests")
    assert refused.value.code == code
    assert door.users.all() == before
