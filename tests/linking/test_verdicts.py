"""Editors' verdicts and rules outrank the linker: accept, reject, correct, add, the latest last."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from pvd_watch.model import Linked, LinkText, NameRule, Verdict, VerdictAnswer

from .linker import LINKER, told

TITLE, TEXT = "La halle de Quimperlé rouvre", "Le maire de Saint-Flour est venu."


def _linked(*verdicts: tuple[VerdictAnswer, str] | tuple[VerdictAnswer, str, str], title: str = TITLE) -> list[Linked]:
    asked = tuple(Verdict(rest[0], answer, *rest[1:]) for answer, *rest in verdicts)
    return LINKER.link(LinkText(title, TEXT, verdicts=asked))


def _codes(*verdicts: tuple[VerdictAnswer, str] | tuple[VerdictAnswer, str, str], title: str = TITLE) -> set[str]:
    return {item.commune.insee for item in _linked(*verdicts, title=title)}


def test_without_a_verdict_the_linker_decides() -> None:
    assert _codes() == {"29233", "15187"}


def test_a_rejected_commune_is_gone_and_stays_explained() -> None:
    assert _codes(("reject", "29233")) == {"15187"}
    item = told("29233", TITLE, TEXT, verdicts=(Verdict("29233", "reject"),))
    assert item.score == 0
    assert {clue.code for mention in item.mentions for clue in mention.evidence} == {"verdict_no"}
    assert all(mention.score == 0 for mention in item.mentions)


def test_an_accepted_commune_that_the_clues_refuse_is_linked_where_it_stands() -> None:
    title = "Francis Mer est mort"
    assert "41136" not in _codes(title=title)
    [item] = [item for item in _linked(("accept", "41136"), title=title) if item.commune.insee == "41136"]
    [mention] = item.mentions
    assert (item.score, mention.score) == (1, 1)
    assert title[mention.start : mention.end] == mention.surface == "Mer"
    assert [clue.code for clue in mention.evidence] == ["verdict_yes"]


def test_an_accepted_commune_that_was_linked_keeps_its_places() -> None:
    [before] = [item for item in _linked() if item.commune.insee == "29233"]
    [after] = [item for item in _linked(("accept", "29233")) if item.commune.insee == "29233"]
    assert after.score == 1
    assert after.about == before.about
    assert [(one.field, one.start, one.end) for one in after.mentions] == [
        (one.field, one.start, one.end) for one in before.mentions
    ]


def test_an_added_commune_that_the_text_does_not_name_stands_at_its_start() -> None:
    [item] = [item for item in _linked(("add", "26113")) if item.commune.insee == "26113"]
    [mention] = item.mentions
    assert (item.score, item.about) == (1, True)
    assert (mention.field, mention.start, mention.end, mention.surface) == ("title", 0, 0, "")


@pytest.mark.parametrize(("title", "field"), [("À Paris, rien", "title"), ("Rien", "text")])
def test_an_added_commune_that_is_no_candidate_is_shown_where_it_is_named(title: str, field: str) -> None:
    text = LinkText(title, "On roule de Paris à la mer.", verdicts=(Verdict("75056", "add"),))
    [item] = LINKER.link(text)
    [mention] = item.mentions
    assert mention.field == field
    assert getattr(text, field)[mention.start : mention.end] == mention.surface == "Paris"


def test_a_corrected_commune_gives_its_places_to_the_right_one() -> None:
    text = LinkText("Breteuil : une crèche", "", departments=("27",), verdicts=(Verdict("27112", "correct", "60104"),))
    [item] = LINKER.link(text)
    assert item.commune.insee == "60104"
    assert {mention.insee for mention in item.mentions} == {"60104"}
    assert [mention.surface for mention in item.mentions] == ["Breteuil"]


def test_a_correction_of_what_was_never_found_adds_the_right_one() -> None:
    assert _codes(("correct", "26113", "80688")) == {"29233", "15187", "80688"}


@pytest.mark.parametrize(
    ("verdicts", "linked"),
    [
        ([("accept", "29233"), ("reject", "29233")], {"15187"}),
        ([("reject", "29233"), ("accept", "29233")], {"29233", "15187"}),
        ([("add", "26113"), ("reject", "26113")], {"29233", "15187"}),
        ([("reject", "26113"), ("add", "26113")], {"29233", "15187", "26113"}),
        ([("correct", "29233", "26113"), ("accept", "29233")], {"29233", "15187", "26113"}),
        ([("correct", "29233", "26113"), ("reject", "26113")], {"15187"}),
        ([("correct", "29233", "26113"), ("correct", "26113", "80688")], {"15187", "80688"}),
        ([("reject", "29233"), ("reject", "15187")], set()),
    ],
)
def test_a_later_verdict_outranks_an_earlier_one(verdicts: list[tuple[VerdictAnswer, str]], linked: set[str]) -> None:
    assert _codes(*verdicts) == linked


@pytest.mark.parametrize(
    "verdict",
    [("reject", "99999"), ("accept", "99999"), ("add", ""), ("correct", "29233", "99999"), ("correct", "29233")],
)
def test_a_code_that_is_no_current_commune_changes_nothing(verdict: tuple[VerdictAnswer, str]) -> None:
    assert _codes(verdict) == _codes()


def test_a_verdict_on_an_empty_text_stands_too() -> None:
    [item] = LINKER.link(LinkText("", "", verdicts=(Verdict("29233", "add"),)))
    assert item.commune.insee == "29233"


def test_what_verdicts_say_is_linked_and_explained_alike() -> None:
    text = LinkText(TITLE, TEXT, verdicts=(Verdict("29233", "reject"), Verdict("26113", "add")))
    linked = {item.commune.insee: item.score for item in LINKER.link(text)}
    assert linked == {item.commune.insee: item.score for item in LINKER.explain(text) if item.score >= 0.5}


def test_best_comes_first_with_verdicts_too() -> None:
    assert [item.commune.insee for item in _linked(("accept", "15187"))] == ["15187", "29233"]


RULE = NameRule("Rue", "80688")
SURE = "Rue : le marché rouvre"


@pytest.mark.parametrize("name", ["Rue", "RUE", "rue", "Rue "])
def test_a_rule_of_a_source_refuses_the_name_however_sure(name: str) -> None:
    known: dict[str, Any] = {"departments": ("80",), "url": "https://presse.example/rue-80120/le-marche"}
    assert [item.commune.insee for item in LINKER.link(LinkText(SURE, "", **known))] == ["80688"]
    ruled = LinkText(SURE, "À Rue (Somme), le maire de Rue.", rules=(NameRule(name, "80688"),), **known)
    assert LINKER.link(ruled) == []
    assert "rule" in {
        clue.code for item in LINKER.explain(ruled) for mention in item.mentions for clue in mention.evidence
    }


def test_a_rule_holds_for_its_name_and_its_commune_alone() -> None:
    text = "Le maire de Quimperlé et le maire de Breteuil."
    for rules in ((RULE,), (NameRule("Quimperlé", "80688"),), (NameRule("Quimper", "29233"),)):
        found = LINKER.link(LinkText("Au conseil", text, departments=("29",), rules=rules))
        assert "29233" in {item.commune.insee for item in found}
    oise = LINKER.link(LinkText("Breteuil", "", departments=("60",), rules=(NameRule("Breteuil", "27112"),)))
    assert [item.commune.insee for item in oise] == ["60104"]


def test_a_rule_on_st_meets_saint() -> None:
    title = "La halle de Saint-Flour rouvre"
    assert LINKER.link(LinkText(title, "", rules=(NameRule("St-Flour", "15187"),))) == []
    assert LINKER.link(LinkText("La halle de St-Flour", "", rules=(NameRule("Saint-Flour", "15187"),))) == []


def test_a_verdict_outranks_a_rule() -> None:
    text = LinkText(SURE, "", departments=("80",), rules=(RULE,), verdicts=(Verdict("80688", "accept"),))
    assert [item.commune.insee for item in LINKER.link(text)] == ["80688"]


def test_verdicts_outrank_what_is_stored_of_a_text_that_is_no_longer_kept() -> None:
    stored = [mention for item in LINKER.link(LinkText(TITLE, TEXT)) for mention in item.mentions]
    assert {item.commune.insee for item in LINKER.overrule(stored, LinkText("", ""))} == {"29233", "15187"}
    asked = LinkText("", "", verdicts=(Verdict("29233", "reject"), Verdict("26113", "add")))
    left = {item.commune.insee: item.score for item in LINKER.overrule(stored, asked)}
    assert left.keys() == {"15187", "26113"}
    assert left["26113"] == 1


def test_what_is_stored_keeps_its_score_its_places_and_what_it_is_about() -> None:
    linked = {item.commune.insee: item for item in LINKER.link(LinkText(TITLE, TEXT))}
    stored = [mention for item in linked.values() for mention in item.mentions]
    for item in LINKER.overrule(stored, LinkText("", "")):
        before = linked[item.commune.insee]
        assert (item.mentions, item.about) == (before.mentions, before.about)
        assert item.score == pytest.approx(before.score, abs=0.001)


def test_a_stored_code_that_is_no_commune_any_more_is_left_aside() -> None:
    [kept, *_] = LINKER.link(LinkText(TITLE, TEXT))
    assert LINKER.overrule([replace(kept.mentions[0], insee="99999")], LinkText("", "")) == []
