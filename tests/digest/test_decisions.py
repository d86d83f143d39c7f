"""What Decisions make of items: the same in any order, twice or once; one that is left out leaves no trace."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pvd_watch.digest.decisions import apply, lay, place_at, publication
from pvd_watch.model import Decision, DigestItem, Verdict

from .sample import CARHAIX, GUINGAMP, HALL, QUIMPERLE

ITEMS = tuple(
    replace(HALL, rank=story, story_id=story, article_id=100 + story, title=f"Titre {story}") for story in range(1, 7)
)
STORIES = st.integers(1, 7)
TEXTS = st.sampled_from(["", "À lire.", "doublon"])
PLACES = st.fractions(min_value=0, max_value=8, max_denominator=9).map(str)
VERDICTS = st.sampled_from([Verdict("55181", "reject"), Verdict("55181", "correct", "29233"), Verdict("29024", "add")])


def _verdict(story: int, verdict: Verdict) -> Decision:
    commune = {"correct": QUIMPERLE, "add": CARHAIX}.get(verdict.answer)
    return Decision("verdict", story, article_id=100 + story, verdict=verdict, commune=commune)


SINGLE = st.one_of(
    st.builds(Decision, st.sampled_from(["keep", "drop", "pin", "unpin"]), STORIES),
    st.builds(Decision, st.sampled_from(["drop", "present", "note"]), STORIES, TEXTS),
    st.builds(lambda story, place: Decision("move", story, rank=1, place=place), STORIES, PLACES),
    st.builds(_verdict, STORIES, VERDICTS),
    st.builds(lambda story: Decision("move", story, day="2026-11-02"), STORIES),
)
"""Decisions on one Story."""
ANY = st.one_of(
    SINGLE,
    st.builds(lambda story, other: Decision("merge", story, other_id=other), STORIES, STORIES).filter(
        lambda decision: decision.story_id != decision.other_id
    ),
    st.builds(lambda story: Decision("split", story, other_id=50 + story, place="3/2", items=(HALL, HALL)), STORIES),
    st.builds(lambda story: Decision("receive", story, place="0", items=(replace(HALL, story_id=story),)), STORIES),
    st.sampled_from([Decision("publish"), Decision("unpublish")]),
)


@given(st.lists(SINGLE, max_size=8), st.data())
def test_decisions_on_different_stories_may_be_taken_in_any_order(
    decisions: Sequence[Decision], data: st.DataObject
) -> None:
    order = data.draw(st.permutations(range(1, 8)))
    by_story = sorted(decisions, key=lambda decision: order.index(decision.story_id))
    assert apply(ITEMS, by_story) == apply(ITEMS, decisions)


@given(st.lists(SINGLE, max_size=8), SINGLE, st.integers(0, 8))
def test_a_decision_left_out_leaves_what_was_there_without_it(
    decisions: Sequence[Decision], undone: Decision, place: int
) -> None:
    """Undo is leaving out: nothing of the one undone may stay in the others."""
    with_it = [*decisions[:place], undone, *decisions[place:]]
    assert apply(ITEMS, [one for one in with_it if one is not undone]) == apply(ITEMS, decisions)
    rest = [one for one in decisions if one.story_id != undone.story_id]
    others = [item for item in apply(ITEMS, [*rest, undone]) if item.story_id != undone.story_id]
    wanted = [item for item in apply(ITEMS, rest) if item.story_id != undone.story_id]
    assert [replace(item, rank=0) for item in others] == [replace(item, rank=0) for item in wanted]


@given(st.lists(SINGLE, max_size=8))
def test_decisions_taken_twice_change_nothing(decisions: Sequence[Decision]) -> None:
    assert apply(ITEMS, [*decisions, *decisions]) == apply(ITEMS, decisions)
    assert apply(ITEMS, [one for one in decisions for _ in range(2)]) == apply(ITEMS, decisions)


@given(st.lists(ANY, max_size=10))
def test_every_story_stands_once_and_ranks_have_no_gap(decisions: Sequence[Decision]) -> None:
    items = apply(ITEMS, decisions)
    assert [item.rank for item in items] == list(range(1, len(items) + 1))
    assert len({item.story_id for item in items}) == len(items)
    assert all(item.communes for item in items)
    published = publication(items)
    assert [item.rank for item in published] == list(range(1, len(published) + 1))
    assert {item.story_id for item in published} <= {item.story_id for item in items if item.state != "dropped"}


@given(st.lists(st.tuples(st.integers(1, 6), st.integers(-1, 9)), max_size=30))
def test_a_story_goes_where_it_is_moved(moves: Sequence[tuple[int, int]]) -> None:
    decisions: list[Decision] = []
    order = [item.story_id for item in ITEMS]
    for story, rank in moves:
        sheet = lay(ITEMS, decisions)
        place = place_at(sheet, story, rank, [Fraction(decision.place) for decision in decisions])
        decisions.append(Decision("move", story, rank=rank, place=str(place)))
        order.remove(story)
        order.insert(min(max(rank, 1), len(ITEMS)) - 1, story)
        assert [item.story_id for item in apply(ITEMS, decisions)] == order


def test_decisions_on_stories_that_are_not_there_do_nothing() -> None:
    for action in ("keep", "drop", "pin", "present", "note", "merge", "split", "move"):
        assert apply(ITEMS, [Decision(action, 99, place="1", other_id=98)]) == ITEMS  # type: ignore[arg-type]
    assert apply((), [Decision("keep", 1)]) == ()


@pytest.mark.parametrize(
    ("verdict", "commune", "wanted"),
    [
        (Verdict("29233", "accept"), None, ["22070", "29233"]),
        (Verdict("29233", "reject"), None, ["22070"]),
        (Verdict("22070", "correct", "29024"), CARHAIX, ["29024", "29233"]),
        (Verdict("22070", "correct", "29233"), QUIMPERLE, ["29233"]),
        (Verdict("22070", "correct", "75056"), None, ["29233"]),
        (Verdict("29024", "add"), CARHAIX, ["22070", "29233", "29024"]),
        (Verdict("29233", "add"), QUIMPERLE, ["22070", "29233"]),
    ],
)
def test_verdicts_change_the_communes_shown(verdict: Verdict, commune: object, wanted: list[str]) -> None:
    item = replace(HALL, communes=(GUINGAMP, QUIMPERLE))
    decision = Decision("verdict", HALL.story_id, article_id=HALL.article_id, verdict=verdict, commune=commune)  # type: ignore[arg-type]
    [shown] = apply([item], [decision])
    assert [town.insee for town in shown.communes] == wanted
    [other] = apply([item], [replace(decision, article_id=999)])
    assert other == replace(item, rank=1)


def test_a_day_in_which_two_items_share_a_story_loses_none() -> None:
    twins = (ITEMS[0], replace(ITEMS[1], story_id=1))
    items: tuple[DigestItem, ...] = apply(twins, [Decision("keep", 1)])
    assert [(item.article_id, item.state) for item in items] == [(101, "kept"), (102, "kept")]
