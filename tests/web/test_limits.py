"""How often one address may ask: the decision, the holder, and the answer that a reader gets."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pvd_watch.config import Home
from pvd_watch.web.limits import Bucket, Limits, is_limited, take

from .conftest import served


def test_a_bucket_empties_and_fills() -> None:
    """A minute's worth may come at once; then one at a time, as it fills."""
    bucket, waits = Bucket(3.0, 0.0), []
    for now in (0.0, 0.0, 0.0, 0.0, 5.0, 20.0, 20.0):
        bucket, seconds = take(bucket, now, 3)
        waits.append(seconds)
    assert waits == [0, 0, 0, 20, 15, 0, 20]


@given(st.lists(st.floats(0, 30), max_size=200), st.integers(1, 100))
def test_never_more_than_the_rate(gaps: list[float], per_minute: int) -> None:
    """Within any time, what passes is bounded by what the bucket holds and what flows in; waiting is enough."""
    bucket, now, passed = Bucket(float(per_minute), 0.0), 0.0, 0
    for gap in gaps:
        now += gap
        bucket, seconds = take(bucket, now, per_minute)
        passed += seconds == 0
        if seconds:
            assert take(bucket, now + seconds, per_minute)[1] == 0
    assert passed <= per_minute + now * per_minute / 60 + 1


def test_a_clock_set_back_takes_nothing() -> None:
    """Nor gives."""
    assert take(Bucket(1.0, 100.0), 50.0, 60) == (Bucket(0.0, 50.0), 0)


def test_each_address_has_its_own() -> None:
    """Of IPv6 the network; this machine, other pages and a bound of 0 are not counted."""
    limits = Limits(1)
    assert [limits.wait("/api/v1/top", "192.0.2.1", 0.0) for _ in range(2)] == [0, 60]
    assert limits.wait("/recherche", "192.0.2.1", 30.0) == 30
    assert limits.wait("/recherche", "192.0.2.2", 0.0) == 0
    assert [limits.wait("/signaler", f"2001:db8::{end}", 0.0) for end in (1, 2)] == [0, 60]
    assert [limits.wait("/api", "127.0.0.1", 0.0) for _ in range(3)] == [0, 0, 0]
    assert limits.wait("/veille/", "192.0.2.1", 0.0) == 0
    assert [Limits(0).wait("/api", "192.0.2.1", 0.0) for _ in range(3)] == [0, 0, 0]


def test_memory_is_bounded() -> None:
    """However many addresses come."""
    limits = Limits(1)
    for number in range(11_000):
        limits.wait("/api", f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}", 0.0)
    assert len(limits._buckets) == 10_000


@pytest.mark.parametrize(
    ("path", "limited"), [("/api", True), ("/api/v1/top", True), ("/apiculture", False), ("/recherche", True)]
)
def test_which_pages(path: str, limited: bool) -> None:
    """Whole parts of the address."""
    assert is_limited(path) is limited


def test_the_answer_says_how_long(fresh_home: Path) -> None:
    """429 with Retry-After, for that reader alone; as the proxy on this machine tells the reader."""
    home = Home(fresh_home)
    (home.config_dir / "watch.toml").write_text("[catalogue]\nuse = false\n[web]\nrequests_per_minute = 2\n")
    with served(home) as address, httpx.Client(base_url=address, timeout=30) as ask:
        answers = [ask.get("/api/nothing", headers={"X-Forwarded-For": "192.0.2.1"}) for _ in range(3)]
        assert [answer.status_code for answer in answers] == [404, 404, 429]
        assert answers[2].headers["retry-after"] == "30"
        assert "Réessayez dans 30\u00a0secondes" in answers[2].text
        assert ask.get("/api/nothing", headers={"X-Forwarded-For": "192.0.2.2"}).status_code == 404
