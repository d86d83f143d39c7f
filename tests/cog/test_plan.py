"""What an update would change, against the official lists served on loopback."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pvd_watch.cog import CommuneRow, Update, plan_update, write_communes
from pvd_watch.errors import DataError

from .lists import SHIPPED, Lists
from .site import Site, body, get, status


def plan(site: Site, current: Path = SHIPPED) -> Update:
    return plan_update(current, pvd_url=f"{site.url}/dataset/", cog_url=f"{site.url}/", fetch=get)


def rows_of(update: Update, insee: str) -> list[CommuneRow]:
    return [row for row in update.rows if row.insee == insee]


def test_the_same_lists_change_nothing(site: Site, lists: Lists, shipped: tuple[CommuneRow, ...]) -> None:
    lists.serve(site)
    update = plan(site)
    assert update.unchanged
    assert update.changes.sentences() == ()
    assert update.rows == shipped


def test_everything_that_can_change(site: Site, lists: Lists, tmp_path: Path) -> None:
    lists.merge("29236", "29233", delegated=True)  # Riec into Quimperlé
    lists.merge("01002", "01001", delegated=False)
    lists.communes.remove(lists.find("01005"))
    lists.find("01007")["nom"] = "Ambronay-en-Bugey"
    lists.find("01008")["population"] = 1
    lists.communes.append(lists.find("01006") | {"code": "01999", "nom": "Neuveville"})
    lists.towns = [town for town in lists.towns if town[0] != "29233"]  # Quimperlé leaves
    lists.towns.append(["01999", "Neuveville", "pvd", "02/01/2026"])
    lists.towns.append(["01002", "L'Abergement-de-Varey", "pvd", "2026-01-03"])  # no longer current
    lists.serve(site)
    update = plan(site)

    assert update.changes.added == (("01999", "Neuveville"),)
    assert update.changes.removed == (("01005", "Ambérieux-en-Dombes"),)
    assert update.changes.renamed == (("01007", "Ambronay", "Ambronay-en-Bugey"),)
    assert update.changes.merged == (
        ("01002", "L'Abergement-de-Varey", "01001"),
        ("29236", "Riec-sur-Bélon", "29233"),
    )
    assert update.changes.pvd_added == (("01001", "L'Abergement-Clémenciat"), ("01999", "Neuveville"))
    assert update.changes.pvd_removed == (("29233", "Quimperlé"),)
    assert update.changes.updated >= 2
    assert "programme: - Quimperlé (29233)" in update.changes.sentences()
    assert not update.unchanged

    assert [(row.kind, row.parent) for row in rows_of(update, "29236")] == [("deleguee", "29233")]
    assert [(row.kind, row.parent, row.name) for row in rows_of(update, "01002")] == [
        ("ancienne", "01001", "L'Abergement-de-Varey")
    ]
    assert {row.name for row in rows_of(update, "01007")} == {"Ambronay", "Ambronay-en-Bugey"}
    assert rows_of(update, "01005") == []
    assert [row.pvd_signed for row in rows_of(update, "01001")] == ["2026-01-03"]
    assert [row.pvd_signed for row in rows_of(update, "01999")] == ["2026-01-02"]

    home = tmp_path / "data" / "communes.csv"
    write_communes(home, update.rows)
    again = plan(site, home)
    assert again.unchanged
    assert again.changes.merged == (("01002", "L'Abergement-de-Varey", "01001"),)  # the programme still says so


def test_what_the_lists_lack_is_kept(site: Site, lists: Lists, shipped: tuple[CommuneRow, ...]) -> None:
    lists.towns = [[*town[:3], ""] for town in lists.towns]
    lists.merge("01004", "01001", delegated=True)  # a town of Action cœur de ville
    lists.serve(site)
    update = plan(site)
    signed = {row.insee: row.pvd_signed for row in shipped if row.pvd == "1"}
    assert {row.insee: row.pvd_signed for row in update.rows if row.pvd == "1"} == signed
    assert [row.acv for row in rows_of(update, "01001")] == ["1"]
    assert sum(row.acv == "1" for row in update.rows) == sum(row.acv == "1" for row in shipped)


def test_a_part_that_is_a_commune_again_keeps_one_name(site: Site, lists: Lists) -> None:
    part = next(item for item in lists.parts if item["code"] != item["chefLieu"])
    lists.parts.remove(part)
    keys = ("code", "nom", "codeDepartement", "codeRegion")
    lists.communes.append({key: part[key] for key in keys})
    lists.serve(site)
    assert [(row.kind, row.name) for row in rows_of(plan(site), part["code"])] == [("actuelle", part["nom"])]


@pytest.mark.parametrize(
    ("alter", "words"),
    [
        (lambda lists: lists.communes.__delitem__(slice(33_900, None)), "33900 communes, 34969 today"),
        (lambda lists: lists.towns.__delitem__(slice(1_560, None)), "1560 programme towns, 1646 today"),
        (lambda lists: lists.parts.__delitem__(slice(2_000, None)), "2000 delegated and associated communes"),
        (lambda lists: lists.communes.extend(lists.communes[:3]), "a code twice"),
        (lambda lists: lists.towns.append(["99999", "Nulle-Part", "pvd", ""]), r"no commune: Nulle-Part \(99999\)"),
        (lambda lists: lists.parts[0].update(chefLieu="99999"), "part of 99999, which is no current commune"),
        (lambda lists: lists.parts[0].pop("type"), "no type deleguee or associee"),
        (lambda lists: lists.parts[0].pop("chefLieu"), "no field 'chefLieu'"),
        (lambda lists: lists.communes[0].update(codeDepartement="96"), "unknown departments: 96"),
        (lambda lists: [item.pop("population", 0) for item in lists.communes], "0 communes with population"),
        (lambda lists: lists.communes[5].update(code="1005"), "commune 6: '1005' is not a commune's code"),
    ],
)
def test_implausible_lists_are_refused(site: Site, lists: Lists, alter: Callable[[Lists], Any], words: str) -> None:
    alter(lists)
    lists.serve(site)
    with pytest.raises(DataError, match=words):
        plan(site)


@pytest.mark.parametrize(
    ("path", "bad"),
    [
        ("/dataset/", status(500)),
        ("/pvd.csv", body(b"insee_com;lib_com;id_pvd;date_signature\n29233;Quimp", announced=90_000)),
        ("/communes", body(b"<html>Maintenance</html>", kind="text/html")),
        ("/communes_associees_deleguees", body(b"[", kind="application/json")),
    ],
)
def test_a_failing_server_changes_nothing(site: Site, lists: Lists, path: str, bad: Any, tmp_path: Path) -> None:
    home = tmp_path / "communes.csv"
    home.write_bytes(SHIPPED.read_bytes())
    lists.serve(site)
    site.answers[path] = bad
    with pytest.raises(DataError, match=path):
        plan(site, home)
    assert home.read_bytes() == SHIPPED.read_bytes()
    assert os.listdir(tmp_path) == ["communes.csv"]  # noqa: PTH208 hidden files too
