"""The sources: the records of the catalogue and of ``config/sources.toml`` as :class:`pvd_watch.model.Source`.

A record of ``sources.toml`` whose id the catalogue has too goes over the catalogue's record key by key, so that
``id`` and ``enabled = false`` alone turn a source off.
"""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, get_args

from pvd_watch.config.home import Home
from pvd_watch.config.rules import (
    Rule,
    above_zero,
    departments,
    matching,
    nearest,
    one_line,
    one_of,
    shown,
    truth,
    web_address,
)
from pvd_watch.config.toml import read_toml
from pvd_watch.model import FullText, Source, SourceKind

REQUIRED = ("id", "name", "kind", "url", "homepage", "departments")
"""Keys that a record cannot do without, unless it goes over one of the catalogue."""
OPTIONAL = tuple(item.name for item in fields(Source) if item.name not in REQUIRED)


@dataclass(frozen=True, slots=True)
class Record:
    """One ``[[source]]`` of one file: the keys it gives that are right, and the names of all it gives."""

    file: Path
    place: str
    id: str
    values: Mapping[str, Any]
    given: frozenset[str]

    def over(self, other: Record) -> Record:
        """This record gone over another one, key by key."""
        return Record(self.file, self.place, self.id, {**other.values, **self.values}, self.given | other.given)


def source_rules(known: Container[str]) -> dict[str, Rule]:
    """What each key of a record must be; ``known`` holds the codes of the departments."""
    return {
        "id": matching("[a-z0-9][a-z0-9-]*", "made of a-z, 0-9 and -, beginning with a letter or digit"),
        "name": one_line(),
        "kind": one_of(*get_args(SourceKind)),
        "url": web_address(),
        "homepage": web_address(),
        "departments": departments(known),
        "weight": above_zero(10),
        "full_text": one_of(*get_args(FullText)),
        "enabled": truth(),
    }


def read_sources(
    home: Home, known: Container[str], *, catalogue: bool
) -> tuple[tuple[Source, ...], dict[str, str], list[str]]:
    """All sources of a home by id, where each comes from, and all faults of all files.

    :param known: the codes of the departments.
    :param catalogue: whether the catalogue is read, besides ``sources.toml``.
    :return: sources sorted by id, the origin of each id in words, faults.
    """
    rules, faults = source_rules(known), list[str]()
    base = _unique(_records(home.catalogue_files(), rules, faults), faults) if catalogue else {}
    # A link that leads nowhere is read all the same, so that it is a fault and not a file left out.
    own_files = [home.sources_file] if home.sources_file.exists() or home.sources_file.is_symlink() else []
    own = _unique(_records(own_files, rules, faults), faults)
    merged = dict(base)
    origins = {id_: home.shown(record.file) for id_, record in base.items()}
    for id_, record in own.items():
        merged[id_] = record.over(base[id_]) if id_ in base else record
        origins[id_] = " over ".join([home.shown(record.file), *([origins[id_]] if id_ in base else [])])
    for record in merged.values():
        faults += _missing(base.get(record.id, record), record.given, base if catalogue else None)
    if faults:
        return (), {}, faults
    return tuple(Source(**merged[id_].values) for id_ in sorted(merged)), origins, []


def _records(files: Iterable[Path], rules: Mapping[str, Rule], faults: list[str]) -> list[Record]:
    records = []
    for file in files:
        table, unread = read_toml(file)
        faults += unread
        faults += [f"{file}: no key {shown(name)} is known here, only [[source]]" for name in table if name != "source"]
        given = table.get("source", [])
        if not isinstance(given, list) or not all(isinstance(item, dict) for item in given):
            faults.append(f"{file}: source must be a list of tables, each begun with [[source]]")
            continue
        records += [_record(file, index, item, rules, faults) for index, item in enumerate(given, start=1)]
    return records


def _record(
    file: Path, index: int, given: Mapping[str, object], rules: Mapping[str, Rule], faults: list[str]
) -> Record:
    named = given.get("id")
    name = f" ({shown(given['name'])})" if "name" in given else ""
    place = f"source {shown(named)}" if isinstance(named, str) and named else f"source number {index}{name}"
    values = {}
    for key, value in given.items():
        if key not in rules:
            faults.append(f"{file}: {place}: no key {shown(key)} is known here{nearest(key, rules)}")
            continue
        try:
            values[key] = rules[key](value)
        except ValueError as refused:
            faults.append(f"{file}: {place}: {key} {refused}")
    return Record(file, place, values.get("id", ""), values, frozenset(given))


def _unique(records: Iterable[Record], faults: list[str]) -> dict[str, Record]:
    """The records by id; one whose id another has already is a fault. Those without a usable id are left out."""
    by_id: dict[str, Record] = {}
    for record in records:
        if not record.id:
            faults += _missing(record, record.given, ())
            continue
        first = by_id.setdefault(record.id, record)
        if first is not record:
            where = "above in the same file" if first.file == record.file else f"in {first.file}"
            faults.append(f"{record.file}: {record.place}: the id is taken already {where}")
    return by_id


def _missing(record: Record, given: Container[str], catalogue: Collection[str] | None) -> list[str]:
    """The fault of keys that are not ``given``, if any; ``record`` tells the place.

    :param catalogue: the ids of the catalogue, or None where it is not used.
    """
    missing = [key for key in REQUIRED if key not in given]
    if not missing:
        return []
    hint = ""
    if catalogue is None:
        hint = " ([catalogue] use is false, so it goes over no record of the catalogue)"
    elif record.id and record.id not in catalogue:
        hint = f"; the catalogue has no such id{nearest(record.id, catalogue)}"
    verb = "is" if len(missing) == 1 else "are"
    return [f"{record.file}: {record.place}: {', '.join(missing)} {verb} missing{hint}"]
