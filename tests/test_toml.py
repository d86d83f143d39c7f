"""TOML files read with their faults as sentences, values as faults repeat them, and values that come back."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pvd_watch.toml import nearest, read_toml, shown, toml_value
from tests.config.test_rules import JUNK

VALUES = st.one_of(
    st.booleans(),
    st.integers(-(2**63), 2**63 - 1),
    st.floats(allow_nan=False),
    st.text(st.characters(exclude_categories=["Cs"])),
)


@given(st.one_of(VALUES, st.lists(VALUES)))
def test_a_value_comes_back_as_it_was(value: object) -> None:
    assert tomllib.loads(f"key = {toml_value(value)}") == {"key": value}


def test_what_toml_has_no_value_for_is_a_fault_of_ours() -> None:
    with pytest.raises(TypeError, match="no TOML for NoneType"):
        toml_value(None)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b'[collect]\nhour = "07\n', r"not valid TOML: .*\(at line 2, column 11\)"),
        (b"a = 1\na = 2\n", r"not valid TOML: .*line 2"),
        ('a = 1\nb = "é"\n'.encode("latin-1"), r"line 2 is not UTF-8"),
        (b"a = " + b"[" * 20_000, r"nested too deeply"),
        (b"a = " + b"9" * 5_000, r"not valid TOML"),
    ],
)
def test_a_fault_tells_its_place(body: bytes, words: str, tmp_path: Path) -> None:
    file = tmp_path / "x.toml"
    file.write_bytes(body)
    table, faults = read_toml(file)
    assert table == {}
    assert len(faults) == 1
    assert faults[0].startswith(f"{file}: ")
    assert re.search(words, faults[0])


def test_a_file_that_cannot_be_read_is_a_fault(tmp_path: Path) -> None:
    assert read_toml(tmp_path) == ({}, [f"{tmp_path}: cannot be read (Is a directory)"])


def test_a_byte_order_mark_and_crlf_are_read_over(tmp_path: Path) -> None:
    file = tmp_path / "x.toml"
    file.write_bytes(b"\xef\xbb\xbfa = 1\r\nb = 2\r\n")
    assert read_toml(file) == ({"a": 1, "b": 2}, [])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary())
def test_any_body_is_a_table_or_one_fault(tmp_path: Path, body: bytes) -> None:
    file = tmp_path / "x.toml"
    file.write_bytes(body)
    table, faults = read_toml(file)
    assert len(faults) <= 1
    assert not (table and faults)


@given(JUNK)
def test_a_repeated_value_is_short_and_on_one_line(value: object) -> None:
    words = shown(value)
    assert len(words) <= 60
    assert words.splitlines() in ([words], [])


def test_a_repeated_number_may_be_too_long_for_python() -> None:
    assert shown(10**10_000) == "a huge number"


def test_nearest_guesses_only_what_is_like() -> None:
    assert nearest("Delay_second", ["hour", "delay_seconds"]) == ' (did you mean "delay_seconds"?)'
    assert nearest("xyz", ["hour", "delay_seconds"]) == ""
