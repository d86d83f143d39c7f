"""Splits and merges: what an editor decides on Stories holds for ever, in the Digest, in the archive, for grouping."""

from __future__ import annotations

import pytest

from pvd_watch.errors import UsageError

from .desk import DAY, NEXT, Desk


def url(name: str) -> str:
    return f"https://journal.example/{name}"


def test_a_merged_story_is_one_item_and_its_id_leads_on(desk: Desk) -> None:
    desk.see("e", source="gazette", insee="29233")
    desk.draft()
    stories = {item.title: item.story_id for item in desk.digest().items}
    gone = stories["Titre e"]
    desk.do("merge", stories["Titre a"], other_id=gone)
    item = next(item for item in desk.digest().items if item.title == "Titre a")
    assert (item.size, item.also_in, [town.insee for town in item.communes]) == (2, ("Gazette",), ["15187", "29233"])
    assert "Titre e" not in [item.title for item in desk.digest().items]
    assert desk.storage.membership.became(gone) == item.story_id
    assert desk.do("keep", gone).logged is not None
    assert [item.state for item in desk.digest().items if item.story_id == item.story_id].count("kept") == 1


def test_merges_follow_each_other_and_grouping_is_told_every_pair(desk: Desk) -> None:
    desk.do("merge", 2, other_id=3)
    desk.do("merge", 1, other_id=2)
    assert [desk.storage.membership.became(story) for story in (1, 2, 3, 4)] == [1, 1, 1, 4]
    merged, split = desk.storage.reviews.pairs()
    assert merged == {(url("b"), url("c")), (url("a"), url("b")), (url("a"), url("c"))}
    assert split == frozenset()
    assert set(desk.stories().values()) == {1, 4}


def test_an_article_split_out_is_a_story_of_its_own_right_after(desk: Desk) -> None:
    desk.do("merge", 1, other_id=3)
    desk.do("keep", 1)
    article = desk.storage.membership.articles(1)[1].article.id
    desk.do("split", 1, article_id=article)
    items = desk.digest().items
    assert [(item.title, item.state, item.size) for item in items] == [
        ("Titre a", "kept", 1), ("Titre c", "proposed", 1), ("Titre b", "proposed", 1), ("Titre d", "proposed", 1),
    ]  # fmt: skip
    new = items[1].story_id
    assert new not in (1, 2, 3, 4)
    assert desk.stories()["c"] == new
    merged, split = desk.storage.reviews.pairs()
    assert (merged, split) == (frozenset(), {(url("a"), url("c"))})
    desk.do("keep", new)
    assert desk.digest().items[1].state == "kept"


def test_the_lead_may_be_split_out_and_another_leads(desk: Desk) -> None:
    desk.see("e", source="gazette", insee="29233")
    desk.draft()
    stories = {item.title: item.story_id for item in desk.digest().items}
    desk.do("present", stories["Titre a"], text="À lire.")
    desk.do("merge", stories["Titre a"], other_id=stories["Titre e"])
    lead = desk.storage.membership.articles(stories["Titre a"])
    desk.do("split", stories["Titre a"], article_id=next(one.article.id for one in lead if one.outlet == "Journal"))
    items = {item.title: item for item in desk.digest().items}
    assert items["Titre e"].story_id == stories["Titre a"]
    assert (items["Titre e"].outlet, items["Titre e"].also_in, items["Titre e"].presentation) == (
        "Gazette", (), "À lire.",
    )  # fmt: skip
    assert [town.insee for town in items["Titre e"].communes] == ["29233"]
    assert (items["Titre a"].presentation, items["Titre a"].excerpt) == ("", "Texte a.")


def test_undone_splits_and_merges_leave_stories_as_they_were(desk: Desk) -> None:
    before, stories = desk.digest(), desk.stories()
    desk.do("merge", 1, other_id=3)
    merged, together = desk.digest(), desk.stories()
    article = desk.storage.membership.articles(1)[0].article.id
    split = desk.do("split", 1, article_id=article).logged
    assert split is not None
    parted, apart = desk.digest(), desk.stories()
    desk.review.undo(DAY, "ana")
    assert (desk.digest(), desk.stories()) == (merged, together)
    desk.review.undo(DAY, "ana")
    assert (desk.digest(), desk.stories()) == (before, stories)
    assert desk.storage.reviews.pairs() == (frozenset(), frozenset())
    for undo in [logged.id for logged in reversed(desk.review.history(DAY)) if logged.decision.action == "undo"]:
        desk.review.undo(DAY, "ana", undo)
    assert (desk.digest(), desk.stories()) == (parted, apart)


def test_what_later_actions_stand_on_is_not_undone_before_them(desk: Desk) -> None:
    desk.do("merge", 1, other_id=3)
    desk.do("keep", 1)
    desk.do("merge", 2, other_id=1)
    with pytest.raises(
        UsageError, match=r"action 3 of 2026-11-20 came after it \(ana merged story 1 into « Titre b »\)"
    ):
        desk.review.undo(DAY, "ana", 1)
    desk.review.undo(DAY, "ana", 3)
    desk.review.undo(DAY, "ana", 1)
    assert desk.stories() == {"a": 1, "b": 2, "c": 3, "d": 4}


def test_a_move_to_another_day_is_not_undone_before_what_was_merged_there(desk: Desk) -> None:
    desk.next_day()
    desk.see("e")
    desk.draft(NEXT)
    moved = desk.do("move", 2, to=NEXT).logged
    assert moved is not None
    desk.do("merge", 2, other_id=5, day=NEXT)
    with pytest.raises(UsageError, match="undo that first with: pvd-watch review undo 2026-11-21"):
        desk.review.undo(DAY, "ana", moved.id)


def test_articles_that_editors_regrouped_are_grouped_again(desk: Desk) -> None:
    desk.do("merge", 1, other_id=3)
    assert desk.storage.stories.save((), {}) == 0
    assert desk.stories() == {"a": 1, "b": 2, "c": 1, "d": 4}


def test_a_published_day_of_another_story_stays_as_it_was_when_its_story_is_merged(desk: Desk) -> None:
    desk.do("keep", 2)
    desk.do("publish")
    before = desk.digest()
    desk.next_day()
    desk.see("e", "f")
    desk.draft(NEXT)
    desk.do("merge", 5, other_id=6, day=NEXT)
    assert desk.digest() == before


def test_a_split_names_the_articles_when_another_is_asked_for(desk: Desk) -> None:
    desk.do("merge", 1, other_id=3)
    with pytest.raises(UsageError, match=r"story 1 has no article 99, but: 1 « Titre a » \(Journal\); 3 « Titre c »"):
        desk.do("split", 1, article_id=99)
