"""Verdicts as labelled examples: what was judged, what may stand either way, and the measure that reads them."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from pvd_watch.linking.evaluate import evaluate
from pvd_watch.linking.labels import labelled
from pvd_watch.model import Judged, Mention, Verdict

from .linker import LINKER

HALL = Judged(
    "https://a.example/halle", "La halle de Quimperlé rouvre", "À deux pas de Riec.", "https://a.example/halle",
    ("29",), ("Commerce",), (Mention("29233", "title", 12, 21, "Quimperlé", 0.98, True),), (),
    {"29233": "Quimperlé", "15187": "Saint-Flour", "36018": "Le Blanc"},
)  # fmt: skip


@pytest.mark.parametrize(
    ("verdicts", "must", "may"),
    [
        ([Verdict("29233", "accept")], ["29233"], []),
        ([Verdict("29233", "reject")], [], []),
        ([Verdict("29233", "correct", "15187")], [], ["15187"]),  # named in the full text alone
        ([Verdict("15187", "add")], [], ["15187", "29233"]),  # the other link was not judged
        ([Verdict("29233", "reject"), Verdict("29233", "accept")], ["29233"], []),
        ([Verdict("29233", "correct", "29232")], [], []),  # not in the programme
    ],
)
def test_what_was_judged_must_stand_and_what_was_not_may(
    verdicts: list[Verdict], must: list[str], may: list[str]
) -> None:
    line = labelled(replace(HALL, verdicts=tuple(verdicts)))
    assert (line["must"], line["may"], "about" in line) == (must, may, False)
    assert (line["id"], line["source_departments"], line["text"]) == (HALL.canonical_url, ["29"], HALL.summary)


def test_a_name_counts_by_itself_or_by_the_words_the_linker_took_for_it() -> None:
    added = replace(HALL, verdicts=(Verdict("36018", "add"),), title="Au Blanc, la foire", mentions=())
    assert labelled(added)["must"] == ["36018"]
    short = Mention("15187", "text", 0, 9, "St  Flour", 0.9, False)
    spoken = replace(HALL, verdicts=(Verdict("15187", "accept"),), summary="St Flour fête", mentions=(short,))
    assert labelled(spoken)["must"] == ["15187"]


def test_the_measure_reads_the_lines() -> None:
    lines = [
        json.dumps(labelled(replace(HALL, verdicts=(Verdict("29233", answer),)))) for answer in ("accept", "reject")
    ]  # type: ignore[arg-type]
    scores = evaluate(LINKER, lines, "verdicts.jsonl")
    assert (scores.texts, scores.right, scores.false, scores.about_texts) == (2, 1, 1, 0)
