"""The settings: what is kept, what is refused and in which words."""

from __future__ import annotations

import tomllib

import pytest

from pvd_watch.config import Collect, Settings
from pvd_watch.config.settings import PLACEHOLDER, parse_settings, rows, tables


def faults_of(text: str) -> list[str]:
    return parse_settings(tomllib.loads(text), "w.toml")[1]


def test_nothing_given_is_the_defaults() -> None:
    assert parse_settings({}, "w.toml") == (Settings(), [])


def test_what_is_given_is_kept() -> None:
    text = '[collect]\ndelay_seconds = 0\nallow_private_hosts = ["127.0.0.1"]\n[digest]\nhour = "23:59"\n'
    settings, faults = parse_settings(tomllib.loads(text), "w.toml")
    assert faults == []
    assert (settings.collect.delay_seconds, settings.collect.allow_private_hosts) == (0.0, ("127.0.0.1",))
    assert settings.digest.hour == "23:59"
    assert settings.digest.max_age_days == Settings().digest.max_age_days


def test_every_default_is_what_its_own_rule_keeps() -> None:
    for table, name, _, default, _ in rows(Settings()):
        given = list(default) if isinstance(default, tuple) else default
        assert tables()[table][name].rule(given) == default


def test_no_two_tables_share_the_name_of_a_key() -> None:
    names = [name for _, name, *_ in rows(Settings())]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("[collect]\ndelay_second = 1", 'w.toml: [collect] has no key "delay_second" (did you mean "delay_seconds"?)'),
        ("[collect]\nhour = '07:30'", 'w.toml: [collect] has no key "hour" (it belongs under [digest])'),
        ("[colect]\n", 'w.toml: no table or key "colect" is known here (did you mean "collect"?)'),
        ("delay_seconds = 1", 'w.toml: no table or key "delay_seconds" is known here (it belongs under [collect])'),
        ("digest = 3", "w.toml: [digest] must be a table, not 3"),
        ("[[digest]]\nhour = '07:30'", "w.toml: [digest] must be a table, not [a table]"),
        ("[collect]\ndelay_seconds = -1", "w.toml: [collect] delay_seconds must be a number from 0 to 3600, not -1"),
        ("[collect]\ndelay_seconds = nan", "w.toml: [collect] delay_seconds must be a number from 0 to 3600, not nan"),
        ("[catalogue]\nuse = 'no'", 'w.toml: [catalogue] use must be true or false, without quotes, not "no"'),
        ("[linking]\nmodel = 1", "w.toml: [linking] model must be true or false, without quotes, not 1"),
        (
            "[digest]\nmax_age_days = 1.5",
            "w.toml: [digest] max_age_days must be a whole number from 0 to 36500, not 1.5",
        ),
    ],
)
def test_one_fault_in_its_words(text: str, fault: str) -> None:
    assert faults_of(text) == [fault]


@pytest.mark.parametrize("hour", ["7:30", "24:00", "07:60", "07:30\n", "0730", "", 730, "٠٧:٣٠"])
def test_an_hour_is_two_digits_and_two(hour: object) -> None:
    _, faults = parse_settings({"digest": {"hour": hour}}, "w.toml")
    assert len(faults) == 1
    assert 'hour must be an hour in quotes from "00:00" to "23:59", not' in faults[0]


@pytest.mark.parametrize("agent", ["", " ", "a\nX-Evil: 1", "Veille-pressé/1", " a", "a ", 3])
def test_a_user_agent_is_what_a_header_can_hold(agent: object) -> None:
    _, faults = parse_settings({"collect": {"user_agent": agent}}, "w.toml")
    assert len(faults) == 1
    assert "[collect] user_agent must be text of ASCII signs" in faults[0]


def test_all_faults_are_told_and_the_rest_is_kept() -> None:
    text = "[collect]\ntimeout_seconds = 0\nmax_bytes = 1\nconcurrency = 4\n[linking]\nmodle = true\n[x]\n"
    settings, faults = parse_settings(tomllib.loads(text), "w.toml")
    assert len(faults) == 4
    assert settings.collect.concurrency == 4
    assert settings.collect.timeout_seconds == Settings().collect.timeout_seconds


def test_the_contact_is_missing_until_the_placeholder_is_gone() -> None:
    assert Collect().contact_missing
    assert Collect(user_agent=f"My-Watch/1 ({PLACEHOLDER.lower()})").contact_missing
    assert not Collect(user_agent="PVD-Watch/0.1 (+mailto:veille@ville.example)").contact_missing
