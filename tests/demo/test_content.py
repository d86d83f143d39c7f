"""The invented press keeps what the demonstration promises, and its labels are true."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pvd_watch.demo.content import Outlet, Piece, dated_text, load_outlets

NOW = datetime(2026, 11, 23, 6, 30, tzinfo=UTC)
COMMUNES = Path(__file__).resolve().parents[2] / "data" / "communes.csv"
OUTLETS = load_outlets(NOW)
PIECES = [piece for outlet in OUTLETS for piece in outlet.pieces]
SHORT_FORMS = {"29024": "Carhaix"}
"""Towns that the press names by a part of their name."""
LINKED = [piece for piece in PIECES if piece.towns]


@pytest.fixture(scope="module")
def programme_towns() -> dict[str, str]:
    """The names of the programme's towns by INSEE code."""
    with COMMUNES.open(encoding="utf-8", newline="") as lines:
        return {row["insee"]: row["name"] for row in csv.DictReader(lines) if row["pvd"] == "1"}


def _aged(low: float, high: float) -> list[Piece]:
    return [piece for piece in LINKED if piece.age_hours is not None and low < piece.age_hours <= high]


def _texts(piece: Piece) -> str:
    return "\n".join([piece.title, piece.summary, *piece.body])


def _words(text: str) -> set[str]:
    letters = "".join(char for char in unicodedata.normalize("NFD", text) if not unicodedata.combining(char))
    return set(re.findall(r"\w+", letters.lower()))


def _broken_rules(outlets: tuple[Outlet, ...]) -> Iterator[str]:
    if len({outlet.departments[0] for outlet in outlets if outlet.pieces}) < 8:
        yield "eight departments"
    if {outlet.format for outlet in outlets if outlet.pieces} != {"rss", "atom", "rdf", "json"}:
        yield "four formats"
    if {outlet.address for outlet in outlets if outlet.pieces} != set(range(1, 9)):
        yield "eight addresses"
    for name, tame in (("broken", False), ("encoding", "utf-8"), ("delay_seconds", 0.0), ("status", 200)):
        if not any(getattr(outlet, name) != tame for outlet in outlets):
            yield f"one outlet of unusual {name}"


def test_the_press_is_as_varied_as_promised() -> None:
    assert list(_broken_rules(OUTLETS)) == []


def test_there_are_enough_pieces_of_every_age() -> None:
    assert len(PIECES) >= 120
    assert len(LINKED) >= 75
    assert len(PIECES) - len(LINKED) >= 25
    assert len(_aged(0, 23.5)) >= 55
    assert len(_aged(72, 1000)) >= 15


def test_the_awkward_entries_are_there() -> None:
    assert sum(piece.age_hours is None for piece in PIECES) >= 3
    assert any(piece.age_hours is not None and piece.age_hours < 0 for piece in PIECES)
    assert any(not piece.link for piece in PIECES)
    assert any(not piece.title for piece in PIECES)
    assert any("&#039;" in piece.title for piece in PIECES)
    assert any(piece.paywall for piece in PIECES)


def test_keys_are_unique_and_what_is_carried_exists() -> None:
    keys = [piece.key for piece in PIECES]
    assert len(set(keys)) == len(keys)
    carried = [piece.carries for piece in PIECES if piece.carries]
    assert carried
    assert set(carried) <= set(keys)


def test_labels_are_towns_of_the_programme(programme_towns: dict[str, str]) -> None:
    labels = {insee for piece in PIECES for insee in piece.towns}
    assert len(labels) >= 75
    assert labels <= set(programme_towns)


@pytest.mark.parametrize("piece", LINKED, ids=lambda piece: piece.slug)
def test_a_piece_names_the_towns_of_its_label(piece: Piece, programme_towns: dict[str, str]) -> None:
    words = _words(_texts(piece))
    for insee in piece.towns:
        longest = SHORT_FORMS.get(insee) or max(re.findall(r"\w+", programme_towns[insee]), key=len)
        assert words & _words(longest), f"{piece.key} does not name {programme_towns[insee]}"


def test_newest_come_first_and_the_undated_on_top() -> None:
    for outlet in OUTLETS:
        ages = [piece.age_hours or 0.0 for piece in outlet.pieces]
        assert ages == sorted(ages)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("dès {jour:+1} matin", "dès mardi matin"),
        ("{Jour:-1}, on dansait", "Dimanche, on dansait"),
        ("jusqu'au {date:+8}", "jusqu'au mardi 1er décembre"),
        ("{jour} reste", "{jour} reste"),
    ],
)
def test_days_are_named_from_the_moment_given(text: str, expected: str) -> None:
    assert dated_text(text, NOW) == expected


@given(
    st.datetimes(min_value=datetime(2000, 1, 1), max_value=datetime(2100, 1, 1), timezones=st.just(UTC)),
    st.integers(-400, 400),
)
def test_weekday_and_date_agree_whatever_the_moment(now: datetime, days: int) -> None:
    weekday, capital, date = dated_text(f"{{jour:{days:+d}}}|{{Jour:{days:+d}}}|{{date:{days:+d}}}", now).split("|")
    assert capital.lower() == weekday
    assert re.fullmatch(rf"{weekday} (1er|[2-9]|[12]\d|3[01]) [a-zéû]+", date)
    assert dated_text(f"{{jour:{days + 7:+d}}}", now) == weekday


def test_no_placeholder_survives_in_the_press() -> None:
    assert not [piece.key for piece in PIECES if re.search(r"[{}]", _texts(piece))]
