"""The decision: for each span, does it name a town, and which one? « No commune » and every homonym compete."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass

from pvd_watch.linking.candidates import Reading
from pvd_watch.linking.context import Around
from pvd_watch.linking.evidence import AGAINST, FOR, evidence
from pvd_watch.linking.names import NameFacts
from pvd_watch.linking.weights import (
    CERTAIN,
    DOUBT,
    FORMS,
    MOST_QUESTIONS,
    OTHER_SENSE,
    PLACE,
    PRIORS,
    REFUTING,
    SUPPORT,
    SURE,
    THRESHOLD,
)
from pvd_watch.model import Commune, Evidence

_MOST_FOR = sum(most for _, most in FOR) + evidence("same_text").weight
_PROPER = frozenset(("surname_before", "capital_after"))
_LEAST = math.log(THRESHOLD / (1.0 - THRESHOLD))


@dataclass(slots=True)
class Candidate:
    """A span and one commune it might name. ``logit``: that it names a town; ``share``: that the town is this one."""

    around: Around
    commune: Commune
    reading: Reading
    logit: float
    share: float
    evidence: list[Evidence]

    @property
    def score(self) -> float:
        """The probability in [0, 1] that the words name this commune."""
        return self.share * self.town

    @property
    def town(self) -> float:
        """The probability in [0, 1] that the words name a town at all."""
        return 1.0 / (1.0 + math.exp(-max(-CERTAIN, min(CERTAIN, self.logit))))

    def add(self, clue: Evidence) -> None:
        """Take one more clue into account."""
        self.logit += clue.weight
        self.evidence.append(clue)

    @property
    def key(self) -> str:
        """The name as it stands there, folded and in lower case."""
        return self.around.span.spelling.key

    def has(self, codes: Container[str]) -> bool:
        """True where one of these clues was found."""
        return any(clue.code in codes for clue in self.evidence)


def weigh(
    words: Around,
    reading: Reading,
    share: float,
    known: Iterable[Evidence],
    facts: NameFacts,
    *,
    thorough: bool,
) -> Candidate:
    """One Candidate with its Evidence.

    :param known: the Evidence that does not come from the words around the name.
    :param thorough: look for every clue, also where it cannot change the decision.
    """
    clues = list(known)
    for against in AGAINST:
        clues.extend(against(words, reading, facts))
    clues = list({id(clue): clue for clue in clues}.values())  # the same clue found in two ways counts once
    logit = PRIORS[words.span.spelling.name_class] + FORMS[reading.form] + sum(clue.weight for clue in clues)
    found = Candidate(words, reading.commune, reading, logit, share, clues)
    if not thorough and logit + _MOST_FOR < _LEAST:
        return found
    for clue_for, _ in FOR:
        for clue in clue_for(words, reading, facts):
            found.add(clue)
    return found


def settle(found: Sequence[Candidate], ask: Callable[[Candidate], str] | None) -> None:
    """One sense per text: what is sure in one place helps the same name in another; then the model, in doubt."""
    other = {candidate.key for candidate in found if candidate.has(OTHER_SENSE)}
    for candidate in found:
        if other and candidate.key in other and not candidate.has(PLACE) and not candidate.has(OTHER_SENSE):
            candidate.add(evidence("other_sense"))
    sure = {candidate.commune.insee for candidate in found if candidate.logit >= SURE and candidate.share > 0.5}
    for candidate in found:
        if candidate.logit < SURE and candidate.commune.insee in sure and not candidate.has(REFUTING):
            candidate.add(evidence("same_text"))
    if ask is None:
        return
    doubtful = [candidate for candidate in found if _in_doubt(candidate)]
    if not doubtful:
        return
    decided = {candidate.commune.insee for candidate in found if candidate.score >= 0.85}
    asked: Counter[str] = Counter()
    for candidate in doubtful:
        if candidate.commune.insee not in decided and asked[candidate.key] < MOST_QUESTIONS:
            asked[candidate.key] += 1
            answer = ask(candidate)
            if answer:
                candidate.add(evidence(f"ner_{answer}"))


def _in_doubt(candidate: Candidate) -> bool:
    """True where the model can help: a word or a person's name, which no strong clue has settled.

    It is not asked which of two towns is meant, nor whether a street is one: it reads « place » for all of these.
    """
    return (
        DOUBT[0] < candidate.logit < DOUBT[1]
        and (candidate.around.span.spelling.name_class in ("everyday", "people") or candidate.has(_PROPER))
        and candidate.share > 0.5
        and not candidate.has(REFUTING)
        and not candidate.has(SUPPORT)
    )
