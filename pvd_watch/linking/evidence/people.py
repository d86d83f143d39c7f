"""Clues that a name is a person's: a given name, a title or a particle before it, a surname behind it."""

from __future__ import annotations

from collections.abc import Iterator

from pvd_watch.linking import lexicon as lex
from pvd_watch.linking.candidates import Reading
from pvd_watch.linking.context import SENTENCE_ENDS, Around
from pvd_watch.linking.evidence.clue import evidence
from pvd_watch.linking.names import NameFacts
from pvd_watch.model import Evidence
from pvd_watch.text import fold_name


def name_before(around: Around, reading: Reading, facts: NameFacts) -> Iterator[Evidence]:
    """« Francis Mer », « M. Descartes », « le colonel Mazères », « Antoine de Die », « le duc de Guise »."""
    words = around.lower_before
    first, second, third = (*words, "", "", "")[:3]
    capital = bool(around.before) and around.before[0][:1].isupper()
    if first == "-" and around.joined_before and second in facts.given and around.before[1][:1].isupper():
        yield evidence("given_name", around.phrase(2))
    elif first in facts.given and capital and not around.heading:
        yield evidence("given_name", around.phrase(1))
    elif first in facts.titles:
        yield evidence("person_title", around.phrase(1))
    elif first == "." and second in facts.titles and len(second) < 4:
        yield evidence("person_title", around.phrase(2))
    elif first == "." and len(second) == 1 and around.before[1].isupper():
        yield evidence("given_name", around.phrase(2))
    elif first in ("de", "d'", "du") and second in facts.given and around.before[1][:1].isupper():
        if third not in ("a", "maison", "eglise", "college", "lycee", "ecole", "rue", "salle", ","):
            yield evidence("particle", around.phrase(2))
    elif first in ("de", "d'", "du") and second in lex.NOBILITY:
        yield evidence("particle", around.phrase(2))
    elif capital and _may_be_given(around) and not around.heading:
        yield evidence("surname_before", around.phrase(1))


def _may_be_given(around: Around) -> bool:
    """True for a word before the name that has its capital of its own, not for the start of a sentence."""
    word = around.lower_before[0]
    starts = len(around.before) < 2 or around.before[1] in SENTENCE_ENDS
    return len(word) > 2 and word.isalpha() and not starts and word not in lex.FUNCTION_WORDS


def name_behind(around: Around, reading: Reading, facts: NameFacts) -> Iterator[Evidence]:
    """« Alban Ivanov », « Bram Stoker »: a surname behind the name, surer where the name is a given name too."""
    if not around.after or around.joined_after or around.heading:
        return
    word = around.after[0]
    if len(word) < 3 or not word[0].isupper() or not word.isalpha() or word.isupper():
        return
    if around.span.spelling.name_class == "given" or fold_name(around.surface).lower() in facts.given:
        yield evidence("name_after", f"{around.surface} {word}")
    elif " " not in around.span.spelling.key and word.lower() not in lex.AFTER_TOWNS:
        yield evidence("capital_after", f"{around.surface} {word}")
