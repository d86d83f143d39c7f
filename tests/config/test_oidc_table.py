"""The settings of OpenID Connect: who gets which role, what is refused."""

from __future__ import annotations

import tomllib

import pytest

from pvd_watch.config.oidc_table import Oidc
from pvd_watch.config.settings import parse_settings


def test_the_first_line_that_fits_gives_the_role() -> None:
    """An address, a domain, everybody; domains are whole and in any case."""
    oidc = Oidc(roles=("chef@example.fr admin", "*@Example.fr editor"))
    assert oidc.role_of("chef@example.fr") == "admin"
    assert oidc.role_of("luc@example.fr") == "editor"
    for stranger in ("luc@sub.example.fr", "luc@example.fr.org", "luc@notexample.fr", "chef@example.org"):
        assert oidc.role_of(stranger) is None
    assert Oidc(roles=("* reader",)).role_of("luc@example.org") == "reader"
    assert Oidc().role_of("luc@example.org") is None


@pytest.mark.parametrize(
    "roles", ['"*@example.fr editor"', '["*@example.fr"]', '["*@example.fr king"]', '["*.example.fr editor"]', "[3]"]
)
def test_what_is_no_list_of_roles(roles: str) -> None:
    """Is refused with an example."""
    _, faults = parse_settings(tomllib.loads(f"[oidc]\nroles = {roles}"), "w.toml")
    assert len(faults) == 1
    assert faults[0].startswith('w.toml: [oidc] roles must be a list of addresses with roles such as ["chef@')
