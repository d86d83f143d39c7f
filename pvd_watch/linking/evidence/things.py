"""Clues that a name stands for a thing: a cheese or a wine, a club, a brand."""

from __future__ import annotations

from collections.abc import Iterator

from pvd_watch.linking import lexicon as lex
from pvd_watch.linking.candidates import Reading
from pvd_watch.linking.context import Around
from pvd_watch.linking.evidence.clue import evidence
from pvd_watch.linking.names import NameFacts
from pvd_watch.model import Evidence

_LONGEST_TITLE = 4
"""Words beside the name in what may be the title of a work; more are a sentence that somebody said."""


def product(around: Around, reading: Reading, facts: NameFacts) -> Iterator[Evidence]:
    """« un verre de Bourgueil », « le groupe Vittel », « un canard de Duclair »: what is made there, or its maker."""
    if not around.before:
        return
    known = around.span.spelling.key in facts.products
    if not known and around.lower_before[0] not in ("de", "d'", "du"):
        return
    nouns = [word for word in around.lower_before[:6] if word not in lex.DE]
    linked = nouns if known and nouns[:1] in (["et"], ["ou"], [","]) else nouns[:1]
    made = next((word for word in linked if word in (lex.PRODUCTS if known else lex.WARES)), "")
    if made:
        yield evidence("product" if known else "ware", made)


def work(around: Around, reading: Reading, facts: NameFacts) -> Iterator[Evidence]:
    """A short title in quotes that holds the name and more: « L'Apollon de Bellac »."""
    before, after = around.before, around.after
    if '"' not in before or '"' not in after:
        return
    left, right = before.index('"'), after.index('"')
    within = before[:left] + after[:right]
    titled = left == 0 or before[left - 1][:1].isupper()
    if titled and 0 < len(within) <= _LONGEST_TITLE and not any(sign in within for sign in ",.!?:"):
        yield evidence("work", around.phrase(left))


def club(around: Around, reading: Reading, facts: NameFacts) -> Iterator[Evidence]:
    """« FC Loué », « Stade Saint-Affrique »: a club named after the town."""
    if around.before and around.lower_before[0] in lex.CLUBS:
        yield evidence("club", around.phrase(1))
