"""Lists exchanged with feed readers: nothing of ours is lost, nothing of theirs is trusted."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pvd_watch.catalogue import opml
from pvd_watch.catalogue.opml import read_opml, write_opml
from pvd_watch.config.sources import read_record
from pvd_watch.errors import DataError
from pvd_watch.model import Selectors, Source

CREATED = "Thu, 26 Nov 2026 08:00:00 +0100"
LINE = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp", "Cn"]), min_size=1, max_size=30).filter(
    lambda text: text == text.strip()
)
ADDRESS = st.from_regex(r"https?://[a-z]{1,8}\.example(:8[0-9])?/[a-z0-9/?&=%+.~éè-]{0,20}", fullmatch=True)
LISTED = st.fixed_dictionaries(
    {
        "kind": st.just("listing"),
        "selectors": st.builds(
            Selectors,
            item=st.sampled_from(["article", "li > a[href*='/actu/']"]),
            link=st.sampled_from(["", 'a[title="l’"]']),
            date=st.sampled_from(["", "time, .date"]),
            date_format=st.sampled_from(["", "%d/%m à %H<h>%M"]),
        ),
        "verified": st.sampled_from(["", "2026-11-26"]),
    }
)
FED = st.fixed_dictionaries({"kind": st.sampled_from(["feed", "news-sitemap"])})
COMMON = st.fixed_dictionaries(
    {
        "id": st.from_regex("[a-z0-9][a-z0-9-]{0,20}", fullmatch=True),
        "name": LINE,
        "url": ADDRESS,
        "homepage": ADDRESS,
        "departments": st.lists(st.sampled_from(["01", "2A", "974"]), unique=True).map(tuple),
        "weight": st.floats(0.01, 10),
        "full_text": st.sampled_from(["never", "matched", "always"]),
        "enabled": st.booleans(),
    }
)
SOURCES = st.builds(lambda common, kind: Source(**common, **kind), COMMON, FED | LISTED)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(SOURCES, max_size=4))
def test_nothing_is_lost_both_ways(tmp_path: Path, sources: list[Source]) -> None:
    path = tmp_path / "list.opml"
    path.write_bytes(write_opml(sources, CREATED))
    back = [read_record(record, {"01", "2A", "974"}, "list")[0] for record in read_opml(path).records]
    assert back == sources


def test_every_key_of_a_record_is_written() -> None:
    source = Source(
        *("a", "A", "listing", "https://a.example/", "https://a.example/b", ("01",), 0.5, "always", False),
        Selectors(**{item.name: f"x{item.name}" for item in fields(Selectors)}),
        "2026-11-26",
    )
    text = write_opml([source], CREATED).decode()
    for item in fields(Selectors):
        assert f'pvd:selector-{item.name}="x{item.name}"' in text
    for words in ('xmlUrl="https://a.example/"', 'htmlUrl="https://a.example/b"', 'text="A"', 'version="2.0"'):
        assert words in text


FOREIGN = """<?xml version="1.0" encoding="ISO-8859-1"?>
<opml version="1.1"><head><title>Mes flux</title></head><body>
<outline text="Presse" title="Presse">
  <outline text="Régions">
    <outline type="rss" text="L'Écho&#10;" xmlUrl="https://echo.example/rss" category="/presse"/>
  </outline>
  <outline title="Sans texte" xmlUrl="https://b.example/rss" htmlUrl="https://b.example/" xmlns:x="urn:x" x:y="1"/>
</outline>
<outline text="Un lien" type="link" url="https://c.example/"/>
</body></opml>"""


@pytest.mark.parametrize("encoding", ["ISO-8859-1", "UTF-8", "UTF-16"])
def test_the_list_of_another_reader(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "list.opml"
    path.write_bytes(FOREIGN.replace("ISO-8859-1", encoding).encode(encoding))
    found = read_opml(path)
    assert found.records == (
        {"url": "https://echo.example/rss", "name": "L'Écho"},
        {"url": "https://b.example/rss", "name": "Sans texte", "homepage": "https://b.example/"},
    )
    assert found.ignored == 4


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
DOCTYPE = '<?xml version="1.0"?><!DOCTYPE opml [{}]><opml version="2.0"><body><outline text="{}"/></body></opml>'


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"", "no OPML that can be read"),
        (b"\x00\xff\xfe", "no OPML that can be read"),
        (b"<opml><body>", "no OPML that can be read"),
        (b"<html><body/></html>", "its outermost element is <html>"),
        (DOCTYPE.format('<!ENTITY l0 "ha">' + LAUGHS, "&l9;").encode(), "OPML"),
        (DOCTYPE.format('<!ENTITY f SYSTEM "file:///etc/passwd">', "x").encode(), "declares a document type"),
        (DOCTYPE.format("", "x").encode(), "declares a document type"),
    ],
)
def test_what_is_no_list_is_refused_in_one_sentence(body: bytes, said: str, tmp_path: Path) -> None:
    path = tmp_path / "list.opml"
    path.write_bytes(body)
    with pytest.raises(DataError) as caught:
        read_opml(path)
    assert said in str(caught.value)
    assert str(caught.value).startswith(str(path))
    assert "\n" not in str(caught.value)


def test_a_list_that_is_too_large_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opml, "MOST_BYTES", 1_000)
    path = tmp_path / "list.opml"
    path.write_bytes(write_opml([], CREATED) + b" " * 1_000)
    with pytest.raises(DataError, match="larger than 1,000 bytes"):
        read_opml(path)


def test_a_list_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"none\.opml cannot be read \(No such file"):
        read_opml(tmp_path / "none.opml")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.binary() | st.text().map(lambda text: f"<opml><body><outline {text}/></body></opml>".encode()))
def test_any_body_is_a_list_or_one_sentence(tmp_path: Path, body: bytes) -> None:
    path = tmp_path / "list.opml"
    path.write_bytes(body)
    said = ""
    try:
        read_opml(path)
    except DataError as error:
        said = str(error)
    assert "\n" not in said
