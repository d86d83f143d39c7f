"""Evidence on whether the words of a span name a town at all: one small function a clue, by what it looks at.

Which commune of several bearers is meant is another question, answered in ``setting``. ``AGAINST`` holds the clues that
may refuse a name, which are always looked for; ``FOR`` those that only speak for it, each with the most that it can
give: it is not looked for where that could change nothing.
"""

from __future__ import annotations

from pvd_watch.linking.evidence.clue import Clue, evidence
from pvd_watch.linking.evidence.grammar import announced, area, article, complement, intercommunal, label
from pvd_watch.linking.evidence.people import name_before, name_behind
from pvd_watch.linking.evidence.places import abroad, history, river, street
from pvd_watch.linking.evidence.shape import accents, capitals, sentence_start
from pvd_watch.linking.evidence.things import club, product, work
from pvd_watch.linking.weights import CLUES

__all__ = ["AGAINST", "FOR", "evidence"]

AGAINST: tuple[Clue, ...] = (
    article, name_before, name_behind, street, accents, capitals, sentence_start, complement, area, intercommunal,
    product, work, club, river, history, abroad,
)  # fmt: skip
FOR: tuple[tuple[Clue, float], ...] = (
    (announced, max(CLUES[code][0] for code in ("locative", "municipal", "place_noun", "towards"))),
    (label, CLUES["label"][0]),
)
