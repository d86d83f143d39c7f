"""CSV that Excel, LibreOffice and statistics programs read, and that runs nothing."""

from __future__ import annotations

import csv
import io
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pvd_watch.export import CREDITS, Record, write_csv
from pvd_watch.export.csv_file import COLUMNS, harmless_cell
from tests.digest.sample import PLACES
from tests.export.sample import HOSTILE, SAMPLE, exported, linked

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "export.csv"


def written(records: list[Record], separator: str = ",") -> str:
    file = io.StringIO(newline="")
    assert write_csv(records, PLACES, file, separator) == sum(len(record.communes) for record in records)
    return file.getvalue()


def read(text: str, separator: str = ",") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=separator))


def test_it_is_the_golden_file() -> None:
    """``PVD_WATCH_GOLDEN=1`` writes it anew; look at the difference before keeping it."""
    found = written(exported(*SAMPLE)).encode()
    if os.environ.get("PVD_WATCH_GOLDEN"):
        GOLDEN.write_bytes(found)
    assert found == GOLDEN.read_bytes()


def test_a_mark_and_line_ends_as_excel_wants_them() -> None:
    found = written(exported(linked()))
    assert found.encode().startswith(b'\xef\xbb\xbf"day","published_at"')
    assert found.count("\r\n") == 2
    assert written([]).count("\r\n") == 1


@pytest.mark.parametrize("separator", [",", ";"])
def test_a_row_for_each_town_codes_as_text_credits_in_each(separator: str) -> None:
    rows = read(written(exported(*SAMPLE), separator), separator)
    assert [row["insee"] for row in rows] == ["29233", "22070", "29024", "01004"]
    assert '"01004"' in written(exported(*SAMPLE))
    assert [row["about"] for row in rows] == ["1", "0", "1", "1"]
    assert (rows[0]["themes"], rows[0]["also_in"]) == ("commerce habitat", "Ouest | Le Blanc Hebdo")
    assert all("INSEE" in row["credits"] and "ANCT" in row["credits"] for row in rows)
    assert tuple(rows[0]) == COLUMNS
    assert len(CREDITS) == 3


def test_neither_texts_nor_notes_go_out() -> None:
    found = written(exported(*SAMPLE))
    assert [word for word in ("RÉSUMÉ", "AUTRICE", "RUBRIQUE") if word in found] == []


def test_an_address_that_is_none_and_a_date_that_is_missing_stay_empty() -> None:
    [row] = read(written(exported(SAMPLE[1])))
    assert (row["url"], row["published_at"], row["title"]) == ("", "", "")


@pytest.mark.parametrize("words", HOSTILE)
def test_nothing_hostile_begins_a_formula_or_breaks_a_row(words: str) -> None:
    text = written(exported(linked(words, outlet=words, also_in=(words,))))
    [row] = read(text)
    assert text.encode()
    for name in ("title", "outlet", "also_in"):
        assert not row[name].lstrip().startswith(("=", "+", "-", "@", "＝")), row[name]
        assert not any(sign in row[name] for sign in "\t\r\n\x00\x1b\u202e")
    assert len(row["title"]) <= 1_001


@given(words=st.text(max_size=80))
def test_any_words_come_back_as_they_were_but_for_the_apostrophe(words: str) -> None:
    record = exported(linked(words))[0]
    [row] = read(written([record]))
    assert row["title"] in (record.title, f"'{record.title}")
    assert harmless_cell(harmless_cell(words)) == harmless_cell(words)
