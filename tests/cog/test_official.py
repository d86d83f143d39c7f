"""The official lists as they are written, in every dialect and with every fault."""

from __future__ import annotations

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pvd_watch.cog.official import newest_csv, parse_communes, parse_programme
from pvd_watch.errors import DataError

from .lists import PVD_COLUMNS

names = st.text("aéŒœ’\"'-,; LÎ", min_size=1).map(str.strip).filter(bool)
codes = st.from_regex(r"[0-9][0-9AB][0-9]{3}", fullmatch=True)
days = st.one_of(st.just(""), st.dates().map(lambda day: day.isoformat()))


@given(
    towns=st.lists(st.tuples(codes, names, st.just("pvd-1"), days), max_size=8),
    delimiter=st.sampled_from([";", ","]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "cp1252"]),
    end=st.sampled_from(["\n", "\r\n"]),
    columns=st.permutations(PVD_COLUMNS),
)
def test_programme_reads_every_dialect(
    towns: list[tuple[str, str, str, str]], delimiter: str, encoding: str, end: str, columns: list[str]
) -> None:
    out = io.StringIO(newline="")
    lines = csv.DictWriter(out, columns, delimiter=delimiter, lineterminator=end)
    lines.writeheader()
    lines.writerows(dict(zip(PVD_COLUMNS, town, strict=True)) for town in towns)
    read = parse_programme(out.getvalue().encode(encoding), "https://exemple.fr/pvd.csv")
    assert [(town.insee, town.signed) for town in read] == [(code, signed) for code, _, _, signed in towns]
    if encoding != "cp1252":
        assert [town.name for town in read] == [name for _, name, _, _ in towns]


@given(st.binary(max_size=200))
def test_programme_never_fails_otherwise_than_with_a_sentence(data: bytes) -> None:
    for start in (b"", ";".join(PVD_COLUMNS).encode() + b"\n"):
        try:
            read = [town.insee for town in parse_programme(start + data, "https://exemple.fr/pvd.csv")]
        except DataError as error:
            read = [str(error).split(".fr")[0]]
        assert all(len(code) == 5 or code == "https://exemple" for code in read)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("1001;Ambérieu;1;2021-03-12", "line 2: '1001' is not a commune's code of 5 characters"),
        ("01004;Ambérieu;1;mars 2021", "line 2: 'mars 2021' is not a date"),
        ("01004;Ambérieu;1;2021-02-30", "line 2: day"),
        ("01004;Ambérieu", "line 2: 2 columns, 4 expected"),
    ],
)
def test_programme_names_the_bad_line(line: str, words: str) -> None:
    with pytest.raises(DataError, match=words):
        parse_programme(f"{';'.join(PVD_COLUMNS)}\n{line}\n".encode(), "https://exemple.fr/pvd.csv")


def test_programme_wants_all_columns_and_reads_french_days() -> None:
    with pytest.raises(DataError, match="no column id_pvd, date_signature"):
        parse_programme(b"insee_com;lib_com\n", "https://exemple.fr/pvd.csv")
    data = b"insee_com,lib_com,id_pvd,date_signature\n29233,Quimperl\xe9,1,12/03/2021\n"
    assert parse_programme(data, "")[0].signed == "2021-03-12"
    assert parse_programme(data, "")[0].name == "Quimperlé"


def test_newest_csv_of_a_dataset() -> None:
    resources = [
        {"format": "csv", "url": "https://exemple.fr/2025.csv", "last_modified": "2025-04-01T00:00:00"},
        {"format": "CSV", "url": "/2026.csv", "last_modified": "2026-04-27T00:00:00"},
        {"format": "xlsx", "url": "https://exemple.fr/2027.xlsx", "last_modified": "2027-01-01T00:00:00"},
    ]
    data = json.dumps({"resources": resources}).encode()
    assert newest_csv(data, "https://www.data.gouv.fr/api/x/") == "https://www.data.gouv.fr/2026.csv"
    for empty in (b"{}", b"[]", b'{"resources": []}', b'{"resources": [{"format": "csv"}]}'):
        with pytest.raises(DataError, match="lists no CSV"):
            newest_csv(empty, "https://www.data.gouv.fr/api/x/")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b'[{"code": "01001", "nom"', "not valid JSON"),
        (b'{"message": "trop de requ\xc3\xaates"}', "something else than a list"),
        (b'[{"code": "01001"}]', "commune 1: no field 'nom'"),
        (b'[{"code": 1001, "nom": "X"}]', "commune 1: 1001 is not a commune's code"),
        (b'[{"code": "01001", "nom": "X", "codeDepartement": null, "codeRegion": "84"}]', "field codeDepartement"),
        (b'["01001"]', "commune 1: '01001' is not an object"),
        (b'[{"code": "01001", "nom": "\\ud800", "codeDepartement": "01", "codeRegion": "84"}]', "field nom"),
        (
            b'[{"code": "01001", "nom": "X", "codeDepartement": "01", "codeRegion": "84",'
            b' "centre": {"coordinates": [5.1, NaN]}}]',
            "nan is no place on Earth",
        ),
    ],
)
def test_communes_name_the_fault(data: bytes, words: str) -> None:
    with pytest.raises(DataError, match=words):
        list(parse_communes(data, "https://exemple.fr/communes"))
