"""List pages read by the selectors of a record, and a site that needs a file of its own."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pvd_watch.model import Entry, FeedJob, Selectors
from spiders import sites
from spiders.listing import parse_listing
from spiders.reading import FormatError, Reading, Sheet
from tests.bodies import list_page, page, row
from tests.press import Press, feed, status

from .child import crawl

URL = "https://mairie.example/actualites/"
ROWS = Selectors(item=".row", link="h3 a", title="h3", date=".when", summary="p.lead")
SITE = """
from spiders.told import Told


def read(page, url):
    for line in page.splitlines():
        if line.startswith("ACTU|"):
            _, date, title, link = line.split("|")
            yield Told(link=link, title=title, dates=(date,))
"""


def read(text: str, selectors: Selectors = ROWS, known: tuple[str, ...] = ()) -> Reading:
    return parse_listing(text.encode(), "text/html; charset=utf-8", selectors, Sheet(URL, frozenset(known), "mairie"))


def only(text: str, selectors: Selectors = ROWS) -> Entry:
    (entry,) = read(text, selectors).entries
    return entry


def test_a_list_page() -> None:
    text = list_page(
        row("La halle rouvre", "/actu/halle", "Publié le 18 juin 2026", "Le marché <em>revient</em> samedi."),
        row("Conseil &amp; budget", "conseil.html", "jeu 18/06/2026 - 15:31"),
    )
    first, second = read(text).entries
    assert (first.url, first.title) == ("https://mairie.example/actu/halle", "La halle rouvre")
    assert first.summary == "Le marché revient samedi."
    assert (first.published_at, first.precision) == ("2026-06-18T10:00:00Z", "day")
    assert (second.url, second.title) == ("https://mairie.example/actualites/conseil.html", "Conseil &amp; budget")
    assert (second.published_at, second.precision) == ("2026-06-18T13:31:00Z", "minute")
    assert first.source_id == "mairie"
    assert (read(text).oldest, read(text).newest) == ("2026-06-18T10:00:00Z", "2026-06-18T13:31:00Z")
    assert read(text, known=(first.key,)).entries == (second,)


@pytest.mark.parametrize(
    ("markup", "published_at"),
    [
        ("18 juin 2026", "2026-06-18T10:00:00Z"),
        ("Le jeudi 1er octobre 2026", "2026-10-01T10:00:00Z"),
        ("Mis en ligne le 18/06/2026 à 9h05", "2026-06-18T07:05:00Z"),
        ("Vie locale | 2 déc. 2026", "2026-12-02T11:00:00Z"),
        ('<time datetime="2026-06-18T08:00:00+02:00">hier</time>', "2026-06-18T06:00:00Z"),
        ('<time datetime="2026-06-18">il y a 3 jours</time>', "2026-06-18T10:00:00Z"),
        ("il y a 2 heures", ""),
        ("hier à 18h30", ""),
        ("18 juin", ""),
        ("Lundi", ""),
        ("Salle du 3e étage, 12 rue du 8 mai", ""),
        ("", ""),
    ],
)
def test_dates(markup: str, published_at: str) -> None:
    assert only(list_page(row("La halle", "/1", markup))).published_at == published_at


def test_a_date_that_changes_by_the_hour_makes_nothing_new() -> None:
    keys = {only(list_page(row("La halle", "/1", f"il y a {hours} heures"))).key for hours in (2, 3)}
    assert len(keys) == 1
    assert only(list_page(row("La halle", "/1", "18 juin 2026"))).key not in keys


def test_the_format_of_a_date_may_be_given() -> None:
    text = list_page(row("La halle", "/1", "06.18.26 15-31"))
    assert only(text, replace(ROWS, date_format="%m.%d.%y %H-%M")).published_at == "2026-06-18T13:31:00Z"
    day = only(list_page(row("La halle", "/1", "06.18.26")), replace(ROWS, date_format="%m.%d.%y"))
    assert (day.published_at, day.precision) == ("2026-06-18T10:00:00Z", "day")
    assert only(text, replace(ROWS, date_format="%Y")).published_at == ""


@pytest.mark.parametrize(
    ("selectors", "told"),
    [
        (Selectors(item=".row"), ("/1", "La halle")),
        (Selectors(item=".row a"), ("/1", "La halle")),
        (Selectors(item=".row", link="a::attr(href)", title="a::text"), ("/1", "La halle")),
        (Selectors(item=".row", title="h3"), ("/1", "La halle")),
        (Selectors(item=".row h3", link="a"), ("/1", "La halle")),
    ],
)
def test_a_record_may_say_little(selectors: Selectors, told: tuple[str, str]) -> None:
    entry = only(list_page(row("La halle", "/1")), selectors)
    assert (entry.url.removeprefix("https://mairie.example"), entry.title) == told


def test_links_start_from_the_base_of_the_page() -> None:
    text = list_page(row("La halle", "1.html")).replace("<head>", '<head><base href="/commune/">')
    assert only(text).url == "https://mairie.example/commune/1.html"


def test_a_card_inside_a_link() -> None:
    card = '<a href="/1"><div class="card"><h3>La halle</h3><time datetime="2026-06-18"></time></div></a>'
    entry = only(list_page(card), Selectors(item=".card", title="h3"))
    assert (entry.url, entry.published_at) == ("https://mairie.example/1", "2026-06-18T10:00:00Z")


@pytest.mark.parametrize(
    ("selectors", "words"),
    [
        (Selectors(item=".article"), "holds nothing that the selector '.article' finds"),
        (Selectors(), "without the selector 'item'"),
        (Selectors(item="div["), "The selector item = 'div[' of the record cannot be followed"),
        (Selectors(item=".row", date="..x"), "The selector date = '..x'"),
        (Selectors(item=".row", title="h3::first-wörd"), "The selector title"),
        (Selectors(parser="nobody"), "'nobody', which is none of spiders/sites: there is no file nobody.py"),
        (Selectors(parser="../settings"), "a name is made of"),
        (Selectors(parser="os.path"), "a name is made of"),
    ],
)
def test_what_cannot_be_followed_is_named(selectors: Selectors, words: str) -> None:
    with pytest.raises(FormatError, match=r"mairie\.example|The selector") as refused:
        read(list_page(row("La halle", "/1", "hier")), selectors)
    assert words in str(refused.value)


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.characters(codec="utf-8")), st.sampled_from([".row", "a", "*", "td, li", "p::text"]))
def test_any_page_and_selector(text: str, item: str) -> None:
    try:
        reading = read(text, Selectors(item=item, date="*"))
    except FormatError as error:
        message = str(error)
        assert message
    else:
        assert len(reading.entries) == len(reading.present) <= reading.count


def test_over_the_real_child() -> None:
    text = list_page(row("La halle rénovée à Étain", "/1", "18 juin 2026")).encode("cp1252")
    with Press() as press:
        press.put("/actualites", feed(text.replace(b'<meta charset="utf-8">', b""), "text/html"))
        job = FeedJob("a", press.url("/actualites"), form="listing", selectors=ROWS)
        empty = FeedJob("b", press.put("/vide", status(200, page().encode())), form="listing", selectors=ROWS)
        told = crawl([job, empty])
        again = crawl([replace(job, etag=told.done("a").etag)])
    (entry,) = told.entries("a")
    assert (entry.title, entry.url) == ("La halle rénovée à Étain", press.url("/1"))
    assert again.done("a").unchanged
    assert told.stage("b") == "format"


def test_a_site_that_needs_code_is_one_file(tmp_path: Path) -> None:
    """The recipe of `spiders.sites`, over the real child: the file, and the record that names it."""
    assert 'parser = "mairie_exemple"' in (sites.__doc__ or "")
    (tmp_path / "mairie_exemple.py").write_text(SITE, encoding="utf-8")
    (tmp_path / "broken.py").write_text("def read(page, url):\n    return page.nothing\n", encoding="utf-8")
    # A folder beside the program's own, as if the files lay in spiders/sites.
    (tmp_path / "sitecustomize.py").write_text(
        f"import spiders.sites\nspiders.sites.__path__.append({str(tmp_path)!r})\n"
    )
    text = "Bulletin\nACTU|18/06/2026|La halle rouvre|/halle\nACTU|hier|Le budget est voté|budget.html\n"
    with Press() as press:
        url = press.put("/bulletin", status(200, text.encode(), "text/plain"))
        jobs = [
            FeedJob(name, url, form="listing", selectors=Selectors(parser=name))
            for name in ("mairie_exemple", "broken", "missing")
        ]
        told = crawl(jobs, environment={"PYTHONPATH": str(tmp_path)})
    first, second = told.entries("mairie_exemple")
    assert (first.title, first.url) == ("La halle rouvre", press.url("/halle"))
    assert (first.published_at, second.published_at) == ("2026-06-18T10:00:00Z", "")
    assert [told.stage(job.source_id) for job in jobs] == ["", "crawl", "format"]


def test_only_the_first_500_items_of_a_list_are_read() -> None:
    assert read(list_page(*(row(f"n° {number}", f"/{number}") for number in range(600)))).count == 500
