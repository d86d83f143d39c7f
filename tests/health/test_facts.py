"""What alarms are decided on."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pvd_watch.health.facts import due_digest, newest_backup
from pvd_watch.times import PARIS, moment_of

TWO_HOURS = timedelta(hours=2)


@pytest.mark.parametrize(
    ("now", "day"),
    [
        ("2026-11-26T08:29+00:00", "2026-11-25"),
        ("2026-11-26T08:30+00:00", "2026-11-26"),
        ("2026-11-26T23:30+00:00", "2026-11-26"),
        ("2026-11-27T00:30+00:00", "2026-11-26"),
        # Both changes of clock: 07:30 in Paris is 05:30 on the first day of summer time, 06:30 after its end.
        ("2026-03-29T07:29+00:00", "2026-03-28"),
        ("2026-03-29T07:30+00:00", "2026-03-29"),
        ("2026-10-25T08:29+00:00", "2026-10-24"),
        ("2026-10-25T08:30+00:00", "2026-10-25"),
    ],
)
def test_which_digest_must_be_there(now: str, day: str) -> None:
    assert due_digest("07:30", TWO_HOURS, datetime.fromisoformat(now))[0] == day


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC)),
    st.times().map(lambda time: time.strftime("%H:%M")),
    st.integers(10, 1_440).map(lambda minutes: timedelta(minutes=minutes)),
)
def test_a_digest_is_due_within_two_days_and_never_ahead(now: datetime, hour: str, late: timedelta) -> None:
    day, due_at = due_digest(hour, late, now)
    assert timedelta(0) <= now - moment_of(due_at) < timedelta(hours=26)
    assert day <= now.astimezone(PARIS).date().isoformat()


def test_the_newest_backup_is_the_newest_whole_one(tmp_path: Path) -> None:
    assert newest_backup(tmp_path / "none") is None
    assert newest_backup(tmp_path) is None
    for name, at in (("a.db", 1_000), ("b.db.gz", 3_000), (".c.db", 5_000), ("d.db.part", 5_000), ("notes", 9_000)):
        (tmp_path / name).write_bytes(b"x")
        os.utime(tmp_path / name, (at, at))
    found = newest_backup(tmp_path)
    assert found is not None
    assert found.timestamp() == 3_000
