"""What readers report, and what editors do with it."""

from __future__ import annotations

import pytest

from .conftest import Desk

_SENT = {"page": "/veille/2026-03-04", "kind": "commune", "words": "C’est <b>Rue</b>, dans la Somme."}


def test_a_report_comes_to_the_editors_and_is_closed(desk: Desk) -> None:
    form = desk.ask.get("/signaler", params={"page": _SENT["page"]})
    assert "/veille/2026-03-04" in form.text
    answer = desk.ask.post("/signaler", data=_SENT, follow_redirects=True)
    assert "Merci" in answer.text
    assert desk.ask.get("/bureau/signalements", follow_redirects=False).headers["location"].startswith("/connexion")
    desk.log_in("reader")
    assert "C’est &lt;b&gt;Rue&lt;/b&gt;" in desk.ask.get("/bureau/signalements").text
    assert desk.send("/bureau/signalements/1").status_code == 403
    desk.log_in("editor")
    assert desk.send("/bureau/signalements/1").status_code == 303
    page = desk.ask.get("/bureau/signalements").text
    assert "Aucun signalement en attente" in page
    assert "Traité par" in page
    assert desk.send("/bureau/signalements/1").status_code == 400
    assert desk.send("/bureau/signalements/1", undo="1").status_code == 303
    assert "Aucun signalement en attente" not in desk.ask.get("/bureau/signalements").text


@pytest.mark.parametrize(
    "change",
    [{"words": ""}, {"words": "x" * 2_001}, {"kind": "rien"}, {"kind": ""}],
    ids=["empty", "long", "kind", "none"],
)
def test_what_says_nothing_is_not_kept(desk: Desk, change: dict[str, str]) -> None:
    answer = desk.ask.post("/signaler", data=_SENT | change)
    assert answer.status_code == 400
    assert "Rien n’a encore été envoyé" in answer.text
    assert desk.watch.storage.reports.open() == []


def test_what_machines_send_is_thanked_for_and_forgotten(desk: Desk) -> None:
    sent = _SENT | {"website": "https://spam.example"}
    assert "Merci" in desk.ask.post("/signaler", data=sent, follow_redirects=True).text
    assert desk.watch.storage.reports.open() == []


@pytest.mark.parametrize(
    "page", ["https://ailleurs.example/", "//ailleurs.example", "/\\ailleurs.example", "javascript:x"]
)
def test_a_report_leads_nowhere_else(desk: Desk, page: str) -> None:
    desk.ask.post("/signaler", data=_SENT | {"page": page})
    [report] = desk.watch.storage.reports.open()
    assert report.page == ""


def test_a_flood_is_stopped(desk: Desk) -> None:
    reports = desk.watch.storage.reports
    for number in range(120):
        reports.add("", "autre", f"{number}", "2026-03-04T08:30:00Z")
    answer = desk.ask.post("/signaler", data=_SENT)
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "3600")
