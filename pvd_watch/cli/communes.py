"""``communes``: look up communes, bring their list up to date."""

from __future__ import annotations

from typing import Any

import click

from pvd_watch.cli.console import Console, output_options, table, watch_of
from pvd_watch.cog import COG_URL, PVD_URL, plan_update, write_communes
from pvd_watch.errors import UsageError
from pvd_watch.gazetteer import Gazetteer
from pvd_watch.model import Commune


@click.group()
def communes() -> None:
    """Look up communes, bring their list up to date."""


@communes.command()
@click.argument("name", metavar="NAME|CODE")
@output_options
@click.pass_context
def show(context: click.Context, name: str, as_json: bool, quiet: bool) -> None:
    """What is known of a commune by any of its names or its INSEE code, homonyms included."""
    gazetteer = watch_of(context).gazetteer
    found = gazetteer.lookup(name)
    if not found:
        raise UsageError(f"no commune of France is called {name}; write its name or its INSEE code of five characters")
    known = [gazetteer.communes[insee] for insee in dict.fromkeys(item.insee for item in found)]
    Console(as_json=as_json, quiet=quiet).report(
        {"communes": [_object(gazetteer, commune) for commune in known]},
        "\n\n".join(_words(gazetteer, commune) for commune in known),
    )


def _object(gazetteer: Gazetteer, commune: Commune) -> dict[str, Any]:
    names = [item for item in gazetteer.names if item.insee == commune.insee]
    return {
        "insee": commune.insee,
        "name": commune.name,
        "department": commune.department,
        "region": commune.region,
        "population": commune.population,
        "postcodes": list(commune.postcodes),
        "lon": commune.lon,
        "lat": commune.lat,
        "pvd": commune.pvd,
        "names": [{"name": item.name, "kind": item.kind, "own_code": item.own_code} for item in names],
        "homonyms": _homonyms(gazetteer, commune),
    }


def _homonyms(gazetteer: Gazetteer, commune: Commune) -> list[str]:
    others = {item.insee for item in gazetteer.lookup(commune.name)} - {commune.insee}
    return sorted(others)


def _words(gazetteer: Gazetteer, commune: Commune) -> str:
    department = gazetteer.departments[commune.department]
    rows = [
        ("INSEE code", commune.insee),
        ("department", f"{department.code} {department.name} ({department.region_name})"),
        ("population", f"{commune.population:,}".replace(",", " ")),
        ("postcodes", " ".join(commune.postcodes)),
        ("place", f"{commune.lat} N, {commune.lon} E" if commune.lat is not None else "unknown"),
        ("programme", "Petites villes de demain" if commune.pvd else "no"),
    ]
    names = [
        f"{item.name} ({item.kind}, {item.own_code})"
        for item in gazetteer.names
        if item.insee == commune.insee and item.kind != "actuelle"
    ]
    rows += [("also called", name) for name in names]
    for insee in _homonyms(gazetteer, commune):
        other = gazetteer.communes[insee]
        rows.append(("homonym", f"{other.insee} {other.name}, {other.department}{', programme' if other.pvd else ''}"))
    return "\n".join([commune.name, *(f"  {label:<12}{value}" for label, value in rows)])


@communes.command()
@click.option("--pvd-url", default=PVD_URL, show_default=True, help="The programme's list.")
@click.option("--cog-url", default=COG_URL, show_default=True, help="The official list of communes.")
@click.option("--dry-run", is_flag=True, help="Show what would change, write nothing.")
@output_options
@click.pass_context
def update(context: click.Context, pvd_url: str, cog_url: str, dry_run: bool, as_json: bool, quiet: bool) -> None:
    """Download the official lists, check them whole, show what changes, and write the home's data/communes.csv."""
    watch = watch_of(context)
    plan = plan_update(watch.home.data_file("communes.csv"), pvd_url=pvd_url, cog_url=cog_url)
    sentences = list(plan.changes.sentences()) or ["Nothing changed."]
    target = watch.home.data_dir / "communes.csv"
    if not plan.unchanged and not dry_run:
        with watch.lock():
            write_communes(target, plan.rows)
        sentences.append(f"Wrote {target}; stored articles are linked anew with: pvd-watch link --again")
    Console(as_json=as_json, quiet=quiet).report(
        {"changed": not plan.unchanged, "changes": sentences}, table(("change",), [(line,) for line in sentences])
    )
