"""Everyday words: never a town without a second clue."""

from __future__ import annotations

import pytest

from pvd_watch.linking.spellings import without_article
from pvd_watch.model import LinkText
from pvd_watch.text import fold_name

from .linker import FACTS, LINKER

NEUTRAL = [
    "{} reprend des couleurs cet automne",
    "Le mot {} plaît à beaucoup de gens",
    "On parle de {} depuis hier",
    "{}",
    "{}, un mot de tous les jours",
    "C'est ainsi : {} continue",
    "« {} », disait-on hier",
]


@pytest.fixture(scope="module")
def everyday_names() -> dict[str, set[str]]:
    """The names of towns that are everyday words, with and without their article, by the word."""
    names: dict[str, set[str]] = {word: set() for word in FACTS.everyday}
    for name in LINKER.gazetteer.names:
        for written in (name.name, without_article(name.name)):
            key = fold_name(written).lower()
            if LINKER.gazetteer.communes[name.insee].pvd and key in names:
                names[key] |= {name.name, written}
    return names


@pytest.mark.parametrize("word", sorted(FACTS.everyday))
def test_an_everyday_word_is_never_a_town_without_a_second_clue(word: str, everyday_names: dict[str, set[str]]) -> None:
    for name in sorted(everyday_names[word]) or [word.capitalize()]:
        for sentence in NEUTRAL:
            said = sentence.format(name)
            for title, text in ((said, ""), ("", said), ("Au jour le jour", f"Il pleut. {said}.")):
                assert LINKER.link(LinkText(title, text)) == [], said
            assert LINKER.link(LinkText(said.upper(), "")) == [], said.upper()
