"""Parquet: typed columns, codes as text, the same rows as CSV; a clear sentence without pyarrow."""

from __future__ import annotations

import io
import sys
from datetime import UTC, date, datetime

import pyarrow
import pytest
from pyarrow.parquet import read_table

from pvd_watch.errors import UsageError
from pvd_watch.export import Record, write_parquet
from pvd_watch.export.csv_file import COLUMNS
from pvd_watch.times import Period
from tests.digest.sample import PLACES
from tests.export.sample import HOSTILE, SAMPLE, exported, linked

PERIOD = Period("2026-10-01", "2026-10-31")


def written(records: list[Record]) -> pyarrow.Table:
    file = io.BytesIO()
    write_parquet(records, PLACES, PERIOD, file)
    return read_table(io.BytesIO(file.getvalue()))


def test_columns_are_those_of_csv_with_types_and_credits() -> None:
    table = written(exported(*SAMPLE))
    assert tuple(table.column_names) == COLUMNS
    assert table.schema.field("insee").type == pyarrow.string()
    assert table.column("insee").to_pylist() == ["29233", "22070", "29024", "01004"]
    assert table.column("day").to_pylist() == [date(2026, 10, 8)] * 4
    assert table.column("published_at").to_pylist()[1:3] == [datetime(2026, 10, 8, 5, tzinfo=UTC), None]
    assert table.column("themes").to_pylist()[0] == ["commerce", "habitat"]
    assert b"Licence Ouverte" in table.schema.metadata[b"credits"]
    assert table.schema.metadata[b"period"] == b"2026-10-01/2026-10-31"


def test_nothing_to_export_is_a_table_without_rows() -> None:
    assert (written([]).num_rows, tuple(written([]).column_names)) == (0, COLUMNS)


def test_hostile_words_are_words() -> None:
    table = written(exported(*(linked(words, number=number) for number, words in enumerate(HOSTILE))))
    assert table.num_rows == len(HOSTILE)


def test_without_pyarrow_one_sentence_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(UsageError, match=r"pip install 'pvd-watch\[parquet\]'"):
        write_parquet([], PLACES, PERIOD, io.BytesIO())
