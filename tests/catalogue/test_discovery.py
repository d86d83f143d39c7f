"""What pages and robots.txt say of feeds; the pages are invented."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pvd_watch.catalogue.discovery import announced, name_of, sitemaps, usual

URL = "https://echo.example/une/"


def alternate(href: str, media_type: str = "application/rss+xml", rel: str = "alternate") -> str:
    return f'<link rel="{rel}" type="{media_type}" href="{href}">'


@pytest.mark.parametrize(
    ("head", "found"),
    [
        (alternate("/rss"), ["https://echo.example/rss"]),
        (alternate("flux.xml"), ["https://echo.example/une/flux.xml"]),
        (f'<base href="https://cdn.example/a/">{alternate("flux.xml")}', ["https://cdn.example/a/flux.xml"]),
        (alternate("/f", "Application/ATOM+xml; charset=utf-8", "home ALTERNATE"), ["https://echo.example/f"]),
        (alternate("/f.json", "application/feed+json"), ["https://echo.example/f.json"]),
        (alternate("/rss") * 2 + alternate("/b"), ["https://echo.example/rss", "https://echo.example/b"]),
        (
            alternate("/comments/feed/") + alternate("/feed/"),
            ["https://echo.example/feed/", "https://echo.example/comments/feed/"],
        ),
        (alternate("/wp-json/oembed/1.0?x", "application/json"), []),
        (alternate("/m", "text/html") + alternate("/s.css", "text/css", "stylesheet"), []),
        (alternate("javascript:alert(1)") + alternate("") + alternate("http://[bad"), []),
        ("", []),
    ],
)
def test_the_feeds_that_a_page_announces(head: str, found: list[str]) -> None:
    page = f"<!doctype html><html><head>{head}</head><body><p>Une page inventée.</p></body></html>"
    assert [candidate.url for candidate in announced(page, URL)] == found


@given(st.text(), st.text())
def test_any_page_and_robots_txt_can_be_looked_at(page: str, robots: str) -> None:
    assert all(each.url.startswith("http") for each in announced(page + alternate(robots), URL))
    assert all(each.kind == "news-sitemap" for each in sitemaps(robots, URL))
    assert name_of(page, URL)


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ('<meta property="og:site_name" content=" L’Écho  d’Aubusson "><title>Accueil</title>', "L’Écho d’Aubusson"),
        ("<title>Toute l’actualité de la Creuse - L’Écho d’Aubusson</title>", "L’Écho d’Aubusson"),
        ("<title>\n  Saint-Junien\n</title>", "Saint-Junien"),
        ('<meta property="og:site_name" content=" ">', "echo.example"),
    ],
)
def test_the_name_of_a_site(head: str, name: str) -> None:
    assert name_of(f"<html><head>{head}</head></html>", "https://www.echo.example/") == name


def test_the_news_sitemaps_of_a_robots_txt() -> None:
    robots = (
        "User-agent: *\nSITEMAP:/plan-news.xml # le plan\nSitemap: https://echo.example/sitemap_pages.xml\n"
        "Sitemap: https://echo.example/actualites.xml\nSitemap: https://echo.example/actualites.xml\n"
        "Sitemap: file:///news.xml\n"
    )
    assert [each.url for each in sitemaps(robots, URL)] == [
        "https://echo.example/plan-news.xml",
        "https://echo.example/actualites.xml",
    ]


def test_the_usual_addresses_are_on_the_site() -> None:
    assert {each.url.removeprefix("https://echo.example") for each in usual("https://echo.example/")} >= {
        *("/feed/", "/rss", "/rss.xml", "/atom.xml", "/sitemap-news.xml")
    }
