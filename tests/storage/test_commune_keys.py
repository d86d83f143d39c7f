"""Names completed while they are typed: whatever the spelling, towns of the programme first, in an instant."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest

from pvd_watch.storage import Storage
from tests.test_day import with_communes

__all__ = ["with_communes"]


@pytest.fixture(scope="module")
def storage(tmp_path_factory: pytest.TempPathFactory, with_communes: Path) -> Iterator[Storage]:
    made = Storage(Path(shutil.copy(with_communes, tmp_path_factory.mktemp("keys") / "watch.db")))
    yield made
    made.close()


@pytest.mark.parametrize(
    ("typed", "insee"),
    [
        ("quimperl", "29233"),
        ("QUIMPERLÉ", "29233"),
        ("st flour", "15187"),
        ("Saint-Flo", "15187"),
        ("flour", "15187"),
        ("l’isle jourdain", "32160"),
        ("le blanc", "36018"),
        ("blanc", "36018"),
        ("29233", "29233"),
        ("ploërmel", "56165"),
    ],
)
def test_the_town_that_is_typed_is_among_the_first(storage: Storage, typed: str, insee: str) -> None:
    assert insee in [found.insee for found in storage.communes.complete(typed, 5)]


def test_towns_of_the_programme_come_first_each_commune_once_with_its_department(storage: Storage) -> None:
    found = storage.communes.complete("saint", 30)
    assert len({one.insee for one in found}) == len(found) == 30
    assert all(one.programme for one in found)
    mixed = storage.communes.complete("quimper", 5)
    assert [(one.name, one.department, one.programme) for one in mixed[:2]] == [
        ("Quimperlé", "29", True), ("Quimper", "29", False),
    ]  # fmt: skip


def test_an_old_name_leads_to_the_commune_of_today(storage: Storage) -> None:
    [found] = [one for one in storage.communes.complete("segré", 5) if one.insee == "49331"]
    assert (found.name, found.alias) == ("Segré-en-Anjou Bleu", "Segré")


@pytest.mark.parametrize("typed", ["", "   ", "-", "%", "'; DROP TABLE communes", "zzzzzz", "é" * 5000])
def test_what_names_nothing_finds_nothing(storage: Storage, typed: str) -> None:
    assert storage.communes.complete(typed) == []


def test_every_beginning_is_completed_at_once(storage: Storage) -> None:
    spent = []
    for typed in ("s", "sa", "saint", "st", "la", "le", "l", "a", "m", "saint m", "bourg", "ville", "x", "29"):
        for _ in range(5):
            began = time.perf_counter()
            storage.communes.complete(typed, 10)
            spent.append(time.perf_counter() - began)
    assert median(spent) < 0.005


def test_no_commune_asked_for_is_none(storage: Storage) -> None:
    assert storage.communes.complete("saint", 0) == []
