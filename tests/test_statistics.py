"""Statistics: evolution, order, weeks cut by the ends of a period, themes."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from pvd_watch.model import CommuneRef, Count, Sighting
from pvd_watch.statistics import Statistics, by_theme, by_week, ordered, unnamed_object
from pvd_watch.times import Period
from tests.digest.sample import PLACES

MONTH = Period("2026-10-01", "2026-10-31")


def test_the_period_before_has_the_same_length() -> None:
    assert MONTH.before == Period("2026-08-31", "2026-09-30")
    assert Period("2026-03-01", "2026-03-01").before == Period("2026-02-28", "2026-02-28")
    assert Period("0001-01-02", "0001-01-03").before == Period("0001-01-01", "0001-01-01")


@given(first=st.dates(date(1900, 1, 1), date(2100, 1, 1)), days=st.integers(0, 800))
def test_periods_follow_each_other(first: date, days: int) -> None:
    period = Period(first.isoformat(), (first + timedelta(days=days)).isoformat())
    assert (period.days, period.before.days) == (days + 1, days + 1)
    assert date.fromisoformat(period.before.last) + timedelta(days=1) == first


def test_change_and_percent() -> None:
    counts = [Count("a", "A", 3, 2, 2), Count("b", "B", 1, 1, 0), Count("c", "C", 0, 0, 3)]
    assert [(count.change, count.percent) for count in counts] == [(1, 50.0), (1, None), (-3, -100.0)]


def test_the_most_first_and_departments_by_name() -> None:
    found = ordered(
        [Count("22", "22", 1, 1, 0), Count("29", "29", 4, 2, 0), Count("974", "974", 1, 1, 9)], "department", PLACES
    )
    assert [count.name for count in found] == ["Finistère", "La Réunion", "Côtes-d'Armor"]
    assert ordered([Count("53", "53", 1, 1, 0)], "region", PLACES)[0].name == "Bretagne"


def test_an_article_counts_for_each_theme_of_its_story() -> None:
    now = [Sighting("2026-10-02", 1, 10), Sighting("2026-10-03", 2, 10), Sighting("2026-10-03", 3, 11)]
    found = {
        count.code: count
        for count in by_theme(now, [Sighting("2026-09-30", 4, 12)], {10: ("habitat", "commerce"), 12: ("habitat",)})
    }
    assert found["habitat"] == Count("habitat", "Habitat", 2, 1, 1)
    assert (found["commerce"].articles, found["autre"].articles, found["tourisme"].articles) == (2, 1, 0)


def test_a_week_cut_by_the_end_of_the_period_is_compared_with_as_many_days() -> None:
    """Thursday 1 October: the first week has four days; what was on the Monday before it does not count."""
    seen = ["2026-09-21", "2026-09-24", "2026-09-27", "2026-10-01", "2026-10-05", "2026-10-12"]
    found = by_week([Sighting(day, place, place) for place, day in enumerate(seen)], Period("2026-10-01", "2026-10-12"))
    assert [(count.code, count.name, count.articles, count.before) for count in found] == [
        ("2026-09-28", "2026-W40", 1, 2),
        ("2026-10-05", "2026-W41", 1, 1),
        ("2026-10-12", "2026-W42", 1, 1),
    ]


def test_the_first_days_of_january_belong_to_the_week_they_are_in() -> None:
    assert [count.name for count in by_week([], Period("2026-12-31", "2027-01-04"))] == ["2026-W53", "2027-W01"]


DAYS = st.dates(date(2026, 9, 1), date(2026, 11, 30)).map(date.isoformat)


@given(days=st.lists(DAYS, max_size=40), ends=st.tuples(DAYS, DAYS).map(sorted))
def test_weeks_hold_every_day_of_the_period_once(days: list[str], ends: list[str]) -> None:
    period = Period(*ends)
    counts = by_week([Sighting(day, place, place % 5) for place, day in enumerate(days)], period)
    assert sum(count.articles for count in counts) == sum(period.first <= day <= period.last for day in days)
    earlier = period.earlier(7)
    assert sum(count.before for count in counts) == sum(earlier.first <= day <= earlier.last for day in days)
    assert all(count.stories <= min(count.articles, 5) for count in counts)


def test_the_object_says_what_was_compared_and_whether_it_is_whole() -> None:
    found = Statistics(MONTH, "region", "", (Count("53", "Bretagne", 3, 2, 2),), began="2026-08-31").to_object()
    assert (found["before"], found["comparable"]) == ({"from": "2026-08-31", "to": "2026-09-30"}, True)
    assert found["counts"] == [
        {"code": "53", "name": "Bretagne", "articles": 3, "stories": 2, "before": 2, "change": 1, "percent": 50.0}
    ]
    assert not Statistics(MONTH, "region", "", (), began="2026-09-01").comparable
    assert Statistics(MONTH, "week", "", (), began="2026-09-24").comparable
    assert not Statistics(MONTH, "week", "", ()).comparable


def test_towns_without_a_word_as_an_object() -> None:
    found = unnamed_object(None, "01", [CommuneRef("01004", "Ambérieu-en-Bugey", "01", "84")])
    assert found == {
        "period": None,
        "department": "01",
        "count": 1,
        "communes": [{"insee": "01004", "name": "Ambérieu-en-Bugey", "department": "01"}],
    }
