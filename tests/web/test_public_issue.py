"""The published selection as everybody sees it: issues, archive, departments, towns, themes, feeds."""

from __future__ import annotations

import json

import pytest
from lxml import etree

from pvd_watch.keeping.removal import remove_now
from pvd_watch.model import Decision
from pvd_watch.typography import shown_title

from .archive import DAY, fill
from .conftest import Desk

_ATOM = {"a": "http://www.w3.org/2005/Atom"}


def test_an_issue_shows_its_stories_under_their_permalinks(desk: Desk) -> None:
    digest = fill(desk.watch)
    page = desk.ask.get(f"/veille/{DAY}")
    assert page.status_code == 200
    for item in digest.items:
        assert f'id="story-{item.story_id}"' in page.text
        assert f'href="/communes/{item.communes[0].insee}"' in page.text
    assert "À lire pour la méthode" in page.text


def test_a_draft_is_for_the_desk_alone(desk: Desk) -> None:
    """Nobody else learns even that it exists; whoever sees the desk sees what would be published, under a banner."""
    digest = fill(desk.watch, published=False)
    assert desk.ask.get(f"/veille/{DAY}").status_code == 404
    desk.log_in("reader")
    assert "Rien n’est encore gardé" in desk.ask.get(f"/veille/{DAY}").text
    kept, other = digest.items[:2]
    desk.watch.review.decide(DAY, Decision("keep", kept.story_id), "une@example.fr")
    desk.watch.review.decide(DAY, Decision("note", kept.story_id, text="à ne pas dire"), "une@example.fr")
    page = desk.ask.get(f"/veille/{DAY}")
    assert "Aperçu d’un brouillon" in page.text
    assert f'id="story-{kept.story_id}"' in page.text
    assert f'id="story-{other.story_id}"' not in page.text
    assert "à ne pas dire" not in page.text
    assert page.headers["cache-control"] == "private, no-store"


def test_a_correction_after_publication_is_told(desk: Desk) -> None:
    digest = fill(desk.watch, published=False)
    review, first = desk.watch.review, digest.items[0]
    review.decide(DAY, Decision("keep", first.story_id), "une@example.fr")
    review.decide(DAY, Decision("publish"), "une@example.fr")
    assert "corrigé" not in desk.ask.get(f"/veille/{DAY}").text
    review.decide(DAY, Decision("present", first.story_id, text="Une ligne de plus."), "une@example.fr")
    page = desk.ask.get(f"/veille/{DAY}").text
    assert "Numéro corrigé après sa publication" in page
    assert "Une ligne de plus." in page
    assert "une@example.fr" not in page


@pytest.mark.parametrize("day", ["2026-02-30", "hier", "2026-03-01", "..%2f..%2fetc", "<script>"])
def test_a_day_without_an_issue_is_not_there(desk: Desk, day: str) -> None:
    assert desk.ask.get(f"/veille/{day}").status_code == 404


def test_the_archive_leads_to_every_published_day_and_to_no_other(desk: Desk) -> None:
    for day in ("2025-12-30", "2026-02-27", DAY):
        fill(desk.watch, day, 3)
    fill(desk.watch, "2026-03-05", 3, published=False)
    page = desk.ask.get("/veille/").text
    assert f'href="/veille/{DAY}"' in page
    assert 'href="/veille/2026-02-27"' in page
    assert "2026-03-05" not in page
    assert 'href="/veille/2025-12-30"' in desk.ask.get("/veille/?annee=2025").text


def test_the_archive_before_the_first_issue(desk: Desk) -> None:
    assert "Aucun numéro n’a encore été publié" in desk.ask.get("/veille/").text


def test_departments_towns_and_themes_show_what_was_published(desk: Desk) -> None:
    """Newest first; what a draft holds is on none of them."""
    fill(desk.watch, "2026-03-03", 4)
    digest = fill(desk.watch, DAY, 4)
    draft = fill(desk.watch, "2026-03-05", 4, published=False)
    item = digest.items[0]
    town = item.communes[0]
    for path in (f"/departements/{town.department}", f"/communes/{town.insee}", f"/themes/{item.themes[0]}"):
        page = desk.ask.get(path).text
        assert shown_title(item.title) in page, path
        assert f'href="/veille/{DAY}#story-{item.story_id}"' in page
        assert "2026-03-05" not in page
        assert f'href="{path}/feed.xml"' in page
    assert shown_title(draft.items[0].title) not in desk.ask.get(f"/communes/{draft.items[0].communes[0].insee}").text
    department = desk.ask.get(f"/departements/{town.department}").text
    assert department.index(f"/veille/{DAY}") < department.index("/veille/2026-03-03")


def test_a_list_goes_on_from_page_to_page(desk: Desk) -> None:
    """All items of a theme stand on its pages, each once."""
    fill(desk.watch, DAY, 240)
    theme, total = next(iter(desk.watch.storage.published.counts("theme").items()))
    assert total > 30
    seen = []
    for page in (1, 2):
        text = desk.ask.get(f"/themes/{theme}?page={page}").text
        seen += [part.split('"')[0] for part in text.split(f"/veille/{DAY}#story-")[1:]]
    assert len(set(seen)) == len(seen) == total
    assert "Cette page est vide" in desk.ask.get(f"/themes/{theme}?page=99").text
    assert desk.ask.get(f"/themes/{theme}?page=-1%27").status_code == 200


@pytest.mark.parametrize(
    "path", ["/departements/999", "/communes/75056", "/communes/x", "/themes/rien", "/veille/x/feed.xml"]
)
def test_what_there_is_not_is_a_page_not_found(desk: Desk, path: str) -> None:
    """Paris is a town, but none of the programme's."""
    assert desk.ask.get(path).status_code == 404


def test_towns_are_found_by_letter_and_name(desk: Desk) -> None:
    assert 'href="/communes/36018">Le Blanc' in desk.ask.get("/communes/?lettre=B").text
    assert 'href="/communes/29233">Quimperlé' in desk.ask.get("/communes/?q=quimperle").text
    assert "Aucune commune du programme" in desk.ask.get("/communes/?q=%22%3Cscript%3E").text


def test_feeds_of_everything_and_of_each_shelf(desk: Desk) -> None:
    digest = fill(desk.watch, DAY, 5)
    fill(desk.watch, "2026-03-05", 5, published=False)
    item = digest.items[0]
    base = str(desk.ask.base_url).rstrip("/")
    for path, least in (("/veille", 5), (f"/communes/{item.communes[0].insee}", 1), (f"/themes/{item.themes[0]}", 1)):
        atom = desk.ask.get(f"{path}/feed.xml")
        assert atom.headers["content-type"] == "application/atom+xml; charset=utf-8"
        assert atom.headers["access-control-allow-origin"] == "*"
        ids = [found.text for found in etree.fromstring(atom.content).findall("a:entry/a:id", _ATOM)]
        assert f"{base}/veille/{DAY}#story-{item.story_id}" in ids
        assert len(ids) >= least
        feed = json.loads(desk.ask.get(f"{path}/feed.json").content)
        assert [each["id"] for each in feed["items"]] == ids
        assert feed["feed_url"] == f"{base}{path}/feed.json"


def test_what_a_reader_has_is_not_sent_again(desk: Desk) -> None:
    fill(desk.watch)
    for path in (f"/veille/{DAY}", "/veille/feed.xml"):
        first = desk.ask.get(path)
        for tag in (first.headers["etag"], first.headers["etag"].removeprefix("W/"), '"x", ' + first.headers["etag"]):
            again = desk.ask.get(path, headers={"If-None-Match": tag})
            assert (again.status_code, again.content) == (304, b"")


def test_what_was_removed_is_gone_from_pages_that_were_kept(desk: Desk) -> None:
    """At once, for strangers who are shown pages that were made before."""
    gone = fill(desk.watch).items[0]
    places = (f"/veille/{DAY}", "/veille/", "/veille/feed.xml", f"/communes/{gone.communes[0].insee}", "/carte")
    assert gone.url in desk.ask.get(f"/veille/{DAY}").text
    for path in places:
        assert desk.ask.get(path).status_code == 200
    remove_now(desk.watch, "article", gone.url, "anne")
    assert all(gone.url not in desk.ask.get(path).text for path in places)
    for question in (f"digests/{DAY}", "stories", "articles", f"top?from={DAY}&to={DAY}"):
        assert gone.url not in desk.ask.get(f"/api/v1/{question}").text
