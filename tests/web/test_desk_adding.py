"""Articles that editors bring in: by address, by hand, and what becomes of them on the day's page."""

from __future__ import annotations

import pytest

from .conftest import Desk
from .newsroom import fill

DAY = "2026-03-04"
_HAND = {
    "quoi": "main", "titre": "La gare de Rue rouvre", "journal": "Le Courrier picard", "date": "2026-03-03",
    "commune": "Rue", "ligne": "Après dix ans de fermeture.", "theme": "mobilites",
}  # fmt: skip


@pytest.fixture
def path(desk: Desk) -> str:
    fill(desk.watch, 2)
    desk.log_in("editor", "ana@example.fr")
    return f"/bureau/{DAY}/ajouter"


def test_an_article_by_its_address_is_a_job_whose_state_is_shown(desk: Desk, path: str) -> None:
    answer = desk.send(path, quoi="adresse", adresse="https://journal.example/la-halle", commune="Die")
    assert answer.headers["location"] == f"/bureau/{DAY}"
    [job] = desk.watch.storage.jobs.of(DAY)
    assert (job.url, job.insee, job.asked_by) == ("https://journal.example/la-halle", "26113", "ana@example.fr")
    page = desk.ask.get(f"/bureau/{DAY}").text
    assert "https://journal.example/la-halle" in page
    assert "En attente" in page
    desk.watch.storage.jobs.begin(job.id)
    assert "En cours" in desk.ask.get(f"/bureau/{DAY}").text
    desk.watch.storage.jobs.end(job.id, "failed", "2026-03-04T09:00:00Z", stage="robots", reason="forbidden")
    page = desk.ask.get(f"/bureau/{DAY}").text
    assert "Non ajouté" in page
    assert "le site ne permet pas aux robots" in page


def test_an_article_by_hand_stands_first_and_kept(desk: Desk, path: str) -> None:
    answer = desk.send(path, **_HAND)
    assert answer.status_code == 303
    first = desk.watch.review.day(DAY).sheet.items[0]
    assert (first.title, first.outlet, first.state) == ("La gare de Rue rouvre", "Le Courrier picard", "kept")
    assert first.communes[0].insee == "80688"
    assert first.themes == ("mobilites",)
    page = desk.ask.get(f"/bureau/{DAY}").text
    assert "Après dix ans de fermeture." in page
    assert "a ajouté «\u00a0La gare de Rue rouvre\u00a0»" in desk.ask.get(f"/bureau/{DAY}/historique").text
    again = desk.send(path, **_HAND)
    assert again.status_code == 400
    assert "déjà dans une veille" in again.text


def test_an_addition_can_be_undone(desk: Desk, path: str) -> None:
    desk.send(path, **_HAND)
    review = desk.watch.review.day(DAY)
    desk.send(f"/bureau/{DAY}/annuler", version=str(review.version), numero=str(review.history[-1].id))
    assert len(desk.watch.review.day(DAY).sheet.items) == 2
    assert desk.send(path, **_HAND).status_code == 303


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"quoi": "adresse", "adresse": "javascript:alert(1)"}, "Ce n’est pas l’adresse d’un article"),
        ({"quoi": "adresse", "adresse": "https://journal.example/"}, "Ce n’est pas l’adresse d’un article"),
        ({"quoi": "adresse", "adresse": "https://journal.example/a", "commune": "75056"}, "ville du programme"),
        (_HAND | {"titre": " "}, "Donnez le titre."),
        (_HAND | {"journal": ""}, "Donnez le journal."),
        (_HAND | {"date": "2027-01-01"}, "passé ou présent"),
        (_HAND | {"date": "hier"}, "passé ou présent"),
        (_HAND | {"commune": ""}, "Choisissez une ville du programme."),
        (_HAND | {"titre": "x" * 301}, "300 caractères au plus"),
        (_HAND | {"theme": "nul"}, "n’existe pas"),
    ],
)
def test_what_is_missing_is_said_and_what_was_written_stays(
    desk: Desk, path: str, fields: dict[str, str], words: str
) -> None:
    answer = desk.send(path, **fields)
    assert answer.status_code == 400
    assert words in answer.text
    assert fields.get("ligne", "") in answer.text
    assert desk.watch.review.day(DAY).version == 1
    assert desk.watch.storage.jobs.of(DAY) == []


def test_a_published_day_takes_nothing_in(desk: Desk, path: str) -> None:
    story = desk.watch.review.day(DAY).sheet.items[0].story_id
    desk.send(f"/bureau/{DAY}/sujets/{story}", action="keep", version="1")
    desk.send(f"/bureau/{DAY}/publier", version="2")
    assert "dépubliez-la" in desk.ask.get(path).text
    refused = desk.send(path, **_HAND)
    assert refused.status_code == 400
    assert "dépubliez-la" in refused.text
