"""The newsletter's choice: states, score, balance, each Story once."""

from __future__ import annotations

from collections import Counter
from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from pvd_watch.model import TopLine, TopState
from pvd_watch.newsletter import PER_DEPARTMENT, Wanted, choose
from pvd_watch.newsletter.choose import fitting
from tests.digest.sample import BANK
from tests.newsletter.sample import FIRST, LAST, OCTOBER, line, line_of

STATES: tuple[TopState, ...] = get_args(TopState)


def ids(lines: list[TopLine]) -> list[int]:
    """The Stories taken, in order."""
    return [line.story_id for line in lines]


def test_pinned_comes_before_published_before_proposed_whatever_the_score() -> None:
    lines = [line(1, score=9.0), line(2, state="published", score=5.0), line(3, state="pinned")]
    assert ids(choose(lines, 3)) == [3, 2, 1]


def test_score_then_breadth_then_the_newest() -> None:
    better = line(1, "01", score=2.0)
    wide = line(2, "02", outlets=("A", "B"))
    old, new = line(3, "03"), line(4, "04", day=LAST)
    assert ids(choose([old, new, wide, better], 4)) == [1, 2, 4, 3]


def test_never_two_of_one_story_and_the_better_stays() -> None:
    early, late = line(1, score=8.0), line(1, day=LAST, state="published")
    assert [chosen.day for chosen in choose([early, late], 5)] == [LAST]


def test_a_story_that_is_excluded_gives_way() -> None:
    assert ids(choose([line(1), line(2)], 5, exclude={1})) == [2]


def test_a_department_is_taken_twice_while_others_are_to_be_had() -> None:
    crowd = [line(number) for number in range(1, 5)]
    assert ids(choose([*crowd, line(9, "56")], 3)) == [1, 2, 9]
    assert ids(choose([*crowd, line(9, "56")], 5)) == [1, 2, 9, 3, 4]


def test_what_editors_published_never_gives_way_to_a_proposal() -> None:
    published = [line(number, state="published") for number in range(1, 4)]
    assert ids(choose([*published, line(9, "56")], 3)) == [1, 2, 3]
    assert ids(choose([*published, line(9, "56")], 4)) == [1, 2, 3, 9]


def test_editors_may_pin_as_much_of_one_department_as_they_like() -> None:
    pinned = [line(number, state="pinned") for number in range(1, 5)]
    assert ids(choose([*pinned, line(9, "56")], 4)) == [1, 2, 3, 4]


def test_a_department_that_was_asked_for_has_nothing_to_balance() -> None:
    lines = [line(number, score=-float(number)) for number in range(1, 5)]
    away = line(9, communes=line(1, "56").communes + line(9).communes, score=-2.5)
    assert ids(choose([*lines, away], 4, department="29")) == [1, 2, 9, 3]


def test_filters_let_through_what_was_asked_for() -> None:
    other = line(2, "56", themes=("commerce", "habitat"))
    draft_pin = line(3, "56", "pinned", published=False)
    lines = [line(1, state="published"), other, draft_pin]
    assert ids(fitting(lines, Wanted(OCTOBER, department="56"))) == [2, 3]
    assert ids(fitting(lines, Wanted(OCTOBER, theme="habitat"))) == [2]
    assert ids(fitting(lines, Wanted(OCTOBER, theme="autre"))) == [1, 3]
    assert ids(fitting(lines, Wanted(OCTOBER, published_only=True))) == [1]


def test_a_commune_named_in_passing_answers_to_its_department() -> None:
    found = fitting([line_of(BANK, FIRST, "published")], Wanted(OCTOBER, department="22"))
    assert ids(found) == [BANK.story_id]


LINES = st.lists(
    st.builds(
        line,
        st.integers(1, 30),
        st.sampled_from(["01", "2A", "29", "56"]),
        st.sampled_from(STATES),
        day=st.sampled_from([FIRST, LAST]),
        score=st.sampled_from([0.0, 1.5]),
    ),
    max_size=25,
    unique_by=lambda one: (one.day, one.rank),
)


@given(lines=LINES, count=st.integers(1, 12), seed=st.randoms(use_true_random=False))
def test_choice_does_not_depend_on_the_order_and_is_full(lines: list[TopLine], count: int, seed: object) -> None:
    chosen = choose(lines, count)
    shuffled = list(lines)
    seed.shuffle(shuffled)  # type: ignore[attr-defined]
    assert choose(shuffled, count) == chosen
    assert len(set(ids(chosen))) == len(chosen) == min(count, len({one.story_id for one in lines}))
    places = [STATES.index(one.state) for one in chosen]
    assert places == sorted(places)


@given(lines=st.lists(st.builds(line, st.integers(1, 60), st.sampled_from(["01", "2A", "29", "56"])), max_size=40))
def test_no_third_of_a_department_while_another_has_one_left(lines: list[TopLine]) -> None:
    stories = {one.story_id: one for one in lines}
    taken = Counter(one.communes[0].department for one in choose(list(stories.values()), 5))
    left = Counter(one.communes[0].department for one in stories.values())
    if any(number > PER_DEPARTMENT for number in taken.values()):
        assert all(taken[department] >= min(PER_DEPARTMENT, left[department]) for department in left)
