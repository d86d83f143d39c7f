"""What editors alone see: sources in trouble, what was dropped and why; harmless as every page."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from lxml import html

from pvd_watch.digest.appendix import render_appendix_html, render_appendix_text
from pvd_watch.model import Failure
from pvd_watch.standing import Appendix, Notice, SourceState
from tests.digest.sample import DIGEST, DROPPED, PLACES, one
from tests.digest.test_render import ANYTHING, keep_or_compare

QUIET = Appendix((), (), (), ())
BROKEN = SourceState(
    "fanal", "Le Fanal", "feed", ("29",), True,
    failures=3, failure=Failure("fetch", "503 Service Unavailable"),
    trouble="failing", trouble_since="2026-10-30T08:00:00Z",
)  # fmt: skip
SILENT = SourceState(
    "feuille", "La Feuille", "feed", ("36",), True, trouble="silent", trouble_since="2026-10-20T08:00:00Z"
)
MISSED = replace(SILENT, name="La Vigie", trouble="", missed_at="2026-10-31T23:30:00Z")
RESERVED = replace(SILENT, name="Le Clocher", reserved_at="2026-10-31T10:00:00Z", reserved_reason="tdm-reservation: 1")
BACK = Notice("grand-mistral", "back", "2026-10-29T08:00:00Z", "2026-11-01T05:00:00Z", "failing")
TROUBLES = Appendix((BACK,), (BROKEN, SILENT), (MISSED,), (RESERVED,))


def test_the_text_is_that_of_the_golden_file() -> None:
    keep_or_compare("digest.interne.txt", render_appendix_text(DIGEST, TROUBLES, PLACES))


def test_every_trouble_is_named_with_its_day_and_reason() -> None:
    for words in (render_appendix_html(DIGEST, TROUBLES, PLACES), render_appendix_text(DIGEST, TROUBLES, PLACES)):
        for told in (
            "503 Service Unavailable", "vendredi 30\u00a0octobre 2026", "La Feuille", "de nouveau lue",
            "La Vigie", "dimanche 1er\u00a0novembre 2026", "tdm-reservation: 1",
        ):  # fmt: skip
            assert told in words
    page = html.document_fromstring(render_appendix_html(DIGEST, TROUBLES, PLACES).encode())
    assert [len(page.xpath(f"//section[@id='{part}']//tr")) for part in ("pannes", "silences", "manques")] == [1, 1, 1]


def test_what_was_dropped_says_by_whom_or_by_which_rule() -> None:
    digest = replace(DIGEST, items=(*DIGEST.items, DROPPED))
    ruled = replace(DROPPED, title="Sous le seuil", state="proposed", score=-4.5, reason="score sous le seuil de 0")
    page = html.document_fromstring(render_appendix_html(digest, QUIET, PLACES, [ruled]).encode())
    rows = [row.text_content() for row in page.xpath("//section[@id='ecartes']//tr")]
    assert "score sous le seuil de 0" in rows[0]
    assert "-4,5\u00a0points" in rows[0]
    assert "décision de la rédaction" in rows[1]
    low = page.xpath("string(//section[@id='retrogrades'])")
    assert "Fait divers" in low


def test_it_says_that_it_is_internal_and_that_nothing_is_wrong() -> None:
    words = render_appendix_text(DIGEST, QUIET, PLACES)
    assert "à ne pas diffuser" in words
    assert "Aucune source en panne." in words


@settings(max_examples=60, deadline=None)
@given(title=ANYTHING, name=ANYTHING)
def test_nothing_of_a_feed_becomes_markup(title: str, name: str) -> None:
    def tags(title: str, name: str) -> list[str]:
        broken = Appendix((), (replace(BROKEN, name=name, failure=Failure("fetch", name)),), (), ())
        page = render_appendix_html(one(title=title, kinds=("crime",), outlet=name), broken, PLACES)
        return [str(each.tag) for each in html.document_fromstring(page.encode()).iter()]

    assert tags(title, name) == tags("un titre", "un nom")
