"""Where somebody may be led to: whatever is asked for, a browser stays on this site."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pvd_watch.web.local import START, local

SITE = "https://veille.example.org/connexion"


@given(st.text(st.sampled_from("/\\.:@?#ea%2f \t\r\n\x00é"), max_size=20) | st.text(st.characters(), max_size=20))
def test_nobody_leaves(path: str) -> None:
    """Also as browsers read it: they drop tabs and line breaks, and take a backslash for a slash."""
    found = local(path)
    read = found.replace("\\", "/").replace("\t", "").replace("\r", "").replace("\n", "")
    assert urlsplit(urljoin(SITE, read)).netloc == "veille.example.org"
    assert found.startswith("/")
    assert found.isprintable() or not set(found) & set("\r\n\t\x00 ")


@pytest.mark.parametrize(
    "path", ["/bureau/", "/bureau/2026-03-04?filtre=garde&theme=habitat#s1", "/", "/communes/29233"]
)
def test_addresses_of_ours_stay(path: str) -> None:
    """Query and place in the page too."""
    assert local(path) == path


def test_others_are_replaced() -> None:
    """By the public page, or by what the caller wants."""
    assert local("//example.org") == START
    assert local("", "") == ""
