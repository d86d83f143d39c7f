"""How long a login waits after failures."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from pvd_watch.accounts.attempts import key_of_address, key_of_name, wait
from pvd_watch.times import utc

NOW = datetime(2026, 3, 4, 9, tzinfo=UTC)


def _failures(count: int, seconds_ago: int = 0) -> list[str]:
    return [utc(NOW - timedelta(seconds=seconds_ago + place)) for place in range(count)]


def test_the_wait_doubles_and_has_an_end() -> None:
    """Four failures are free; then half a minute, a minute, … a quarter of an hour at most."""
    assert [wait(_failures(count), [], NOW) for count in (0, 4, 5, 6, 7, 9, 10, 500)] == [
        0, 0, 30, 60, 120, 480, 900, 900,
    ]  # fmt: skip


def test_time_that_has_passed_counts() -> None:
    """The wait runs from the last failure."""
    assert wait(_failures(5, 29), [], NOW) == 1
    assert wait(_failures(5, 30), [], NOW) == 0


def test_an_address_has_more_patience() -> None:
    """Many people may come from one address."""
    assert wait([], _failures(19), NOW) == 0
    assert wait([], _failures(20), NOW) == 30
    assert wait(_failures(7), _failures(20), NOW) == 120


def test_addresses_by_which_failures_are_counted() -> None:
    """Of IPv6 the network counts; IPv4 written as IPv6 is IPv4; a name stays."""
    assert key_of_address("2001:db8:1:2:3::4") == key_of_address("2001:db8:1:2:ffff::1") == "2001:db8:1:2::/64"
    assert key_of_address("::ffff:192.0.2.7") == key_of_address("192.0.2.7") == "192.0.2.7"
    assert key_of_address("fe80::1%eth0") == "fe80::/64"
    assert key_of_address("") == ""


@given(st.text(st.characters(), max_size=50))
def test_a_typed_name_is_not_kept(name: str) -> None:
    """Only a hash of it, always of one length."""
    key = key_of_name(name)
    assert len(key) == 32
    assert len(name) < 2 or name not in key or set(name) <= set("0123456789abcdef")
