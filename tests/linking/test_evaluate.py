"""The measure itself: pairs counted right, ``may`` neither way, candidates and decision apart, bad gold refused."""

from __future__ import annotations

import json
from typing import Any

import pytest

from pvd_watch.errors import DataError
from pvd_watch.linking.evaluate import Scores, evaluate

from .linker import LINKER

HALL = "La halle de Quimperlé rouvre"


def _gold(**fields: Any) -> str:
    return json.dumps({"id": "g", "title": HALL, "must": ["29233"]} | fields)


def _measured(*lines: str) -> Scores:
    return evaluate(LINKER, lines, "gold.jsonl")


def test_a_text_that_is_right_counts_once() -> None:
    scores = _measured(_gold(about=["29233"]))
    assert (scores.texts, scores.right, scores.false, scores.missed) == (1, 1, 0, 0)
    assert (scores.precision, scores.recall, scores.f1) == (1, 1, 1)
    assert (scores.about_texts, scores.about_right, scores.errors) == (1, 1, [])


def test_a_false_link_costs_precision_and_a_missed_one_recall() -> None:
    scores = _measured(_gold(), _gold(must=[]), _gold(must=["29233", "15187"]))
    assert (scores.right, scores.false, scores.missed, scores.missed_by_candidates) == (2, 1, 1, 1)
    assert scores.precision == pytest.approx(2 / 3)
    assert scores.recall == pytest.approx(2 / 3)
    assert scores.f1 == pytest.approx(2 / 3)
    assert (scores.clean_texts, scores.clean_right) == (1, 0)
    assert [line.split()[:3] for line in scores.errors] == [["g", "false", "29233"], ["g", "missed", "15187"]]
    assert "no candidate" in scores.errors[1]


def test_a_decision_against_a_candidate_is_told_from_a_candidate_never_found() -> None:
    scores = _measured(json.dumps({"title": "Francis Mer est mort", "must": ["41136"]}))
    assert (scores.missed, scores.missed_by_candidates) == (1, 0)
    assert "score 0." in scores.errors[0]


def test_may_counts_neither_way() -> None:
    scores = _measured(_gold(must=[], may=["29233"]), _gold(may=["15187"]))
    assert (scores.right, scores.false, scores.missed) == (1, 0, 0)
    assert (scores.clean_texts, scores.clean_right) == (1, 1)


def test_homonyms_stand_apart_and_need_the_whole_text_right() -> None:
    right = _gold(title="Breteuil : une crèche", source_departments=["27"], must=["27112"], homonym=True)
    wrong = _gold(title="Breteuil : une crèche", source_departments=["27"], must=["60104"], homonym=True)
    scores = _measured(right, wrong, _gold())
    assert (scores.homonym_texts, scores.homonym_right) == (2, 1)


def test_about_is_wrong_where_a_town_in_passing_was_expected() -> None:
    scores = _measured(_gold(about=[]))
    assert (scores.about_texts, scores.about_right) == (1, 0)


def test_the_calibration_counts_every_candidate_that_counts() -> None:
    scores = _measured(_gold(), _gold(may=["29233"], must=[]))
    [row] = scores.reliability()
    assert (row.name, row.right, row.total) == ("0.9", 1, 1)
    assert row.mean == pytest.approx(row.scores)
    assert scores.calibration_error == pytest.approx(1 - row.mean)
    assert {"precision", "recall", "f1", "calibration", "errors"} <= scores.to_object().keys()
    json.dumps(scores.to_object())


def test_empty_lines_are_left_out_and_keep_their_numbers() -> None:
    assert _measured("", _gold(), "\n", "  ").texts == 1
    with pytest.raises(DataError, match=r"gold\.jsonl, line 3: this is no JSON"):
        _measured("", _gold(), "bad")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("[]", "a JSON object was expected"),
        ('{"title": "Die"}', "must must be a list of INSEE codes"),
        (_gold(must="29233"), "must must be a list of INSEE codes"),
        (_gold(must=[29233]), "must must be a list of INSEE codes"),
        (_gold(must=[{}]), "must must be a list of INSEE codes"),
        (_gold(may=3), "may must be a list of INSEE codes"),
        (_gold(about=None), "about must be a list of INSEE codes"),
        (_gold(title=3), "title must be a text"),
        ("[" * 100_000, "nested too deeply"),
    ],
)
def test_gold_that_is_none_is_refused_with_its_line(line: str, said: str) -> None:
    with pytest.raises(DataError, match=r"gold\.jsonl, line 2: ") as refused:
        _measured(_gold(), line)
    assert said in str(refused.value)


@pytest.mark.parametrize("lines", [(), ("", "\n")])
def test_a_file_without_a_text_is_no_gold(lines: tuple[str, ...]) -> None:
    with pytest.raises(DataError, match=r"gold\.jsonl holds no labelled text"):
        _measured(*lines)
