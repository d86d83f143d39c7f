"""Map, figures, sources, coverage, texts and guides over HTTP."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from pvd_watch.config import Home
from pvd_watch.model import Decision, Done, Failure, HostState, Verdict
from pvd_watch.typography import name
from pvd_watch.wiring import Watch

from .archive import DAY, SOURCES, fill
from .conftest import NOW, Desk, served


@pytest.fixture
def sourced(fresh_home: Path) -> Iterator[Desk]:
    """A site that watches the sources of the tests' archive, one of which fails, one of which reserves its texts."""
    records = "".join(
        f'[[source]]\nid = "{each.id}"\nname = "{each.name}"\nkind = "feed"\nurl = "{each.url}"\n'
        f'homepage = "{each.homepage}"\ndepartments = {json.dumps(each.departments)}\n'
        for each in SOURCES
    )
    Home(fresh_home).sources_file.write_text(records, encoding="utf-8")
    watch = Watch(Home(fresh_home), lambda: NOW)
    sources, run = watch.storage.sources, watch.storage.runs.begin("test", "2026-03-04T06:00:00Z")
    sources.sync(list(SOURCES))
    failure = Failure("tls", "certificate has expired")
    for each, failed in zip(SOURCES, (None, failure, None), strict=True):
        done = Done(each.id, 0 if failed else 200, failure=failed, newest="2026-03-04T05:00:00Z")
        watch.storage.articles.commit_feed(run, done, [], "2026-03-04T06:00:00Z")
    sources.reserve(SOURCES[0].id, "tdm-reservation", "2026-03-04T06:00:00Z")
    with served(watch.home) as address, httpx.Client(base_url=address, timeout=30) as ask:
        yield Desk(ask, watch)
    watch.close()


def test_sources_are_told_apart_by_how_they_fare(sourced: Desk) -> None:
    page = sourced.ask.get("/sources/").text
    assert all(f'href="/sources/{each.id}"' in page for each in SOURCES)
    assert "en panne : 1" in page.replace("&nbsp;", " ")
    failing = sourced.ask.get("/sources/?etat=failing").text
    assert SOURCES[1].id in failing
    assert f'href="/sources/{SOURCES[0].id}"' not in failing
    assert f'href="/sources/{SOURCES[0].id}"' in sourced.ask.get("/sources/?etat=reserved").text
    assert f'href="/sources/{SOURCES[2].id}"' not in sourced.ask.get("/sources/?departement=29").text
    assert "Aucune source dans cet état" in sourced.ask.get("/sources/?etat=%3Cscript%3E").text


def test_the_card_of_a_source_speaks_french(sourced: Desk) -> None:
    """The sentence of the failure is for terminals: the page has its own."""
    page = sourced.ask.get(f"/sources/{SOURCES[1].id}").text
    assert "le certificat du site n’est pas valable" in page
    assert "certificate" not in page
    assert "s’oppose à la fouille" in sourced.ask.get(f"/sources/{SOURCES[0].id}").text
    assert sourced.ask.get("/sources/rien").status_code == 404


def test_the_card_of_a_source_says_by_what_right_it_is_read(sourced: Desk) -> None:
    file = sourced.watch.home.sources_file
    host = HostState("abers.example", robots_text="User-agent: GPTBot\nDisallow: /", robots_status=200)
    said = 'terms = "https://un.example/cgu"\nlicence = "convention du 12 mars"\ndecided_by = "Jeanne, le 3 mars"\n'
    assert "aucune : les réserves du titre sont respectées" in sourced.ask.get(f"/sources/{SOURCES[0].id}").text
    records = file.read_text(encoding="utf-8")
    file.write_text(records.replace("\n[[source]]", f"\n{said}[[source]]", 1), encoding="utf-8")
    sourced.watch.storage.sources.save_hosts([host])
    with served(sourced.watch.home) as address:
        page = httpx.get(f"{address}/sources/{SOURCES[0].id}").text
    assert 'href="https://un.example/cgu"' in page
    assert "convention du 12 mars" in page
    assert "Jeanne, le 3 mars" in page
    assert "gptbot" in page
    assert "s’oppose à la fouille" not in page


def test_coverage_shows_the_departments_nobody_watches(sourced: Desk) -> None:
    page = sourced.ask.get("/couverture").text
    assert "<b>2</b> départements couverts" in page
    assert '<circle class="dot bad"' in page
    assert 'href="/sources/?departement=01"' in page


def test_the_map_and_its_table_say_the_same(desk: Desk) -> None:
    digest = fill(desk.watch, DAY, 8)
    fill(desk.watch, "2026-03-05", 8, published=False)
    page = desk.ask.get("/carte").text
    towns = {item.communes[0].insee: item.communes[0] for item in digest.items}
    assert page.count('<circle class="dot"') == len(towns)
    for insee, town in towns.items():
        assert f'<a href="/communes/{insee}">{name(town.name)}' in page.replace("&#39;", "’").replace("'", "’")
    assert 'aria-describedby="communes"' in page
    assert "Aucune commune n’est citée" in desk.ask.get("/carte?du=2025-01-01&au=2025-01-31").text
    for odd in ("du=x", "du=2026-03-05&au=2026-03-01", "du=0001-01-01", "au=9999-12-31"):
        assert "n’a pas pu être comprise" in desk.ask.get(f"/carte?{odd}").text


def test_statistics_count_what_was_published(desk: Desk) -> None:
    fill(desk.watch, "2026-02-24", 4)
    fill(desk.watch, DAY, 8, kept=6)
    fill(desk.watch, "2026-03-05", 8, published=False)
    page = desk.ask.get("/statistiques?du=2026-03-01&au=2026-03-07").text
    assert "<b>6</b> sujets publiés" in page
    assert "<b>1</b> numéro" in page
    assert "2\u00a0mars 2026" in page
    assert "communes du programme sur 1\u202f646" in page
    again = desk.ask.get("/statistiques?du=2026-03-01&au=2026-03-07").text
    assert again == page
    fill(desk.watch, "2026-03-06", 3)
    assert "<b>9</b> sujets publiés" in desk.ask.get("/statistiques?du=2026-03-01&au=2026-03-07").text


def test_statistics_tell_how_right_the_links_were(desk: Desk) -> None:
    """Of the links that editors read, week by week."""
    assert "n’a encore lu aucun lien" in desk.ask.get("/statistiques").text
    digest = fill(desk.watch, DAY, 4, published=False)
    for item in digest.items:
        desk.watch.review.decide(DAY, Decision("keep", item.story_id), "une@example.fr")
    first = digest.items[0]
    verdict = Verdict(first.communes[0].insee, "reject")
    wrong = Decision("verdict", first.story_id, article_id=first.article_id, verdict=verdict)
    desk.watch.review.decide(DAY, wrong, "une@example.fr")
    desk.watch.review.decide(DAY, Decision("publish"), "une@example.fr")
    page = desk.ask.get("/statistiques").text
    assert "Précision" in page
    assert "75,0&nbsp;%" in page


def test_pages_of_an_empty_home_say_what_will_come(desk: Desk) -> None:
    for path, words in (
        ("/carte", "Aucune commune n’est citée"),
        ("/statistiques", "Rien n’a été publié"),
        ("/sources/", "Aucune source n’est configurée"),
        ("/couverture", "aucune source"),
        ("/departements/", "0\u00a0sujet publié"),
        ("/communes/29233", "Rien n’a encore été publié ici"),
        ("/themes/habitat", "Rien n’a encore été publié ici"),
        ("/recherche", "L’archive garde"),
    ):
        assert words in desk.ask.get(path).text, path


@pytest.mark.parametrize("path", ["/accessibilite", "/mentions-legales", "/donnees-personnelles"])
def test_texts_can_be_adapted(desk: Desk, path: str) -> None:
    assert "Texte à adapter" in desk.ask.get(path).text
    own = desk.watch.home.config_dir / "texts"
    own.mkdir()
    (own / f"{path[1:]}.md").write_text("# Chez nous\n\n<script>x</script> [y](javascript:z)", encoding="utf-8")
    page = desk.ask.get(path).text
    assert "<h1>Chez nous</h1>" in page
    assert "<script>x" not in page
    assert 'href="javascript' not in page


def test_guides_are_read_on_the_site(desk: Desk) -> None:
    assert "Guide de l’exploitant" in desk.ask.get("/aide").text
    assert "<h1>Guide de l’exploitant</h1>" in desk.ask.get("/aide/operator").text
    assert desk.ask.get("/aide/digest.png").headers["content-type"] == "image/png"
    for path in ("/aide/rien", "/aide/..%2f..%2fwiring.py", "/aide/rien.png"):
        assert desk.ask.get(path).status_code == 404
