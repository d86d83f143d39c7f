"""The archive's search over HTTP."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from .archive import DAY, SOURCES, fill
from .conftest import Desk


def _hits(desk: Desk, **asked: str) -> int:
    answer = desk.ask.get("/recherche", params=asked)
    assert answer.status_code == 200
    return answer.text.count('<li class="hit">')


def test_words_are_found_however_they_are_written_and_marked(desk: Desk) -> None:
    fill(desk.watch, count=6)
    page = desk.ask.get("/recherche", params={"q": "medecin"}).text
    assert "un <mark>médecin</mark> s’installe" in page
    assert _hits(desk, q="oeuvres") == _hits(desk, q="Œuvres") == 1
    assert _hits(desk, q="halle*") == _hits(desk, q="HALLE") == 1
    assert _hits(desk, q='"maison de santé"') == 1
    assert _hits(desk, q='"santé de maison"') == 0
    assert "Aucun article de l’archive" in desk.ask.get("/recherche?q=introuvable").text


def test_filters_narrow_together(desk: Desk) -> None:
    fill(desk.watch, "2026-03-03", 6)
    digest = fill(desk.watch, DAY, 6, kept=2)
    assert _hits(desk, q="halle") == 2
    assert _hits(desk, q="halle", du=DAY) == 1
    assert _hits(desk, q="halle", au="2026-03-03") == 1
    assert _hits(desk, du=DAY, au=DAY) == 6
    assert _hits(desk, du=DAY, publie="1") == 2
    assert _hits(desk, source=SOURCES[0].id) == 4
    shown = digest.items[0]
    town = shown.communes[0]
    assert _hits(desk, commune=town.insee, du=DAY) == 1
    assert _hits(desk, theme=shown.themes[0], departement=town.department, du=DAY) >= 1
    assert _hits(desk, commune=town.insee, q="introuvable") == 0
    assert _hits(desk, departement="974") == 0


def test_what_was_published_leads_to_its_issue(desk: Desk) -> None:
    digest = fill(desk.watch, count=6, kept=1)
    page = desk.ask.get("/recherche", params={"du": DAY}).text
    assert page.count("Repéré automatiquement, non relu") == 5
    assert f'href="/veille/{DAY}#story-{digest.items[0].story_id}"' in page


def test_pages_hold_each_hit_once(desk: Desk) -> None:
    fill(desk.watch, count=45)
    assert [_hits(desk, du=DAY, page=str(page)) for page in (1, 2, 3, 4)] == [20, 20, 5, 0]
    assert [_hits(desk, q="halle", tri="pertinence", page=str(page)) for page in (1, 2)] == [8, 0]


@pytest.mark.parametrize(
    "query",
    [
        '"',
        "*",
        "AND",
        "NEAR(",
        "a" * 5_000,
        "saint-flour",
        "^title:",
        "(((",
        "x OR",
        "<script>alert(1)</script>",
        "\x00",
    ],
)
def test_odd_queries_never_fail(desk: Desk, query: str) -> None:
    fill(desk.watch, count=2)
    page = desk.ask.get("/recherche", params={"q": query, "page": "-3", "du": "9999-12-31", "departement": "zz"})
    assert page.status_code == 200
    assert "<script>alert" not in page.text


def test_any_words_are_answered(desk: Desk) -> None:
    fill(desk.watch, count=2)

    @settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(st.text(max_size=60), st.text(max_size=12), st.text(max_size=12))
    def ask(words: str, first: str, last: str) -> None:
        safe = {
            name: value.encode("utf-8", "ignore").decode()
            for name, value in (("q", words), ("du", first), ("au", last))
        }
        assert desk.ask.get("/recherche", params=safe).status_code == 200

    ask()
