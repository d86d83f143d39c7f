"""Linking as a filter: an answer a line in order, ids as sent, offsets in the field as sent, refusals in place."""

from __future__ import annotations

import json
import math
import multiprocessing
from collections.abc import Iterator
from itertools import islice
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pvd_watch.errors import StepError
from pvd_watch.linking.lines import CHUNK, Workers, answer, read_line, read_text
from pvd_watch.model import LinkText

from .linker import LINKER

TOWNS = ["Quimperlé", "Die (Drôme)", "SAINT-FLOUR (15)", "le maire de Breteuil, dans l'Oise,", "Étain (55)"]
ODD = [
    "😀", "\u00ad", "e\u0301", "\u200b", "\u202e", "\x00", "\ud800", "-\n", "&nbsp;", "&eacute;", "\u00a0", "\u2028",
    "\x85", "œ", "ﬁ", "İ", "ß", "👩‍👩‍👧", "\ufeff", "&#x301;", "\r\n",
]  # fmt: skip
WORDS = st.one_of(st.sampled_from(TOWNS + ODD), st.text(st.characters(), max_size=6))
FIELDS = st.lists(WORDS, max_size=14).map("".join) | st.lists(WORDS, max_size=14).map(" ".join)


def _answered(asked: object, number: int = 1) -> dict[str, Any]:
    line, _ = answer(LINKER, json.dumps(asked), number)
    found: dict[str, Any] = json.loads(line)
    return found


@given(FIELDS, FIELDS)
@settings(max_examples=200, deadline=None)
def test_offsets_count_code_points_of_the_field_as_sent(title: str, text: str) -> None:
    line, good = answer(LINKER, json.dumps({"title": title, "text": text}), 1)
    assert good
    line.encode()  # what is written, UTF-8 can hold
    for commune in json.loads(line)["communes"]:
        for mention in commune["mentions"]:
            field = {"title": title, "text": text}[mention["field"]]
            assert field[mention["start"] : mention["end"]] == mention["text"] != ""


@pytest.mark.parametrize(
    "field",
    [
        "😀😀 Quimperlé (29) 😀",
        "Le maire de Quim\u00adper\u00adlé (29)",
        "Le maire de Quimperle\u0301 (29)",
        "\ud800 à Quimperlé (29)",
        "\x00\x01\x02 à Quimperlé (29)",
        "&eacute;&nbsp;à Quimperlé (29)",
        "Le maire de Quimper-\nlé (29)",
    ],
)
@pytest.mark.parametrize("name", ["title", "text"])
def test_odd_characters_hide_no_town_and_move_no_offset(field: str, name: str) -> None:
    [commune] = _answered({"id": 1, name: field})["communes"]
    [mention] = commune["mentions"]
    assert (commune["insee"], mention["field"]) == ("29233", name)
    assert field[mention["start"] : mention["end"]] == mention["text"]
    assert mention["text"].startswith("Quim")
    assert mention["text"].endswith(("é", "\u0301"))


def test_a_megabyte_is_read_to_its_end() -> None:
    text = "Le conseil a parlé de la place et du marché 😀. " * 22_000 + "À Quimperlé (29), la halle rouvre."
    [commune] = _answered({"text": text})["communes"]
    [mention] = commune["mentions"]
    assert len(text) > 1_000_000
    assert text[mention["start"] : mention["end"]] == "Quimperlé"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda values: st.lists(values, max_size=3) | st.dictionaries(st.text(max_size=4), values, max_size=3),
    max_leaves=6,
)


@given(JSON, st.dictionaries(st.sampled_from(["title", "text", "url", "categories", "source_departments"]), JSON))
@settings(max_examples=150, deadline=None)
def test_the_id_comes_back_whatever_it_is_and_whatever_else_is_wrong(name: Any, fields: dict[str, Any]) -> None:
    found = _answered({"id": name} | fields)
    assert found["id"] == name
    assert type(found["id"]) is type(name)
    assert isinstance(found["communes"], list)


@given(st.text() | st.binary().map(lambda data: data.decode(errors="replace")))
@settings(max_examples=150, deadline=None)
def test_any_line_has_an_answer(line: str) -> None:
    written, good = answer(LINKER, line, 7)
    found = json.loads(written)
    assert good == ("error" not in found)
    assert good or (found["error"].startswith("line 7: ") and found["communes"] == [])


@pytest.mark.parametrize(
    ("line", "name", "said"),
    [
        ("", None, "this is no JSON"),
        ("{", None, "this is no JSON"),
        ('{"id": 1} {"id": 2}', None, "this is no JSON (Extra data, character 11)"),
        ("[]", None, "a JSON object was expected"),
        ("null", None, "a JSON object was expected"),
        ("[" * 100_000, None, "nested too deeply"),
        ('{"id": NaN}', None, "NaN is no value of JSON"),
        ('{"id": 1e999}', None, "the number 1e999 is too large"),
        ('{"id": 9' + "9" * 5000 + "}", None, "this is no JSON"),
        ('{"id": "a", "title": 3}', "a", "title must be a text"),
        ('{"id": "a", "title": false}', "a", "title must be a text"),
        ('{"id": "a", "text": ["x"]}', "a", "text must be a text"),
        ('{"id": "a", "url": {}}', "a", "url must be a text"),
        ('{"id": "a", "categories": "x"}', "a", "categories must be a list of texts"),
        ('{"id": "a", "source_departments": [29]}', "a", "source_departments must be a list of texts"),
    ],
)
def test_what_is_refused_says_where_and_why(line: str, name: object, said: str) -> None:
    written, good = answer(LINKER, line, 3)
    found = json.loads(written)
    assert (good, found["id"], found["communes"]) == (False, name, [])
    assert found["error"].startswith("line 3: ")
    assert said in found["error"]


def test_what_is_missing_counts_as_empty() -> None:
    assert read_text({}) == read_text({"title": None, "text": None, "categories": None}) == LinkText("", "")
    assert _answered({}) == {"id": None, "communes": []}


def test_half_a_surrogate_pair_in_an_id_stays_escaped() -> None:
    written, _ = answer(LINKER, r'{"id": "\ud800", "title": "La halle de Quimperlé"}', 1)
    assert written.isascii()
    assert json.loads(written)["id"] == "\ud800"
    assert "é" in answer(LINKER, '{"id": "\U0001f600", "title": "La halle de Quimperlé"}', 1)[0]


def test_numbers_stay_what_they_are() -> None:
    found = read_line('{"id": [0.1, 12345678901234567890, -0.0, 1e-400]}')["id"]
    assert found[:2] == [0.1, 12345678901234567890]
    assert (math.copysign(1, found[2]), found[3]) == (-1, 0)


def test_the_form_of_an_answer_is_that_of_the_contract() -> None:
    found = _answered({"id": "x1", "title": "Quimperlé : la halle rouvre", "source_departments": ["29"]})
    [commune] = found.pop("communes")
    [mention] = commune.pop("mentions")
    assert found == {"id": "x1"}
    assert 0 < commune.pop("score") <= 1
    assert commune == {"insee": "29233", "name": "Quimperlé", "about": True}
    assert all(isinstance(words, str) and words for words in mention.pop("evidence"))
    assert mention == {"field": "title", "start": 0, "end": 9, "text": "Quimperlé"}


def test_explain_shows_what_was_refused_too_and_best_comes_first() -> None:
    line = json.dumps({"title": "Francis Mer est mort à Quimperlé (29)"})
    told = json.loads(answer(LINKER, line, 1, explain=True)[0])["communes"]
    assert [item["insee"] for item in json.loads(answer(LINKER, line, 1)[0])["communes"]] == ["29233"]
    assert {item["insee"] for item in told} >= {"29233", "41136"}
    assert [item["score"] for item in told] == sorted((item["score"] for item in told), reverse=True)
    assert all(item["mentions"] for item in told)


def _lines(count: int) -> Iterator[str]:
    for number in range(count):
        yield json.dumps({"id": number, "title": "Die (26)" if number % 3 else "Rue barrée"}) if number % 7 else "bad"


def test_two_workers_answer_as_one_does_in_the_same_order() -> None:
    count = 4 * CHUNK + 17
    alone = list(Workers(LINKER, 1).answers(_lines(count)))
    together = list(Workers(LINKER, 2).answers(_lines(count)))
    assert together == alone
    assert [json.loads(line)["id"] for line, good in together if good] == [n for n in range(count) if n % 7]
    errors = [json.loads(line)["error"] for line, good in together if not good]
    assert errors[-1].startswith(f"line {(count - 1) // 7 * 7 + 1}: ")


@pytest.mark.parametrize("workers", [1, 2])
def test_no_more_is_read_than_is_under_way(workers: int) -> None:
    taken = 0

    def source() -> Iterator[str]:
        nonlocal taken
        for line in _lines(100 * CHUNK):
            taken += 1
            yield line

    answers = Workers(LINKER, workers).answers(source())
    assert len(list(islice(answers, 10))) == 10
    answers.close()  # type: ignore[attr-defined]
    assert taken <= (4 * workers + 1) * CHUNK


def test_a_worker_that_is_ended_from_outside_is_said() -> None:
    def source() -> Iterator[str]:
        for number, line in enumerate(_lines(40 * CHUNK)):
            if number == 12 * CHUNK:
                [child, *_] = multiprocessing.active_children()
                child.kill()
            yield line

    with pytest.raises(StepError, match="use fewer with --workers"):
        list(Workers(LINKER, 2).answers(source()))
