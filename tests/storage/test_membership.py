"""In which Story an Article stands: ids that lead on, Articles in their order, communes best first."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pvd_watch.model import Decision

from ..review.desk import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path / "watch.db")
    made.see("a", "b", "c")
    yield made
    made.storage.close()


def test_ids_of_merged_stories_lead_on_and_unknown_ones_nowhere(desk: Desk) -> None:
    with desk.storage.reviews.edit() as book:
        book.join_stories(2, 3)
        book.join_stories(1, 2)
    assert [desk.storage.membership.became(story) for story in (1, 2, 3, 77)] == [1, 1, 1, 77]


def test_ids_that_lead_in_a_circle_end(desk: Desk) -> None:
    with desk.storage.reviews.edit() as book:
        book.join_stories(1, 2)
        book.join_stories(2, 1)
    assert desk.storage.membership.became(1) in (1, 2)


def test_the_articles_of_a_story_come_with_all_that_an_item_needs(desk: Desk) -> None:
    desk.see("a", source="gazette")
    with desk.storage.reviews.edit() as book:
        book.join_stories(1, 4)
    first, second = desk.storage.membership.articles(1)
    assert [linked.outlet for linked in (first, second)] == ["Gazette", "Journal"]
    assert (second.article.title, second.story_id, second.also_in, second.page) == ("Titre a", 1, (), "")
    assert [town.name for town in second.communes] == ["Saint-Flour"]
    assert desk.storage.membership.articles(77) == []


def test_parted_stories_have_a_lead_of_their_own(desk: Desk) -> None:
    with desk.storage.reviews.edit() as book:
        number = book.add("2026-11-20", Decision("merge", 2, other_id=1), "ana", "2026-11-20T08:00:00Z")
        book.keep_pairs(number, [2], [1], together=True)
        book.join_stories(2, 1)
        book.part_stories(number, 2, 1)
    assert [[one.article.id for one in desk.storage.membership.articles(story)] for story in (1, 2)] == [[1], [2]]
    assert [desk.storage.membership.became(story) for story in (1, 2)] == [1, 2]
    leads = [line for line in desk.storage.dump_canonical() if line.startswith('["story"')]
    assert '["story", "https://journal.example/b", "https://journal.example/b"]' in leads


def test_a_commune_by_its_code(desk: Desk) -> None:
    town, village = desk.storage.membership.town("29233"), desk.storage.membership.town("15001")
    assert town is not None
    assert village is not None
    assert (town[0].name, town[1], village[0].name, village[1]) == ("Quimperlé", True, "Allanche", False)
    assert desk.storage.membership.town("99999") is None
