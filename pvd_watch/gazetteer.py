"""The gazetteer: every name of every commune of France, each leading to a current commune.

Sources: ``communes.csv`` (Code officiel géographique of INSEE, the ANCT's list of programme towns) and
``departments.csv``; see ``data/SOURCES.md``. Delegated communes may share the code of their parent, so names are kept
as rows and never keyed by code alone.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pvd_watch.errors import ConfigError
from pvd_watch.model import Commune, CommuneName
from pvd_watch.text import name_key

CURRENT_COMMUNES = range(34_000, 36_000)
PROGRAMME_TOWNS = range(1_500, 1_800)
_COLUMNS = ("insee", "name", "kind", "parent", "department", "region", "population", "postcodes", "lon", "lat", "pvd")


@dataclass(frozen=True, slots=True)
class Department:
    """A department (or overseas collectivity) with its region; ``locative`` is « dans l'Ain », ``genitive`` « de l'Ain »."""

    code: str
    name: str
    region: str
    region_name: str
    locative: str
    genitive: str


@dataclass(frozen=True)
class Gazetteer:
    """All current communes by INSEE code, all names that lead to them, departments by code; ``stamp`` is a hash of the file."""

    communes: Mapping[str, Commune]
    names: tuple[CommuneName, ...]
    departments: Mapping[str, Department]
    stamp: str

    @cached_property
    def regions(self) -> Mapping[str, str]:
        """Region names by INSEE code."""
        return {department.region: department.region_name for department in self.departments.values()}

    @cached_property
    def department_names(self) -> Mapping[str, str]:
        """Department names by code."""
        return {code: department.name for code, department in self.departments.items()}

    @cached_property
    def by_key(self) -> Mapping[str, tuple[CommuneName, ...]]:
        """Names by comparison key (case, accents, hyphens and ``St`` aside)."""
        found: dict[str, list[CommuneName]] = {}
        for name in self.names:
            found.setdefault(name_key(name.name), []).append(name)
        return {key: tuple(names) for key, names in found.items()}

    def lookup(self, words: str) -> tuple[CommuneName, ...]:
        """All names that an INSEE code or a name in any spelling stands for; empty where there is none."""
        commune = self.communes.get(words.strip().upper())
        if commune is not None:
            return tuple(name for name in self.names if name.insee == commune.insee)
        return self.by_key.get(name_key(words), ())


def load(communes_csv: Path, departments_csv: Path, aliases: Iterable[CommuneName] = ()) -> Gazetteer:
    """Read the gazetteer.

    :param aliases: further names (old names, short forms) from ``names.toml``.
    :raises ConfigError: a file is missing, lacks a column, holds a bad row, or does not count up.
    """
    departments = {row["code"]: Department(**row) for row in _rows(departments_csv, ("code", "name", "region"))}
    rows = _rows(communes_csv, _COLUMNS)
    communes = {row["insee"]: _commune(communes_csv, row) for row in rows if row["kind"] == "actuelle"}
    names = [_name(row) for row in rows]
    faults = _faults(communes_csv, communes, names, sum(row["kind"] == "actuelle" for row in rows))
    unknown = [
        f"names.toml: alias {name.name!r} leads to {name.insee}, which is no current commune"
        for name in aliases
        if name.insee not in communes
    ]
    if faults or unknown:
        raise ConfigError([*faults, *unknown])
    stamp = hashlib.blake2b(communes_csv.read_bytes(), digest_size=16).hexdigest()
    return Gazetteer(communes, (*names, *aliases), departments, stamp)


def _rows(path: Path, columns: Iterable[str]) -> list[dict[str, str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            missing = [column for column in columns if column not in (reader.fieldnames or ())]
            if missing:
                raise ConfigError(
                    [
                        f"{path}: column {', '.join(missing)} is missing; restore the file or delete it to use the shipped one"
                    ]
                )
            return list(reader)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise ConfigError(
            [f"{path} cannot be read ({error}); restore it or delete it to use the shipped one"]
        ) from error


def _commune(path: Path, row: Mapping[str, str]) -> Commune:
    try:
        return Commune(
            insee=row["insee"],
            name=row["name"],
            department=row["department"],
            region=row["region"],
            population=int(row["population"] or 0),
            postcodes=tuple(row["postcodes"].split()),
            lon=float(row["lon"]) if row["lon"] else None,
            lat=float(row["lat"]) if row["lat"] else None,
            pvd=row["pvd"] == "1",
        )
    except (ValueError, TypeError, AttributeError) as error:
        raise ConfigError(
            [f"{path}: commune {row['insee']}: {error}; restore the file or delete it to use the shipped one"]
        ) from error


def _name(row: Mapping[str, str]) -> CommuneName:
    return CommuneName(row["parent"] or row["insee"], row["name"], row["kind"], row["insee"])


def _faults(path: Path, communes: Mapping[str, Commune], names: Iterable[CommuneName], read: int) -> list[str]:
    faults = []
    if len(communes) != read:
        faults.append(f"{path}: {read - len(communes)} current communes share a code with another one")
    if len(communes) not in CURRENT_COMMUNES:
        faults.append(f"{path}: {len(communes)} current communes, about 34,970 are expected: the file is not whole")
    programme = sum(commune.pvd for commune in communes.values())
    if programme not in PROGRAMME_TOWNS:
        faults.append(f"{path}: {programme} towns of the programme, about 1,646 are expected: the file is not whole")
    orphans = [name for name in names if name.insee not in communes]
    if orphans:
        faults.append(
            f"{path}: {orphans[0].name} leads to {orphans[0].insee}, which is no current commune ({len(orphans)} such rows)"
        )
    return faults
