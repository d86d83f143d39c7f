"""News sitemaps and their indexes: pure readings, and the way through an index over the real child."""

from __future__ import annotations

import gzip
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pvd_watch.model import FeedJob
from spiders.reading import FormatError, Reading, Sheet
from spiders.sitemaps import MOST_CHILDREN, Child, chosen, read_sitemap
from tests.bodies import news_url, plain_url, sitemap, sitemap_index
from tests.press import Press, feed, many, robots, status

from .child import crawl, polite

URL = "https://gazette.example/news.xml"
XML = "application/xml"


def read(body: bytes) -> Reading:
    return Sheet(URL, frozenset(), "gazette").reading(read_sitemap(body, XML, URL).items)


def test_a_news_sitemap() -> None:
    body = sitemap(
        news_url(
            "https://gazette.example/decize-58300/halle?a=1&b=2",
            "Decize : la halle « rouvre » & le marché aussi",
            "2023-10-25 9:59:58",
            keywords="marché, halle ; commerce",
            geo_locations="Decize, Nièvre, France",
        ),
        news_url("https://gazette.example/2", "Sans heure", "2026-06-18"),
        news_url("https://gazette.example/3", lastmod="2026-06-18T10:00:00Z"),
    )
    first, second, third = read(body).entries
    assert first.url == "https://gazette.example/decize-58300/halle?a=1&b=2"
    assert first.title == "Decize : la halle « rouvre » &amp; le marché aussi"
    assert (first.published_at, first.precision) == ("2023-10-25T07:59:58Z", "minute")
    assert first.categories == ("Decize", "Nièvre", "France", "marché", "halle", "commerce")
    assert (second.published_at, second.precision) == ("2026-06-18T10:00:00Z", "day")
    assert (third.title, third.published_at) == ("", "2026-06-18T10:00:00Z")
    assert (read(body).oldest, read(body).newest) == ("2023-10-25T07:59:58Z", "2026-06-18T10:00:00Z")


def test_addresses_that_are_no_news_count_only_where_none_is() -> None:
    home, news = plain_url("https://gazette.example/", "2026-01-01"), news_url("https://gazette.example/1", "Un")
    assert [entry.title for entry in read(sitemap(home, news)).entries] == ["Un"]
    (entry,) = read(sitemap(home)).entries
    assert (entry.url, entry.title) == ("https://gazette.example/", "")


def test_a_later_change_makes_no_plain_address_new() -> None:
    keys = {read(sitemap(plain_url("https://gazette.example/1", day))).present for day in ("2026-01-01", "2026-01-02")}
    assert len(keys) == 1
    titles = {read(sitemap(news_url("https://gazette.example/1", title))).present for title in ("Un", "Un, corrigé")}
    assert len(titles) == 2


@pytest.mark.parametrize("kind", ["fine", "entity", "ampersand", "prefix", "latin", "junk"])
def test_broken_sitemaps_give_every_address(kind: str) -> None:
    body = sitemap(*(news_url(f"https://gazette.example/{n}", f"Étain n° {n}", "2026-06-18") for n in range(30)))
    breaks = {
        "fine": body,
        "entity": body.replace("É".encode(), b"&Eacute;"),
        "ampersand": body.replace(" n°".encode(), " & n°".encode()),
        "prefix": body.replace(b"<url>", b"<x:y/><url>"),
        "latin": body.decode().encode("latin-1"),
        "junk": b"\n\n" + body + b"<!-- cached -->",
    }
    entries = read(breaks[kind]).entries
    assert len(entries) == 30
    assert all("tain" in entry.title and entry.published_at for entry in entries)


def test_an_address_that_is_cut_off_is_left_out() -> None:
    body = sitemap(*(news_url(f"https://gazette.example/article-{n}", "Un") for n in range(5)))
    cut = body[: body.rfind(b"article-4") + 4]
    assert [entry.url[-1] for entry in read(cut).entries] == ["0", "1", "2", "3"]


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (many(2), "a feed instead of a news sitemap; its kind is to be 'feed'"),
        (b"<!DOCTYPE html><html><body>404</body></html>", "an HTML page"),
        (b"", "no sitemap"),
        (b"Service indisponible", "no sitemap"),
        (b"<x/>", "no sitemap"),
        (b"<" * 5_000, "no sitemap"),
    ],
)
def test_what_is_no_sitemap_is_named(body: bytes, words: str) -> None:
    with pytest.raises(FormatError, match=r"^https://gazette\.example/news\.xml gives ") as refused:
        read(body)
    assert words in str(refused.value)


def test_entities_are_neither_expanded_nor_loaded() -> None:
    lines = "".join(f'<!ENTITY e{n + 1} "&e{n};&e{n};&e{n};&e{n};">' for n in range(20))
    start = f'<!DOCTYPE urlset [<!ENTITY e0 "ha">{lines}<!ENTITY f SYSTEM "file:///etc/passwd">]>'
    body = (
        start.encode()
        + sitemap(news_url("https://gazette.example/1", "T &e20; &f;").replace("&amp;", "&")).split(b"?>", 1)[1]
    )
    (entry,) = read(body).entries
    assert "root:" not in entry.title
    assert len(entry.title) < 50


def test_the_newest_news_come_first_and_not_too_many() -> None:
    children = [Child(f"https://gazette.example/{n}.xml", f"2026-01-{n:02}") for n in range(1, 20)]
    children.append(Child("https://gazette.example/sitemap-news.xml", ""))
    first, *rest = [child.url for child in chosen(children)]
    assert first.endswith("sitemap-news.xml")
    assert rest == [f"https://gazette.example/{n}.xml" for n in (19, 18, 17, 16)]
    assert len(rest) + 1 == MOST_CHILDREN


@settings(max_examples=80, deadline=None)
@given(st.binary(max_size=300), st.sampled_from([b"", b"<urlset><url><loc>", b"<sitemapindex><sitemap>"]))
def test_any_body_is_a_sitemap_or_refused(tail: bytes, head: bytes) -> None:
    try:
        found = read_sitemap(head + tail, XML, URL)
    except FormatError as error:
        message = str(error)
        assert message.startswith(URL)
    else:
        assert isinstance(found.items, list)


def test_over_the_real_child() -> None:
    """A sitemap behind gzip, one that is unchanged, and a feed where a sitemap was expected."""
    body = sitemap(
        news_url("https://gazette.example/1", "Un", "2026-06-18"), news_url("https://gazette.example/2", "Deux")
    )
    with Press() as press:
        press.put("/news.xml.gz", status(200, gzip.compress(body), "application/gzip", ETag='"1"'))
        press.put("/feed", feed(many(1)))
        job = FeedJob("a", press.url("/news.xml.gz"), form="news-sitemap")
        first = crawl([job, FeedJob("b", press.url("/feed"), form="news-sitemap")])
        done = first.done("a")
        again = crawl([replace(job, etag="", body_hash=done.body_hash, known=done.present)])
    assert [entry.title for entry in first.entries("a")] == ["Un", "Deux"]
    assert (done.entries, done.etag, done.newest) == (2, '"1"', "2026-06-18T10:00:00Z")
    assert first.stage("b") == "format"
    assert again.done("a").unchanged


def test_an_index_is_followed_newest_first_and_bounded() -> None:
    with Press() as press:
        for number in range(12):
            body = sitemap(news_url(f"https://gazette.example/{number}", f"n° {number}"))
            press.put(f"/{number}.xml", feed(body, XML))
        inner = [(press.url(f"/{number}.xml"), f"2026-01-{number + 1:02}T08:00:00Z") for number in range(8)]
        press.put("/inner.xml", feed(sitemap_index(inner), XML))
        outer = [(press.url("/inner.xml"), "2026-02-01T08:00:00Z"), (press.url("/index.xml"), "2026-02-01T08:00:00Z")]
        outer += [(press.url(f"/{number}.xml"), "2026-01-20T08:00:00Z") for number in range(8, 12)]
        job = FeedJob("a", press.put("/index.xml", feed(sitemap_index(outer), XML)), form="news-sitemap")
        told = crawl([job])
        done = told.done("a")
        asked = press.tally().paths[1:]
        again = crawl([replace(job, etag=done.etag, body_hash=done.body_hash, known=done.present)])
        unsure = crawl([replace(job, body_hash=done.body_hash, known=done.present)])
    assert told.stage("a") == ""
    assert asked == ["/index.xml", "/inner.xml", *(f"/{n}.xml" for n in (7, 6, 5, 4, 3)), "/8.xml", "/9.xml", "/10.xml"]
    assert [entry.title for entry in told.entries("a")] == [f"n° {n}" for n in (7, 6, 5, 4, 3, 8, 9, 10)]
    assert (again.done("a").status, again.done("a").unchanged) == (304, True)
    assert (unsure.done("a").status, unsure.done("a").unchanged) == (200, True)


def test_an_index_that_cannot_tell_of_changes_is_read_anew_each_time() -> None:
    """Its own validators would hide what changes behind it."""
    with Press() as press:
        index = sitemap_index(
            [(press.url("/news.xml"), "2026-06-18"), (press.url("/gone.xml"), "2026-06-17T08:00:00Z")]
        )
        press.put("/news.xml", feed(sitemap(news_url("https://gazette.example/1", "Un")), XML))
        press.put("/gone.xml", feed(sitemap(), XML))
        job = FeedJob("a", press.put("/index.xml", feed(index, XML)), form="news-sitemap")
        first = crawl([job]).done("a")
        press.put("/news.xml", feed(sitemap(news_url("https://gazette.example/2", "Deux")), XML))
        second = crawl([replace(job, etag=first.etag, body_hash=first.body_hash, known=first.present)])
    assert (first.etag, first.failure) == ("", None)
    assert [entry.title for entry in second.entries("a")] == ["Deux"]
    assert not second.done("a").etag_lies


def test_a_part_that_fails_spoils_no_other() -> None:
    with Press(hosts=2) as press:
        press.put("/robots.txt", robots("User-agent: *\nDisallow: /shut"), host=0)
        parts = [
            (press.url("/good.xml"), "2026-06-18T08:00:00Z"),
            (press.url("/missing.xml"), ""),
            (press.url("/shut.xml"), ""),
        ]
        parts += [(f"{press.url('/page.xml')}", "")]
        press.put("/good.xml", feed(sitemap(news_url("https://gazette.example/1", "Un")), XML))
        press.put("/page.xml", status(200, b"<html></html>"))
        press.put("/index.xml", feed(sitemap_index(parts), XML))
        press.put("/empty.xml", feed(sitemap_index([(press.url("/missing.xml"), ""), ("http://10.0.0.1/x", "")]), XML))
        told = crawl([FeedJob(name, press.url(f"/{name}.xml"), form="news-sitemap") for name in ("index", "empty")])
        assert not press.tally().of("/shut.xml")
    done = told.done("index")
    assert [entry.title for entry in told.entries("index")] == ["Un"]
    assert done.failure is not None
    assert (done.etag, done.entries) == ("", 1)
    assert told.stage("empty") == "private"
    assert "leads to nothing" in told.message("empty")


def test_a_gzip_bomb_is_not_unpacked() -> None:
    with Press() as press:
        press.put("/bomb.xml.gz", status(200, gzip.compress(b"\0" * 50_000_000, 1), "application/x-gzip"))
        press.put("/torn.xml.gz", status(200, gzip.compress(sitemap())[:14] + b"\xff" * 90, "application/x-gzip"))
        jobs = [FeedJob(name, press.url(f"/{name}.xml.gz"), form="news-sitemap") for name in ("bomb", "torn")]
        told = crawl(jobs, polite(max_bytes=1_000_000))
    assert (told.stage("bomb"), told.stage("torn")) == ("size", "format")
    assert "unpacked" in told.message("bomb")
