"""No name is resolved, no source answers, one never ends."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.command import ask, watch_feed
from tests.faults.state import told
from tests.press import Press, endless, feed, item, rss


@pytest.fixture
def town(fresh: Path, press: Press) -> str:
    """The address of a feed with one article about a town, watched by a home of its own."""
    body = rss(item("Quimperlé : la halle rouvre", link=press.url("/halle"), guid="halle"))
    return press.put("/ville.xml", feed(body))


def failing(home: Path) -> dict[str, str]:
    """The sources that « status » calls failing, with the reason."""
    seen = json.loads(ask("status", "--json", home=home).stdout)
    return {state["id"]: state["failure"]["message"] for state in seen["failing"]}


@pytest.mark.parametrize(
    ("url", "words"),
    [("http://nulle-part.invalid/rss.xml", "nulle-part.invalid"), ("http://127.0.0.1:9/rss.xml", "127.0.0.1")],
    ids=["no name server", "nobody listens"],
)
def test_nobody_answers_and_then_somebody_does(
    fresh: Path, town: str, url: str, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RES_OPTIONS", "timeout:1 attempts:1")
    watch_feed(fresh, url, user_agent='"Essai (+mailto:essai@veille.example)"')
    assert "none of the 1 sources answered: check the network" in told(ask("run", "--all", "-q", home=fresh), 1)
    assert words in failing(fresh)["j"] or "name" in failing(fresh)["j"]
    watch_feed(fresh, town)
    done = json.loads(ask("run", "--all", "--json", home=fresh).stdout)
    assert (done["ok"], done["new_articles"], done["digest"]["items"]) == (1, 1, 0)
    assert failing(fresh) == {}


def test_one_source_never_ends(fresh: Path, town: str, press: Press) -> None:
    url = press.put("/sans-fin.xml", endless, 1)
    watch_feed(fresh, town)
    sources = fresh / "config" / "sources.toml"
    record = f'[[source]]\nid = "e"\nname = "E"\nkind = "feed"\nurl = "{url}"\nhomepage = "{url}"\ndepartments = []\n'
    sources.write_text(f"{sources.read_text('utf-8')}{record}", encoding="utf-8")
    settings = fresh / "config" / "watch.toml"
    text = settings.read_text("utf-8").replace('["127.0.0.1"]', '["127.0.0.1", "127.0.0.2"]')
    settings.write_text(text, encoding="utf-8")
    done = json.loads(ask("run", "--all", "--json", home=fresh).stdout)
    assert (done["ok"], done["failed"], done["new_articles"]) == (1, 1, 1)
    assert [(fault["source"], fault["stage"]) for fault in done["failures"]] == [("e", "size")]
    assert set(failing(fresh)) == {"e"}
