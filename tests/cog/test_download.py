"""The bounded download against a real server on loopback."""

from __future__ import annotations

import time
from typing import Any

import pytest

from pvd_watch.errors import DataError

from .site import Site, body, chunks, get, redirect, status


def test_download_gives_the_body_and_says_who_asks(site: Site) -> None:
    site.answers = {"/a": body(b"x;y\n1;2\n"), "/b": chunks(b"0123456789" * 5, ended=True), "/c": redirect("/a")}
    assert get(f"{site.url}/a") == b"x;y\n1;2\n"
    assert get(f"{site.url}/b") == b"0123456789" * 5
    assert get(f"{site.url}/c") == b"x;y\n1;2\n"
    assert all(agent.startswith("pvd-watch/") for agent in site.agents)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (status(503), "HTTP 503"),
        (status(404), "HTTP 404"),
        (body(b"insee_com;lib_com\n", announced=500), "cut short: 18 bytes of 500"),
        (chunks(b"0123456789" * 5, ended=False), "could not be downloaded"),
        (body(b"insee_com", kind="text/html"), "web page"),
        (body(b"\n <!DOCTYPE html><p>Bonjour"), "web page"),
        (body(b"0" * 2_000), "larger than 1000 bytes"),
        (body(b"\x1f\x8b", Content_Encoding="gzip"), "coded as gzip"),
        (redirect("ftp://127.0.0.1/list.csv"), "could not be downloaded|not an http"),
        (redirect("/list"), "could not be downloaded|HTTP 302"),
    ],
)
def test_download_refuses_what_is_not_the_whole_data(site: Site, answer: Any, words: str) -> None:
    site.answers = {"/list": answer}
    with pytest.raises(DataError, match=words) as caught:
        get(f"{site.url}/list", limit=1_000)
    assert f"{site.url}/list" in str(caught.value) or "ftp:" in str(caught.value)


def test_download_gives_up_on_a_server_that_drips(site: Site) -> None:
    site.answers = {"/list": chunks(b"0123456789" * 40, ended=True, pause=0.05)}
    start = time.monotonic()
    with pytest.raises(DataError, match=r"too long|could not be downloaded"):
        get(f"{site.url}/list", timeout=0.3)
    assert time.monotonic() - start < 1.5


@pytest.mark.parametrize("url", ["file:///etc/hostname", "ftp://127.0.0.1/x", "communes.csv", "http://127.0.0.1:9/x"])
def test_download_refuses_other_schemes_and_dead_hosts(url: str) -> None:
    with pytest.raises(DataError, match="nothing was changed"):
        get(url)
