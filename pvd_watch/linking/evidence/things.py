"""Clues that a name stands for a thing: a cheese or a wine, a club, a brand."""

from __future__ import annotations

from collections.abc import Iterator

from pvd_watch.linking import lexicon as lex
from pvd_watch.linking.candidates import Reading
from pvd_watch.linking.context import Around
from pvd_watch.linking.evidence.clue import evidence
from pvd_watch.linking.names import NameFacts
from pvd_watch.model import Evidence


def product(around: Around, reading: Reading, facts: NameFacts) -> Iterator[Evidence]:
    """« un verre de Bourgueil », « le groupe Vittel »: what is made there, or who makes it."""
    if around.span.spelling.key not in facts.products:
        return
    made = next((word for word in around.lower_before[:6] if word in lex.PRODUCTS), "")
    if made:
        yield evidence("product", made)


def club(around: Around, reading: Reading, facts: NameFacts) -> Iterator[Evidence]:
    """« FC Loué », « Stade Saint-Affrique »: a club named after the town."""
    if around.before and around.lower_before[0] in lex.CLUBS:
        yield evidence("club", around.phrase(1))
