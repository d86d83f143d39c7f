"""What an update of ``communes.csv`` would change: the official lists against the rows in force, checked before use."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pvd_watch.cog.download import Fetch, download
from pvd_watch.cog.official import COG_URL, PVD_URL, Official, Town, fetch_communes, fetch_programme
from pvd_watch.cog.rows import CommuneRow, read_communes, sort_key
from pvd_watch.errors import DataError

CURRENT_RANGE = (34_000, 36_000)
PVD_RANGE = (1_500, 1_800)
_KEPT = 0.95
"""Least share of today's rows that a new list must have: less is taken for a list cut short."""


@dataclass(frozen=True, slots=True)
class Changes:
    """The differences, as (code, name) pairs in order of code.

    ``removed`` are communes gone without a known successor; ``renamed`` is (code, old name, new name); ``merged`` is
    (old code, old name, code of the successor), for communes gone and for codes of the programme's list that are no
    longer current; ``updated`` counts communes with another figure, postcode, place or day of signature.
    """

    added: tuple[tuple[str, str], ...] = ()
    removed: tuple[tuple[str, str], ...] = ()
    renamed: tuple[tuple[str, str, str], ...] = ()
    merged: tuple[tuple[str, str, str], ...] = ()
    pvd_added: tuple[tuple[str, str], ...] = ()
    pvd_removed: tuple[tuple[str, str], ...] = ()
    updated: int = 0

    def sentences(self) -> tuple[str, ...]:
        """One line a change, for a terminal; empty when nothing changes."""
        lines = [f"+ {name} ({code})" for code, name in self.added]
        lines += [f"- {name} ({code})" for code, name in self.removed]
        lines += [f"{code}: {old} is now {new}" for code, old, new in self.renamed]
        lines += [f"{name} ({code}) is now part of {into}" for code, name, into in self.merged]
        lines += [f"programme: + {name} ({code})" for code, name in self.pvd_added]
        lines += [f"programme: - {name} ({code})" for code, name in self.pvd_removed]
        if self.updated:
            lines.append(f"{self.updated} communes with another population, postcode, place or signature")
        return tuple(lines)


@dataclass(frozen=True, slots=True)
class Update:
    """A sound update: the rows to write, sorted, and what they change. ``unchanged``: they are the rows in force."""

    rows: tuple[CommuneRow, ...]
    changes: Changes
    unchanged: bool


def plan_update(
    current_csv: Path, *, pvd_url: str = PVD_URL, cog_url: str = COG_URL, fetch: Fetch = download
) -> Update:
    """Download the official lists and compare them with ``current_csv``; writes nothing.

    :param pvd_url: the programme's list (CSV), or its dataset's description on data.gouv.fr.
    :param cog_url: base address of the API Géo.
    :param fetch: how to download.
    :raises DataError: a download is bad or cut short, or the lists are not plausible beside today's.
    """
    old = read_communes(current_csv)
    towns = fetch_programme(fetch, pvd_url)
    current, parts = fetch_communes(fetch, cog_url)
    return merge(old, towns, current, parts)


def merge(
    old: Sequence[CommuneRow], towns: Sequence[Town], current: Sequence[Official], parts: Sequence[Official]
) -> Update:
    """The update that ``towns`` (the programme), ``current`` and ``parts`` (the COG) make of the rows ``old``.

    What the lists do not give is kept: signatures, Action cœur de ville, and every dropped name whose commune is known,
    as kind ``ancienne``.

    :raises DataError: the lists are not plausible, or the programme has a code that leads to no commune.
    """
    communes = {item.row.insee: item.row for item in current}
    before = {row.insee: row for row in old if row.kind == "actuelle"}
    _check_communes(before.values(), current, communes)
    _check_parts(old, parts, communes)
    lead = _successors(old, current, parts, communes)
    signed = _programme(towns, lead, before)
    after = _completed(communes, signed, acv={lead(row.insee) for row in before.values() if row.acv == "1"})
    rows = [*after.values(), *(item.row for item in parts)]
    rows.extend(_dropped_names(old, rows, communes, lead))
    sound = tuple(sorted(rows, key=sort_key))
    return Update(sound, _changes(before, after, towns, lead), unchanged=sound == tuple(sorted(old, key=sort_key)))


_Lead = Callable[[str], str]
"""Leads a code to that of today's commune; empty when it is unknown."""


def _successors(
    old: Iterable[CommuneRow],
    current: Iterable[Official],
    parts: Iterable[Official],
    communes: Mapping[str, CommuneRow],
) -> _Lead:
    into = {row.insee: row.parent for row in old if row.parent and row.parent != row.insee}
    into |= {code: item.row.insee for item in current for code in item.former}
    into |= {item.row.insee: item.row.parent for item in parts}

    def lead(code: str) -> str:
        # A commune merged twice takes two steps; the count guards against a circle in the lists.
        for _ in range(5):
            if code in communes:
                return code
            code = into.get(code, "")
        return ""

    return lead


def _programme(towns: Iterable[Town], lead: _Lead, before: Mapping[str, CommuneRow]) -> dict[str, str]:
    """Code of today's commune -> day of signature, for every town of the programme."""
    signed: dict[str, str] = {}
    unknown = []
    for town in towns:
        code = lead(town.insee)
        if not code:
            unknown.append(f"{town.name} ({town.insee})")
            continue
        known = before.get(town.insee)
        days = [day for day in (signed.get(code), town.signed or (known.pvd_signed if known else "")) if day]
        signed[code] = min(days, default="")
    if unknown:
        names = ", ".join(unknown[:5]) + (f" and {len(unknown) - 5} more" if len(unknown) > 5 else "")
        raise DataError(f"The programme's list has codes that lead to no commune: {names}; nothing was changed.")
    today = sum(row.pvd == "1" for row in before.values())
    _check_count("programme towns", len(signed), today, PVD_RANGE)
    return signed


def _completed(
    communes: Mapping[str, CommuneRow], signed: Mapping[str, str], acv: Collection[str]
) -> dict[str, CommuneRow]:
    """The current communes with the marks of both programmes."""
    marked = {
        code: replace(
            communes[code],
            pvd="1" if code in signed else "0",
            pvd_signed=signed.get(code, ""),
            acv="1" if code in acv else "0",
        )
        for code in {*signed, *acv} & communes.keys()
    }
    return {**communes, **marked}


def _dropped_names(
    old: Iterable[CommuneRow], rows: Iterable[CommuneRow], communes: Mapping[str, CommuneRow], lead: _Lead
) -> list[CommuneRow]:
    """Names that the press still uses and the lists no longer have, each led to today's commune."""
    kept = {(row.current, row.name) for row in rows}
    dropped = []
    for row in old:
        # A part that is a commune again has its name from the list of communes.
        again = row.insee in communes and row.current != row.insee
        into = lead(row.current)
        if into and not again and (into, row.name) not in kept:
            kept.add((into, row.name))
            home = communes[into]
            dropped.append(CommuneRow(row.insee, row.name, "ancienne", into, home.department, home.region))
    return dropped


def _changes(
    before: Mapping[str, CommuneRow], after: Mapping[str, CommuneRow], towns: Sequence[Town], lead: _Lead
) -> Changes:
    gone = [row for code, row in sorted(before.items()) if code not in after]
    both = [(before[code], row) for code, row in sorted(after.items()) if code in before]
    moved = {row.insee: row.name for row in gone if lead(row.insee)}
    moved |= {town.insee: town.name for town in towns if town.insee not in after}
    left = [row for _, row in sorted(before.items()) if row.pvd == "1"]
    return Changes(
        added=tuple((code, row.name) for code, row in sorted(after.items()) if code not in before),
        removed=tuple((row.insee, row.name) for row in gone if not lead(row.insee)),
        renamed=tuple((new.insee, old.name, new.name) for old, new in both if old.name != new.name),
        merged=tuple((code, name, lead(code)) for code, name in sorted(moved.items())),
        pvd_added=tuple(
            (code, row.name)
            for code, row in sorted(after.items())
            if row.pvd == "1" and (code not in before or before[code].pvd != "1")
        ),
        pvd_removed=tuple(
            (row.insee, row.name) for row in left if not (into := lead(row.insee)) or after[into].pvd != "1"
        ),
        updated=sum(new != old and replace(new, name=old.name, pvd=old.pvd) != old for old, new in both),
    )


def _check_communes(
    before: Collection[CommuneRow], current: Sequence[Official], communes: Mapping[str, CommuneRow]
) -> None:
    if len(communes) != len(current):
        raise DataError("The list of communes has a code twice; nothing was changed, try again later.")
    _check_count("communes", len(communes), len(before), CURRENT_RANGE)
    known = {row.department for row in before}
    unknown = sorted({row.department for row in communes.values()} - known)
    if unknown:
        raise DataError(f"The list of communes has unknown departments: {', '.join(unknown)}; nothing was changed.")
    for field in ("population", "postcodes", "lon"):
        filled = sum(bool(getattr(row, field)) for row in communes.values())
        _check_count(f"communes with {field}", filled, sum(bool(getattr(row, field)) for row in before))


def _check_parts(old: Iterable[CommuneRow], parts: Sequence[Official], communes: Mapping[str, CommuneRow]) -> None:
    today = sum(row.kind in ("deleguee", "associee") for row in old)
    _check_count("delegated and associated communes", len(parts), today)
    for item in parts:
        if item.row.kind == "actuelle":
            raise DataError(
                f"{item.row.name} ({item.row.insee}) has no type deleguee or associee; nothing was changed."
            )
        if item.row.parent not in communes:
            raise DataError(
                f"{item.row.name} ({item.row.insee}) is part of {item.row.parent}, which is no current commune; "
                "nothing was changed, try again later."
            )


def _check_count(what: str, count: int, today: int, bounds: tuple[int, int] | None = None) -> None:
    if count < today * _KEPT or (bounds and not bounds[0] <= count <= bounds[1]):
        raise DataError(
            f"The official lists have {count} {what}, {today} today: taken for a list cut short; nothing was changed."
        )
