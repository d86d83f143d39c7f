"""Nothing is read from the live web while nobody can reach us."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pvd_watch.config import Collect, check_contact
from pvd_watch.errors import ConfigError
from pvd_watch.model import Source

LIVE = Source(id="a", name="A", kind="feed", url="https://journal.example/rss", homepage="https://journal.example/")


def refused(collect: Collect, sources: list[Source]) -> bool:
    try:
        check_contact(collect, sources)
    except ConfigError:
        return True
    return False


def at(url: str) -> Source:
    return replace(LIVE, url=url)


def test_the_live_web_is_refused() -> None:
    with pytest.raises(ConfigError, match=r"config/watch\.toml: \[collect\] user_agent still holds") as caught:
        check_contact(Collect(), [at("http://127.0.0.1:8000/rss"), LIVE])
    assert caught.value.exit_code == 2


@pytest.mark.parametrize(
    ("url", "allowed"),
    [
        ("http://127.0.0.1:8000/rss", ()),
        ("http://127.0.0.2:8000/rss", ("127.0.0.1",)),
        ("http://10.0.0.1/rss", ("10.0.0.1",)),
        ("https://journal.example/rss", ("journal.example",)),
    ],
)
def test_only_loopback_that_is_allowed_goes_without(url: str, allowed: tuple[str, ...]) -> None:
    with pytest.raises(ConfigError):
        check_contact(Collect(allow_private_hosts=allowed), [at(url)])


@pytest.mark.parametrize(
    ("collect", "sources"),
    [
        (Collect(), []),
        (Collect(), [replace(LIVE, enabled=False)]),
        (Collect(user_agent="PVD-Watch/0.1 (+https://ville.example/veille)"), [LIVE]),
        (Collect(allow_private_hosts=("127.0.0.1",)), [at("http://127.0.0.1:8000/rss"), replace(LIVE, enabled=False)]),
        (Collect(allow_private_hosts=("LocalHost",)), [at("http://localhost:8000/rss")]),
        (Collect(allow_private_hosts=("press.localhost",)), [at("http://press.localhost./rss")]),
        (Collect(allow_private_hosts=("::1",)), [at("http://[::1]:8000/rss")]),
    ],
)
def test_what_may_be_read(collect: Collect, sources: list[Source]) -> None:
    assert not refused(collect, sources)
    assert refused(collect, [*sources, LIVE]) == collect.contact_missing
