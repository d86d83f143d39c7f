"""The two official sources and how they are written: the programme's list (ANCT) and the communes (COG by API Géo).

The programme's list is a CSV of the dataset "Programme Petites villes de demain" of data.gouv.fr; the communes come
from https://geo.api.gouv.fr, which serves the Code officiel géographique of INSEE.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urljoin

from pvd_watch.cog.download import Fetch
from pvd_watch.cog.rows import CommuneRow
from pvd_watch.errors import DataError

PVD_URL = "https://www.data.gouv.fr/api/1/datasets/programme-petites-villes-de-demain/"
COG_URL = "https://geo.api.gouv.fr"
_CURRENT = (
    "/communes?fields=code,nom,codeDepartement,codeRegion,codesPostaux,population,centre,anciensCodes&format=json"
)
_PARTS = "/communes_associees_deleguees?fields=code,nom,type,chefLieu,codeDepartement,codeRegion&format=json"
_PVD_COLUMNS = ("insee_com", "lib_com", "id_pvd", "date_signature")
_CODE = re.compile(r"[0-9][0-9AB][0-9]{3}")
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[T ].*)?|(\d\d)/(\d\d)/(\d{4})")
_KINDS = {"commune-deleguee": "deleguee", "commune-associee": "associee"}


@dataclass(frozen=True, slots=True)
class Town:
    """A line of the programme's list; ``signed`` is ``YYYY-MM-DD`` or empty."""

    insee: str
    name: str
    signed: str


@dataclass(frozen=True, slots=True)
class Official:
    """A commune or part as the COG has it, and the codes that were merged into it."""

    row: CommuneRow
    former: tuple[str, ...] = ()


def fetch_programme(fetch: Fetch, url: str) -> tuple[Town, ...]:
    """The programme's towns; ``url`` leads to the CSV itself or to its dataset on data.gouv.fr.

    :raises DataError: the download failed or is not the list.
    """
    body = fetch(url)
    if body.lstrip()[:1] == b"{":
        url = newest_csv(body, url)
        body = fetch(url)
    return parse_programme(body, url)


def fetch_communes(fetch: Fetch, url: str) -> tuple[tuple[Official, ...], tuple[Official, ...]]:
    """The current communes and the delegated and associated ones, from the API Géo at the base address ``url``.

    :raises DataError: a download failed or is not what the API documents.
    """
    base = url.rstrip("/")
    current = tuple(parse_communes(fetch(base + _CURRENT), base + _CURRENT))
    return current, tuple(parse_communes(fetch(base + _PARTS), base + _PARTS))


def newest_csv(body: bytes, url: str) -> str:
    """The address of the newest CSV among the resources of a data.gouv.fr dataset.

    :raises DataError: the answer is no dataset or has no CSV.
    """
    dataset = _json(body, url)
    resources = dataset.get("resources") if isinstance(dataset, dict) else None
    found = [
        (str(item.get("last_modified") or ""), str(item["url"]))
        for item in resources or ()
        if isinstance(item, dict) and str(item.get("format")).lower() == "csv" and item.get("url")
    ]
    if not found:
        raise DataError(f"{url} lists no CSV file; give the address of the programme's list itself.")
    return urljoin(url, max(found)[1])


def parse_programme(body: bytes, url: str) -> tuple[Town, ...]:
    """The lines of the programme's list: ``;`` or ``,``, UTF-8 (with or without a mark) or windows-1252.

    :raises DataError: a column is missing, or a line has a bad code, a bad date or another width.
    """
    text = _decode(body)
    first = text.split("\n", 1)[0]
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=";" if first.count(";") > first.count(",") else ",")
    try:
        header = [name.strip().lower() for name in next(lines, [])]
        missing = [name for name in _PVD_COLUMNS if name not in header]
        if missing:
            raise DataError(f"{url} has no column {', '.join(missing)}; nothing was changed, check the address.")
        places = [header.index(name) for name in _PVD_COLUMNS]
        return tuple(_town(values, header, places, f"{url}, line {lines.line_num}") for values in lines if any(values))
    except csv.Error as error:
        raise DataError(f"{url}, line {lines.line_num}: not a CSV line ({error}); nothing was changed.") from error


def parse_communes(body: bytes, url: str) -> Iterator[Official]:
    """The communes of an answer of the API Géo, current ones and parts alike.

    :raises DataError: the body is not JSON, or an object lacks a field or has a bad code.
    """
    items = _json(body, url)
    if not isinstance(items, list):
        raise DataError(f"{url} answered with something else than a list of communes; nothing was changed.")
    for number, item in enumerate(items, start=1):
        try:
            yield _commune(item)
        except (KeyError, TypeError, ValueError) as error:
            reason = f"no field {error}" if isinstance(error, KeyError) else str(error)
            raise DataError(f"{url}, commune {number}: {reason}; nothing was changed.") from error


def _commune(item: Any) -> Official:
    if not isinstance(item, dict):
        raise ValueError(f"{item!r} is not an object")
    kind = _KINDS.get(str(item.get("type")), "actuelle")
    lon, lat = item["centre"]["coordinates"] if item.get("centre") else (None, None)
    population = item.get("population")
    row = CommuneRow(
        insee=_code(item["code"]),
        name=_filled(item["nom"], "nom"),
        kind=kind,
        parent="" if kind == "actuelle" else _code(item["chefLieu"]),
        department=_filled(item["codeDepartement"], "codeDepartement"),
        region=_filled(item["codeRegion"], "codeRegion"),
        population="" if population is None else str(int(population)),
        postcodes=" ".join(sorted(map(str, item.get("codesPostaux") or ()))) if kind == "actuelle" else "",
        lon=_degrees(lon, 180),
        lat=_degrees(lat, 90),
    )
    return Official(row, tuple(map(_code, item.get("anciensCodes") or ())))


def _town(values: list[str], header: list[str], places: list[int], where: str) -> Town:
    if len(values) != len(header):
        raise DataError(f"{where}: {len(values)} columns, {len(header)} expected; nothing was changed.")
    insee, name, _, signed = (values[place].strip() for place in places)
    try:
        return Town(_code(insee), name, _day(signed))
    except ValueError as error:
        raise DataError(f"{where}: {error}; nothing was changed.") from error


def _code(value: object) -> str:
    if not isinstance(value, str) or not _CODE.fullmatch(value):
        raise ValueError(f"{value!r} is not a commune's code of 5 characters")
    return value


def _filled(value: object, key: str) -> str:
    # Half a character (a lone surrogate of JSON) or a control character cannot be stored or shown.
    if not isinstance(value, str) or not value.strip() or not value.strip().isprintable():
        raise ValueError(f"field {key} is {value!r}")
    return value.strip()


def _degrees(value: Any, most: int) -> str:
    if value is None:
        return ""
    if not -most <= float(value) <= most:
        raise ValueError(f"{value!r} is no place on Earth")
    return f"{float(value):.4f}"


def _day(text: str) -> str:
    """``YYYY-MM-DD`` of a day in ISO or French order; empty stays empty."""
    if not text:
        return ""
    found = _DAY.fullmatch(text)
    if found is None:
        raise ValueError(f"{text!r} is not a date")
    year, month, day = found.group(1, 2, 3) if found[1] else found.group(6, 5, 4)
    return date(int(year), int(month), int(day)).isoformat()


def _decode(body: bytes) -> str:
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return body.decode("cp1252", errors="replace")


def _json(body: bytes, url: str) -> Any:
    try:
        return json.loads(body)
    except ValueError as error:
        raise DataError(f"{url} is not valid JSON ({error}); nothing was changed, try again later.") from error
