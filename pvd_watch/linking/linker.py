"""The linker: a text in, the programme's communes it speaks of out, each with its Mentions and their Evidence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import replace
from functools import cached_property

from pvd_watch.gazetteer import Gazetteer
from pvd_watch.linking import decide
from pvd_watch.linking.about import features, is_about
from pvd_watch.linking.address import NOWHERE, read_address, slug
from pvd_watch.linking.candidates import Candidates, Span
from pvd_watch.linking.context import around
from pvd_watch.linking.decide import Candidate
from pvd_watch.linking.evidence.where import Where
from pvd_watch.linking.names import NameFacts
from pvd_watch.linking.setting import Setting
from pvd_watch.linking.verdicts import overruled
from pvd_watch.linking.weights import THRESHOLD
from pvd_watch.model import Field, Linked, LinkText, Mention, Refused, Rival, Sorted
from pvd_watch.text import Folded, bare_key, fold

_GAP = "\n\n"
_ENDS = (". ", "\n", "! ", "? ")
_SENTENCE = 300
"""Characters on each side of a name in which its sentence must begin and end."""
Doubt = Callable[[str, int, int], str]
"""Asks a language model about ``sentence[start:end]``: ``place``, ``person``, ``other`` or nothing."""


class Linker:
    """Links texts to communes.

    :param doubt: asked about a name that the clues leave open; without it everything works on clues alone.
    """

    def __init__(self, gazetteer: Gazetteer, facts: NameFacts, doubt: Doubt | None = None) -> None:
        self.gazetteer = gazetteer
        self.facts = facts
        self.doubt = doubt
        self.words = 0
        """Words of the texts linked so far (by their spaces)."""
        self.model_words = 0
        """Words of the sentences that the language model was asked about."""
        self._candidates = Candidates(gazetteer, facts)
        self._slugs = {slug(item.name): code for code, item in gazetteer.departments.items()}

    def link(self, text: LinkText) -> list[Linked]:
        """The communes of the programme in a text, best first; empty where there is none."""
        return [item for item in self._read(text, thorough=False) if item.score >= THRESHOLD]

    def sort(self, text: LinkText) -> Sorted:
        """The same, with the candidates that were weighed and refused; no work is done for these."""
        read = self._open(text, thorough=False)
        linked = read.linked() if read is not None else []
        if text.verdicts:
            linked = overruled(linked, text, self.gazetteer.communes)
        kept = tuple(item for item in linked if item.score >= THRESHOLD)
        return Sorted(kept, read.refused(kept) if read is not None else ())

    def explain(self, text: LinkText) -> list[Linked]:
        """Every programme town that came into question, refused ones included, with every clue, best first."""
        return self._read(text, thorough=True)

    def about_features(self, text: LinkText) -> list[tuple[Linked, dict[str, float]]]:
        """The linked communes of a text with their signs for « about », for those who learn its weights."""
        read = self._open(text, thorough=False)
        return read.signs(read.linked()) if read is not None else []

    def name_of(self, insee: str) -> str:
        """The name of a current commune, or the code itself where it is unknown."""
        commune = self.gazetteer.communes.get(insee)
        return commune.name if commune is not None else insee

    def _read(self, text: LinkText, *, thorough: bool) -> list[Linked]:
        read = self._open(text, thorough=thorough)
        linked = read.linked() if read is not None else []
        return overruled(linked, text, self.gazetteer.communes) if text.verdicts else linked

    def _open(self, text: LinkText, *, thorough: bool) -> _Text | None:
        """A text ready to be decided on; None where it names no programme town."""
        whole = f"{text.title}{_GAP}{text.text}" if text.text else text.title
        self.words += whole.count(" ") + 2
        folded = fold(whole)
        spans = self._candidates.find(folded.data)
        return _Text(self, text, whole, folded, spans, thorough=thorough) if spans else None

    def may_concern(self, words: str) -> bool:
        """True where the words hold a candidate for a programme town, whatever would be decided on it."""
        return bool(self._candidates.find(fold(words).data))

    def overrule(self, mentions: Sequence[Mention], text: LinkText) -> list[Linked]:
        """What stored Mentions say, as rules and verdicts leave it, for a text that is no longer kept."""
        by_commune: dict[str, list[Mention]] = {}
        never = {(bare_key(rule.name), rule.insee) for rule in text.rules}
        for mention in mentions:
            if mention.insee in self.gazetteer.communes and (bare_key(mention.surface), mention.insee) not in never:
                by_commune.setdefault(mention.insee, []).append(mention)
        linked = [
            Linked(
                self.gazetteer.communes[insee],
                max(mention.score for mention in found),
                any(mention.about for mention in found),
                tuple(found),
            )
            for insee, found in by_commune.items()
        ]
        told = overruled(linked, text, self.gazetteer.communes)
        return [item for item in told if item.score >= THRESHOLD]

    def without_model(self) -> Linker:
        """The same linker on clues alone; names and automaton are shared."""
        twin = copy(self)
        twin.doubt = None
        return twin

    def ask(self, sentence: str, start: int, end: int) -> str:
        """What the language model reads in ``sentence[start:end]``; nothing where there is no model."""
        if self.doubt is None:
            return ""
        self.model_words += sentence.count(" ") + 1
        return self.doubt(sentence, start, end)

    def setting_of(self, text: LinkText, context: str, spans: Sequence[Span]) -> Setting:
        """Read where a text plays."""
        address = read_address(text.url, self._slugs) if text.url else NOWHERE
        return Setting(address, text.departments, context, spans, self.gazetteer.departments)


def _rank(item: Linked) -> tuple[float, bool, int, str]:
    return -item.score, not item.about, item.mentions[0].start, item.commune.insee


class _Text:
    """One text being decided on: what is read of it once and used by all its candidates."""

    def __init__(
        self, linker: Linker, text: LinkText, whole: str, folded: Folded, spans: list[Span], *, thorough: bool
    ) -> None:
        self._linker, self._text, self._whole, self._folded, self._spans = linker, text, whole, folded, spans
        self._title_end = len(text.title)
        self._folded_title_end = folded.place(self._title_end)
        self._thorough = thorough
        self._context = folded.context
        self._setting = linker.setting_of(text, self._context, spans)
        self._where = Where(self._setting, text, linker.facts)
        self._weighed: list[Candidate] = []

    def linked(self) -> list[Linked]:
        found = [
            candidate
            for place, span in enumerate(self._spans)
            if span.spelling.programme
            for candidate in self._weigh(place, span)
        ]
        decide.settle(found, self._ask if self._linker.doubt else None)
        self._weighed = found
        by_commune: dict[str, list[Candidate]] = {}
        for candidate in found:
            by_commune.setdefault(candidate.commune.insee, []).append(candidate)
        linked = [self._linked(candidates) for candidates in by_commune.values()]
        return sorted(self._told(linked), key=_rank)

    def refused(self, linked: Sequence[Linked]) -> tuple[Refused, ...]:
        """The candidates weighed that are not among the places of what was linked in the end."""
        places = {(item.commune.insee, one.field, one.start) for item in linked for one in item.mentions}
        weighed = [(self._mention(candidate, candidate.score), candidate) for candidate in self._weighed]
        return tuple(
            Refused(mention, round(candidate.share, 3), round(candidate.logit, 2))
            for mention, candidate in weighed
            if (mention.insee, mention.field, mention.start) not in places
        )

    def _told(self, linked: list[Linked]) -> list[Linked]:
        """The same, with the accepted ones told apart by whether the piece is about them."""
        for item, signs in self.signs(linked):
            if is_about(signs):
                mentions = tuple(replace(mention, about=True) for mention in item.mentions)
                linked[linked.index(item)] = replace(item, about=True, mentions=mentions)
        return linked

    def signs(self, linked: Sequence[Linked]) -> list[tuple[Linked, dict[str, float]]]:
        """The accepted ones of these, each with its signs for « about »."""
        accepted = [item for item in linked if item.score >= THRESHOLD]
        title_names = [
            span.spelling.anchor.insee
            for span in self._spans
            if span.end <= self._folded_title_end and span.spelling.anchor is not None
        ]
        address = self._setting.address
        given = [item.commune.insee for item in accepted if address.codes and address.names(item.commune)]
        return list(zip(accepted, features(accepted, len(self._text.text), title_names, given), strict=True))

    def _weigh(self, place: int, span: Span) -> list[Candidate]:
        """The programme towns that a span may name; without those that cannot win, unless all are wanted."""
        shares = self._where.shares(place, span, self._context)
        pairs = [
            (reading, share)
            for reading, share in zip(span.spelling.readings, shares, strict=True)
            if reading.commune.pvd and (share > THRESHOLD or self._thorough)
        ]
        if not pairs:
            return []
        surface = self._folded.span(span.start, span.end)
        words = around(self._context, self._whole, span, surface, self._folded_title_end)
        near = tuple(self._where.between(words, self._spans, place, self._context))
        return [
            decide.weigh(
                words,
                reading,
                share,
                (*self._where.of_text(span.spelling, reading), *self._where.of_place(words, place, reading), *near),
                self._linker.facts,
                # Under a rule every clue is looked for: what stands when it is taken back must be known.
                thorough=self._thorough or bool(self._text.rules),
            )
            for reading, share in pairs
        ]

    def _ask(self, candidate: Candidate) -> str:
        """What the language model reads in the sentence around a name, cut where a sentence has no end."""
        start, end = self._folded.span(candidate.around.span.start, candidate.around.span.end)
        first, last = max(0, start - _SENTENCE), min(len(self._whole), end + _SENTENCE)
        left = max((self._whole.rfind(mark, first, start) for mark in _ENDS), default=-1) + 1 or first
        ends = [place for place in (self._whole.find(mark, end, last) for mark in _ENDS) if place > 0]
        sentence = self._whole[left : min(ends) + 1 if ends else last]
        return self._linker.ask(sentence, start - left, end - left)

    def _linked(self, candidates: Sequence[Candidate]) -> Linked:
        scores = [candidate.score for candidate in candidates]
        best = max(scores)
        floor = THRESHOLD if best >= THRESHOLD else 0.0
        mentions = tuple(
            self._mention(candidate, score)
            for candidate, score in zip(candidates, scores, strict=True)
            if score >= floor
        )
        if not self._thorough:
            return Linked(candidates[0].commune, best, False, mentions)
        refused = tuple(
            self._mention(candidate, score)
            for candidate, score in zip(candidates, scores, strict=True)
            if score < floor
        )
        rivals = self._rivals(candidates[scores.index(best)])
        return Linked(candidates[0].commune, best, False, mentions, rivals, refused)

    @cached_property
    def _place_of(self) -> dict[int, int]:
        """Which of the text's spans begins at a place."""
        return {span.start: place for place, span in enumerate(self._spans)}

    def _rivals(self, best: Candidate) -> tuple[Rival, ...]:
        """Who else the best span may name: every other bearer of the name, and « no commune »."""
        span = best.around.span
        shares = self._where.shares(self._place_of[span.start], span, self._context)
        others = [
            Rival(reading.commune, share * best.town)
            for reading, share in zip(span.spelling.readings, shares, strict=True)
            if reading.commune.insee != best.commune.insee
        ]
        return tuple(sorted((*others, Rival(None, 1.0 - best.town)), key=lambda rival: -rival.probability))

    def _mention(self, candidate: Candidate, score: float) -> Mention:
        start, end = self._folded.span(candidate.around.span.start, candidate.around.span.end)
        field: Field = "title" if start < self._title_end else "text"
        shift = 0 if field == "title" else self._title_end + len(_GAP)
        return Mention(
            candidate.commune.insee,
            field,
            start - shift,
            end - shift,
            self._whole[start:end],
            round(score, 3),
            False,
            tuple(candidate.evidence),
        )
