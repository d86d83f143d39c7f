"""Ids and names, and addresses that are one and the same to a person."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pvd_watch.catalogue.names import free_id, host_of, same_address, site_of, slug


@given(st.text())
def test_any_name_gives_an_id(name: str) -> None:
    assert re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", slug(name))
    first = free_id(name, ())
    assert first == slug(name)
    assert free_id(name, {first}) == f"{first}-2"
    assert free_id(name, {first, f"{first}-2"}) == f"{first}-3"


def test_names_as_ids() -> None:
    assert slug("L’Écho de l’Argoat") == "l-echo-de-l-argoat"
    assert slug("Le Cœur du Berry (37)") == "le-coeur-du-berry-37"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://www.echo.example/rss/", "http://ECHO.example/rss", True),
        ("https://echo.example/rss?a=1", "https://echo.example/rss?a=2", False),
        ("https://echo.example/RSS", "https://echo.example/rss", False),
        ("https://echo.example:8080/rss", "https://echo.example/rss", False),
    ],
)
def test_addresses_that_are_one(one: str, other: str, same: bool) -> None:
    assert (same_address(one) == same_address(other)) is same


def test_the_site_of_an_address() -> None:
    assert host_of("https://www.echo.example/a?b") == "echo.example"
    assert site_of("https://www.echo.example:81/a?b") == "https://www.echo.example:81/"
