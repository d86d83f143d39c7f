"""Whether a task has anything to do, over a real storage."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from pvd_watch.config import Home, Settings
from pvd_watch.config.schedule_table import Schedule
from pvd_watch.config.settings import Mail
from pvd_watch.model import Decision, Digest, Sending, SendingState, Source
from pvd_watch.review import Review
from pvd_watch.schedule import needs
from pvd_watch.schedule.needs import Facts
from pvd_watch.schedule.publication import AUTOMATE
from pvd_watch.standing import Outlook
from pvd_watch.storage import Storage
from pvd_watch.times import utc

DAY, NOW = "2026-11-26", datetime(2026, 11, 26, 8, 30, tzinfo=UTC)
READERS = ("a@example.fr", "b@example.fr")


@pytest.fixture
def storage(home: Home) -> Iterator[Storage]:
    found = Storage(home.database)
    yield found
    found.close()


@pytest.fixture
def draft(storage: Storage) -> Storage:
    """A storage with an empty draft of the day."""
    storage.digests.save(Digest(DAY, "2026-11-25T06:30:00Z", "2026-11-26T06:30:00Z", "draft", (), 0, 0))
    return storage


def facts(storage: Storage, now: datetime = NOW, day: str = DAY, **schedule: str) -> Facts:
    settings = Settings(mail=Mail(to=READERS), schedule=Schedule(**schedule))  # type: ignore[arg-type]  # hours alone
    return Facts(storage, settings, day, now)


def act(storage: Storage, action: str, editor: str, at: datetime) -> None:
    Review(storage, lambda: at, 200).decide(DAY, Decision(action), editor)  # type: ignore[arg-type]  # an action


def test_polling_waits_for_a_source_that_is_due(storage: Storage) -> None:
    assert needs.sources_due(facts(storage)) == "now"  # a fresh home knows of no source yet
    storage.sources.sync([Source("j", "J", "feed", "https://j.example/rss", "https://j.example/", ())])
    assert needs.sources_due(facts(storage)) == "now"
    storage.sources.look_ahead("j", Outlook(utc(NOW + timedelta(hours=1)), 60, 60, ""), utc(NOW))
    assert needs.sources_due(facts(storage)) == "no"
    assert needs.sources_due(facts(storage, NOW + timedelta(hours=1))) == "now"


def test_jobs_are_done_where_an_editor_asked_for_one(storage: Storage) -> None:
    assert needs.jobs_waiting(facts(storage)) == "no"
    job = storage.jobs.ask("https://j.example/a", DAY, "", "Anne", utc(NOW))
    assert needs.jobs_waiting(facts(storage)) == "now"
    storage.jobs.begin(job.id)
    assert needs.jobs_waiting(facts(storage)) == "no"


def test_today_without_a_draft_is_too_early_and_another_day_too_late(storage: Storage) -> None:
    assert needs.publication(facts(storage)) == "later"
    assert needs.reminder(facts(storage)) == "later"
    assert needs.publication(facts(storage, day="2026-11-25")) == "no"


def test_a_draft_is_reminded_of_on_its_own_day_alone(draft: Storage) -> None:
    assert needs.reminder(facts(draft)) == "now"
    assert needs.reminder(facts(draft, NOW + timedelta(days=1))) == "no"
    act(draft, "publish", "Anne", NOW)
    assert needs.reminder(facts(draft)) == "no"


def test_a_draft_is_published_late_rather_than_never(draft: Storage) -> None:
    assert needs.publication(facts(draft)) == "now"
    assert needs.publication(facts(draft, NOW + timedelta(days=1))) == "now"


def test_nobody_at_work_is_overtaken_and_a_publication_taken_back_stays_so(draft: Storage) -> None:
    act(draft, "publish", "Anne", NOW)
    assert needs.publication(facts(draft)) == "no"
    act(draft, "unpublish", "Anne", NOW)
    assert needs.publication(facts(draft, NOW + timedelta(hours=1))) == "no"


@pytest.mark.parametrize(
    ("editor", "minutes", "need"), [("Anne", 14, "later"), ("Anne", 16, "now"), (AUTOMATE, 1, "now")]
)
def test_an_editor_at_work_is_waited_for(draft: Storage, editor: str, minutes: int, need: str) -> None:
    with draft.reviews.edit() as book:
        book.add(DAY, Decision("note", 1, text="à voir"), editor, utc(NOW - timedelta(minutes=minutes)), title="T")
    assert needs.publication(facts(draft)) == need


def test_mail_follows_publication_at_most_once_to_each_reader(draft: Storage) -> None:
    assert needs.mail(facts(draft)) == "no"
    act(draft, "publish", "Anne", NOW)
    assert needs.mail(facts(draft)) == "now"
    states: list[SendingState] = ["sent", "failed"]
    for to, state in zip(READERS, states, strict=True):
        draft.sendings.begin(Sending(DAY, to, f"<{to}>", "sending", utc(NOW)), again=False)
        draft.sendings.settle(DAY, to, state, utc(NOW))
    assert needs.mail(facts(draft)) == "now"
    draft.sendings.begin(Sending(DAY, READERS[1], "<b>", "sending", utc(NOW)), again=False)
    draft.sendings.settle(DAY, READERS[1], "uncertain", utc(NOW))
    assert needs.mail(facts(draft)) == "no"  # what may have gone is for a person to decide


def test_mail_at_an_hour_takes_the_draft_where_drafts_may_be_sent(draft: Storage) -> None:
    assert needs.mail(facts(draft, mail_hour="09:31")) == "no"  # 09:30 in Paris
    given = facts(draft, mail_hour="09:30")
    assert needs.mail(given) == "now"
    published_only = replace(given.settings, mail=Mail(to=READERS, drafts=False))
    assert needs.mail(replace(given, settings=published_only)) == "no"
    act(draft, "publish", "Anne", NOW)
    assert needs.mail(facts(draft, mail_hour="09:31")) == "no"
