"""The guide of security tells the truth: each test that it names is there. And threats that no room has of its own."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest

from pvd_watch.collect.child import CrawlChild
from pvd_watch.model import PageJob
from tests.press import Press, redirect
from tests.spiders.child import crawl, polite

TOP = Path(__file__).resolve().parents[1]
GUIDE = (files("pvd_watch") / "help" / "security.md").read_text(encoding="utf-8")
NAMED = sorted(set(re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", GUIDE)))
THREATS = [line for line in GUIDE.splitlines() if line.startswith("|") and "`tests/" in line]


@pytest.mark.parametrize(("path", "name"), NAMED)
def test_every_test_that_the_guide_names_is_there(path: str, name: str) -> None:
    tree = ast.parse((TOP / path).read_text(encoding="utf-8"))
    assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def test_every_threat_has_its_defence_and_its_test() -> None:
    rows = [line for line in GUIDE.splitlines() if re.match(r"\|(?! ?-|.*\| test \|)", line)]
    assert len(rows) > 15
    assert [row for row in rows if row not in THREATS] == []
    assert all(len(row.strip("|").split("|")) == 3 for row in rows)


def test_it_is_set_as_french_is() -> None:
    prose = re.sub(r"```.*?```|`[^`\n]*`|^\|[-|]+$", "x", GUIDE, flags=re.S | re.M)
    assert re.findall(r"[^\s]* [:;!?»]|« |'|\.\.\.", prose) == []


def test_no_link_of_a_feed_leads_to_a_private_page() -> None:
    """Straight or by a redirect; the page's address comes from a feed, as that of any article."""
    with Press(hosts=2) as press:
        inside, outside = press.url("/secret", 0), press.put("/away", redirect(press.url("/secret", 0), 302), host=1)
        jobs = [PageJob("j", number, url, "") for number, url in enumerate((inside, outside))]
        told = crawl(jobs, polite(allow_private_hosts=("127.0.0.2",)))
        failures = [told.page(number).failure for number in range(2)]
        assert all(failure is not None and "private" in failure.message for failure in failures)
        assert (press.tally(0).requests, len(press.tally(1).of("/away"))) == ([], 1)


def test_the_crawl_child_knows_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PVD_WATCH_SMTP_PASSWORD", "hush")
    monkeypatch.setenv("KEPT_FOR_THE_CHILD", "told")
    with CrawlChild(polite()) as child:
        environ = Path(f"/proc/{child._process.pid}/environ").read_bytes().split(b"\0")
        assert b"KEPT_FOR_THE_CHILD=told" in environ
        assert [line for line in environ if line.startswith(b"PVD_WATCH_")] == []
        child.end()


def test_the_log_of_faults_steers_no_terminal(tmp_path: Path) -> None:
    script = (
        "import sys, pvd_watch.cli as cli\n"
        "try:\n    raise RuntimeError('titre \\x1b]0;pwned\\x07\\x1b[31m\\u202e\\rfin')\n"
        "except RuntimeError as error:\n    cli._log_fault(error, None)\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True, cwd=tmp_path, env=os.environ | {"PYTHONPATH": str(TOP)})
    log = (tmp_path / "faults.log").read_text(encoding="utf-8")
    assert "RuntimeError: titre" in log
    assert [sign for sign in log if not sign.isprintable() and sign != "\n"] == []


def test_tables_know_no_password_and_no_token_in_clear(tmp_path: Path) -> None:
    """What could log somebody in is stored as a hash; logins of servers are in the environment alone."""
    sources = "".join(path.read_text(encoding="utf-8") for path in (TOP / "pvd_watch" / "storage").glob("*_tables.py"))
    columns = set(re.findall(r"^    (\w*(?:password|token|secret)\w*) TEXT", sources, re.M))
    assert columns <= {"password", "token_hash", "id_token"}, "say here why another one may be stored"
    assert "Argon2 hash" in sources
