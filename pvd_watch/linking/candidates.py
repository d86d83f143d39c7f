"""Candidates: every place of a folded text where a commune, a department or a region may be named, in one pass.

An Aho-Corasick automaton (leftmost, longest) reads bytes, one a character, so its offsets are those of the text.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from ahocorasick_rs import BytesAhoCorasick, Implementation, MatchKind

from pvd_watch.gazetteer import Gazetteer
from pvd_watch.linking.names import NameClass, NameFacts
from pvd_watch.linking.spellings import WORDS, Form, short_forms, spellings, without_article
from pvd_watch.linking.weights import UNKNOWN_POPULATION
from pvd_watch.model import Commune
from pvd_watch.text import fold_name

SHORT_FORM_POPULATION = 2_000
"""Inhabitants from which the short form of a commune outside the programme competes (Nogent, Boulogne)."""
_WORD = bytearray(256)
for _code in b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789\x8c\x9c":
    _WORD[_code] = 1
_LOWER = frozenset(b"abcdefghijklmnopqrstuvwxyz\x9c")
_UPPER = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ\x8c")


@dataclass(frozen=True, slots=True)
class Reading:
    """One commune that a spelling may name, by which ``name``; ``former``: an old, delegated or associated one;
    ``article``: the one that the spelling leaves out (« Palais » for Le Palais), or that speech puts before it."""

    commune: Commune
    form: Form
    former: bool
    name: str
    article: str = ""


@dataclass(frozen=True, slots=True)
class Spelling:
    """What one pattern of the automaton stands for: communes, or an area given by its departments.

    ``programme``: a programme town is among them; ``name_class``: what the name is first of all; ``anchor``: the
    commune that it names without a doubt, by itself; ``borne_in``: the departments of its bearers, short forms aside;
    ``everyday``: it is a word of the language, whatever else it is.
    """

    key: str
    readings: tuple[Reading, ...]
    departments: tuple[str, ...] = ()
    programme: bool = False
    name_class: NameClass = "distinctive"
    anchor: Commune | None = None
    borne_in: frozenset[str] = frozenset()
    everyday: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """A place in the folded text (end exclusive) and what it may name; ``glued``: only a change of case bounds it."""

    start: int
    end: int
    spelling: Spelling
    glued: bool = False


class Candidates:
    """The automaton over all names. Building it takes about a second and 40 MB."""

    def __init__(self, gazetteer: Gazetteer, facts: NameFacts) -> None:
        readings, areas = _readings(gazetteer, facts), _areas(gazetteer, facts)
        self._texts = list(readings.keys() | areas.keys())
        self._readings, self._areas, self._facts = readings, areas, facts
        self._made: dict[str, Spelling] = {}
        self._programme = bytes(any(reading.commune.pvd for reading in readings.get(text, ())) for text in self._texts)
        self._automaton = BytesAhoCorasick(
            [text.encode("latin-1") for text in self._texts],
            matchkind=MatchKind.LeftmostLongest,
            implementation=Implementation.ContiguousNFA,
        )

    def _spelling(self, text: str) -> Spelling:
        """The Spelling of a pattern, made when it is first found: a text meets few of a hundred thousand."""
        made = self._made.get(text)
        if made is None:
            found: dict[str, Reading] = {}
            for reading in self._readings.get(text, ()):
                _keep_best(found, reading)
            made = _spelling(text.lower(), tuple(found.values()), self._areas.get(text, ()), self._facts)
            self._made[text] = made
        return made

    def find(self, data: bytes) -> list[Span]:
        """All Spans of a folded text in its order; none at all where no programme town is among them."""
        matches = self._automaton.find_matches_as_indexes(data)
        programme = self._programme
        if not any(programme[index] for index, _, _ in matches):
            return []
        spans = [span for index, start, end in matches for span in self._bounded(data, index, start, end)]
        return spans if any(span.spelling.programme for span in spans) else []

    def _bounded(self, data: bytes, index: int, start: int, end: int) -> Iterator[Span]:
        """The Span of a match, or of a shorter name at its start where the match ends inside a word."""
        before, after = data[start - 1] if start else 32, data[end] if end < len(data) else 32
        glued = False
        if _WORD[before]:
            if before in _UPPER or data[start] not in _UPPER or end - start < 4:
                return
            glued = True
        if not _WORD[after]:
            yield Span(start, end, self._spelling(self._texts[index]), glued)
        elif after in _UPPER and data[end - 1] in _LOWER and end - start > 3:
            yield Span(start, end, self._spelling(self._texts[index]), True)
        else:
            yield from self._shorter(data, start, end)

    def _shorter(self, data: bytes, start: int, end: int) -> Iterator[Span]:
        cut = data.rfind(b" ", start, end)
        while cut > start:
            text = data[start:cut].decode("latin-1")
            if text in self._readings or text in self._areas:
                yield Span(start, cut, self._spelling(text))
                return
            cut = data.rfind(b" ", start, cut)


def _spelling(key: str, readings: tuple[Reading, ...], departments: tuple[str, ...], facts: NameFacts) -> Spelling:
    name_class = facts.class_of(key)
    return Spelling(
        key,
        readings,
        departments,
        programme=any(reading.commune.pvd for reading in readings),
        name_class=name_class,
        anchor=_anchor(readings) if name_class == "distinctive" else None,
        borne_in=frozenset(reading.commune.department for reading in readings if reading.form != "short"),
        everyday=key in facts.with_articles,
    )


def _anchor(readings: tuple[Reading, ...]) -> Commune | None:
    """The bearer of the full name that outweighs all others together, where there is one."""
    if not readings:
        return None
    best = max(readings, key=_weight)
    rest = sum(map(_weight, readings)) - _weight(best)
    return best.commune if best.form == "full" and _weight(best) > 12 * rest else None


def _weight(reading: Reading) -> float:
    people = float(UNKNOWN_POPULATION if reading.former else max(reading.commune.population, 50))
    return people * {"full": 1.0, "bare": 0.3, "sole": 0.3, "short": 0.1}[reading.form]


def _readings(gazetteer: Gazetteer, facts: NameFacts) -> dict[str, tuple[Reading, ...]]:
    """What each spelling may name. Spellings of one name share one Reading a form."""
    found: dict[str, tuple[Reading, ...]] = {}
    shared = _shared_heads(gazetteer)
    for name in gazetteer.names:
        commune = gazetteer.communes[name.insee]
        made: dict[tuple[Form, str], tuple[Reading]] = {}
        heads = _heads(name.name, commune, shared) if name.kind != "alias" else {}
        for text, form, article in spellings(name.name, heads, careless=commune.pvd):
            key = (form, article)
            if key not in made:
                made[key] = (Reading(commune, form, name.kind != "actuelle", name.name, article),)
            known = found.get(text)
            found[text] = made[key] if known is None else known + made[key]
    return found


def _heads(name: str, commune: Commune, shared: Collection[str]) -> dict[str, Form]:
    """The short forms under which a commune competes, each with its form."""
    if not commune.pvd and commune.population < SHORT_FORM_POPULATION:
        return {}
    forms: dict[str, Form] = {}
    for head in short_forms(fold_name(name)):
        word = without_article(head).lower()
        sole = commune.pvd and len(head) > 3 and word not in WORDS and head.lower() not in shared
        forms[head] = "sole" if sole else "short"
    return forms


def _shared_heads(gazetteer: Gazetteer) -> set[str]:
    """The short forms of programme towns with which the name of another commune begins too."""
    wanted: dict[str, str] = {}
    shared = set()
    for name in gazetteer.names:
        if gazetteer.communes[name.insee].pvd:
            for head in short_forms(fold_name(name.name)):
                if wanted.setdefault(head.lower(), name.insee) != name.insee:
                    shared.add(head.lower())
    firsts = {head.split(" ", 1)[0] for head in wanted}
    for name in gazetteer.names:
        words = fold_name(name.name).lower().split(" ")
        if words[0] not in firsts:
            continue
        for count in range(1, len(words) + 1):
            head = " ".join(words[:count])
            if wanted.get(head, name.insee) != name.insee:
                shared.add(head)
    return shared


_RANKS = {
    ("full", False): 0,
    ("full", True): 1,
    ("bare", False): 2,
    ("bare", True): 3,
    ("sole", False): 4,
    ("sole", True): 5,
    ("short", False): 6,
    ("short", True): 7,
}


def _keep_best(found: dict[str, Reading], reading: Reading) -> None:
    known = found.get(reading.commune.insee)
    if known is None:
        found[reading.commune.insee] = reading
        return
    best, other = known, reading
    if _RANKS[reading.form, reading.former] < _RANKS[known.form, known.former]:
        best, other = reading, known
    if other.article and not best.article and other.form == "bare":
        best = replace(best, article=other.article)
    found[reading.commune.insee] = best


def _areas(gazetteer: Gazetteer, facts: NameFacts) -> dict[str, tuple[str, ...]]:
    """Names of departments, regions and natural regions with the departments they stand for."""
    areas: dict[str, tuple[str, ...]] = dict(facts.areas)
    for code, name in gazetteer.regions.items():
        areas[fold_name(name)] = tuple(key for key, item in gazetteer.departments.items() if item.region == code)
    for code, department in gazetteer.departments.items():
        areas[fold_name(department.name)] = (code,)
    areas |= {name.upper(): codes for name, codes in areas.items()}
    return {name: codes for name, codes in areas.items() if name.lower() not in ("nord", "paris")}
