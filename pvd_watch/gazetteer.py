"""The gazetteer: every name of every commune of France, each leading to a current commune.

Sources: ``communes.csv`` (Code officiel géographique of INSEE, the ANCT's list of programme towns) and
``departments.csv``; see ``data/SOURCES.md``. Delegated communes may share the code of their parent, so names are kept
as rows and never keyed by code alone.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from operator import itemgetter
from pathlib import Path

from pvd_watch.errors import ConfigError
from pvd_watch.model import Commune, CommuneName
from pvd_watch.text import name_key

CURRENT_COMMUNES = range(34_000, 36_000)
PROGRAMME_TOWNS = range(1_500, 1_800)
_REMEDY = "restore the file, or delete it to use the shipped one"
_COLUMNS = ("insee", "name", "kind", "parent", "department", "region", "population", "postcodes", "lon", "lat", "pvd")


@dataclass(frozen=True, slots=True)
class Department:
    """A department or overseas collectivity; ``locative`` is « dans l'Ain », ``genitive`` « de l'Ain »."""

    code: str
    name: str
    region: str
    region_name: str
    locative: str
    genitive: str


@dataclass(frozen=True)
class Gazetteer:
    """All current communes by INSEE code, all names that lead to them, departments by code."""

    communes: Mapping[str, Commune]
    names: tuple[CommuneName, ...]
    departments: Mapping[str, Department]

    @cached_property
    def regions(self) -> Mapping[str, str]:
        """Region names by INSEE code."""
        return regions(self.departments)

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
    departments = load_departments(departments_csv)
    rows = _rows(communes_csv, _COLUMNS)
    communes = {row[0]: _commune(communes_csv, row) for row in rows if row[2] == "actuelle"}
    names = [CommuneName(parent or insee, name, kind, insee) for insee, name, kind, parent, *_ in rows]
    faults = _faults(communes_csv, communes, names, sum(row[2] == "actuelle" for row in rows))
    further = tuple(aliases)
    faults += [
        f"names.toml: alias {alias.name!r} leads to {alias.insee}, which is no current commune"
        for alias in further
        if alias.insee not in communes
    ]
    if faults:
        raise ConfigError(faults)
    return Gazetteer(communes, (*names, *further), departments)


def load_departments(path: Path) -> dict[str, Department]:
    """The departments by code, in their order.

    :raises ConfigError: the file is missing or lacks a column.
    """
    return {row[0]: Department(*row) for row in _rows(path, [field.name for field in fields(Department)])}


def regions(departments: Mapping[str, Department]) -> dict[str, str]:
    """Region names by INSEE code."""
    return {department.region: department.region_name for department in departments.values()}


def stamp(*paths: Path) -> str:
    """A hash of the content of files: what was loaded from them is good as long as it is the same.

    :raises ConfigError: a file cannot be read.
    """
    digest = hashlib.blake2b(digest_size=16)
    for path in paths:
        try:
            digest.update(path.read_bytes())
        except OSError as error:
            raise ConfigError([f"{path} cannot be read ({error}); {_REMEDY}"]) from error
    return digest.hexdigest()


def _rows(path: Path, columns: Sequence[str]) -> list[tuple[str, ...]]:
    """The rows of a CSV file, cut down to some columns and in their order."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file)
            head = next(reader, [])
            missing = [column for column in columns if column not in head]
            if missing:
                raise ConfigError([f"{path}: column {', '.join(missing)} is missing; {_REMEDY}"])
            pick = itemgetter(*(head.index(column) for column in columns))
            return [pick(row) for row in reader if row]
    except IndexError as error:
        raise ConfigError([f"{path}, line {reader.line_num}: the row is too short; {_REMEDY}"]) from error
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise ConfigError([f"{path} cannot be read ({error}); {_REMEDY}"]) from error


def _commune(path: Path, row: tuple[str, ...]) -> Commune:
    insee, name, _, _, department, region, population, postcodes, lon, lat, pvd = row
    try:
        return Commune(
            insee=insee,
            name=name,
            department=department,
            region=region,
            population=int(population or 0),
            postcodes=tuple(postcodes.split()),
            lon=float(lon) if lon else None,
            lat=float(lat) if lat else None,
            pvd=pvd == "1",
        )
    except ValueError as error:
        raise ConfigError([f"{path}: commune {insee}: {error}; {_REMEDY}"]) from error


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
            f"{path}: {orphans[0].name} leads to {orphans[0].insee}, no current commune ({len(orphans)} such rows)"
        )
    return faults
