"""Dates as French feeds write them."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spiders.dates import PARIS, moment_of, read_date, stamp


@pytest.mark.parametrize(
    ("raw", "utc"),
    [
        ("Fri, 20 Nov 2026 10:33:00 +0100", "2026-11-20T09:33:00Z"),
        ("Fri, 20 Nov 2026 10:33 GMT", "2026-11-20T10:33:00Z"),
        ("Mon, 10 Feb 25 14:03:00 +0100", "2025-02-10T13:03:00Z"),
        ("Wed, 05 Aug 2026 14:00:00 CEST", "2026-08-05T12:00:00Z"),
        ("Wed, 5 Aug 2026 14:00:00 EST", "2026-08-05T19:00:00Z"),
        ("Thu, 01 Jan 2004 19:48:21 GMT+2", "2004-01-01T17:48:21Z"),
        ("2026-11-20T10:33:00Z", "2026-11-20T10:33:00Z"),
        ("2026-11-20T10:33:00.123+01:00", "2026-11-20T09:33:00Z"),
        ("2026-11-20T10:33", "2026-11-20T09:33:00Z"),
        ("2026/11/20 10:33", "2026-11-20T09:33:00Z"),
        ("20261120T103300Z", "2026-11-20T10:33:00Z"),
        ("2023-10-25 9:59:58", "2023-10-25T07:59:58Z"),
        ("2026-11-20T24:00:00Z", "2026-11-21T00:00:00Z"),
        ("Sun Jan  4 16:29:06 PST 2004", "2004-01-05T00:29:06Z"),
        ("March 3, 2026 3:30 pm", "2026-03-03T14:30:00Z"),
        ("Mar 3, 2026 12:05 am", "2026-03-02T23:05:00Z"),
        ("jeu 18/06/2026 - 15:31", "2026-06-18T13:31:00Z"),
        ("dim, 05/03/2020 - 11:30", "2020-05-03T09:30:00Z"),
        ("mar, 03/03/2026 - 08:00", "2026-03-03T07:00:00Z"),
        ("18/06/2026 15:31:09", "2026-06-18T13:31:09Z"),
        ("mar. 3 mars 2026 à 15h30", "2026-03-03T14:30:00Z"),
        ("Jeudi 19 nov. 2026, 8h", "2026-11-19T07:00:00Z"),
        ("le 1er août 2026 à 9 h 05", "2026-08-01T07:05:00Z"),
        ("vendredi\u00a020\u00a0février 2026 - 07:00", "2026-02-20T06:00:00Z"),
        ("Sun, 29 Mar 2026 02:30:00", "2026-03-29T01:30:00Z"),
        ("Sun, 25 Oct 2026 02:30:00", "2026-10-25T00:30:00Z"),
    ],
)
def test_with_an_hour(raw: str, utc: str) -> None:
    assert read_date(raw) == (utc, "minute")


@pytest.mark.parametrize(
    ("raw", "utc"),
    [
        ("2026-11-20", "2026-11-20T11:00:00Z"),
        ("2026-07-20", "2026-07-20T10:00:00Z"),
        ("2026-03-03+01:00", "2026-03-03T11:00:00Z"),
        ("mardi 3 mars 2026", "2026-03-03T11:00:00Z"),
        ("Tue, 3 Mar 2026", "2026-03-03T11:00:00Z"),
        ("31/12/25", "2025-12-31T11:00:00Z"),
        ("12/31/2025", "2025-12-31T11:00:00Z"),
        ("3-févr.-2026", "2026-02-03T11:00:00Z"),
    ],
)
def test_without_an_hour_it_is_noon_in_paris(raw: str, utc: str) -> None:
    assert read_date(raw) == (utc, "day")


@pytest.mark.parametrize(
    "raw",
    [
        *("", "hier", "il y a 3 heures", "3 mars", "99999999999", "31/02/2026", "2026-13-01", "2026-11-20T25:00:00Z"),
        *("1970-01-01T00:00:00Z", "Mon, 1 Jan 0001 00:00:00 +0000", "0000-00-00 00:00:00", "30 brumaire 2026"),
    ],
)
def test_what_cannot_be_read_is_empty(raw: str) -> None:
    assert read_date(raw) == ("", "")


MOMENTS = st.datetimes(datetime(1971, 1, 2), datetime(2100, 1, 1), timezones=st.just(UTC)).map(
    lambda moment: moment.replace(microsecond=0)
)


@given(MOMENTS, st.sampled_from([UTC, PARIS]))
def test_standard_forms_are_read_exactly(moment: datetime, zone: object) -> None:
    local = moment.astimezone(zone)  # type: ignore[arg-type]  # both are zones
    assert read_date(format_datetime(local)) == (stamp(moment), "minute")
    assert read_date(local.isoformat()) == (stamp(moment), "minute")
    assert moment_of(stamp(moment)) == moment


@given(MOMENTS, st.sampled_from(["lun mar mer jeu ven sam dim", "lundi mardi mercredi jeudi vendredi samedi dimanche"]))
def test_the_weekday_tells_the_order_of_day_and_month(moment: datetime, names: str) -> None:
    """Both orders give the day that was meant, unless the other one falls on the same weekday: then day first."""
    local = moment.astimezone(PARIS)
    name = names.split()[local.weekday()]
    day_first = read_date(f"{name} {local:%d/%m/%Y}")[0]
    month_first = read_date(f"{name}, {local:%m/%d/%Y}")[0]
    assert day_first[:10] == f"{local:%Y-%m-%d}"
    assert month_first[:10] in (f"{local:%Y-%m-%d}", f"{local:%Y-%d-%m}")
    if month_first[:10] != f"{local:%Y-%m-%d}":
        assert datetime.fromisoformat(month_first).weekday() == local.weekday()


@given(st.text(max_size=60))
def test_any_text_gives_a_date_or_none(raw: str) -> None:
    utc, precision = read_date(raw)
    assert (utc == "") == (precision == "")
    assert utc == "" or moment_of(utc) is not None
