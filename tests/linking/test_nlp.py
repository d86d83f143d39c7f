"""The language model where it is asked, and the linker as a spaCy component."""

from __future__ import annotations

import spacy

from pvd_watch.linking.nlp import LanguageModel


def test_the_linker_is_a_spacy_component() -> None:
    nlp = spacy.blank("fr")
    nlp.add_pipe("pvd_communes")
    found = nlp("La halle de Quimperlé rouvre.")._.communes
    assert [(insee, name) for insee, name, _ in found] == [("29233", "Quimperlé")]


def test_the_model_reads_a_person_and_a_place_and_counts_its_words() -> None:
    model = LanguageModel()
    person = "Le ministre Francis Mer a quitté le gouvernement."
    place = "Le festival revient à Quimperlé cet été."
    answers = [
        model.doubt(text, text.index(name), text.index(name) + len(name))
        for text, name in ((person, "Mer"), (place, "Quimperlé"))
    ]
    assert answers == ["person", "place"]
    assert model.words == len(person.split()) + len(place.split())
