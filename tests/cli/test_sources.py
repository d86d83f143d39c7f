"""``sources``: listed, tried out, added, exchanged; what is written, where, and with which exit code."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

from ..catalogue.site import home_page, listening_home, news, put_newspaper, record
from ..press import Press, feed, status
from .command import ask, contents, refused

LISTED = (
    record("https://a.example/rss", id_="a", departments='"23", "87"')
    + record("https://b.example/news.xml", "news-sitemap", "b", departments='"75"')
    + record("https://c.example/", "listing", "c", 'enabled = false\nverified = ""\nselectors.item = "article"')
    + record("https://d.example/rss", id_="d", more="enabled = false", departments="")
)


@pytest.fixture
def listing(tmp_path: Path) -> Path:
    """A home with four sources of several kinds."""
    return listening_home(tmp_path / "listing", LISTED)


def listed(home: Path, *words: str) -> list[str]:
    done = ask("sources", "list", "--json", *words, home=home)
    return [item["id"] for item in json.loads(done.stdout)["sources"]]


def test_sources_are_listed_by_department_and_kind(listing: Path) -> None:
    assert listed(listing) == ["a", "b", "c", "d"]
    assert listed(listing, "--department", "23") == ["a", "c"]
    assert listed(listing, "--kind", "news-sitemap") == ["b"]
    assert listed(listing, "--department", "23", "--kind", "listing") == ["c"]
    done = ask("sources", "list", home=listing)
    assert [line.split("  ")[-1].strip() for line in done.stdout.splitlines()[2:6]] == [
        "on",
        "on",
        "waits for its check",
        "off",
    ]
    assert done.stdout.endswith("4 sources, 2 of them on.\n")
    assert "--department 99 is no department" in refused("sources", "list", "--department", "99", code=2, home=listing)


def test_coverage_shows_holes(listing: Path) -> None:
    found = json.loads(ask("sources", "list", "--coverage", "--json", home=listing).stdout)
    assert (found["local"]["23"], found["departments"]["75"], "58" in found["holes"]) == (1, 1, True)
    assert len(found["holes"]) == len(found["departments"]) - 3
    words = ask("sources", "list", "--coverage", home=listing).stdout
    assert "Of 101 departments, 98 are holes and 0 have no local source." in words


def test_a_check_is_told_in_words_and_as_an_object(tmp_path: Path) -> None:
    with Press() as press:
        put_newspaper(press)
        home = listening_home(tmp_path / "home", record(press.url("/flux/actualites.xml")))
        before = contents(home / "config")
        words = ask("sources", "check", "j", home=home)
        found = json.loads(ask("sources", "check", "--json", home=home).stdout)
        quiet = ask("sources", "check", "j", "--quiet", home=home)
    assert words.returncode == 0
    assert "4, 4 of them dated" in words.stdout
    assert (found["checked"], found["good"]) == (1, 1)
    assert {"status", "entries", "dated", "language", "linked", "robots", "tdm", "refuses"} <= found["sources"][
        0
    ].keys()
    assert (quiet.returncode, quiet.stdout, quiet.stderr) == (0, "", "")
    assert contents(home / "config") == before


def test_nobody_answers(tmp_path: Path) -> None:
    home = listening_home(tmp_path / "home", record("http://127.0.0.1:9/rss"))
    done = ask("sources", "check", home=home)
    assert (done.returncode, "not read:" in done.stdout) == (1, True)
    assert "none of the 1 sources answered" in done.stderr


def test_a_source_is_found_and_proposed(tmp_path: Path) -> None:
    with Press() as press:
        put_newspaper(press)
        home = listening_home(tmp_path / "home")
        before = contents(home / "config")
        done = ask("sources", "add", press.url("/"), home=home)
        assert contents(home / "config") == before
        [proposed] = tomllib.loads(done.stdout)["source"]
        assert (done.returncode, proposed["url"]) == (0, press.url("/flux/actualites.xml"))
        assert (proposed["kind"], proposed["departments"]) == ("feed", ["23"])
        assert "/comments/feed/" in done.stderr
        assert f"trying {proposed['url']} (announced by {press.url('/')})" in done.stderr
        (home / "config" / "sources.toml").write_text("# les miennes\n", encoding="utf-8")
        words = ("sources", "add", press.url("/"), "--department", "87", "--write", "--json")
        written = ask(*words, home=home)
        again = ask(*words, home=home)
    found = json.loads(written.stdout)
    assert (found["written"], found["departments_guessed"], written.stderr) == ("config/sources.toml", False, "")
    text = (home / "config" / "sources.toml").read_text(encoding="utf-8")
    assert text == f"# les miennes\n\n{found['toml']}"
    assert tomllib.loads(text)["source"][0]["departments"] == ["87"]
    assert (json.loads(again.stdout)["proposed"], len(json.loads(again.stdout)["known"])) == ([], 1)


@pytest.mark.parametrize("path", ["/flux/actualites.xml", "/muet", "/usual"])
def test_a_feed_is_found_where_no_page_announces_it(path: str, tmp_path: Path) -> None:
    with Press() as press:
        put_newspaper(press)
        press.put("/muet", status(200, home_page()))
        press.put("/usual", status(404))
        if path != "/flux/actualites.xml":
            press.put("/rss.xml", feed(news(press.url())))
        done = ask("sources", "add", press.url(path), home=listening_home(tmp_path / "home"))
        url = press.url("/flux/actualites.xml" if path == "/flux/actualites.xml" else "/rss.xml")
    [proposed] = tomllib.loads(done.stdout)["source"]
    assert (done.returncode, proposed["url"]) == (0, url)


def test_a_site_without_a_feed_is_said(tmp_path: Path) -> None:
    with Press() as press:
        press.put("/", status(200, home_page()))
        home = listening_home(tmp_path / "home")
        words = refused("sources", "add", press.url("/"), "--quiet", code=1, home=home)
        asked = press.tally().paths
    assert "no feed or news sitemap was found among" in words
    assert "pvd-watch help sources" in words
    assert len(asked) == len(set(asked)) <= 16


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["add", "echo.example"], 'URL must be an http:// or https:// address with a host, not "echo.example"'),
        (["add", "http://127.0.0.1:9/", "--department", "99"], "--department holds what is no department code"),
        (["add", "https://echo.example/"], "user_agent still holds the placeholder"),
        (["check", "nobody"], "there is no source nobody"),
        (["export", "-o", "."], ". cannot be written"),
    ],
)
def test_wrong_use_is_said_and_does_nothing(words: list[str], said: str, home: Path) -> None:
    before = contents(home)
    assert said in refused("sources", *words, code=2, home=home)
    assert contents(home) == before


def test_lists_go_out_and_come_in_without_loss(listing: Path, home: Path, tmp_path: Path) -> None:
    file = tmp_path / "list.opml"
    out = ask("sources", "export", home=listing)
    assert (out.returncode, out.stdout.count("<outline ")) == (0, 4)
    assert ask("sources", "export", "-o", str(file), "--quiet", home=listing).stdout == ""
    proposed = ask("sources", "import", str(file), home=home)
    assert [item["id"] for item in tomllib.loads(proposed.stdout)["source"]] == ["a", "b", "c", "d"]
    done = ask("sources", "import", str(file), "--write", "--json", home=home)
    assert json.loads(done.stdout)["proposed"] == ["a", "b", "c", "d"]
    both = [json.loads(ask("sources", "list", "--json", home=each).stdout) for each in (listing, home)]
    assert both[0] == both[1]
    again = json.loads(ask("sources", "import", str(file), "--write", "--json", home=home).stdout)
    assert (again["proposed"], len(again["known"])) == ([], 4)


def test_a_list_with_faults_is_taken_item_by_item(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "list.opml"
    file.write_text(
        '<opml version="2.0"><body><outline text="Dossier"><outline text="Bon" xmlUrl="https://a.example/rss"/>'
        '<outline text="Encore" xmlUrl="http://www.a.example/rss/"/></outline>'
        '<outline text="Faux" xmlUrl="gopher://a.example/"/></body></opml>',
        encoding="utf-8",
    )
    done = ask("sources", "import", str(file), "--write", "--json", home=home)
    found = json.loads(done.stdout)
    assert (done.returncode, found["proposed"], found["ignored"]) == (1, ["bon"], 1)
    assert found["known"] == ["Encore: http://www.a.example/rss/ is the address of bon"]
    assert 'source "faux": url must be an http:// or https:// address' in done.stderr
    assert listed(home) == ["bon"]


def test_a_list_that_cannot_be_read_is_refused_in_one_sentence(home: Path, tmp_path: Path) -> None:
    (tmp_path / "list.opml").write_text("<opml>", encoding="utf-8")
    words = refused("sources", "import", str(tmp_path / "list.opml"), code=1, home=home)
    assert "is no OPML that can be read" in words
    assert len(words.splitlines()) == 1
