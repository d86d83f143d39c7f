"""Clues that a name stands for another place: a street, a road, a river, a country abroad."""

from __future__ import annotations

from collections.abc import Iterator

from pvd_watch.linking import lexicon as lex
from pvd_watch.linking.candidates import Reading
from pvd_watch.linking.context import Around
from pvd_watch.linking.evidence.clue import evidence
from pvd_watch.linking.names import NameFacts
from pvd_watch.model import Evidence


def street(around: Around, reading: Reading, facts: NameFacts) -> Iterator[Evidence]:
    """« rue Mirabeau », « lycée Descartes », « rue de Die », « coup de Trafalgar »."""
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
    elif first in lex.SAYINGS:
        yield evidence("idiom", around.phrase(1))
    elif first in facts.given and second in lex.STREETS:
        yield evidence("street", around.phrase(2))


def river(around: Around, reading: Reading, facts: NameFacts) -> Iterator[Evidence]:
    """« les gorges de la Sorgue », « le canal de Givors », « le col de Mens »."""
    words = around.lower_before
    if words and words[0] in lex.DE:
        noun = next((word for word in words[1:3] if word not in lex.DE), "")
        if noun in lex.RIVERS and noun not in ("vallee", "pays"):
            yield evidence("river", around.phrase(2))


def history(around: Around, reading: Reading, facts: NameFacts) -> Iterator[Evidence]:
    """« la bataille de Patay », « le traité de Guise »: what once happened there."""
    words = around.lower_before
    if len(words) > 1 and words[0] in ("de", "d'", "du") and words[1] in lex.EVENTS:
        yield evidence("history", around.phrase(2))


def abroad(around: Around, reading: Reading, facts: NameFacts) -> Iterator[Evidence]:
    """A word of a foreign country near a name that others bear too: « La Haye, aux Pays-Bas »."""
    spelling = around.span.spelling
    if spelling.name_class == "distinctive" and len(spelling.readings) == 1:
        return
    near = next((word for word in (*around.lower_before, *around.lower_after) if word in lex.FOREIGN), "")
    if near:
        yield evidence("abroad", near)
