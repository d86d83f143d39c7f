"""The sources: the records of the catalogue and of ``config/sources.toml`` as :class:`pvd_watch.model.Source`.

A record of ``sources.toml`` whose id the catalogue has too goes over the catalogue's record key by key, so that
``id`` and ``enabled = false`` alone turn a source off.
"""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, NamedTuple, get_args

from pvd_watch.config.home import Home
from pvd_watch.config.rules import (
    Rule,
    above_zero,
    day_or_nothing,
    departments,
    matching,
    one_line,
    one_line_or_nothing,
    one_of,
    selectors,
    truth,
    web_address,
    web_address_or_nothing,
)
from pvd_watch.model import FullText, Selectors, Source, SourceKind
from pvd_watch.toml import nearest, read_toml, shown

REQUIRED = ("id", "name", "kind", "url", "homepage", "departments")
"""Keys that a record cannot do without, unless it goes over one of the catalogue."""
OPTIONAL = tuple(item.name for item in fields(Source) if item.name not in REQUIRED)
SELECTORS = tuple(item.name for item in fields(Selectors))
PLACEHOLDERS = ("{commune}", "{department}")
"""Stand in the address of a search for what is searched."""


class ReadSources(NamedTuple):
    """The sources of a home, sorted by id; where each comes from, by id; and all faults of all files.

    ``waiting`` holds the listings that are off until they have been seen to work: those whose record says both
    ``enabled = false`` and ``verified = ""``.
    """

    sources: tuple[Source, ...]
    origins: dict[str, str]
    waiting: frozenset[str]
    faults: list[str]


@dataclass(frozen=True, slots=True)
class Record:
    """One ``[[source]]`` of one file: the keys it gives that are right, and the names of all it gives."""

    file: Path
    place: str
    id: str
    values: Mapping[str, Any]
    given: frozenset[str]

    def over(self, other: Record) -> Record:
        """This record gone over another one, key by key, those of ``selectors`` too."""
        values = {**other.values, **self.values}
        if "selectors" in values:
            values["selectors"] = other.values.get("selectors", {}) | self.values.get("selectors", {})
        return Record(self.file, self.place, self.id, values, self.given | other.given)

    def source(self) -> Source:
        """The Source; the record has no fault."""
        given = self.values.get("selectors")
        return Source(**{**self.values, "selectors": Selectors(**given) if given else None})


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
        "selectors": selectors(SELECTORS, plain={"date_format", "parser"}),
        "verified": day_or_nothing(),
        "terms": web_address_or_nothing(),
        "licence": one_line_or_nothing(),
        "decided_by": one_line_or_nothing(),
    }


def read_sources(home: Home, known: Container[str], *, catalogue: bool) -> ReadSources:
    """All sources of a home; with any fault in any file there are none.

    :param known: the codes of the departments.
    :param catalogue: whether the catalogue is read, besides ``sources.toml``.
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
        faults += _misfits(record)
    if faults:
        return ReadSources((), {}, frozenset(), faults)
    sources = tuple(merged[id_].source() for id_ in sorted(merged))
    return ReadSources(sources, origins, frozenset(_waiting(sources, base, own)), [])


def read_record(given: Mapping[str, object], known: Container[str], place: str) -> tuple[Source | None, list[str]]:
    """One record by itself, as the files are read: the Source, or every fault.

    :param place: where it stands, for the faults.
    """
    faults: list[str] = []
    record = _record(Path(place), 1, given, source_rules(known), faults)
    faults += _missing(record, record.given, ()) + _misfits(record)
    return (None, faults) if faults else (record.source(), [])


def _waiting(sources: Iterable[Source], base: Mapping[str, Record], own: Mapping[str, Record]) -> Iterable[str]:
    for source in sources:
        if source.kind != "listing" or source.enabled or source.verified:
            continue
        # Who turns a listing off himself, with « enabled = false » alone, does not want it on after a check.
        mine = own.get(source.id)
        decides = mine if mine is not None and "enabled" in mine.given else base[source.id]
        if "verified" in decides.given:
            yield source.id


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


def _misfits(record: Record) -> list[str]:
    """Faults of keys that do not go together; a key that has a fault of its own is left aside."""
    values, where = record.values, f"{record.file}: {record.place}"
    kind, faults = values.get("kind"), []
    if kind == "listing" and not ("selectors" in record.given and "selectors" not in values):
        given = values.get("selectors", {})
        if not given.get("item") and not given.get("parser"):
            faults.append(f"{where}: selectors.item is missing: a listing needs to know what each announcement is")
    elif kind is not None and kind != "listing" and "selectors" in record.given:
        faults.append(f'{where}: selectors are for the kind "listing", not for {shown(kind)}')
    if kind == "search" and "url" in values and not any(each in values["url"] for each in PLACEHOLDERS):
        faults.append(f"{where}: url must hold {' or '.join(PLACEHOLDERS)}, as it is the address of a search")
    return faults


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
