"""Requests and former editions out of words: what cannot be is refused in one sentence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pvd_watch.errors import UsageError
from pvd_watch.newsletter import Former, Wanted, read_former, read_wanted
from pvd_watch.times import Period

DEPARTMENTS = {"29", "2A"}


def test_words_become_a_request() -> None:
    asked = read_wanted("2026-10-01", "2026-10-01", "7", department="2A", theme="habitat", departments=DEPARTMENTS)
    assert asked == Wanted(Period("2026-10-01", "2026-10-01"), 7, "2A", "habitat")


@pytest.mark.parametrize(
    ("first", "count", "department", "theme", "said"),
    [
        ("2026-02-30", 5, "", "", "2026-02-30 is no day of the calendar"),
        ("20261001", 5, "", "", "write YYYY-MM-DD"),
        ("2026-11-01", 5, "", "", "from 2026-11-01 comes after to 2026-10-31"),
        ("2026-10-01", "x", "", "", "n must be a whole number from 1 to 1000, not x"),
        ("2026-10-01", 0, "", "", "not 0"),
        ("2026-10-01", 5, "99", "", "99 is no department"),
        ("2026-10-01", 5, "", "ville", "ville is no theme; write one of habitat, commerce"),
    ],
)
def test_what_cannot_be_asked_is_said(first: str, count: int | str, department: str, theme: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        read_wanted(first, "2026-10-31", count, department=department, theme=theme, departments=DEPARTMENTS)


def test_a_former_edition_gives_stories_and_addresses() -> None:
    text = '{"items": [{"story_id": 3, "url": "https://x.example/"}, {"story_id": 4, "url": ""}]}'
    assert read_former(text, "f") == Former(frozenset({3, 4}), frozenset({"https://x.example/"}))


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"items": 3}', '{"items": [3]}', '{"items": [{"story_id": "x"}]}', "[" * 100_000, "\ufeff{}"],
)
def test_another_file_is_no_former_edition(text: str) -> None:
    with pytest.raises(UsageError, match=r"f\.json is no former edition"):
        read_former(text, "f.json")


@given(text=st.text(max_size=60))
def test_no_text_but_an_edition_is_taken_for_one(text: str) -> None:
    with pytest.raises(UsageError, match="no former edition"):
        read_former(text, "f")
