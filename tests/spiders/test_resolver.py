"""Private addresses are never connected to, by whatever name or figure they go, unless the owner opened them."""

from __future__ import annotations

import asyncio
import socket
import time
from collections.abc import Iterator
from ipaddress import IPv4Network, IPv6Address
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pvd_watch.model import FeedJob
from spiders.failures import Refused
from spiders.resolver import Guard, is_public, plain_name
from tests.press import Press, feed, many, redirect, robots

from .child import Crawl, crawl, polite

PRIVATE = [
    *("127.0.0.1", "127.8.9.10", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254"),
    *("100.64.0.1", "100.127.255.255", "0.0.0.0", "224.0.0.1", "240.0.0.1", "255.255.255.255", "198.18.0.1"),  # noqa: S104
    *("192.0.2.1", "::1", "::", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "fe80::1", "fe80::1%eth0"),
    *("fc00::1", "fd12::1", "fec0::1", "ff02::1", "64:ff9b::127.0.0.1", "2002:7f00:1::", "2001:db8::1"),
]
PUBLIC = ["8.8.8.8", "193.252.22.1", "100.128.0.1", "172.32.0.1", "2a01:cb00::1", "64:ff9b::8.8.8.8", "::ffff:8.8.8.8"]
LITERALS = [
    *("127.0.0.1", "2130706433", "0x7f.1", "0177.0.0.1", "127.1", "[::1]", "[::ffff:127.0.0.1]", "0", "0.0.0.0"),  # noqa: S104
    *("127.0.0.1.", "%3127.0.0.1", "localhost", "LOCALHOST", "１２７.0.0.1"),
]


@pytest.mark.parametrize("address", PRIVATE)
def test_private(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_public(address: str) -> None:
    assert is_public(address)


CLOSED = [IPv4Network(net) for net in ("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16")]
CLOSED += [IPv4Network(net) for net in ("172.16.0.0/12", "192.168.0.0/16", "224.0.0.0/4", "240.0.0.0/4")]


@given(st.sampled_from(CLOSED), st.integers(min_value=0))
def test_no_closed_network_is_public_in_any_dress(network: IPv4Network, number: int) -> None:
    address = network[number % network.num_addresses]
    six_to_four = IPv6Address(0x2002 << 112 | int(address) << 80)
    for dress in (address, f"::ffff:{address}", f"64:ff9b::{address}", six_to_four):
        assert not is_public(str(dress))


@given(st.text(max_size=30))
@example("0\r\xad")
@example("0\x85.")
def test_any_text_has_a_plain_name(text: str) -> None:
    assert plain_name(plain_name(text)) == plain_name(text)


@pytest.fixture(scope="module")
def press() -> Iterator[Press]:
    with Press(hosts=2) as press:
        yield press


@pytest.fixture(scope="module")
def told(press: Press) -> Crawl:
    """Only the second address is open."""
    press.put("/feed", feed(many(1)))
    jobs = [FeedJob(host, f"http://{host}:{press.port}/feed") for host in LITERALS]
    jobs += [
        FeedJob("open", press.url("/feed", 1)),
        FeedJob("redirected", press.put("/away", redirect(press.url("/feed", 0), 302), host=1)),
        FeedJob("userinfo", f"http://127.0.0.2@127.0.0.1:{press.port}/feed"),
        FeedJob("backslash", f"http://127.0.0.1:{press.port}\\@127.0.0.2/feed"),
    ]
    return crawl(jobs, polite(allow_private_hosts=("127.0.0.2",)))


@pytest.mark.parametrize("host", LITERALS)
def test_literals_and_names_of_the_loopback(told: Crawl, host: str) -> None:
    assert told.stage(host) in ("private", "dns")
    assert told.done(host).status == 0


def test_the_usual_spellings_are_called_private(told: Crawl) -> None:
    for host in ("127.0.0.1", "2130706433", "0x7f.1", "[::1]", "localhost"):
        assert told.stage(host) == "private"
        assert "allow_private_hosts" in told.message(host)


def test_redirects_and_odd_addresses_do_not_get_around_it(told: Crawl) -> None:
    assert told.stage("redirected") == "private"
    assert told.stage("userinfo") == "private"
    assert told.stage("backslash") != ""


def test_what_is_open_is_open_and_the_rest_saw_nothing(told: Crawl, press: Press) -> None:
    assert told.stage("open") == ""
    assert press.tally(1).of("/feed")
    assert not press.tally(0).requests


def test_rules_redirected_to_a_private_address_forbid() -> None:
    with Press(hosts=2) as press:
        press.put("/robots.txt", redirect(press.url("/rules", 0)), host=1)
        press.put("/rules", robots(""), host=0)
        told = crawl([FeedJob("a", press.url("/feed", 1))], polite(allow_private_hosts=("127.0.0.2",)))
        assert not press.tally(0).requests
    assert told.stage("a") == "robots"


class Receiver:
    """Twisted's side of a resolution."""

    def __init__(self) -> None:
        self.hosts: list[str] = []
        self.ended = False

    def resolutionBegan(self, resolution: Any) -> None:  # noqa: N802
        assert not self.ended

    def addressResolved(self, address: Any) -> None:  # noqa: N802
        self.hosts.append(address.host)

    def resolutionComplete(self) -> None:  # noqa: N802
        self.ended = True


def resolved(guard: Guard, name: str) -> list[str]:
    receiver = Receiver()
    guard.resolveHostName(receiver, name, 80)
    assert receiver.ended
    return receiver.hosts


def answers(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> list[str]:
    """A name server that gives these addresses for every name; the names it was asked for."""
    asked: list[str] = []

    def look_up(name: str, *_: Any, **__: Any) -> list[Any]:
        asked.append(name)
        return [(None, None, None, "", (address, 0)) for address in addresses]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    return asked


def test_one_private_address_among_public_ones_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    answers(monkeypatch, "8.8.8.8", "127.0.0.1")
    guard = Guard(())
    with pytest.raises(Refused) as refused:
        asyncio.run(guard.check("rebind.example", 5))
    assert refused.value.failure.stage == "private"
    assert resolved(guard, "rebind.example") == []


def test_twisted_gets_what_was_checked_and_nothing_is_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = answers(monkeypatch, "8.8.8.8", "2a01:cb00::1", "8.8.8.8")
    guard = Guard(())
    assert resolved(guard, "gazette.example") == []
    asyncio.run(guard.check("gazette.example", 5))
    answers(monkeypatch, "127.0.0.1")
    asyncio.run(guard.check("gazette.example", 5))
    assert resolved(guard, "gazette.example") == ["8.8.8.8", "2a01:cb00::1"]
    assert asked == ["gazette.example"]


def test_names_with_accents_are_one_name(monkeypatch: pytest.MonkeyPatch) -> None:
    answers(monkeypatch, "8.8.8.8")
    guard = Guard(())
    asyncio.run(guard.check("xn--tain-9oa.example", 5))
    assert resolved(guard, "étain.example") == ["8.8.8.8"]


def test_a_name_server_that_does_not_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: time.sleep(0.5))
    with pytest.raises(Refused) as refused:
        asyncio.run(Guard(()).check("slow.example", 0.05))
    assert refused.value.failure.stage == "dns"
