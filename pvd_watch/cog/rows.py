"""The file ``communes.csv``: one row a name of a commune, every value as text."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields
from pathlib import Path

from pvd_watch import atomic
from pvd_watch.errors import DataError, HomeError

KINDS = ("actuelle", "deleguee", "associee", "ancienne")


@dataclass(frozen=True, slots=True)
class CommuneRow:
    """A row as the file has it.

    ``kind`` is actuelle (a current commune), deleguee or associee (a part that kept its name), or ancienne (a name
    that the official lists dropped). The last three have in ``parent`` the code of their current commune, which may
    be their own. ``population`` in inhabitants, ``postcodes`` separated by spaces, ``lon`` and ``lat`` in degrees
    (WGS 84), ``pvd`` and ``acv`` 0 or 1 (Petites villes de demain, Action cœur de ville), ``pvd_signed`` a day.
    Figures, postcodes, places and days may be empty.
    """

    insee: str
    name: str
    kind: str
    parent: str
    department: str
    region: str
    population: str = ""
    postcodes: str = ""
    lon: str = ""
    lat: str = ""
    pvd: str = "0"
    pvd_signed: str = ""
    acv: str = "0"

    @property
    def current(self) -> str:
        """The code of the current commune that the row leads to, as far as the file knows."""
        return self.parent or self.insee


COLUMNS = tuple(item.name for item in fields(CommuneRow))


def read_communes(path: Path) -> tuple[CommuneRow, ...]:
    """All rows of a ``communes.csv``, in its order.

    :raises DataError: the file cannot be read, lacks a column, or has a row of another width or an unknown kind.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            lines = csv.reader(stream)
            header = next(lines, [])
            if tuple(header) != COLUMNS:
                raise DataError(f"{path}: the first line must be {','.join(COLUMNS)}; take the file as shipped.")
            return tuple(_row(values, path, lines.line_num) for values in lines)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise DataError(f"{path} cannot be read ({error}); take the file as shipped.") from error


def _row(values: list[str], path: Path, line: int) -> CommuneRow:
    if len(values) != len(COLUMNS):
        raise DataError(f"{path}, line {line}: {len(values)} columns, {len(COLUMNS)} expected.")
    row = CommuneRow(*values)
    if row.kind not in KINDS:
        raise DataError(f"{path}, line {line}: kind {row.kind!r}, one of {', '.join(KINDS)} expected.")
    return row


def sort_key(row: CommuneRow) -> tuple[str, str, str]:
    """The order of the file: code, kind, name."""
    return row.insee, row.kind, row.name


def write_communes(path: Path, rows: Iterable[CommuneRow]) -> None:
    """Put ``rows``, sorted, in the place of the file at ``path``: whole and on the disk, or not at all.

    :raises HomeError: the folder cannot be written; the file that was there is untouched.
    """
    text = io.StringIO(newline="")
    lines = csv.writer(text, lineterminator="\n")
    lines.writerow(COLUMNS)
    lines.writerows(astuple(row) for row in sorted(rows, key=sort_key))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        atomic.write(path, text.getvalue().encode())
        atomic.sync(path.parent)
    except OSError as error:
        raise HomeError(f"{path} cannot be written ({error}); check the rights and the room on the disk.") from error
