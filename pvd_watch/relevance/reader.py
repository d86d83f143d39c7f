"""The reader: which themes an article has, of which kinds it is, and the words that decided.

One pass of an Aho-Corasick automaton over the lemmas of title and text. A longer entry hides the shorter ones inside
it, so that « maison de la presse » is no press and « trafic de stupéfiants » no traffic.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ahocorasick_rs import BytesAhoCorasick, Implementation

from pvd_watch.relevance.lemmas import BREAK, Forms, Lemmas, Places
from pvd_watch.relevance.lexicon import KINDS, OTHER, THEMES, Entry, Lexicon, Limits

_MOST_WORDS = 4
"""Deciding words kept of a theme or kind."""


@dataclass(frozen=True, slots=True)
class Found:
    """A theme or a kind with its points and the words of the text that decided, strongest first."""

    code: str
    points: float
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """What an article is about: one or two themes, best first (``autre`` alone where none fits), and its kinds.

    ``programme``: the words that name the programme itself, empty where nothing does.
    """

    themes: tuple[Found, ...]
    kinds: tuple[Found, ...]
    programme: str = ""

    @property
    def theme(self) -> str:
        """The code of the first theme."""
        return self.themes[0].code


class _Hit(NamedTuple):
    """An entry found in ``stream[start:end]``."""

    start: int
    end: int
    entry: Entry


class Reader:
    """Reads articles by a lexicon; made once, it may be asked for ever."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self._forms = Forms()
        self._entries = lexicon.entries
        self._automaton = BytesAhoCorasick(
            [entry.pattern for entry in lexicon.entries], implementation=Implementation.ContiguousNFA
        )

    def read(self, title: str, text: str) -> Reading:
        """The themes and kinds of an article; both fields may be empty or hold anything."""
        head, body = self._forms.read(title), self._forms.read(text)
        stream = head.stream + BREAK + body.stream
        hits = self._hits(stream)
        limits = self.lexicon.limits
        lead_end = len(head.stream) + len(BREAK) + sum(map(len, body.forms[: int(limits.lead_words)]))
        found = _weighed(hits, len(head.stream), lead_end, limits)
        fields = _Fields(head, body)
        kinds = self._kinds(found, fields)
        return Reading(self._themes(found, kinds, fields), kinds, _programme(hits, fields))

    def _hits(self, stream: bytes) -> list[_Hit]:
        """The entries found, in their order, those inside a longer one left out."""
        entries, matches = self._entries, self._automaton.find_matches_as_indexes(stream, overlapping=True)
        spans = []
        for index, start, end in matches:
            entry = entries[index]
            spans.append((start, -(stream.index(b" ", end) + 1 if entry.open_end else end), entry.open_end, index))
        spans.sort()
        hits, reached = [], 0
        for start, minus_end, _, index in spans:
            if -minus_end > reached:
                reached = -minus_end
                hits.append(_Hit(start, reached, entries[index]))
        return hits

    def _kinds(self, found: Mapping[str, _Weight], fields: _Fields) -> tuple[Found, ...]:
        limits = self.lexicon.limits
        kinds = [
            _found(code, found[code], fields)
            for code in KINDS
            if code in found and found[code].points >= (limits.kind if found[code].sure else limits.kind_unsure)
        ]
        return tuple(sorted(kinds, key=_best_first))

    def _themes(self, found: Mapping[str, _Weight], kinds: Sequence[Found], fields: _Fields) -> tuple[Found, ...]:
        limits = self.lexicon.limits
        hush = min((self.lexicon.kinds[kind.code].hush for kind in kinds), default=1.0)
        ranked = sorted(
            ((found[code].points * hush, code) for code in THEMES if code in found),
            key=lambda pair: (-pair[0], THEMES.index(pair[1])),
        )
        rival = ranked[1][0] if len(ranked) > 1 else 0.0
        alone = not kinds and ranked != [] and ranked[0][0] >= limits.alone_ratio * rival
        other = found.get(OTHER, _Weight(0.0, []))
        if not ranked or ranked[0][0] < max(limits.alone if alone else limits.theme, other.points):
            return (_found(OTHER, other, fields),)
        second = max(limits.second, ranked[0][0] * limits.second_share)
        taken = ranked[:1] + [pair for pair in ranked[1:2] if pair[0] >= second]
        return tuple(_found(code, found[code], fields, hush) for _, code in taken)


@dataclass(slots=True)
class _Weight:
    """The points of one subject so far, the hits that speak for it with their points, whether one of them is sure."""

    points: float
    hits: list[tuple[float, _Hit]]
    sure: bool = False


def _weighed(hits: Iterable[_Hit], title_end: int, lead_end: int, limits: Limits) -> dict[str, _Weight]:
    """The points of each subject: an entry counts whole once, a share the second time, then no more; in the title
    more, late in the text less."""
    times: dict[bytes, int] = {}
    found: dict[str, _Weight] = {}
    for hit in hits:
        entry = hit.entry
        seen = times[entry.pattern] = times.get(entry.pattern, 0) + 1
        if seen > 2:
            continue
        share = limits.title if hit.start < title_end else 1.0 if hit.start < lead_end else limits.late
        if seen == 2:
            share *= limits.again
        for code, points in entry.points:
            weight = found.get(code)
            if weight is None:
                weight = found[code] = _Weight(0.0, [])
            weight.points += points * share
            if points > 0:
                weight.hits.append((points * share, hit))
                weight.sure = weight.sure or points >= limits.sure
    return found


class _Fields:
    """Title and text, to lead hits back to their words."""

    def __init__(self, head: Lemmas, body: Lemmas) -> None:
        self._fields, self._shifts = (head, body), (0, len(head.stream) + len(BREAK))
        self._places: list[Places | None] = [None, None]

    def words(self, hit: _Hit) -> str:
        """The words of the text that a hit stands for."""
        field = int(hit.start >= self._shifts[1])
        places = self._places[field]
        if places is None:
            places = self._places[field] = self._fields[field].places()
        return places.surface(hit.start - self._shifts[field], hit.end - self._shifts[field])


def _found(code: str, weight: _Weight, fields: _Fields, hush: float = 1.0) -> Found:
    words: dict[str, str] = {}
    for _, hit in sorted(weight.hits, key=lambda pair: (-pair[0], pair[1].start)):
        surface = fields.words(hit)
        words.setdefault(surface.casefold(), surface)
        if len(words) == _MOST_WORDS:
            break
    return Found(code, round(max(weight.points, 0.0) * hush, 2), tuple(words.values()))


def _programme(hits: Iterable[_Hit], fields: _Fields) -> str:
    return next((fields.words(hit) for hit in hits if hit.entry.programme), "")


def _best_first(found: Found) -> tuple[float, int]:
    return -found.points, KINDS.index(found.code)
