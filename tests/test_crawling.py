"""A crawl from feeds to texts: the real child, a real press on loopback, the real database."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from pvd_watch.collect.rhythm import Bounds
from pvd_watch.crawling import Collected, CrawlSettings
from pvd_watch.linking.linker import Linker
from pvd_watch.model import FullText, Selectors, Source, SourceKind
from pvd_watch.pipeline import Pipeline
from pvd_watch.storage import Storage
from pvd_watch.times import utc
from tests.fakes import RANKING
from tests.press import Page, Press, feed, in_turn, item, rss, status
from tests.spiders.child import polite
from tests.test_day import linker, with_communes

__all__ = ["linker", "with_communes"]

NOW = datetime.now(UTC).replace(microsecond=0)
TEXT = (
    "Les habitants sont venus en nombre samedi pour retrouver les étals que les commerçants avaient quittés, et le "
    "maire a rappelé que le chantier avait été soutenu par le département."
)


class Town:
    """A watch over one press: its Sources, a clock set by hand, runs."""

    def __init__(self, path: Path, made: Linker, press: Press) -> None:
        self.now, self.press = NOW, press
        self.storage = Storage(path)
        self.sources: list[Source] = []
        self.pipeline = Pipeline(self.storage, lambda: made, RANKING, lambda: self.now, {"29": "Finistère"})
        self.settings = CrawlSettings(3, Bounds(15, 720, 60))

    def publish(
        self, name: str, *items: str, host: int = 0, full_text: FullText = "matched", **changes: object
    ) -> None:
        """Put up a feed with these items, and watch it."""
        url = self.press.put(f"/{name}.xml", feed(rss(*items)), host)
        source = Source(name, name.title(), "feed", url, self.press.url("/", host), ("29",), 1.0, full_text)
        self.sources = [*(one for one in self.sources if one.id != name), replace(source, **changes)]  # type: ignore[arg-type]

    def story(self, path: str, title: str, body: str, host: int = 0, head: str = "") -> str:
        """Put up the page of an article; the item of a feed that announces it."""
        shown = f"<body><article><p>{body}</p></article></body>"
        html = f'<html lang="fr"><head><title>{title}</title>{head}</head>{shown}</html>'
        url = self.press.put(path, status(200, html.encode(), "text/html; charset=utf-8"), host)
        return self.item(url, title)

    def item(self, url: str, title: str) -> str:
        return item(title, link=url, guid=url, pubDate=format_datetime(NOW - timedelta(hours=2)), description="Résumé.")

    def run(self, sources: list[Source] | None = None) -> Collected:
        self.storage.sources.sync(self.sources)
        start = replace(polite(), hosts=self.storage.sources.hosts())
        return self.pipeline.poll(self.sources if sources is None else sources, start, self.settings)

    def asked(self, host: int = 0) -> list[str]:
        """Paths of pages asked for, in order."""
        return [path for path in self.press.tally(host).paths if path.startswith("/a/")]

    def state(self, title: str) -> tuple[str, str]:
        """What became of the page of an Article."""
        [(found,)] = self.storage._connection.rows("SELECT id FROM articles WHERE title = ?", title)
        text = self.storage.texts.of(found)
        return (text.state, text.reason) if text is not None else ("", "")

    def places(self) -> dict[str, str]:
        return dict(self.storage._connection.rows("SELECT title, places FROM articles"))


@pytest.fixture
def town(tmp_path: Path, linker: Linker, with_communes: Path) -> Iterator[Town]:  # pytest's way
    with Press(hosts=3) as press:
        made = Town(Path(shutil.copy(with_communes, tmp_path / "watch.db")), linker, press)
        yield made
        made.storage.close()


def test_pages_are_read_where_policy_and_words_allow_it_and_their_texts_are_linked(town: Town) -> None:
    about = f"À Quimperlé (Finistère), la halle rouvre. {TEXT}"
    town.publish(
        "matched",
        town.story("/a/rue", "Rue barrée, les travaux durent", about),  # a candidate, though no town is meant
        town.story("/a/rien", "Le temps de demain", about),
        town.story("/a/quimperle-29300/halle", "Une halle rouvre", about),  # the address names it
    )
    town.publish("never", town.story("/a/jamais", "Quimperlé : rien", about, 1), full_text="never", host=1)
    town.publish("always", town.story("/a/toujours", "Tout est lu", about, 2), full_text="always", host=2)
    got = town.run()
    assert [town.asked(host) for host in range(3)] == [["/a/quimperle-29300/halle", "/a/rue"], [], ["/a/toujours"]]
    assert (got.pages, got.counts()["texts"]) == ({"read": 3}, 3)
    places = town.places()
    assert [places[title] for title in ("Rue barrée, les travaux durent", "Le temps de demain", "Tout est lu")] == [
        "Quimperlé", "", "Quimperlé",
    ]  # fmt: skip
    assert town.run().pages == {}


def test_a_page_that_is_reserved_stops_the_source_for_a_day(town: Town) -> None:
    reserved = '<meta name="tdm-reservation" content="1">'
    stories = [town.story(f"/a/{n}", f"Quimperlé, jour {n}", f"Quimperlé. {TEXT}", head=reserved) for n in range(4)]
    town.publish("reserve", *stories)
    town.run()
    assert town.asked() == ["/a/0"]
    assert town.state("Quimperlé, jour 0")[0] == "reserved"
    assert town.places()["Quimperlé, jour 1"] == "Quimperlé"  # the feed's own words
    [state] = town.storage.sources.states()
    assert state.reserved_reason
    town.now += timedelta(hours=23)
    town.run()
    assert town.asked() == ["/a/0"]
    town.now += timedelta(hours=2)
    town.run()
    assert town.asked() == ["/a/0", "/a/1"]


def test_a_licence_lifts_the_reservation(town: Town) -> None:
    """Of the pages that wait; the one that was refused unread stays what it is."""
    reserved = '<meta name="tdm-reservation" content="1">'
    stories = [town.story(f"/a/{n}", f"Quimperlé, jour {n}", f"Quimperlé. {TEXT}", head=reserved) for n in range(3)]
    town.publish("reserve", *stories)
    town.run()
    town.sources = [replace(source, licence="convention du 12 mars") for source in town.sources]
    town.run()
    assert town.asked() == ["/a/0", "/a/1", "/a/2"]
    assert [town.state(f"Quimperlé, jour {n}")[0] for n in range(3)] == ["reserved", "read", "read"]
    assert town.storage.sources.state("reserve").reserved_at == ""


def test_a_refused_page_leaves_the_feeds_words_and_a_failing_one_is_asked_three_times(town: Town) -> None:
    refused, failing = town.press.put("/a/refused", status(403)), town.press.put("/a/failing", status(500))
    walled = '<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":false}</script>'
    town.publish(
        "presse",
        town.item(refused, "Quimperlé : refusé"),
        town.item(failing, "Quimperlé : en panne"),
        town.story("/a/abonnes", "Quimperlé : réservé", TEXT, head=walled),
    )
    for _ in range(6):
        town.run()
        town.now += timedelta(hours=2)
    assert sorted(town.asked()) == ["/a/abonnes", *["/a/failing"] * 3, "/a/refused"]
    states = [town.state(f"Quimperlé : {name}")[0] for name in ("refusé", "en panne", "réservé")]
    assert states == ["refused", "failed", "paywall"]
    assert town.state("Quimperlé : réservé")[1] == "abonnés"
    assert set(town.places().values()) == {"Quimperlé"}


def test_a_host_that_wants_no_request_is_left_alone_and_asked_later(town: Town) -> None:
    later = town.press.put("/a/1", in_turn([status(429, Retry_After="60"), status(404)]))
    town.publish("presse", town.item(later, "Quimperlé : un"), town.story("/a/2", "Quimperlé : deux", TEXT))
    town.run()
    assert town.asked() == ["/a/1"]
    [state] = town.storage.sources.states()
    assert (state.failures, state.trouble) == (0, "")


def test_old_articles_are_not_read(town: Town) -> None:
    old = town.press.put("/a/vieux", status(200, b"<p>x"))
    date = format_datetime(NOW - timedelta(days=30))
    town.publish("presse", item("Quimperlé : vieux", link=old, guid=old, pubDate=date), full_text="always")
    assert town.run().new_articles == 1
    assert town.asked() == []


def test_the_canonical_address_of_a_page_makes_one_article_of_two(town: Town) -> None:
    own = town.press.url("/a/quimperle/halle")
    town.publish("un", town.story("/a/quimperle/halle", "Quimperlé : la halle", f"Quimperlé. {TEXT}"))
    head = f'<link rel="canonical" href="{own}">'
    town.publish(
        "deux", town.story("/a/bretagne/halle", "VIDÉO. Quimperlé : la halle", f"Quimperlé. {TEXT}", head=head)
    )
    town.run()
    town.pipeline.group()
    [(address, carriers)] = town.storage._connection.rows(
        "SELECT canonical_url, (SELECT count(*) FROM article_sources c WHERE c.article_id = a.id) FROM articles a"
    )
    assert (address, carriers) == (own, 2)


def test_a_page_completes_author_and_hour(town: Town) -> None:
    url = town.press.url("/a/quimperle")
    meta = (
        '<script type="application/ld+json">{"@type":"NewsArticle","author":{"@type":"Person","name":"Anne Le Goff"},'
        f'"datePublished":"{(NOW - timedelta(hours=5)).isoformat()}"}}</script>'
    )
    town.story("/a/quimperle", "Quimperlé", f"Quimperlé. {TEXT}", head=meta)
    town.publish("presse", item("Quimperlé : un livre", link=url, guid=url))
    town.storage.sources.sync(town.sources)
    town.publish("presse", item("Autre", link=town.press.url("/b")))
    town.run()  # the first fetch, after which an entry without a date is news
    town.publish("presse", item("Quimperlé : un livre", link=url, guid=url))
    town.run()
    [row] = town.storage._connection.rows("SELECT author, published_at, precision FROM articles WHERE url = ?", url)
    assert row == ("Anne Le Goff", utc(NOW - timedelta(hours=5)), "minute")


def test_a_server_whose_etag_never_changes_is_found_out(town: Town) -> None:
    bodies = [rss(town.item(town.press.url(f"/b/{n}"), f"Titre {n}")) for n in range(3)]

    def stubborn(body: bytes) -> Page:
        return lambda visit: visit.answer(
            304 if "if-none-match" in visit.seen.headers else 200,
            b"" if "if-none-match" in visit.seen.headers else body,
            {"Content-Type": "application/rss+xml", "ETag": '"constant"'},
        )

    town.publish("presse")
    counts = []
    for number, hours in ((0, 1), (1, 24), (1, 1), (2, 1)):
        town.press.put("/presse.xml", stubborn(bodies[number]), 0)
        counts.append(town.run().new_articles)
        town.now += timedelta(hours=hours)
    assert counts == [1, 0, 1, 1]
    assert town.storage.sources.state("presse").etag_lies


def test_one_notice_when_a_source_breaks_and_one_when_it_is_back(town: Town) -> None:
    town.publish("presse", town.item(town.press.url("/b"), "Titre"))
    town.run()
    town.press.put("/presse.xml", status(503), 0)
    for _ in range(5):
        town.now += timedelta(hours=1)
        town.run()
    town.publish("presse", town.item(town.press.url("/b"), "Titre"))
    town.now += timedelta(hours=1)
    town.run()
    notices = town.storage.sources.notices("", "9")
    assert [(notice.kind, notice.trouble) for notice in notices] == [("broken", "failing"), ("back", "failing")]
    assert notices[0].since == notices[1].since
    assert town.storage.sources.appendix("", "9").troubled == ()


def test_a_list_page_in_which_nothing_is_found_any_more_is_an_alarm_and_is_kept(town: Town) -> None:
    page = '<html><body><ul><li class="actu"><a href="/b/1">Quimperlé, la halle</a></li></ul></body></html>'
    html = "text/html; charset=utf-8"
    url = town.press.put("/liste", status(200, page.encode(), html), 0)
    selectors = Selectors(item="li.actu", link="a", title="a")
    town.sources = [Source("mairie", "Mairie", "listing", url, url, ("29",), 1.0, "never", selectors=selectors)]
    assert town.run().new_articles == 1
    town.press.put("/liste", status(200, page.replace("actu", "autre").encode(), html), 0)
    town.now += timedelta(hours=1)
    town.run()
    [state] = town.storage.sources.appendix("", "9").troubled
    assert state.trouble == "empty"
    assert [notice.trouble for notice in town.storage.sources.notices("", "9")] == ["empty"]
    kept = town.storage.sources.kept_page("mairie")
    assert kept is not None
    assert 'class="autre"' in kept.body


def test_a_feed_that_turned_over_between_two_polls_is_said_and_polled_more_often(town: Town) -> None:
    town.publish("presse", *(town.item(town.press.url(f"/b/{n}"), f"Titre {n}") for n in range(3)))
    town.run()
    before = town.storage.sources.state("presse")
    town.now += timedelta(hours=1)
    town.publish("presse", *(town.item(town.press.url(f"/b/{n}"), f"Titre {n}") for n in range(10, 13)))
    town.run()
    state = town.storage.sources.state("presse")
    assert state.missed_at == utc(town.now)
    assert state.interval_minutes < before.interval_minutes
    assert [one.id for one in town.storage.sources.appendix("", "9").missed] == ["presse"]


def test_searches_take_turns_and_their_entries_stay_their_own(town: Town) -> None:
    kind: SourceKind = "search"
    url = town.press.url("/q?ville={commune}")
    hit = town.item("https://journal.example/a/halle", "La halle - Le Journal")
    for path in ("Ch%C3%A2teaulin", "Quimperl%C3%A9", "Landerneau"):
        town.press.put(f"/q?ville={path}", feed(rss(hit), etag=False), 0)
    town.sources = [Source("recherche", "Recherche", kind, url, url, ("29",))]
    assert town.run().sources == 0
    town.settings = replace(town.settings, searches=3)
    asked = []
    for _ in range(2):
        assert town.run().sources == 1
        asked.append({path for path in town.press.tally().paths if path.startswith("/q")})
    assert (len(asked[0]), len(asked[1])) == (3, 6)
    rows = town.storage._connection.rows("SELECT canonical_url FROM articles")
    assert all(row[0].startswith("entry:recherche/") for row in rows)
