"""What robots.txt says, read out; the files are invented."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pvd_watch.catalogue.robots import groups, refused_agents, robots_words
from pvd_watch.model import HostState

TEXT = """\ufeff# Le robots.txt d'un journal inventé
User-agent: GPTBot   # les robots d'IA

User-Agent: CCBot
Disallow: /

User-agent: *
Disallow: /admin/
Disallow:
User-agent: Lent
Allow: /
Disallow: /
Sitemap: https://echo.example/sitemap.xml
"""


def test_a_blank_line_ends_no_group() -> None:
    assert list(groups(TEXT)) == [(("gptbot", "ccbot"), ("/",)), (("*",), ("/admin/",)), (("lent",), ("/",))]


def test_the_agents_that_are_kept_out() -> None:
    assert refused_agents(TEXT) == ["ccbot", "gptbot", "lent"]
    assert refused_agents("User-agent: *\nUser-agent: pvd-watch\nDisallow: /") == []


@given(st.text())
def test_any_text_can_be_read_out(text: str) -> None:
    assert all(agents for agents, _ in groups(text))
    assert refused_agents(text) == sorted(set(refused_agents(text)))


@pytest.mark.parametrize(
    ("host", "words"),
    [
        (None, "not asked"),
        (HostState("h"), "not asked"),
        (HostState("h", robots_status=0), "no answer, so nothing is read"),
        (HostState("h", robots_status=503), "HTTP 503, so nothing is read"),
        (HostState("h", robots_status=404), "none (HTTP 404), so everything may be read"),
        (HostState("h", 3.0, TEXT, 200), "read; its group * binds us, asks for 3 s between requests"),
        (HostState("h", 0.0, "User-agent: PVD-Watch\nDisallow: /x", 200), "read; it names pvd-watch"),
    ],
)
def test_what_binds_us_in_words(host: HostState | None, words: str) -> None:
    assert robots_words(host) == words
