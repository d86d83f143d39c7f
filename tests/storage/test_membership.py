"""In which Story an Article stands: ids that lead on, Articles in their order, communes best first."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pvd_watch.model import Decision, Mention
from pvd_watch.storage.search import Filters

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


def test_communes_stand_in_one_order_wherever_an_article_is_shown(desk: Desk) -> None:
    """What it is about first, then what is surest, then the title before the text."""
    found = [
        Mention("15001", "text", 1, 9, "Allanche", 0.99, False),
        Mention("29233", "text", 2, 11, "Quimperlé", 0.9, True),
        Mention("36018", "title", 30, 38, "Le Blanc", 0.9, True),
        Mention("15187", "text", 20, 31, "Saint-Flour", 0.95, True),
    ]
    names = {mention.insee: mention.surface for mention in found}
    desk.storage.mentions.replace({1: found}, names, "2026-11-20T06:00:00Z")
    order = ["15187", "36018", "29233", "15001"]
    assert [town.insee for town in desk.storage.membership.communes(1)] == order
    linked = desk.storage.digests.linked(1)
    assert linked is not None
    assert ([town.insee for town in linked.communes], linked.titled) == (order, {"36018"})
    [hit] = desk.storage.search.find("Quimperlé", Filters())
    assert [town.insee for town in hit.communes] == order
