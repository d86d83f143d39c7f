"""Which alarms begin, stand and end, and who is told: decided without a database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pvd_watch.config.alarms_table import Alarms
from pvd_watch.health.alarms import decide, delivered, judge, sentence, to_tell, united
from pvd_watch.health.facts import Facts, Watched
from pvd_watch.model import ALARM_KINDS, Alarm, AlarmKind
from pvd_watch.times import utc

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
SEEN = Watched(
    watched_since="2026-11-01T00:00:00Z",
    resumed_at="2026-11-20T00:00:00Z",
    latest_digest="2026-11-26",
    digest_due="2026-11-26",
    digest_due_at="2026-11-26T08:30:00Z",
    answered_at="2026-11-26T11:50:00Z",
    watched=100,
    broken=3,
    uncertain=0,
)
WELL = Facts(NOW, 50_000_000_000, NOW - timedelta(hours=20), "", SEEN)
LIMITS = Alarms()


def seen(**changes: object) -> Facts:
    return replace(WELL, watched=replace(SEEN, **changes))  # type: ignore[arg-type]


def wrong(facts: Facts, *standing: AlarmKind, limits: Alarms = LIMITS) -> list[str]:
    return [kind for kind, details in judge(facts, limits, frozenset(standing)).items() if details is not None]


def test_nothing_is_wrong_where_all_is_well() -> None:
    found = judge(WELL, LIMITS, frozenset())
    assert found == dict.fromkeys(ALARM_KINDS)


@pytest.mark.parametrize(
    ("facts", "kind", "words"),
    [
        (replace(WELL, damage="page 7 is lost"), "database", "page 7 is lost"),
        (replace(WELL, free_bytes=900_000_000), "disk", "900 MB are left"),
        (seen(latest_digest="2026-11-25"), "digest", "no digest of 2026-11-26; the last one is of 2026-11-25"),
        (seen(latest_digest=""), "digest", "the last one is of never"),
        (seen(answered_at="2026-11-26T05:00:00Z"), "poll", "no source has answered since 2026-11-26T05:00:00Z"),
        (seen(answered_at=""), "poll", "no source has answered since never"),
        (seen(broken=20), "sources", "20 of 100 sources fail"),
        (seen(uncertain=2), "mail", "2 mails may or may not have gone"),
        (replace(WELL, backup_at=NOW - timedelta(days=3)), "backup", "the last backup is of 2026-11-23"),
        (replace(WELL, backup_at=None), "backup", "the last backup is of never"),
    ],
)
def test_each_alarm_has_its_bound_and_its_sentence(facts: Facts, kind: AlarmKind, words: str) -> None:
    found = judge(facts, LIMITS, frozenset())
    details = found[kind]
    assert wrong(facts) == [kind]
    assert details is not None
    assert words in sentence(Alarm(kind, utc(NOW), details))


@pytest.mark.parametrize(
    "facts",
    [
        replace(WELL, free_bytes=1_000_000_000),
        seen(answered_at="2026-11-26T06:00:00Z"),
        seen(broken=19),
        seen(watched=4, broken=4),
        seen(watched=0, answered_at=""),
        replace(WELL, backup_at=NOW - timedelta(days=2)),
        # What fell due before anybody watched, and what may still come.
        seen(latest_digest="", watched_since="2026-11-26T09:00:00Z"),
        seen(answered_at="", watched_since="2026-11-26T09:00:00Z"),
        replace(WELL, backup_at=None, watched=replace(SEEN, watched_since="2026-11-25T09:00:00Z")),
    ],
)
def test_what_is_just_good_enough_alarms_nobody(facts: Facts) -> None:
    assert wrong(facts) == []


def test_backups_made_elsewhere_are_not_looked_for() -> None:
    assert wrong(replace(WELL, backup_at=None), limits=replace(LIMITS, backup_days=0)) == []


def test_a_machine_that_was_off_may_catch_up_before_anybody_is_alarmed() -> None:
    late = {"answered_at": "2026-11-25T00:00:00Z", "latest_digest": "2026-11-24"}
    assert wrong(seen(**late, resumed_at="2026-11-26T11:40:00Z")) == []
    assert wrong(seen(**late, resumed_at="2026-11-26T11:29:00Z")) == ["digest", "poll"]
    assert wrong(seen(**late, resumed_at="")) == ["digest", "poll"]


def test_what_stands_is_over_only_well_beyond_its_bound() -> None:
    assert wrong(replace(WELL, free_bytes=1_100_000_000), "disk") == ["disk"]
    assert wrong(replace(WELL, free_bytes=1_200_000_000), "disk") == []
    assert wrong(seen(broken=16), "sources") == ["sources"]
    assert wrong(seen(broken=14), "sources") == []


def test_what_cannot_be_known_neither_begins_nor_ends() -> None:
    blind = replace(WELL, watched=None, damage=None)
    known = [Alarm("digest", "a", ("x", "y")), Alarm("database", "b", ("z",))]
    found = judge(blind, LIMITS, frozenset())
    assert set(found) == {"disk"}
    assert decide(found, known, utc(NOW)) == known


STATES = st.lists(st.sets(st.sampled_from(ALARM_KINDS)), max_size=12)


@given(STATES, st.sets(st.sampled_from(["a@x.example", "b@x.example", "webhook"])), st.randoms())
def test_whatever_comes_and_goes_each_is_told_once_and_cleared_once(
    states: Sequence[set[AlarmKind]], channels: set[str], chance: object
) -> None:
    alarms: list[Alarm] = []
    told: list[tuple[str, str, str, bool]] = []
    for number, ill in enumerate([*states, set(), set()]):
        now = NOW + timedelta(minutes=5 * number)
        alarms = decide({kind: (str(number),) if kind in ill else None for kind in ALARM_KINDS}, alarms, utc(now))
        assert {alarm.kind for alarm in alarms if not alarm.ended_at} == ill
        for message in to_tell(alarms, sorted(channels), now):
            if chance.random() < 0.3 and number <= len(states):  # type: ignore[attr-defined]
                continue  # it could not be delivered this time
            key = (message.alarm.kind, message.alarm.began_at)
            told.append((message.channel, *key, message.over))
            alarms = [delivered(one, message) if (one.kind, one.began_at) == key else one for one in alarms]
    assert len(told) == len(set(told)), "nobody is told anything twice"
    begun = {row[:3] for row in told if not row[3]}
    assert begun == {row[:3] for row in told if row[3]}, "whoever knows of an alarm knows of its end, and nobody else"


def test_an_all_clear_that_cannot_be_delivered_is_given_up_in_the_end() -> None:
    over = Alarm("disk", "2026-11-01T00:00:00Z", ("1",), utc(NOW - timedelta(days=8)), told=frozenset({"a@x.example"}))
    assert to_tell([over], ["a@x.example"], NOW) == []
    assert len(to_tell([replace(over, ended_at=utc(NOW))], ["a@x.example"], NOW)) == 1


def test_memories_complete_each_other() -> None:
    one = Alarm("disk", "a", ("1",), told=frozenset({"x"}))
    other = replace(one, told=frozenset({"y"}), ended_at="b", cleared=frozenset({"y"}))
    both = replace(one, told=frozenset({"x", "y"}), ended_at="b", cleared=frozenset({"y"}))
    assert united([one], [other]) == [both]
    assert united([], [other], [other]) == [other]
