"""Lines by department, theme, state and score: each filter alone and together, and what there is to choose."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pvd_watch.digest.decisions import Placed
from pvd_watch.model import CommuneRef, DigestItem
from pvd_watch.review.filters import Choices, LineFilter, choices, wanted

from ..digest.sample import HALL


def line(story: int, department: str = "15", **changes: object) -> Placed:
    town = CommuneRef(f"{department}001", "Ville", department, "84", True)
    values = {"story_id": story, "communes": (town,), "themes": (), "score": 0.0, "state": "proposed", "carried": False}
    item: DigestItem = replace(HALL, **values | {"pinned": False} | changes)  # type: ignore[arg-type]
    return Placed(item, story)


LINES = (
    line(1, themes=("habitat", "commerce"), score=40.0),
    line(2, "29", state="kept", score=12.5),
    line(3, "29", state="dropped", themes=("habitat",)),
    line(4, pinned=True),
    line(5, "2A", carried=True, themes=("commerce",)),
)


@pytest.mark.parametrize(
    ("chosen", "stories"),
    [
        (LineFilter(), [1, 2, 3, 4, 5]),
        (LineFilter(department="29"), [2, 3]),
        (LineFilter(department="2A"), [5]),
        (LineFilter(department="99"), []),
        (LineFilter(theme="habitat"), [1, 3]),
        (LineFilter(theme="autre"), [2, 4]),
        (LineFilter(state="proposed"), [1, 5]),
        (LineFilter(state="kept"), [2, 4]),
        (LineFilter(state="dropped"), [3]),
        (LineFilter(state="pinned"), [4]),
        (LineFilter(state="carried"), [5]),
        (LineFilter(state="unread"), [4, 5]),
        (LineFilter(min_score=12.5), [1, 2]),
        (LineFilter(min_score=0.0), [1, 2, 3, 4, 5]),
        (LineFilter(department="29", theme="habitat", state="dropped", min_score=0.0), [3]),
    ],
)
def test_lines_that_are_wanted_in_their_order(chosen: LineFilter, stories: list[int]) -> None:
    assert [one.item.story_id for one in wanted(LINES, chosen, read={1})] == stories


def test_choices_count_what_each_filter_leaves() -> None:
    found = choices(LINES, read={1})
    assert found == Choices(
        {"15": 2, "29": 2, "2A": 1},
        {"autre": 2, "commerce": 2, "habitat": 2},
        {"carried": 1, "dropped": 1, "kept": 2, "pinned": 1, "proposed": 2, "unread": 2},
    )
    for department, count in found.departments.items():
        assert len(wanted(LINES, LineFilter(department=department))) == count
    for state, count in found.states.items():
        assert len(wanted(LINES, LineFilter(state=state), read={1})) == count  # type: ignore[arg-type]
