"""Which passwords are refused, and that one is kept so that only itself fits."""

from __future__ import annotations

import pytest
from argon2 import PasswordHasher
from hypothesis import given, settings
from hypothesis import strategies as st

from pvd_watch.accounts.passwords import fault_of, hashed, matches, outdated

GOOD = "trois pies volent bas"


@pytest.mark.parametrize(
    ("password", "fault"),
    [
        ("court", "short"),
        ("é" * 11, "short"),
        ("x" * 201, "long"),
        ("aaaaaaaaaaaaaaaa", "common"),
        ("123456789012", "common"),
        ("azertyuiopqsdfgh", "common"),
        ("MotDePasse2026!", "common"),
        ("Petitesvillesdemain1", "common"),
        ("jeanne.martin@", "own-name"),
        ("Jeanne-Martin-1", "own-name"),
        (GOOD, None),
        ("jeanne aime le chocolat", None),
        ("mot de passe très à moi", None),
        ("h7Q!pz0w-Lk3", None),
    ],
)
def test_what_is_asked_of_a_password(password: str, fault: str | None) -> None:
    """Length, and that it is not among those tried first; nothing about kinds of signs."""
    assert fault_of(password, "jeanne.martin@example.fr", "Jeanne Martin") == fault


def test_a_password_fits_itself_alone() -> None:
    """Also composed in another way; what is stored says nothing of it."""
    stored = hashed("une forêt é là-bas")
    assert stored.startswith("$argon2id$")
    assert matches("une fore\u0302t e\u0301 la\u0300-bas", stored)
    assert not matches("une foret e la-bas", stored)
    assert not matches("", stored)
    assert stored != hashed("une forêt é là-bas")


def test_without_a_stored_password_none_fits() -> None:
    """Neither the empty one nor what is compared with in its place, nor where something else is stored."""
    for password in ("", "the password of nobody", GOOD):
        assert not matches(password, "")
        assert not matches(password, "no hash")


def test_weaker_parameters_are_outdated() -> None:
    """Those of today are not."""
    assert outdated(PasswordHasher(time_cost=1, memory_cost=8_192, parallelism=1).hash(GOOD))
    assert not outdated(hashed(GOOD))


@given(st.text(st.characters(), max_size=300))
@settings(max_examples=200, deadline=None)
def test_any_text_is_judged(password: str) -> None:
    """Whatever is typed, lone surrogates too."""
    fault_of(password, "jeanne@example.fr")
