"""The library defaults that would break manners or safety in silence: each one over the real child and its settings."""

from __future__ import annotations

import os
from pathlib import Path
from time import sleep

import pytest
from scrapy.settings import Settings

from pvd_watch.model import FeedJob
from spiders.settings import settings
from tests.press import Press, feed, item, late, many, redirect, rss, status

from .child import Child, crawl, feeds, polite


def chosen() -> Settings:
    return Settings(settings(polite(max_bytes=123_456, timeout_seconds=7.0)))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DOWNLOAD_VERIFY_CERTIFICATES", True),
        ("TELNETCONSOLE_ENABLED", False),
        ("REMOTE_CONTROL_ENABLED", False),
        ("RETRY_ENABLED", False),
        ("HTTPPROXY_ENABLED", False),
        ("COOKIES_ENABLED", False),
        ("REFERER_ENABLED", False),
        ("METAREFRESH_ENABLED", False),
        ("DOWNLOAD_MAXSIZE", 123_456),
        ("DOWNLOAD_TIMEOUT", 7.0),
        ("DOWNLOAD_DELAY_JITTER", 0.0),
        ("CONCURRENT_REQUESTS_PER_DOMAIN", 1),
    ],
)
def test_named_settings(name: str, value: object) -> None:
    assert chosen()[name] == value
    assert name in Settings(), "Scrapy no longer knows this setting"


def test_there_is_always_a_delay() -> None:
    assert Settings(settings(polite(delay_seconds=0.0))).getfloat("DOWNLOAD_DELAY") >= 0.001


def test_nothing_is_loaded_that_is_not_named() -> None:
    both = chosen()
    assert not both.getwithbase("EXTENSIONS")
    assert not both.getwithbase("SPIDER_MIDDLEWARES")
    assert set(both.getwithbase("DOWNLOAD_HANDLERS")) == {"http", "https"}
    assert not [name for name in both.getwithbase("DOWNLOADER_MIDDLEWARES") if "redirect" in name or "proxy" in name]


def test_certificates_are_verified() -> None:
    with Press(tls=True) as press:
        told = crawl(feeds(a=press.put("/a", feed(many(1)))))
        assert not press.tally().requests
    assert told.stage("a") == "tls"
    assert "certificate" in told.message("a")


def test_a_trusted_certificate_is_good() -> None:
    with Press(tls=True) as press:
        trusted = {"SSL_CERT_FILE": str(press.authority)}
        told = crawl(feeds(a=press.put("/a", feed(many(1)))), environment=trusted)
    assert told.stage("a") == ""
    assert len(told.entries("a")) == 1


def test_a_trusted_certificate_for_another_name_is_not() -> None:
    with Press(tls=True) as press:
        press.put("/a", feed(many(1)))
        trusted = {"SSL_CERT_FILE": str(press.authority)}
        job = FeedJob("a", f"https://0x7f.1:{press.port}/a")
        told = crawl([job], polite(allow_private_hosts=("0x7f.1",)), trusted)
        assert not press.tally().requests
    assert told.stage("a") == "tls"


def test_proxies_of_the_environment_are_not_used() -> None:
    with Press(hosts=2) as press:
        press.put("/a", feed(many(1)))
        proxy = press.url("", 1)
        told = crawl(
            feeds(a=press.url("/a")), environment={"http_proxy": proxy, "HTTP_PROXY": proxy, "all_proxy": proxy}
        )
        assert not press.tally(1).requests
    assert told.stage("a") == ""


def test_no_port_is_opened(tmp_path: Path) -> None:
    """Telnet and the remote control of Scrapy would both listen, and the latter writes a file into the home."""
    with Press() as press, Child({"HOME": str(tmp_path)}) as child:
        press.put("/slow", late(many(1), 2))
        child.job(polite())
        child.job(FeedJob("a", press.url("/slow")))
        while not press.tally().of("/slow"):
            sleep(0.02)
        assert not listening(child.process.pid)
        child.end()
        assert child.until_done("a").failure is None
    assert not list(tmp_path.iterdir())


def listening(process: int) -> list[str]:
    """The local addresses of the TCP sockets that a process listens on."""
    own = {link.readlink().name for link in Path(f"/proc/{process}/fd").iterdir() if link.is_symlink()}
    tables = [Path(f"/proc/{process}/net/{name}").read_text(encoding="ascii") for name in ("tcp", "tcp6")]
    rows = [line.split() for table in tables for line in table.splitlines()]
    return [row[1] for row in rows if row[3] == "0A" and f"socket:[{row[9]}]" in own]


def test_the_check_for_ports_sees_ports() -> None:
    with Press() as press:
        assert any(address.endswith(f":{press.port:04X}") for address in listening(os.getpid()))


def test_nothing_is_retried() -> None:
    codes = (408, 429, 500, 502, 503, 504, 522, 524)
    with Press(hosts=len(codes)) as press:
        urls = {f"s{code}": press.put("/a", status(code), host=host) for host, code in enumerate(codes)}
        told = crawl(feeds(**urls))
        assert [len(press.tally(host).of("/a")) for host in range(len(codes))] == [1] * len(codes)
    assert [told.done(f"s{code}").status for code in codes] == list(codes)


def test_the_same_address_may_be_asked_for_by_two_sources() -> None:
    with Press() as press:
        press.put("/a", feed(many(1)))
        told = crawl(feeds(a=press.url("/a"), b=press.url("/a"), c=press.put("/b", redirect("/a"))))
    assert [len(told.entries(source)) for source in "abc"] == [1, 1, 1]


def test_a_fault_of_the_program_closes_its_job_alone(tmp_path: Path) -> None:
    """A module of the same name breaks the reading of what is no plain RSS; other kinds of answers go on."""
    (tmp_path / "feedparser.py").write_text("raise RuntimeError('broken install')", encoding="utf-8")
    with Press() as press:
        jobs = feeds(
            a=press.put("/a", feed(rss(item("Un", inconnu="x")))),
            b=press.put("/b", feed(b'{"items": [{"title": "Un"}]}')),
        )
        told = crawl(jobs, environment={"PYTHONPATH": str(tmp_path)})
    assert told.stage("a") == "crawl"
    assert "broken install" in told.message("a")
    assert "Traceback" in told.errors
    assert [entry.title for entry in told.entries("b")] == ["Un"]
    assert told.code == 0
