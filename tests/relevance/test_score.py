"""The score: every component told in French, more of a good thing never worth less, the same input the same words."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pvd_watch.relevance import Found, Reading, Score, StoryFacts, score
from pvd_watch.relevance.score import why

from .sample import READER, SUBJECTS, WEIGHTS

HABITAT = READER.read("Quimperlé veut remplir ses logements vacants", "")
NOTHING = READER.read("", "")
PLAIN = StoryFacts("Quimperlé", in_title=True, about=True, reading=HABITAT)


def scored(facts: StoryFacts) -> Score:
    return score(facts, WEIGHTS, SUBJECTS)


def points(facts: StoryFacts) -> float:
    return scored(facts).points


def test_why_is_one_sentence_of_the_strongest_components() -> None:
    facts = replace(PLAIN, outlets=5, age_hours=4, free=True, near=True)
    assert scored(facts).why == (
        "Quimperlé est dans le titre, l’article parle d’habitat («\u00a0logements vacants\u00a0») "
        "et cinq titres en parlent."
    )


def test_what_speaks_against_comes_last() -> None:
    reading = READER.read("Rixe : deux hommes en garde à vue", "")
    told = scored(StoryFacts("Le Teil", in_title=False, about=True, reading=reading, town_mentions=40)).why
    assert told == "Le Teil est au cœur de l’article, mais l’article relate un fait divers."
    reading = READER.read("Météo : vigilance orange aux orages", "")
    told = scored(StoryFacts("Die", in_title=False, about=False, reading=reading, town_mentions=90)).why
    assert told == "Le département est peu cité, mais l’article est un bulletin météo."


def test_nothing_to_say_is_said_too() -> None:
    assert why(()) == "Rien ne le distingue."


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ({"in_title": True}, {"in_title": False}),
        ({"in_title": False}, {"in_title": False, "about": False}),
        ({}, {"reading": NOTHING}),
        ({"reading": replace(HABITAT, programme="Petites villes de demain")}, {}),
        ({"originality": 1.0}, {"originality": 0.2}),
        ({"age_hours": 1.0}, {"age_hours": 60.0}),
        ({"free": True}, {"free": False}),
        ({"near": True}, {"near": False}),
        ({"weight": 2.0}, {"weight": 1.0}),
        ({"weight": 1.0}, {"weight": 0.5}),
        ({"outlets": 4}, {"outlets": 2}),
        ({"town_mentions": 0}, {"town_mentions": 9}),
        ({"department_mentions": 0}, {"department_mentions": 99}),
        ({"towns": 1}, {"towns": 12}),
        *(
            ({}, {"reading": replace(HABITAT, kinds=(Found(kind, 9.0, ()),))})
            for kind in ("crime", "results", "advert")
        ),
    ],
)  # fmt: skip
def test_what_is_better_has_more_points(better: dict[str, object], worse: dict[str, object]) -> None:
    assert points(replace(PLAIN, **better)) > points(replace(PLAIN, **worse))  # type: ignore[arg-type]


def test_only_the_worst_kind_counts() -> None:
    both = Reading(HABITAT.themes, (Found("accident", 9.0, ()), Found("crime", 8.0, ())))
    assert [item.code for item in scored(replace(PLAIN, reading=both)).components if item.points < 0] == ["crime"]


FACTS = st.builds(
    StoryFacts,
    town=st.sampled_from(["Die", "Le Teil", "L’Isle-Jourdain"]),
    in_title=st.booleans(),
    about=st.booleans(),
    reading=st.tuples(st.text(max_size=40), st.sampled_from(["Incendie", "La boulangerie rouvre", "OPAH", "2-1"])).map(
        lambda pair: READER.read(pair[1], pair[0])
    ),
    towns=st.integers(0, 40),
    originality=st.none() | st.floats(-1, 2),
    age_hours=st.none() | st.floats(-10, 1e6),
    free=st.none() | st.booleans(),
    weight=st.floats(0, 20),
    near=st.booleans(),
    outlets=st.integers(0, 5000),
    town_mentions=st.integers(0, 10**6),
    department_mentions=st.integers(0, 10**6),
)


@given(FACTS)
@settings(max_examples=60, deadline=None)
def test_points_are_the_sum_of_the_components_and_the_sentence_is_one(facts: StoryFacts) -> None:
    found = scored(facts)
    assert found == scored(facts)
    assert found.points == round(sum(item.points for item in found.components), 2)
    assert all(item.points and item.words and "\n" not in item.words for item in found.components)
    assert len({item.code for item in found.components}) == len(found.components)
    assert found.why[0].isupper() or not found.why[0].isalpha()
    assert found.why.endswith(".")
    assert "\n" not in found.why
