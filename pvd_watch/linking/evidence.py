"""Clues on whether the words of a span name a town at all: one small function a clue, a list of Evidence out.

Which commune of several bearers is meant is another question, answered in ``setting``.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache

from pvd_watch.linking import lexicon as lex
from pvd_watch.linking.candidates import Reading
from pvd_watch.linking.context import Around
from pvd_watch.linking.names import NameFacts
from pvd_watch.linking.spellings import ARTICLES
from pvd_watch.linking.weights import CLUES
from pvd_watch.model import Evidence
from pvd_watch.text import fold_name

Clue = Callable[[Around, Reading, NameFacts], Iterator[Evidence]]


@lru_cache(maxsize=4096)
def evidence(code: str, words: str = "") -> Evidence:
    """The Evidence of a clue, with its weight and its sentence."""
    weight, sentence = CLUES[code]
    return Evidence(code, weight, sentence.format(words=words))


def article_of(reading: Reading) -> str:
    """The article of a commune's name (``Le``, ``La``, ``Les``, ``L'``), empty where it has none."""
    return _article(reading.name)


@lru_cache(maxsize=4096)
def _article(name: str) -> str:
    folded = fold_name(name)
    return next((article.strip() for article in ARTICLES if folded.startswith(article)), "")


_CONTRACTED = {"Le": ("au", "du"), "Les": ("aux", "des"), "La": (), "L'": ()}


def articles(around: Around, reading: Reading, facts: NameFacts) -> Iterator[Evidence]:
    """The article before the name: its own, a contraction of it, or one that another word takes."""
    before = around.lower_before[0] if around.before else ""
    if reading.form == "bare":
        own = article_of(reading)
        if before == own.lower():
            yield evidence("article")
        elif before in _CONTRACTED[own]:
            yield evidence("contraction")
        else:
            yield evidence("article_dropped" if reading.commune.department.startswith("97") else "missing_article")
            if before in lex.ARTICLES or before in lex.CONTRACTIONS:
                yield evidence("wrong_article", around.phrase(1))
    elif before in ("au", "du") and _takes_article(reading):
        yield evidence("contraction")
    elif before in lex.ARTICLES or before in lex.CONTRACTIONS:
        yield evidence("wrong_article", around.phrase(1))


def _takes_article(reading: Reading) -> bool:
    """True overseas, where towns without an article in the COG take one in speech: « du Lamentin », « au Moule »."""
    saint = reading.name.startswith("Saint")
    return reading.form == "full" and reading.commune.department.startswith("97") and not saint


def grammar(around: Around, reading: Reading, facts: NameFacts) -> Iterator[Evidence]:
    """« à X », « commune de X », « gare de X », « vers X »: what announces a town."""
    words = around.lower_before
    skip = 1 if reading.form == "bare" and words[:1] and words[0] in ("la", "l'", "le", "les") else 0
    first = words[skip] if len(words) > skip else ""
    if first == "a":
        yield evidence("locative")
    elif first in ("de", "d'", "du", "des"):
        yield from _noun_of(around, words[skip + 1 : skip + 5], skip)
    elif first in lex.TOWARDS or (first in ("et", "par", "sur") and "entre" in words[:6]):
        yield evidence("towards", around.phrase(1))


def _noun_of(around: Around, nouns: tuple[str, ...], skip: int) -> Iterator[Evidence]:
    if not nouns:
        return
    if nouns[0] in lex.MUNICIPAL:
        yield evidence("municipal", around.phrase(skip + 2))
    elif nouns[0] in lex.TOWARDS:
        yield evidence("towards", around.phrase(skip + 2))
    elif nouns[0] in lex.INTERCOMMUNAL:
        yield evidence("intercommunal", around.phrase(skip + 2))
    elif nouns[0] in lex.PLACE_NOUNS and nouns[0] not in lex.ROADS:
        yield evidence("place_noun", around.phrase(skip + 2))


def people(around: Around, reading: Reading, facts: NameFacts) -> Iterator[Evidence]:
    """A given name, a title or a particle before the name, a surname after it."""
    words = around.lower_before
    first, second, third = (*words, "", "", "")[:3]
    capital = bool(around.before) and around.before[0][:1].isupper()
    if first in facts.given and capital and not around.heading:
        yield evidence("given_name", around.phrase(1))
    elif first == "." and len(second) == 1 and around.before[1].isupper():
        yield evidence("given_name", around.phrase(2))
    elif first in facts.titles or (first == "." and second in facts.titles and len(second) < 4):
        yield evidence("person_title", around.phrase(1))
    elif first in ("de", "d'", "du") and second in facts.given and around.before[1][:1].isupper():
        if third not in ("a", "maison", "eglise", "college", "lycee", "ecole", "rue", "salle", ","):
            yield evidence("particle", around.phrase(2))
    elif first in ("de", "d'", "du") and second in lex.NOBILITY:
        yield evidence("particle", around.phrase(2))
    elif capital and first.isalpha() and first not in lex.FUNCTION_WORDS and len(first) > 2 and not around.heading:
        yield evidence("surname_before", around.phrase(1))
    yield from _name_after(around, facts)


def _name_after(around: Around, facts: NameFacts) -> Iterator[Evidence]:
    if not around.after or around.joined_after or around.heading:
        return
    word = around.after[0]
    given = around.surface and fold_name(around.surface).lower() in facts.given
    if word[:1].isupper() and word.isalpha() and len(word) > 2 and given:
        yield evidence("name_after", f"{around.surface} {word}")


def streets(around: Around, reading: Reading, facts: NameFacts) -> Iterator[Evidence]:
    """« rue Mirabeau », « lycée Descartes », « rue de Die »."""
    first, second, third = (*around.lower_before, "", "", "")[:3]
    if first in lex.STREETS and not around.opens:
        yield evidence("street", around.phrase(1))
    elif first in ("de", "d'", "du", "des") and second in lex.ROADS:
        yield evidence("street_of", around.phrase(2))
    elif first in ("la", "l'", "les") and second == "de" and third in lex.ROADS:
        yield evidence("street_of", around.phrase(3))
    elif first in ("de", "d'", "du", "des") and second in lex.ROUTES:
        yield evidence("road_to", around.phrase(2))
    elif first in ("de", "d'") and second in lex.IDIOMS:
        yield evidence("idiom", around.phrase(2))
    elif first in facts.given and second in lex.STREETS:
        yield evidence("street", around.phrase(2))


def shape(around: Around, reading: Reading, facts: NameFacts) -> Iterator[Evidence]:
    """The word itself: accents, capitals, a hyphen that makes it part of a longer name, an acronym."""
    surface = around.surface
    capitals = surface.isupper()
    risky = facts.is_everyday(around.span.spelling.key)
    if _accents_differ(surface, reading, capitals=capitals, risky=risky):
        yield evidence("accent" if risky or len(surface) < 6 else "accent_extra")
    if capitals and not around.heading and len(surface) < 5:
        yield evidence("acronym")
    elif around.heading and risky:
        yield evidence("capitals")
    plain_start = around.starts and not article_of(reading)
    if plain_start and risky and not around.heading and not _labelled(around):
        yield evidence("sentence_start")


def _accents_differ(surface: str, reading: Reading, *, capitals: bool, risky: bool) -> bool:
    """True where the text's accents make it another word: ``ville`` is not Villé, ``Dié`` is not Die."""
    if capitals:
        return False
    has = _accents(surface)
    wanted = _accents(reading.name)
    if has and not wanted:
        return True
    first = _accents(reading.name[:1])
    return risky and not has and wanted.removeprefix(first) != ""


@lru_cache(maxsize=4096)
def _accents(words: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFD", words) if unicodedata.combining(char))


def context_words(around: Around, reading: Reading, facts: NameFacts) -> Iterator[Evidence]:
    """Products, clubs, rivers, intercommunal bodies and foreign contexts that carry the name of a town."""
    words, key = around.lower_before, around.span.spelling.key
    nouns = [word for word in words[:3] if word not in lex.DE]
    made = next((word for word in words[:6] if word in lex.PRODUCTS), "")
    noun = nouns[0] if nouns else ""
    follows = words[0] if words else ""
    if key in facts.products and made:
        yield evidence("product", made)
    if noun in lex.RIVERS and follows in lex.DE and noun not in ("vallee", "pays"):
        yield evidence("river", around.phrase(2))
    if follows in lex.CLUBS:
        yield evidence("club", around.phrase(1))
    if key in facts.elsewhere:
        near = next((word for word in (*words, *around.lower_after) if word in lex.ABROAD), "")
        if near:
            yield evidence("abroad", near)


def labels(around: Around, reading: Reading, facts: NameFacts) -> Iterator[Evidence]:
    """A dateline or a heading: « Die : … », « DIE. – … », « Die | … »; « Die, … » says a little."""
    if _labelled(around):
        yield evidence("weak_label" if facts.is_everyday(around.span.spelling.key) else "label")
    elif around.opens and around.in_title and around.after[:1] == (",",):
        yield evidence("opening")


def _labelled(around: Around) -> bool:
    first, second = (*around.after[:2], "", "")[:2]
    if not around.opens:
        return False
    signed = first in (":", "|", "\x97") or (first in ("-", ".") and second != "-" and not around.joined_after)
    return signed or (around.in_title and first in ("", "\n"))


CLUE_FUNCTIONS: tuple[Clue, ...] = (articles, grammar, people, streets, shape, context_words, labels)
"""All clues of a single span, in the order in which they are explained."""
