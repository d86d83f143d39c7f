"""What stands for what in a crowd, and how the rest is cut."""

from __future__ import annotations

from pvd_watch.model import CommuneRef, ToGroup
from pvd_watch.stories.crowds import CROWD, MOST_COMPARED, slices, without_copies
from pvd_watch.stories.wording import Wording, wording

TOWN = CommuneRef("29233", "Quimperlé", "29", "53")
TEXT = "Le hangar nautique de Kerdaniel a brûlé mardi, soixante pompiers ont lutté contre les flammes."


def crowd(count: int, day: int = 3) -> list[Wording]:
    return [
        wording(ToGroup(f"d{day}k{place:03}", f"Feu n°{place}", TEXT, f"2026-03-0{day}T08:00:00Z", communes=(TOWN,)))
        for place in range(count)
    ]


def test_small_threads_are_left_as_they_are() -> None:
    assert len(without_copies(crowd(CROWD), ())) == CROWD


def test_in_a_crowd_the_earliest_stands_for_the_copies_of_its_day() -> None:
    everything = [*crowd(CROWD, day=3), *crowd(CROWD, day=4)]
    found = without_copies(everything[::-1], ())
    assert {first: len(keys) for first, keys in found.items()} == {"d3k000": CROWD, "d4k000": CROWD}


def test_what_editors_decided_on_stands_for_itself() -> None:
    found = without_copies(crowd(CROWD + 1), {"d3k000", "d3k005"})
    assert found["d3k005"] == ["d3k005"]
    assert len(found["d3k001"]) == CROWD - 1


def test_slices_are_even_and_lose_nobody() -> None:
    everything = crowd(MOST_COMPARED * 2 + 1)
    parts = slices(everything)
    assert [article for part in parts for article in part] == everything
    assert {len(part) for part in parts} <= {80, 81}
