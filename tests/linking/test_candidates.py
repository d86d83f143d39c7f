"""The automaton: every name of every commune, whole words only, and nothing to do where no programme town is named."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pvd_watch.linking.candidates import Span
from pvd_watch.text import fold, fold_name

from .linker import CANDIDATES, LINKER

PROGRAMME = sorted(
    {commune.name for commune in LINKER.gazetteer.communes.values() if commune.pvd}, key=lambda name: (len(name), name)
)


def _found(text: str) -> list[tuple[str, Span]]:
    folded = fold(text)
    return [(text[slice(*folded.span(span.start, span.end))], span) for span in CANDIDATES.find(folded.data)]


def _codes(text: str) -> set[str]:
    return {reading.commune.insee for _, span in _found(text) for reading in span.spelling.readings}


def test_every_programme_town_is_found_by_its_name() -> None:
    """A recall of one for candidates: by the name, by the name in capitals, and without its accents and hyphens."""
    for commune in LINKER.gazetteer.communes.values():
        if commune.pvd:
            for written in (commune.name, commune.name.upper(), fold_name(commune.name)):
                assert commune.insee in _codes(f"On va à {written}."), written


def test_every_old_and_delegated_name_of_a_programme_town_is_found() -> None:
    for name in LINKER.gazetteer.names:
        if LINKER.gazetteer.communes[name.insee].pvd:
            assert name.insee in _codes(f"On va à {name.name}."), name


@pytest.mark.parametrize("text", ["", "ville", "Paris, Lyon et Marseille", "Il pleut.", "Le Finistère"])
def test_a_text_without_a_programme_town_has_no_span_at_all(text: str) -> None:
    assert _found(text) == []


def test_names_that_are_not_ours_come_with_those_that_are() -> None:
    assert [surface for surface, _ in _found("De Rennes à Quimperlé, dans le Finistère")] == [
        "Rennes",
        "Quimperlé",
        "Finistère",
    ]


def test_the_longest_name_wins() -> None:
    [(surface, span)] = _found("La halle de Saint-Bonnet-en-Champsaur")
    assert surface == "Saint-Bonnet-en-Champsaur"
    assert {reading.commune.insee for reading in span.spelling.readings} == {"05132"}


def test_a_shorter_name_stands_where_the_longer_one_ends_inside_a_word() -> None:
    assert "29024" in _codes("À Carhaix Plouguerois")


@pytest.mark.parametrize("text", ["Quimperléens", "XQuimperlé", "Quimperlé2", "aDie", "DieZ"])
def test_only_whole_words_are_names(text: str) -> None:
    assert _found(text) == []


def test_a_glued_name_is_known_as_such() -> None:
    spans = [span for surface, span in _found("PhotoQuimperlé, QuimperléLa halle. À Quimperlé.")]
    assert [span.glued for span in spans] == [True, True, False]


def test_homonyms_are_readings_of_one_span() -> None:
    [(_, span)] = _found("Un marché à Breteuil")
    assert {reading.commune.insee for reading in span.spelling.readings if reading.form == "full"} >= {"27112", "60104"}
    assert span.spelling.programme
    assert span.spelling.anchor is None
    assert span.spelling.borne_in >= {"27", "60"}


def test_a_name_borne_once_is_an_anchor_and_a_word_never() -> None:
    [(_, town)] = _found("Un marché à Quimperlé")
    assert town.spelling.anchor is not None
    assert town.spelling.anchor.insee == "29233"
    [(_, word)] = _found("Une halle à Étain")
    assert (word.spelling.anchor, word.spelling.everyday, word.spelling.name_class) == (None, True, "everyday")


@pytest.mark.parametrize(
    ("text", "insee", "form", "former", "article"),
    [
        ("Quimperlé", "29233", "full", False, ""),
        ("Le Teil", "07319", "full", False, ""),
        ("au Teil", "07319", "bare", False, "Le"),
        ("Carhaix", "29024", "sole", False, ""),
        ("Saint-Bonnet", "05132", "short", False, ""),
        ("Livarot", "14371", "full", True, ""),
    ],
)
def test_a_reading_says_its_form(text: str, insee: str, form: str, former: bool, article: str) -> None:
    readings = [reading for _, span in _found(text) for reading in span.spelling.readings]
    [found] = [reading for reading in readings if reading.commune.insee == insee]
    assert (found.form, found.former, found.article) == (form, former, article)


def test_departments_regions_and_old_regions_are_areas() -> None:
    areas = {surface: span.spelling.departments for surface, span in _found("Quimperlé, Finistère, Corse, Picardie")}
    assert areas["Finistère"] == ("29",)
    assert set(areas["Corse"]) == {"2A", "2B"}
    assert areas["Picardie"] == ("02", "60", "80")


def test_the_department_settles_every_homonym() -> None:
    """Design, section 4: no name of the programme is borne twice, officially, in one department."""
    borne: dict[tuple[str, str], list[bool]] = {}
    for commune in LINKER.gazetteer.communes.values():
        borne.setdefault((fold_name(commune.name).lower(), commune.department), []).append(commune.pvd)
    assert all(len(bearers) == 1 for bearers in borne.values() if any(bearers))


@given(st.lists(st.one_of(st.sampled_from(PROGRAMME), st.text(max_size=8)), max_size=12))
@settings(max_examples=150, deadline=None)
def test_spans_stand_in_order_and_never_overlap(parts: list[str]) -> None:
    folded = fold(" ".join(parts))
    spans = CANDIDATES.find(folded.data)
    assert all(0 <= span.start < span.end <= len(folded.data) for span in spans)
    assert all(one.end <= other.start for one, other in pairwise(spans))
    assert all(folded.data[span.start : span.end].decode("latin-1").lower() == span.spelling.key for span in spans)
