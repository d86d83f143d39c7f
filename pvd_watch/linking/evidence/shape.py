"""Clues of the word itself: its accents, its capitals, its place at the start of a sentence."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from pvd_watch.linking.candidates import Reading
from pvd_watch.linking.context import Around
from pvd_watch.linking.evidence.clue import article_of, evidence
from pvd_watch.linking.evidence.grammar import is_label, is_opening
from pvd_watch.linking.names import NameFacts
from pvd_watch.model import Evidence


def accents(around: Around, reading: Reading, facts: NameFacts) -> Iterator[Evidence]:
    """Accents that make it another word: ``ville`` is not Villé, ``Dié`` is not Die."""
    surface = around.surface
    unaccented = around.span.spelling.key in facts.unaccented
    if surface.isupper() and not unaccented:
        return
    has, wanted = _accents(surface), _accents(reading.name)
    risky = around.span.spelling.everyday or unaccented
    first = _accents(reading.name[:1])
    if (has and not wanted) or (risky and not has and wanted.removeprefix(first) != ""):
        wrong = "accent" if risky or len(surface) < 6 else "accent_extra"
        yield evidence("unaccented" if unaccented and not has else wrong)


@lru_cache(maxsize=4096)
def _accents(words: str) -> str:
    if words.isascii():
        return ""
    return "".join(char for char in unicodedata.normalize("NFD", words) if unicodedata.combining(char))


def capitals(around: Around, reading: Reading, facts: NameFacts) -> Iterator[Evidence]:
    """An acronym (« EU »), or a word in a heading that is all in capitals."""
    if around.heading:
        if around.span.spelling.everyday:
            yield evidence("capitals")
    elif len(around.surface) < 5 and around.surface.isupper():
        yield evidence("acronym")


def sentence_start(around: Around, reading: Reading, facts: NameFacts) -> Iterator[Evidence]:
    """An everyday word at the start of a sentence: « Rue barrée », « Cours de danse »."""
    if not around.span.spelling.everyday or not around.starts or around.heading:
        return
    if not article_of(reading) and not is_label(around) and not is_opening(around):
        yield evidence("sentence_start")
