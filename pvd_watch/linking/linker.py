"""The linker: a text in, the programme's communes it speaks of out, each with its Mentions and their Evidence."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from pvd_watch.gazetteer import Gazetteer
from pvd_watch.linking import decide
from pvd_watch.linking.candidates import Candidates, Span
from pvd_watch.linking.context import around
from pvd_watch.linking.decide import Candidate
from pvd_watch.linking.lexicon import foreign_word
from pvd_watch.linking.names import NameFacts
from pvd_watch.linking.setting import Address, Setting, read_address, slug
from pvd_watch.linking.weights import THRESHOLD
from pvd_watch.model import Commune, Field, Mention
from pvd_watch.text import Folded, fold

_NUMBERED = re.compile(r"\((?:d[ée]partement )?(\d{2}|2[AB]|97\d)\)")
_GAP = "\n\n"


@dataclass(frozen=True, slots=True)
class LinkText:
    """A text to link. ``departments``: the Source's area, as COG codes; ``url`` and ``categories`` are evidence."""

    title: str
    text: str
    url: str = ""
    departments: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Linked:
    """One commune of a text: its best score, whether the piece is about it, and every place that names it."""

    commune: Commune
    score: float
    about: bool
    mentions: tuple[Mention, ...]


Doubt = Callable[[str, int, int], str]
"""Asks a language model about ``sentence[start:end]``: ``place``, ``person``, ``other`` or nothing."""


class Linker:
    """Links texts to communes.

    :param doubt: asked about a name that the clues leave open; without it everything works on clues alone.
    """

    def __init__(self, gazetteer: Gazetteer, facts: NameFacts, doubt: Doubt | None = None) -> None:
        self._gazetteer = gazetteer
        self._facts = facts
        self._doubt = doubt
        self._candidates = Candidates(gazetteer, facts)
        self._slugs = {code: slug(item.name) for code, item in gazetteer.departments.items()}

    def link(self, text: LinkText) -> list[Linked]:
        """The communes of the programme in a text, best first; empty where there is none."""
        return [item for item in self.explain(text) if item.score >= THRESHOLD]

    def name_of(self, insee: str) -> str:
        """The name of a current commune, or the code itself where it is unknown."""
        commune = self._gazetteer.communes.get(insee)
        return commune.name if commune is not None else insee

    def explain(self, text: LinkText) -> list[Linked]:
        """Every programme town that came into question, refused ones included, best first."""
        title_end = len(text.title)
        whole = f"{text.title}{_GAP}{text.text}" if text.text else text.title
        folded = fold(whole)
        spans = self._candidates.find(folded.data)
        if not spans:
            return []
        return _Reading(self, text, whole, folded, spans, title_end).linked()


class _Reading:
    """One text being decided on: what is read of it once and used by all its candidates."""

    def __init__(
        self, linker: Linker, text: LinkText, whole: str, folded: Folded, spans: list[Span], title_end: int
    ) -> None:
        self.text, self.whole, self.folded, self.spans, self.title_end = text, whole, folded, spans, title_end
        self.facts = linker._facts
        self.doubt = linker._doubt
        self.context = folded.context
        self.setting = _setting(linker, text, self.context, spans)

    def linked(self) -> list[Linked]:
        found = [
            candidate
            for place, span in enumerate(self.spans)
            if span.spelling.programme
            for candidate in self._weigh(place)
        ]
        settled = decide.settle(found, self._ask if self.doubt else None)
        by_commune: dict[str, list[Candidate]] = {}
        for candidate in settled:
            by_commune.setdefault(candidate.commune.insee, []).append(candidate)
        linked = [self._linked(candidates) for candidates in by_commune.values()]
        accepted = sum(item.score >= THRESHOLD for item in linked)
        told = [replace(item, about=self._is_about(item, accepted)) for item in linked]
        return sorted(told, key=lambda item: (-item.score, not item.about, item.mentions[0].start, item.commune.insee))

    def _is_about(self, item: Linked, communes: int) -> bool:
        in_address = self.setting.address_names(item.commune)
        return decide.is_about(item.mentions, self.title_end, in_address, communes)

    def _weigh(self, place: int) -> list[Candidate]:
        span = self.spans[place]
        words = around(self.context, self.whole, span, self.folded.span(span.start, span.end), self.title_end)
        return decide.weigh(words, self.spans, place, self.context, self.setting, self.facts, self.text.categories)

    def _ask(self, candidate: Candidate) -> str:
        start, end = self.folded.span(candidate.around.span.start, candidate.around.span.end)
        left = max(self.whole.rfind(mark, 0, start) for mark in (". ", "\n", "! ", "? ")) + 1
        right = min(
            (place for place in (self.whole.find(mark, end) for mark in (". ", "\n", "! ", "? ")) if place > 0),
            default=len(self.whole),
        )
        return self.doubt(self.whole[left : right + 1], start - left, end - left) if self.doubt else ""

    def _linked(self, candidates: Sequence[Candidate]) -> Linked:
        best = max(candidate.score for candidate in candidates)
        floor = THRESHOLD if best >= THRESHOLD else 0.0
        mentions = tuple(self._mention(candidate) for candidate in candidates if candidate.score >= floor)
        return Linked(candidates[0].commune, best, False, mentions)

    def _mention(self, candidate: Candidate) -> Mention:
        start, end = self.folded.span(candidate.around.span.start, candidate.around.span.end)
        field: Field = "title" if start < self.title_end else "text"
        shift = 0 if field == "title" else self.title_end + len(_GAP)
        clues = candidate.evidence
        return Mention(
            candidate.commune.insee,
            field,
            start - shift,
            end - shift,
            self.whole[start:end],
            round(candidate.score, 3),
            False,
            clues,
        )


def _setting(linker: Linker, text: LinkText, context: str, spans: Sequence[Span]) -> Setting:
    """Read where a text plays: its address, the areas it names, the communes it names without a doubt."""
    address = read_address(text.url, linker._slugs) if text.url else Address()
    setting = Setting(address, text.departments)
    setting.keep_company(spans)
    for place, span in enumerate(spans):
        attached = decide.attached_department(spans, place, context) if span.spelling.readings else ""
        if attached:
            setting.behind[place] = attached
            setting.attached.setdefault(span.spelling.key, attached)
        departments = span.spelling.departments
        if span.spelling.programme and context[: span.start].rstrip()[-2:].lower() not in ("en", "la"):
            departments = ()  # Mayenne is a town too
        if len(departments) == 1:
            setting.named.add(departments[0])
        setting.regional.update(departments)
        anchor = decide.anchor(span, linker._facts)
        if anchor is not None and anchor not in setting.anchors:
            setting.anchors.append(anchor)
    setting.foreign = foreign_word(context)
    setting.named.update(code for code in _NUMBERED.findall(context) if code in linker._slugs)
    return setting
