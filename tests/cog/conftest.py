"""What the tests of the update share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from pvd_watch.cog import CommuneRow, read_communes

from .lists import SHIPPED, Lists
from .site import Site, serving


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as site:
        yield site


@pytest.fixture(scope="session")
def shipped() -> tuple[CommuneRow, ...]:
    return read_communes(SHIPPED)


@pytest.fixture
def lists(shipped: tuple[CommuneRow, ...]) -> Lists:
    return Lists(shipped)
