"""Alarms in words."""

from __future__ import annotations

import re
from dataclasses import replace
from email.headerregistry import Address

import pytest

from pvd_watch.health.alarms import Message
from pvd_watch.health.letters import WORDINGS, body, mail, posted, subject
from pvd_watch.model import ALARM_KINDS, Alarm, AlarmKind

from .patient import NOON

DETAILS: dict[AlarmKind, tuple[str, ...]] = {
    "database": ("page 7 is lost",),
    "disk": ("412",),
    "digest": ("2026-11-26", ""),
    "poll": ("2026-11-26T05:00:00Z",),
    "sources": ("40", "200"),
    "mail": ("2",),
    "backup": ("",),
}
SENDER = Address("Veille", addr_spec="veille@ville.example")


def message(kind: AlarmKind, *, over: bool = False) -> Message:
    alarm = Alarm(kind, "2026-11-26T08:30:00Z", DETAILS[kind], "2026-11-26T09:00:00Z" if over else "")
    return Message("regie@ville.example", alarm, over)


@pytest.mark.parametrize("over", [False, True])
@pytest.mark.parametrize("kind", ALARM_KINDS)
def test_every_alarm_has_good_french_for_its_beginning_and_its_end(kind: AlarmKind, over: bool) -> None:
    words = f"{subject(message(kind, over=over))}\n{body(message(kind, over=over), '/srv/veille')}"
    assert re.findall(r"[^\s]* [:;!?»]|« |'|\{|\.\.\.", words) == []
    assert "/srv/veille" in words
    assert re.search(r"\bnever\b|2026-11", words) is None
    assert len(subject(message(kind, over=over))) < 78


def test_figures_stand_in_the_sentence() -> None:
    assert "Il reste 412 Mo" in body(message("disk"), "h")
    assert "Le digest du jeudi 26\u00a0novembre 2026 n’est pas fait" in body(message("digest"), "h")
    assert "Dernier digest\u00a0: néant." in body(message("digest"), "h")
    assert "40 titres sur 200" in body(message("sources"), "h")


def test_every_kind_is_worded() -> None:
    assert set(WORDINGS) == set(ALARM_KINDS)


def test_what_sqlite_says_makes_no_header_and_no_line() -> None:
    odd = replace(message("database").alarm, details=("a\r\nBcc: x@x.example\x1b[31m",))
    letter = mail(replace(message("database"), alarm=odd), "/srv\nveille", SENDER, NOON)
    assert "Bcc" not in letter
    assert letter["To"] == "regie@ville.example"
    assert "\x1b" not in letter.get_content()
    assert "a Bcc: x@x.example" in letter.get_content().replace("\u00a0", " ")


def test_a_letter_tried_again_has_the_same_name() -> None:
    first, again = (mail(message("disk"), "h", SENDER, NOON)["Message-ID"] for _ in range(2))
    assert first == again
    assert first.endswith("@ville.example>")
    assert mail(message("disk", over=True), "h", SENDER, NOON)["Message-ID"] != first


def test_a_webhook_gets_codes_and_a_sentence() -> None:
    told = posted(message("disk"), "/srv/veille")
    assert (told["alarm"], told["state"], told["says"]) == (
        "disk", "begun", "412 MB are left on the disk of the data folder",
    )  # fmt: skip
    assert told["text"].startswith("PVD Watch, alerte\u00a0: la place manque. Il reste 412 Mo")
    assert posted(message("disk", over=True), "h")["state"] == "over"
