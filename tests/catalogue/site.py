"""Invented sites on a loopback press: a newspaper's home page, its feed, its pages, a town's page of news.

Every title, town hall and article here is invented for these tests; only the towns exist.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

from pvd_watch.config import init_home

from ..cli.command import set_keys
from ..press import Press, feed, item, rss, status

TOWNS = ("Guéret", "Aubusson", "Bourganeuf", "La Souterraine")


def html(body: str, head: str = "", language: str = "fr") -> bytes:
    """A page."""
    return f"<!doctype html><html lang='{language}'><head>{head}</head><body>{body}</body></html>".encode()


def home_page(*feeds: str, name: str = "L’Écho de la Creuse (journal inventé)") -> bytes:
    """A home page that announces feeds."""
    links = "".join(f'<link rel="alternate" type="application/rss+xml" href="{path}">' for path in feeds)
    return html("<h1>À la une</h1>", f'<meta property="og:site_name" content="{name}"><title>Accueil</title>{links}')


def news(base: str, count: int = 4, days_old: int = 1) -> bytes:
    """A feed that speaks of towns of the Creuse."""
    at = datetime.now(UTC) - timedelta(days=days_old)
    return rss(
        *(
            item(
                f"{town} : le conseil municipal a voté le budget de la ville",
                link=f"{base}/article/{number}",
                guid=f"{base}/article/{number}",
                pubDate=format_datetime(at - timedelta(hours=number)),
                description=f"Les élus de {town} (Creuse) se sont réunis pour la rénovation de la halle et des écoles.",
            )
            for number, town in enumerate(TOWNS[:count])
        )
    )


def town_hall(dated: int, plain: int = 0) -> bytes:
    """A list page of an invented town hall: so many announcements with a date, so many without."""
    day = datetime.now(UTC) - timedelta(days=2)
    articles = "".join(
        f"<article><h2><a href='/actualites/{number}'>La mairie d’Aubusson annonce le projet n° {number}</a></h2>"
        + (f"<time datetime='{day:%Y-%m-%d}'>{day:%d/%m/%Y}</time>" if number < dated else "")
        + "<p>La commune invite les habitants à la réunion publique.</p></article>"
        for number in range(dated + plain)
    )
    return html(f"<main>{articles}</main>")


def put_newspaper(press: Press, host: int = 0) -> None:
    """A whole site: home page, feed, articles."""
    press.put("/", status(200, home_page("/comments/feed/", "/flux/actualites.xml")), host)
    press.put("/flux/actualites.xml", feed(news(press.url("", host))), host)
    for number in range(len(TOWNS)):
        press.put(f"/article/{number}", status(200, html("<article><p>Le texte.</p></article>")), host)


def listening_home(folder: Path, records: str = "") -> Path:
    """A bare home that may read the press."""
    init_home(folder, bare=True)
    set_keys(folder, allow_private_hosts='["127.0.0.1", "127.0.0.2"]', delay_seconds="0.0")
    (folder / "config" / "sources.toml").write_text(records, encoding="utf-8")
    return folder


def record(url: str, kind: str = "feed", id_: str = "j", more: str = "", departments: str = '"23"') -> str:
    """A ``[[source]]``."""
    return (
        f'[[source]]\nid = "{id_}"\nname = "Le Journal {id_}"\nkind = "{kind}"\nurl = "{url}"\n'
        f'homepage = "{url}"\ndepartments = [{departments}]\n{more}\n'
    )
