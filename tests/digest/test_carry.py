"""What earlier drafts still offer: undecided, not too old, not settled by a publication since."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pvd_watch.digest.carry import still_offered
from pvd_watch.model import Digest, DigestItem

from .sample import DIGEST, HALL

DAY = "2026-11-05"


def item(story: int, **changes: object) -> DigestItem:
    return replace(HALL, story_id=story, **changes)  # type: ignore[arg-type]


def day(number: int, *items: DigestItem, state: str = "draft") -> Digest:
    return replace(DIGEST, day=f"2026-11-{number:02d}", state=state, items=items)


def offered(*earlier: Digest, present: Sequence[int] = (), max_age_days: int = 3) -> list[int]:
    return [item.story_id for item in still_offered(earlier, DAY, max_age_days, present)]


def test_untouched_items_are_offered_again_and_marked() -> None:
    items = still_offered(
        [day(4, item(1), item(2, state="dropped"), item(3, state="kept"), item(4, pinned=True))], DAY, 3
    )
    assert [(item.story_id, item.carried, item.state) for item in items] == [(1, True, "proposed")]


@pytest.mark.parametrize(("age", "wanted"), [(3, [1]), (2, []), (0, [])])
def test_only_until_they_are_too_old(age: int, wanted: list[int]) -> None:
    assert offered(day(2, item(1)), max_age_days=age) == wanted


def test_an_item_carried_on_counts_from_its_first_day_and_stands_once() -> None:
    assert offered(day(3, item(1)), day(4, item(1, carried=True), item(2))) == [2, 1]
    assert offered(day(1, item(1)), day(4, item(1, carried=True))) == []


@pytest.mark.parametrize("changes", [{"state": "kept"}, {"state": "dropped"}, {"pinned": True}])
def test_what_was_decided_on_a_later_day_is_not_offered_again(changes: dict[str, object]) -> None:
    assert offered(day(3, item(1)), day(4, item(1, carried=True, **changes))) == []


def test_a_publication_settles_its_day_and_all_before() -> None:
    assert offered(day(2, item(1)), day(3, item(2, state="kept"), state="published"), day(4, item(3))) == [3]


def test_what_the_day_has_itself_and_later_days_are_left_out() -> None:
    assert offered(day(4, item(1), item(2)), day(5, item(3)), day(6, item(4)), present=[2]) == [1]
    assert offered() == []


@given(
    st.permutations([day(2, item(1)), day(3, item(1, carried=True), item(2)), day(4, item(3), item(2, carried=True))])
)
def test_the_order_of_the_days_given_does_not_matter(earlier: Sequence[Digest]) -> None:
    assert offered(*earlier) == [3, 2, 1]
