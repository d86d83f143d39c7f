"""Clues of grammar: the article of the name, and what announces a town before it or right behind it."""

from __future__ import annotations

from collections.abc import Iterator

from pvd_watch.linking import lexicon as lex
from pvd_watch.linking.candidates import Reading
from pvd_watch.linking.context import Around
from pvd_watch.linking.evidence.clue import evidence
from pvd_watch.linking.names import NameFacts
from pvd_watch.model import Evidence

_LINKS = frozenset(("de", "d'", "du", "des"))
_CONTRACTED = {"Le": ("au", "du"), "Les": ("aux", "des"), "La": (), "L'": ()}


def article(around: Around, reading: Reading, facts: NameFacts) -> Iterator[Evidence]:
    """The article before the name: its own, a contraction of it, or one that another word takes."""
    before = around.lower_before[0] if around.before else ""
    own = reading.article
    if own and before == own.lower():
        yield evidence("article" if reading.form in ("full", "bare") else "short_article")
    elif own and before in _CONTRACTED[own]:
        yield evidence("contraction" if reading.form in ("full", "bare") else "short_article")
    elif own and reading.form != "full":
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


def announced(around: Around, reading: Reading, facts: NameFacts) -> Iterator[Evidence]:
    """« à X », « commune de X », « gare de X », « vers X »: what announces a town."""
    words = around.lower_before
    skip = _skipped(words, reading)
    first = words[skip] if len(words) > skip else ""
    if first == "a":
        yield evidence("locative")
    elif first in ("de", "d'", "du", "des"):
        noun = words[skip + 1] if len(words) > skip + 1 else ""
        if noun in lex.MUNICIPAL:
            yield evidence("municipal", around.phrase(skip + 2))
        elif noun in lex.TOWARDS:
            yield evidence("towards", around.phrase(skip + 2))
        elif noun in lex.PLACE_NOUNS and noun not in lex.ROADS and noun not in lex.INTERCOMMUNAL:
            yield evidence("place_noun", around.phrase(skip + 2))
    elif first in lex.TOWARDS or (first in ("et", "par", "sur") and "entre" in words[:6]):
        yield evidence("towards", around.phrase(1))


def intercommunal(around: Around, reading: Reading, facts: NameFacts) -> Iterator[Evidence]:
    """« canton de X », « communauté de communes de X »: a body that bears the town's name."""
    words = around.lower_before
    skip = _skipped(words, reading)
    if len(words) > skip + 1 and words[skip] in ("de", "d'", "du", "des"):
        noun = words[skip + 1]
        if noun in lex.INTERCOMMUNAL and noun not in lex.MUNICIPAL and noun not in lex.TOWARDS:
            yield evidence("intercommunal", around.phrase(skip + 2))


def _skipped(words: tuple[str, ...], reading: Reading) -> int:
    """How many words before the name belong to it: its article, where the name was found without."""
    return 1 if reading.article and words[:1] and words[0] in ("la", "l'", "le", "les") else 0


def complement(around: Around, reading: Reading, facts: NameFacts) -> Iterator[Evidence]:
    """An everyday word with its complement: « le Palais de justice », « Cours de danse », « Machine à laver »."""
    if not around.span.spelling.everyday or len(around.after) < 2 or around.heading:
        return
    link, noun = around.lower_after[0], around.after[1]
    if link in _LINKS and around.after[0] == link and noun.isalpha() and noun.islower():
        yield evidence("complement", f"{around.surface} {link} {noun}")


def area(around: Around, reading: Reading, facts: NameFacts) -> Iterator[Evidence]:
    """A name that a department bears too, without what would announce the town: « Mayenne : le Département vote »."""
    if around.span.spelling.departments and around.lower_before[:1] not in (("a",), ("de",)):
        yield evidence("area")


def label(around: Around, reading: Reading, facts: NameFacts) -> Iterator[Evidence]:
    """A dateline or a heading: « Die : … », « DIE. – … », « Die | … »; « Die, … » says a little."""
    if is_label(around):
        yield evidence("weak_label" if around.span.spelling.everyday else "label")
    elif is_opening(around):
        yield evidence("opening")


def is_opening(around: Around) -> bool:
    """True for a name at the start of the title with a comma behind it: « Charmes, l'usine ouverte »."""
    return around.opens and around.in_title and around.after[:1] == (",",)


def is_label(around: Around) -> bool:
    """True for a name alone at the start of a line or title, or parted there from the rest by a sign."""
    first, second = (*around.after[:2], "", "")[:2]
    if not around.opens:
        return False
    signed = first in (":", "|", "\x97") or (first in ("-", ".") and second != "-" and not around.joined_after)
    return signed or (around.in_title and first in ("", "\n"))
