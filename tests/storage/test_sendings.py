"""Who got which mail: marked before the dialogue, never begun twice, and open to whoever looks after a kill."""

from __future__ import annotations

from pathlib import Path

import pytest

from pvd_watch.model import Sending
from pvd_watch.storage import Storage

AT, LATER = "2026-11-01T07:00:00Z", "2026-11-01T08:00:00Z"
MAIL = Sending("2026-11-01", "a@x.example", "<1@x.example>", "sending", AT)


@pytest.fixture
def storage(tmp_path: Path) -> Storage:
    return Storage(tmp_path / "watch.db")


def test_a_mail_is_begun_once(storage: Storage) -> None:
    assert storage.sendings.begin(MAIL, again=False)
    assert not storage.sendings.begin(MAIL, again=False)
    storage.sendings.settle(MAIL.day, MAIL.address, "sent", LATER)
    assert not storage.sendings.begin(MAIL, again=True)
    assert storage.sendings.of_day(MAIL.day)[MAIL.address].at == LATER


def test_what_failed_is_begun_again_and_forgets_the_reason(storage: Storage) -> None:
    storage.sendings.begin(MAIL, again=False)
    storage.sendings.settle(MAIL.day, MAIL.address, "failed", LATER, "550 no")
    assert storage.sendings.of_day(MAIL.day)[MAIL.address].reason == "550 no"
    assert storage.sendings.begin(MAIL, again=False)
    assert storage.sendings.of_day(MAIL.day)[MAIL.address] == MAIL


def test_what_was_cut_off_is_uncertain_until_somebody_decides(storage: Storage) -> None:
    storage.sendings.begin(MAIL, again=False)
    assert [each.state for each in storage.sendings.uncertain()] == ["sending"]
    storage.sendings.give_up_interrupted(LATER)
    [found] = storage.sendings.uncertain()
    assert (found.state, found.at, found.message_id) == ("uncertain", LATER, MAIL.message_id)
    assert not storage.sendings.begin(MAIL, again=False)
    assert storage.sendings.begin(MAIL, again=True)


def test_days_and_readers_stand_apart(storage: Storage) -> None:
    storage.sendings.begin(MAIL, again=False)
    other = Sending("2026-11-02", "a@x.example", "<2@x.example>", "sending", AT)
    assert storage.sendings.begin(other, again=False)
    storage.sendings.settle("2026-11-02", "a@x.example", "sent", LATER)
    assert storage.sendings.of_day("2026-11-01") == {"a@x.example": MAIL}
