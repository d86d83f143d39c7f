"""Sources tried out on a real press: what each gives is told, and a listing that works is switched on."""

from __future__ import annotations

from pathlib import Path

import pytest

from pvd_watch.catalogue.check import check_sources
from pvd_watch.catalogue.report import SourceReport
from pvd_watch.config import Home
from pvd_watch.errors import ConfigError, UsageError
from pvd_watch.wiring import Watch

from ..press import Press, feed, item, robots, rss, status
from .site import html, listening_home, news, put_newspaper, record, town_hall

WAITING = (
    'enabled = false\nverified = ""\nselectors.item = "article"\nselectors.link = "a"\nselectors.title = "h2"\n'
    'selectors.date = "time"'
)
PAID = '<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": false}</script>'
ENGLISH = rss(
    *(
        item(
            f"The town council of Nowhere has voted for the budget of the year {year}",
            link=f"/en/{year}",
            pubDate="Wed, 25 Nov 2026 08:00:00 +0000",
        )
        for year in range(2020, 2026)
    )
)
REFUSING = "User-agent: *\nDisallow: /secret/\n\nUser-agent: GPTBot\nDisallow: /\n"


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Watch, dict[str, SourceReport]]:
    """One check of many sources, good and bad."""
    folder = tmp_path_factory.mktemp("home")
    with Press(hosts=2) as press:
        put_newspaper(press)
        press.put("/robots.txt", robots(REFUSING), 0)
        press.put("/paid.xml", feed(news(press.url("/payant"), 1)))
        press.put("/payant/article/0", status(200, html("<p>Réservé.</p>", PAID)))
        press.put("/reserved.xml", feed(news(press.url("/tdm"), 1)))
        press.put("/tdm/article/0", status(200, html("<p>Non.</p>"), tdm_reservation="1"))
        press.put("/en.xml", feed(ENGLISH))
        press.put("/en/2020", status(200, html("<p>Text</p>", language="en")))
        press.put("/moved.xml", status(301, Location="/flux/actualites.xml"))
        press.put("/empty.xml", feed(rss()))
        press.put("/mairie", status(200, town_hall(3)), 1)
        press.put("/bourg", status(200, town_hall(2, plain=5)), 1)
        records = [
            record(press.url("/flux/actualites.xml"), id_="good"),
            record(press.url("/"), id_="home"),
            record(press.url("/flux/actualites.xml"), "news-sitemap", "wrong"),
            record(press.url("/secret/rss"), id_="refused"),
            record(press.url("/none.xml"), id_="gone"),
            record(press.url("/paid.xml"), id_="paid"),
            record(press.url("/reserved.xml"), id_="reserved"),
            record(press.url("/en.xml"), id_="english"),
            record(press.url("/moved.xml"), id_="moved"),
            record(press.url("/empty.xml"), id_="empty"),
            record(press.url("/mairie", 1), "listing", "mairie", WAITING),
            record(press.url("/bourg", 1), "listing", "bourg", WAITING),
            record(press.url("/mairie", 1), "listing", "off", WAITING.replace('verified = ""\n', "")),
        ]
        watch = Watch(Home(listening_home(folder, "\n".join(records))))
        reports = check_sources(watch, [])
    return watch, {report.id: report for report in reports}


Checked = tuple[Watch, dict[str, SourceReport]]


def test_a_good_feed_is_told_whole(checked: Checked) -> None:
    good = checked[1]["good"]
    assert (good.status, good.failure, good.entries, good.dated, good.language) == (200, None, 4, 4, "fr")
    # One of the four towns, the prefecture, is not in the programme.
    assert (good.linked, good.tdm, good.refuses) == (3, "free", ("gptbot",))
    assert good.robots == "read; its group * binds us"
    assert good.oldest <= good.newest
    assert good.page is not None
    assert (good.page.readable, good.page.language, good.page.failure) == (True, "fr", None)
    assert (good.good, list(good.remarks())) == (True, [])


@pytest.mark.parametrize(
    ("id_", "said"),
    [
        ("home", ["not read: ", "pvd-watch sources add looks for it"]),
        ("wrong", ['of the wrong kind: it reads as feed; set kind = "feed"']),
        ("refused", ["not read: ", "robots.txt forbids"]),
        ("gone", ["not read: HTTP 404"]),
        ("paid", ["its pages are for subscribers"]),
        ("english", ["in another language (en)", "its pages say that they are in another language (en)"]),
        ("moved", ["moved for good to ", "/flux/actualites.xml"]),
        ("empty", ["it was read and holds no entry"]),
        ("bourg", ["it stays off: 1 more dated entries are needed"]),
        ("mairie", ["it gave 3 dated entries and is switched on"]),
    ],
)
def test_what_is_wrong_is_said_of_each(checked: Checked, id_: str, said: list[str]) -> None:
    words = "\n".join(checked[1][id_].remarks())
    assert [part for part in said if part not in words] == [], words
    assert all(part in checked[1][id_].words() for part in said)


def test_a_reservation_is_told_and_a_refusal_is_an_answer(checked: Checked) -> None:
    reserved, refused = checked[1]["reserved"], checked[1]["refused"]
    assert reserved.tdm == "reserved (tdm-reservation header): only titles and summaries are used"
    assert reserved.page is not None
    assert not reserved.page.readable
    assert (refused.answered, refused.status, refused.good) == (True, 0, False)
    assert "this address is refused" in refused.words()


def test_a_listing_that_works_is_on_from_now_on(checked: Checked) -> None:
    watch, reports = checked
    assert set(reports) & {"off"} == set()
    later = Watch(watch.home)
    assert later.verified == {"mairie": reports["mairie"].verified}
    on = {source.id for source in later.enabled_sources()}
    assert ("mairie" in on, "bourg" in on, "off" in on) == (True, False, False)
    assert 'id = "mairie"' in watch.home.sources_file.read_text(encoding="utf-8")


def test_nothing_that_was_read_is_news(checked: Checked) -> None:
    assert checked[0].storage.articles.count() == 0


def test_a_listing_that_its_owner_turns_off_stays_off(checked: Checked, tmp_path: Path) -> None:
    file = checked[0].home.sources_file
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace('verified = ""\n', ""), encoding="utf-8")
    try:
        assert "mairie" not in {source.id for source in Watch(checked[0].home).enabled_sources()}
    finally:
        file.write_text(text, encoding="utf-8")


def test_an_id_that_is_none_is_said(tmp_path: Path) -> None:
    watch = Watch(Home(listening_home(tmp_path / "home", record("http://127.0.0.1:9/rss"))))
    with pytest.raises(UsageError, match="there is no source k, l; the ids are shown by: pvd-watch sources list"):
        check_sources(watch, ["j", "k", "l"])


def test_the_live_web_is_not_asked_with_the_placeholder(tmp_path: Path) -> None:
    watch = Watch(Home(listening_home(tmp_path / "home", record("https://j.example/rss", more="enabled = false"))))
    with pytest.raises(ConfigError, match="user_agent still holds the placeholder"):
        check_sources(watch, ["j"])


def test_a_search_is_tried_for_one_town(tmp_path: Path) -> None:
    with Press() as press:
        press.put("/search?q=Creuse", feed(news(press.url(), 2)))
        home = listening_home(
            tmp_path, record(press.url("/search?q={department}"), "search", more='full_text = "never"')
        )
        [report] = check_sources(Watch(Home(home)), ["j"])
        asked = [path for path in press.tally().paths if path != "/robots.txt"]
    assert (report.good, report.entries, report.page) == (True, 2, None)
    assert asked == ["/search?q=Creuse"]
