"""The public pages in a real browser: accessible in both themes, narrow, printed, light, quick, by keyboard alone."""

from __future__ import annotations

import pytest

from tests.web.archive import DAY, fill
from tests.web.conftest import Desk

from .conftest import Opening, violations

_PAGES = (
    "/veille/", f"/veille/{DAY}", "/departements/", "/departements/02", "/communes/", "/communes/?q=saint",
    "/communes/01173", "/themes/", "/themes/commerce", "/recherche", f"/recherche?q=halle&du={DAY}", "/recherche?q=zzz",
    "/carte", "/statistiques", "/sources/", "/couverture", f"/signaler?page=/veille/{DAY}", "/accessibilite",
    "/mentions-legales", "/donnees-personnelles", "/aide", "/aide/operator", "/aide/editor", "/api",
)  # fmt: skip
_HEAVIEST = 150_000


@pytest.fixture
def archive(desk: Desk) -> Desk:
    """A site with an issue of 40 stories, two earlier ones, and a draft."""
    for day, count in (("2025-12-30", 6), ("2026-03-03", 12), (DAY, 40)):
        fill(desk.watch, day, count)
    fill(desk.watch, "2026-03-05", 5, published=False)
    return desk


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_page_is_accessible_and_fits_the_narrowest_screen(opening: Opening, archive: Desk, theme: str) -> None:
    page = opening("/veille/", color_scheme=theme, viewport={"width": 320, "height": 700})
    found = {}
    for path in _PAGES:
        page.goto(path)
        wide = page.evaluate("document.documentElement.scrollWidth")
        faults = violations(page) + ([f"{wide} pixels wide"] if wide > 320 else [])
        if faults:
            found[path] = faults
    assert found == {}


def test_pages_of_the_desk_are_accessible(opening: Opening, archive: Desk) -> None:
    archive.watch.storage.reports.add(f"/veille/{DAY}", "commune", "C’est Rue.", "2026-03-04T08:30:00Z")
    archive.log_in("editor")
    for theme in ("light", "dark"):
        page = opening("/bureau/signalements", color_scheme=theme)
        assert violations(page) == []
        page.goto("/veille/2026-03-05")
        assert "Aperçu d’un brouillon" in page.locator("main").inner_text()
        assert violations(page) == []


_WEIGHT = """() => {
    const all = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')];
    const paint = performance.getEntriesByName('first-contentful-paint')[0];
    return [all.reduce((sum, each) => sum + each.transferSize, 0), paint ? paint.startTime / 1000 : 0];
}"""
"""Bytes that a page took with all it needs, and seconds until its first words stood, by the browser's own clock."""


def test_pages_are_light_and_quick(opening: Opening, archive: Desk) -> None:
    """Each as a browser sees it that has nothing of the site yet; the best of three, as the machine may be busy."""
    fill(archive.watch, "2026-03-06", 300)
    for path in (*_PAGES, "/veille/2026-03-06"):
        seconds = 9.0
        for _ in range(3):
            page = opening(path)
            page.wait_for_load_state("load")
            size, shown = page.evaluate(_WEIGHT)
            page.close()
            assert 0 < size < _HEAVIEST, path
            seconds = min(seconds, shown)
            if seconds < 1:
                break
        assert seconds < 1, path


def test_a_permalink_leads_to_its_story(opening: Opening, archive: Desk) -> None:
    digest = archive.watch.storage.digests.get(DAY)
    assert digest is not None
    last = digest.items[-1]
    page = opening(f"/veille/{DAY}#story-{last.story_id}")
    story = page.locator(f"#story-{last.story_id}")
    assert story.evaluate("element => element.matches(':target')")
    in_sight = "id => { const at = document.getElementById(id).getBoundingClientRect().y; return at >= 0 && at < 800 }"
    page.wait_for_function(in_sight, arg=f"story-{last.story_id}")  # pages glide there


def test_a_search_by_keyboard_alone(opening: Opening, archive: Desk) -> None:
    page = opening("/veille/")
    for _ in range(4):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "find"
    page.keyboard.type("medecin")
    page.keyboard.press("Enter")
    page.wait_for_url("**/recherche?q=medecin")
    assert page.locator("li.hit mark").first.inner_text() == "médecin"
    page.locator("li.hit h3 a").first.focus()
    assert page.evaluate("document.activeElement.closest('li.hit') !== null")


def test_an_error_is_reported_by_keyboard_alone(opening: Opening, archive: Desk) -> None:
    page = opening(f"/veille/{DAY}")
    page.get_by_role("link", name="Signaler une erreur").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/signaler?**")
    page.get_by_label("Ce qui ne va pas").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.type("Ce n’est pas cette commune.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/signaler?merci=1")
    [report] = archive.watch.storage.reports.open()
    assert (report.page, report.kind) == (f"/veille/{DAY}", "commune")


def test_print_leaves_out_what_only_a_screen_needs(opening: Opening, archive: Desk) -> None:
    page = opening(f"/veille/{DAY}")
    page.emulate_media(media="print")
    for hidden in (".find", ".main-menu", ".side", ".foot-links"):
        assert not page.locator(hidden).first.is_visible()
    assert page.locator("article.story").first.is_visible()


def test_without_scripts_nothing_is_missing(opening: Opening, archive: Desk) -> None:
    page = opening(f"/recherche?q=halle&du={DAY}", java_script_enabled=False)
    assert page.locator("li.hit").count() > 0
    page.goto("/carte")
    assert page.locator("circle.dot").count() > 10
