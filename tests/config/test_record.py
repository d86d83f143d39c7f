"""A source written as the owner would write it comes back as it was, and his file keeps what it had."""

from __future__ import annotations

import tomllib
from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pvd_watch.config.record import append_records, record, record_lines
from pvd_watch.errors import ConfigError
from pvd_watch.model import Selectors, Source

LINE = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1, max_size=20)
SELECTORS = st.builds(Selectors, **{item.name: LINE | st.just("") for item in fields(Selectors) if item.name != "item"})
SOURCES = st.builds(
    Source,
    id=st.from_regex("[a-z0-9][a-z0-9-]*", fullmatch=True),
    name=LINE,
    kind=st.sampled_from(["feed", "listing"]),
    url=LINE,
    homepage=LINE,
    departments=st.lists(st.sampled_from(["01", "2A", "974"])).map(tuple),
    weight=st.floats(0.1, 10),
    full_text=st.sampled_from(["never", "matched", "always"]),
    enabled=st.booleans(),
    selectors=st.none() | SELECTORS,
    verified=st.sampled_from(["", "2026-11-26"]),
)


def read(text: str) -> list[Source]:
    given = tomllib.loads(text)["source"]
    for values in given:
        values["departments"] = tuple(values["departments"])
        values["selectors"] = Selectors(**values["selectors"]) if "selectors" in values else None
    return [Source(**values) for values in given]


@given(SOURCES)
def test_a_record_comes_back_as_it_was(source: Source) -> None:
    # Selectors that say nothing are as good as none.
    known = source.selectors if source.selectors != Selectors() else None
    for text in (record(source), record(source, whole=True), "\n".join(["[[source]]", *record_lines(source)])):
        [back] = read(text)
        assert [getattr(back, item.name) for item in fields(Source)] == [
            known if item.name == "selectors" else getattr(source, item.name) for item in fields(Source)
        ]


SOURCE = Source("j", "Le Journal", "feed", "https://j.example/rss", "https://j.example/", ("29",))


def test_what_is_the_default_is_not_said() -> None:
    assert record(SOURCE).splitlines()[0] == "[[source]]"
    assert [line.split(" ")[0] for line in record(SOURCE).splitlines()[1:]] == [
        *("id", "name", "kind", "url", "homepage", "departments")
    ]


@pytest.mark.parametrize("before", [None, b"", b"# mine\r\n[[source]]\r\nid = 'a' # mine too", b"a = 1\n"])
def test_the_file_keeps_every_byte_it_had(before: bytes | None, tmp_path: Path) -> None:
    path = tmp_path / "sources.toml"
    if before is not None:
        path.write_bytes(before)
        path.chmod(0o640)
    append_records(path, record(SOURCE) + record(SOURCE))
    after = path.read_bytes()
    assert after.startswith(before or b"")
    assert after[len(before or b"") :].decode().strip().count("[[source]]") == 2
    assert path.stat().st_mode & 0o777 == (0o640 if before is not None else 0o644)
    assert [file.name for file in tmp_path.iterdir()] == ["sources.toml"]
    tomllib.loads(after.decode())


def test_a_file_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "sources.toml").mkdir()
    with pytest.raises(ConfigError, match=r"sources\.toml: cannot be written \(Is a directory\)"):
        append_records(tmp_path / "sources.toml", record(SOURCE))
