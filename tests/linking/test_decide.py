"""The decision: clues are weighed, one sense holds for a text, the model is asked in doubt alone."""

from __future__ import annotations

import math

import pytest

from pvd_watch.linking.candidates import Reading, Span, Spelling
from pvd_watch.linking.context import Around, around
from pvd_watch.linking.decide import Candidate, settle, weigh
from pvd_watch.linking.evidence import evidence
from pvd_watch.linking.names import NameClass
from pvd_watch.linking.weights import ABOUT, CERTAIN, CLUES, OTHER_SENSE, PLACE, PRIORS, REFUTING, SUPPORT
from pvd_watch.text import fold

from .linker import FACTS, LINKER

MER, QUIMPERLE = "41136", "29233"


def _around(text: str, name: str, name_class: NameClass, insee: str) -> tuple[Around, Reading]:
    folded = fold(text)
    start = folded.data.index(name.encode())
    commune = LINKER.gazetteer.communes[insee]
    reading = Reading(commune, "full", False, commune.name)
    everyday = name_class == "everyday"
    spelling = Spelling(name.lower(), (reading,), programme=True, name_class=name_class, everyday=everyday)
    span = Span(start, start + len(name), spelling)
    return around(folded.context, text, span, (span.start, span.end), 0), reading


def _weighed(text: str, name: str = "Mer", name_class: NameClass = "everyday", *, share: float = 1.0) -> Candidate:
    words, reading = _around(text, name, name_class, MER if name == "Mer" else QUIMPERLE)
    return weigh(words, reading, share, (), FACTS, thorough=True)


def test_a_candidate_starts_at_the_prior_of_its_class() -> None:
    assert _weighed("On voit Mer demain").logit == PRIORS["everyday"]
    assert _weighed("On voit Mer demain", name_class="people").logit == PRIORS["people"]
    assert _weighed("On voit Mer demain", name_class="distinctive").logit == PRIORS["distinctive"]


def test_each_clue_adds_its_weight() -> None:
    found = _weighed("Le maire de Mer")
    assert [clue.code for clue in found.evidence] == ["municipal"]
    assert found.logit == pytest.approx(PRIORS["everyday"] + CLUES["municipal"][0])
    assert found.evidence[0].words == "après « maire de Mer »"
    assert found.town == pytest.approx(1 / (1 + math.exp(-found.logit)))


def test_the_share_of_homonyms_divides_the_score() -> None:
    assert _weighed("Le maire de Mer", share=0.5).score == pytest.approx(_weighed("Le maire de Mer").score / 2)


def test_no_score_is_surer_than_what_the_texts_show() -> None:
    found = _weighed("Le maire de Mer")
    for _ in range(9):
        found.add(evidence("postcode"))
    assert found.score == pytest.approx(1 / (1 + math.exp(-CERTAIN)))
    for _ in range(9):
        found.add(evidence("street_of"))
    assert found.score == pytest.approx(1 / (1 + math.exp(CERTAIN)))


def test_a_name_that_is_a_persons_once_is_one_in_the_whole_text() -> None:
    person, alone, town = _weighed("Francis Mer"), _weighed("On voit Mer demain"), _weighed("à Mer")
    settle([person, alone, town], None)
    assert person.has({"given_name"})
    assert not person.has({"other_sense"})
    assert alone.has({"other_sense"})
    assert not town.has({"other_sense"})


def test_a_sure_place_vouches_for_the_same_commune_unless_it_is_refuted() -> None:
    sure, alone, road = _weighed("Le maire de Mer"), _weighed("On voit Mer demain"), _weighed("rue de Mer")
    sure.add(evidence("postcode"))
    settle([sure, alone, road], None)
    assert alone.has({"same_text"})
    assert not sure.has({"same_text"})
    assert not road.has({"same_text"})


def test_a_place_that_is_probably_another_bearers_vouches_for_none() -> None:
    sure, alone = _weighed("Le maire de Mer", share=0.4), _weighed("On voit Mer demain")
    sure.add(evidence("postcode"))
    settle([sure, alone], None)
    assert not alone.has({"same_text"})


@pytest.mark.parametrize(
    ("text", "name", "name_class", "asked"),
    [
        ("Après la mer, à Mer", "Mer", "everyday", True),
        ("On voit Mer demain", "Mer", "people", True),
        ("On voit Mer demain", "Mer", "everyday", False),
        ("Le maire de Mer", "Mer", "everyday", False),
        ("Francis Mer", "Mer", "people", False),
        ("On voit Quimperle demain", "Quimperle", "distinctive", False),
        ("On voit Dupont Quimperle demain", "Quimperle", "distinctive", True),
        ("rue Mer", "Mer", "people", False),
    ],
)
def test_the_model_is_asked_in_doubt_alone(text: str, name: str, name_class: NameClass, asked: bool) -> None:
    questions: list[Candidate] = []

    def ask(candidate: Candidate) -> str:
        questions.append(candidate)
        return "place"

    found = _weighed(text, name, name_class)
    before = found.logit
    settle([found], ask)
    assert bool(questions) is asked
    assert found.logit == pytest.approx(before + (CLUES["ner_place"][0] if asked else 0))


@pytest.mark.parametrize(("answer", "code"), [("place", "ner_place"), ("person", "ner_person"), ("other", "ner_other")])
def test_each_answer_of_the_model_is_a_clue(answer: str, code: str) -> None:
    found = _weighed("On voit Mer demain", name_class="people")
    settle([found], lambda candidate: answer)
    assert found.evidence[-1].code == code


def test_no_answer_of_the_model_is_no_clue() -> None:
    found = _weighed("On voit Mer demain", name_class="people")
    settle([found], lambda candidate: "")
    assert found.evidence == []


@pytest.mark.parametrize("reason", [{"share": 0.4}, {"clue": "setting"}, {"clue": "local_source"}])
def test_the_model_is_not_asked_what_it_cannot_know(reason: dict[str, object]) -> None:
    share = reason.get("share", 1.0)
    assert isinstance(share, float)
    found = _weighed("On voit Mer demain", name_class="people", share=share)
    if "clue" in reason:
        found.add(evidence(str(reason["clue"])))
        found.logit = 0.0
    settle([found], lambda candidate: pytest.fail("asked"))


def test_the_model_is_not_asked_of_a_commune_that_is_decided_elsewhere() -> None:
    sure, doubtful = _weighed("Le maire de Mer"), _weighed("à Mer")
    sure.add(evidence("list"))
    settle([sure, doubtful], lambda candidate: pytest.fail("asked"))


def test_every_code_that_a_rule_speaks_of_is_a_clue() -> None:
    assert CLUES.keys() >= REFUTING | OTHER_SENSE | PLACE | SUPPORT
    assert REFUTING.isdisjoint(PLACE | SUPPORT)


def test_every_clue_has_words_for_an_editor_and_a_weight_on_its_side() -> None:
    for code, (weight, words) in CLUES.items():
        assert weight != 0, code
        assert words[0].islower(), code
        assert evidence(code, "x").words == words.replace("{words}", "x")
    assert all(CLUES[code][0] < 0 for code in REFUTING | OTHER_SENSE)
    assert all(CLUES[code][0] > 0 for code in PLACE | SUPPORT)
    assert set(ABOUT) >= {"always", "title"}
