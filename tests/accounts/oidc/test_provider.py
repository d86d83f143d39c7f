"""The provider asked over real HTTP: silence, nonsense, new keys, secrets in clear."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from pvd_watch.accounts.oidc import Provider
from pvd_watch.config.oidc_table import Oidc
from pvd_watch.errors import ProviderError

from ...oidc import CLIENT, SECRET, FakeProvider, provider_at_work

NOW = datetime(2026, 3, 4, 9, tzinfo=UTC)


def asked(issuer: str) -> Provider:
    """The provider as the site knows it."""
    return Provider(Oidc(issuer, CLIENT), SECRET, "http://127.0.0.1/back", "http://127.0.0.1/")


@pytest.fixture
def fake() -> Iterator[FakeProvider]:
    """A provider at work."""
    with provider_at_work(int(NOW.timestamp())) as fake:
        yield fake


def test_one_that_does_not_answer_is_left_alone_for_a_while() -> None:
    """So that each visit does not wait for it anew."""
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        provider = asked(f"http://127.0.0.1:{closed.getsockname()[1]}")
        with pytest.raises(ProviderError, match="does not answer"):
            provider.login_url(NOW, "s", "n", "c")
        with pytest.raises(ProviderError, match="a moment ago"):
            provider.login_url(NOW + timedelta(seconds=14), "s", "n", "c")
        with pytest.raises(ProviderError, match="does not answer"):
            provider.login_url(NOW + timedelta(seconds=15), "s", "n", "c")


def test_its_description_is_asked_for_once_an_hour(fake: FakeProvider) -> None:
    """Not at each login."""
    provider = asked(fake.issuer)
    for minutes in (0, 30, 59, 60):
        provider.login_url(NOW + timedelta(minutes=minutes), "s", "n", "c")
    assert fake.asked.count("/.well-known/openid-configuration") == 2


def test_new_keys_are_fetched(fake: FakeProvider) -> None:
    """When a token is signed by one that is not known, but not at every such token."""
    provider = asked(fake.issuer)
    assert provider.identity(NOW, fake.sign({"sub": "a"}))["sub"] == "a"
    fake.signs = fake.publishes = "two"
    token = fake.sign({"sub": "b"})
    with pytest.raises(ProviderError, match="no key that is known"):
        provider.identity(NOW + timedelta(seconds=14), token)
    assert fake.asked.count("/jwks") == 1
    assert provider.identity(NOW + timedelta(seconds=15), token)["sub"] == "b"
    assert fake.asked.count("/jwks") == 2


@pytest.mark.parametrize("token", ["", "a.b", "a.b.c", "é", "{}", "a" * 100_000])
def test_what_is_no_token(fake: FakeProvider, token: str) -> None:
    """Is refused as such."""
    with pytest.raises(ProviderError) as refused:
        asked(fake.issuer).identity(NOW, token)
    assert refused.value.code == "untrusted"


def test_secrets_go_to_no_place_in_clear(fake: FakeProvider, monkeypatch: pytest.MonkeyPatch) -> None:
    """A description that names an http:// place elsewhere is not followed."""
    told = fake.description() | {"token_endpoint": "http://example.org/token"}
    monkeypatch.setattr(fake, "description", lambda: told)
    with pytest.raises(ProviderError, match="no https:// address for its token_endpoint"):
        asked(fake.issuer).tokens(NOW, "code", "verifier")
