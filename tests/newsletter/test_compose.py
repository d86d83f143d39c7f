"""An edition out of an archive: former editions, the answer over HTTP, same archive, same edition."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pvd_watch.errors import UsageError
from pvd_watch.newsletter import Former, Top, answer, compose
from tests.digest.sample import BANK, HALL, PLACES, SECOND
from tests.newsletter.sample import ASKED, MONTH, Memory, only

QUERY = {"from": "2026-10-01", "to": "2026-10-31"}


def ids(top: Top) -> list[int]:
    return [story.line.story_id for story in top.stories]


def test_the_period_is_counted_and_compared_and_its_best_are_taken() -> None:
    top = compose(ASKED, MONTH)
    assert ids(top) == [15, 11, 12, 13]  # 14 is newer than 13, but a third one of Finistère
    assert (top.figures.articles, top.figures.stories) == (7, 5)
    assert top.highlight.before is not None
    assert top.highlight.before.stories == 1
    assert compose(ASKED, MONTH) == top


def test_a_period_in_which_the_watch_began_is_no_comparison() -> None:
    archive = Memory([(HALL, "2026-10-20", "proposed"), (replace(BANK, story_id=21), "2026-09-20", "proposed")])
    assert compose(ASKED, archive).highlight.before is None


@pytest.mark.parametrize(
    "former", [Former(frozenset({11, 15})), Former(urls=frozenset({HALL.url, SECOND.url})), Former(frozenset({7, 15}))]
)
def test_a_former_edition_is_not_taken_again_nor_what_its_stories_became(former: Former) -> None:
    """By Story, by address, and where Story 7 of the former edition was merged into 11 since."""
    archive = Memory([(item, "2026-10-20", "published") for item in (HALL, SECOND, BANK)], {7: 11})
    assert ids(compose(replace(ASKED, former=former), archive)) == [BANK.story_id]


def test_over_http_only_what_is_published_is_told_and_counted() -> None:
    found = answer(QUERY | {"n": "9"}, MONTH, PLACES)
    assert [item["state"] for item in found["items"]] == ["pinned", "published", "published"]
    assert found["figures"]["stories"] == 3


def test_over_http_a_draft_is_not_told_even_where_it_is_pinned() -> None:
    archive = only(HALL, state="pinned")
    line = archive.lines("2026-10-20", "2026-10-20")[0]._replace(published=False)
    archive.lines = lambda first, last, published_only=False: [line]  # type: ignore[method-assign]
    assert compose(ASKED, archive).stories[0].line.state == "pinned"
    assert answer(QUERY, archive, PLACES)["items"] == []


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({}, "from is missing"),
        ({"from": "2026-10-01"}, "to is missing"),
        (QUERY | {"n": "-1"}, "n must be"),
        (QUERY | {"department": "zz"}, "zz is no department"),
        (QUERY | {"theme": "x"}, "x is no theme"),
    ],
)
def test_a_query_that_cannot_be_answered_is_refused(query: dict[str, str], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        answer(query, MONTH, PLACES)
