"""Which backups stay, over simulated years."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from pvd_watch.keeping.rotation import backup_name, made_at, superfluous

START = datetime(2026, 1, 5, 2, tzinfo=UTC)


def nights(count: int) -> list[str]:
    return [backup_name(START + timedelta(days=day)) for day in range(count)]


def test_a_name_tells_its_moment() -> None:
    moment = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert backup_name(moment) == "pvd_watch-2026-10-25T003000Z.db"
    assert made_at(backup_name(moment)) == moment
    for other in ("pvd_watch.db", "notes.txt", "pvd_watch-2026-13-45T003000Z.db", f".unfinished-{backup_name(moment)}"):
        assert made_at(other) is None


def test_seven_days_and_four_weeks_stay() -> None:
    stay: list[str] = []
    for name in nights(200):
        stay.append(name)
        stay = [kept for kept in stay if kept not in superfluous(stay, 7, 4, name)]
    days = [made.date() for name in stay if (made := made_at(name))]
    assert len(stay) == 11
    last = (START + timedelta(days=199)).date()
    assert days[-7:] == [last - timedelta(days=back) for back in range(6, -1, -1)]
    assert [day.weekday() for day in days[:3]] == [6, 6, 6]


def test_of_one_day_the_last_stays() -> None:
    names = [backup_name(START + timedelta(hours=hour)) for hour in range(0, 20, 5)]
    assert superfluous(names, 7, 4, names[-1]) == names[:-1]


def test_other_files_never_go_and_the_newest_stays_though_the_clock_went_back() -> None:
    names = [*nights(30), "notes.txt", "pvd_watch.db"]
    made = backup_name(START - timedelta(days=400))
    gone = superfluous([*names, made], 2, 0, made)
    assert made not in gone
    assert gone == nights(28)


@given(st.sets(st.integers(0, 4000), max_size=40), st.integers(1, 9), st.integers(0, 6))
def test_never_more_than_asked_for_and_the_newest_always(hours: set[int], daily: int, weekly: int) -> None:
    names = [backup_name(START + timedelta(hours=hour)) for hour in sorted(hours)]
    gone = superfluous(names, daily, weekly)
    assert len(names) - len(gone) <= daily + weekly
    assert not names or names[-1] not in gone
