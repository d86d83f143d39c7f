"""The setting of a text: which departments, addresses and neighbours it speaks of. It settles homonyms."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from pvd_watch.linking.address import Address, slug
from pvd_watch.linking.candidates import Reading, Span, Spelling
from pvd_watch.linking.lexicon import FUNCTION_WORDS, foreign_word
from pvd_watch.linking.spans import NUMBERED, attached_department
from pvd_watch.linking.weights import CITY, FORMS, HOMONYMS, UNKNOWN_POPULATION
from pvd_watch.model import Commune

_NEAR_KM = 35.0
_REGION_KM = 80.0
_TOUCHING_KM = 6.0
_CELL = (0.32, 0.5)
"""Degrees of latitude and longitude of a cell: at least 35 km in metropolitan France and overseas."""
_LOCAL = 2
"""A source of so few departments is that department's own paper."""
_REGIONAL = 6
"""A source of more departments than this is regional: its area says less."""


class Setting:
    """Where one text plays, read once for all its candidates; what few texts need is read when it is asked for.

    :param address: what the page's address says.
    :param sources: COG codes of the departments of the Source.
    :param context: the folded text (``Folded.context``), in which ``spans`` count.
    :param known: all departments by code.
    """

    def __init__(
        self,
        address: Address,
        sources: Sequence[str],
        context: str,
        spans: Sequence[Span],
        known: Mapping[str, object],
    ) -> None:
        self.address = address
        self.sources = frozenset(sources)
        self._context, self._spans = context, spans
        self.named: set[str] = set()
        """Departments named alone."""
        self.regional: set[str] = set()
        """Departments of all areas that are named."""
        self.anchors: dict[str, Commune] = {}
        """Communes that the text names without a doubt, by INSEE code."""
        self.behind: dict[int, str] = {}
        """By the place of a span among the text's: the department that stands right behind it."""
        self.attached: dict[str, str] = {}
        """By name: the department that the text gives it somewhere (« Sainte-Anne, en Martinique »)."""
        self._supports: dict[str, str] = {}
        self._neighbours: dict[str, int] = {}
        for place, span in enumerate(spans):
            self._note(place, span)
        if "(" in context:
            self.named.update(code for code in NUMBERED.findall(context) if code in known)

    def _note(self, place: int, span: Span) -> None:
        spelling = span.spelling
        if spelling.readings:
            attached = attached_department(self._spans, place, self._context)
            if attached:
                self.behind[place] = attached
                self.attached.setdefault(spelling.key, attached)
            if spelling.anchor is not None and self._stands_alone(span):
                self.anchors[spelling.anchor.insee] = spelling.anchor
        departments = spelling.departments
        if not departments:
            return
        if spelling.programme and self._context[max(0, span.start - 4) : span.start].rstrip()[-2:].lower() not in (
            "en",
            "la",
        ):
            return  # Mayenne is a town too
        if len(departments) == 1:
            self.named.add(departments[0])
        self.regional.update(departments)

    def _stands_alone(self, span: Span) -> bool:
        """True unless a capital or a hyphen before the name, or a hyphen behind it, makes it part of another one."""
        context, start = self._context, span.start
        if context[start - 1 : start] == "-" or context[span.end : span.end + 1] == "-":
            return False
        before = context[max(0, start - 24) : start].rstrip()
        word = before[before.rfind(" ") + 1 :]
        return not word[:1].isupper() or not word.isalpha() or len(word) == 1 or word.lower() in FUNCTION_WORDS

    @cached_property
    def lower(self) -> str:
        """The folded text in lower case."""
        return self._context.lower()

    @cached_property
    def known(self) -> frozenset[str]:
        """The departments of every place that is known of the text, its source's included."""
        return frozenset((*self.named, *self.sources, *(anchor.department for anchor in self.anchors.values())))

    def beyond_the_sea(self, commune: Commune) -> bool:
        """True where the text plays in other parts of the country: overseas and the commune not, or the other way."""
        if not self.known or commune.department in self.known:
            return False
        return is_overseas(commune.department) or all(is_overseas(code) for code in self.known)

    @cached_property
    def foreign(self) -> str:
        """A word that tells of a foreign country, where the text opens with one."""
        return foreign_word(self._context)

    @cached_property
    def company(self) -> Mapping[str, float]:
        """For each department, how many of the text's names it bears: a name that ten bear counts a tenth for each."""
        company: dict[str, float] = {}
        for spelling in {span.spelling.key: span.spelling for span in self._spans}.values():
            for code in spelling.borne_in:
                company[code] = company.get(code, 0.0) + 1.0 / len(spelling.borne_in)
        return company

    @cached_property
    def in_full(self) -> frozenset[str]:
        """INSEE codes of the communes whose whole name stands in the text, one of them or one of several."""
        return frozenset(
            reading.commune.insee
            for span in self._spans
            for reading in span.spelling.readings
            if reading.form == "full"
        )

    @cached_property
    def _cells(self) -> Mapping[tuple[int, int], list[Commune]]:
        """The anchors by the cell they lie in, so that looking for neighbours does not grow with their number."""
        cells: dict[tuple[int, int], list[Commune]] = {}
        for anchor in self.anchors.values():
            cells.setdefault(_cell(anchor), []).append(anchor)
        return cells

    @cached_property
    def _beside(self) -> frozenset[tuple[int, int]]:
        """The cells in which a commune may be near an anchor: most homonyms lie in none of them."""
        return frozenset(
            (north + up, east + right) for north, east in self._cells for up in (-1, 0, 1) for right in (-1, 0, 1)
        )

    def supports(self, commune: Commune) -> str:
        """The code of the clue by which the setting speaks for a commune, or nothing."""
        known = self._supports.get(commune.insee)
        if known is None:
            known = self._supports[commune.insee] = self._support(commune)
        return known

    def _support(self, commune: Commune) -> str:
        if commune.department in self.named or commune.department in self.address.departments:
            return "setting"
        if self.address.names(commune):
            return "setting"
        nearby = self.neighbours(commune)
        if nearby:
            return "neighbours" if nearby == 1 else "neighbourhood"
        if commune.department in self.sources and len(self.sources) <= _REGIONAL:
            return "local_source" if len(self.sources) <= _LOCAL else "source_area"
        return ""

    def neighbours(self, commune: Commune) -> int:
        """How many communes that the text names without a doubt lie near this one."""
        if not self.anchors or _cell(commune) not in self._beside:
            return 0
        known = self._neighbours.get(commune.insee)
        if known is None:
            known = self._neighbours[commune.insee] = sum(1 for _ in self._within(commune, _NEAR_KM, 1))
        return known

    def _within(self, commune: Commune, kilometres: float, cells: int) -> Iterator[Commune]:
        """The anchors within so many kilometres, looked for so many cells around, the commune itself left out."""
        if not self.anchors:
            return
        north, east = _cell(commune)
        for up in range(-cells, cells + 1):
            for right in range(-cells, cells + 1):
                for anchor in self._cells.get((north + up, east + right), ()):
                    if anchor.insee != commune.insee and near(commune, anchor, kilometres):
                        yield anchor

    def plays_elsewhere(self, commune: Commune) -> bool:
        """True where places are known and the commune, which nothing supports, is not in their regions either."""
        known = self.named or self.anchors or len(self.sources) in range(1, _REGIONAL)
        if not known or commune.department in self.regional:
            return False
        return next(self._within(commune, _REGION_KM, 3), None) is None

    def shares(self, spelling: Spelling, attached: str, postcode: str, article: str) -> list[float]:
        """How likely each reading of a spelling is against the others (they sum to one).

        :param attached: the department that the text gives this name, if any.
        :param postcode: the number of five digits before the name, if any.
        :param article: the article or contraction before the name, if any.
        """
        points = [
            self._points(reading, spelling, attached, postcode) + _agreement(reading, article)
            for reading in spelling.readings
        ]
        top = max(points)
        powers = [math.exp(point - top) for point in points]
        total = sum(powers)
        shares = [power / total for power in powers]
        return shares if attached or postcode else self._together(spelling, shares)

    def _together(self, spelling: Spelling, shares: list[float]) -> list[float]:
        """The shares, where two programme towns of one name that touch each other are one to speech
        (Le Pont-de-Beauvoisin, in Isère and in Savoie): where both departments are named, both have what they have
        together."""
        towns = [place for place, reading in enumerate(spelling.readings) if reading.commune.pvd]
        if len(towns) != 2:
            return shares
        one, other = (spelling.readings[place].commune for place in towns)
        if not near(one, other, _TOUCHING_KM) or not self.known.issuperset((one.department, other.department)):
            return shares
        sum_ = shares[towns[0]] + shares[towns[1]]
        return [sum_ if place in towns else share for place, share in enumerate(shares)]

    def _points(self, reading: Reading, spelling: Spelling, attached: str, postcode: str) -> float:
        """Log-odds of one bearer against the others."""
        commune = reading.commune
        department = commune.department
        score = _standing(reading)
        if self.address.names(commune):
            score += HOMONYMS["url_commune"]
        elif self.address.slugs and slug(commune.name) in self.address.slugs:
            score += HOMONYMS["url_slug"]
        elif department in self.address.departments:
            score += HOMONYMS["url_department"]
        if department in self.named:
            score += HOMONYMS["named_department"]
        elif department in self.regional:
            score += HOMONYMS["named_region"]
        if department in self.sources:
            score += HOMONYMS[_reach(len(self.sources))]
        if reading.form in ("sole", "short") and commune.insee in self.in_full:
            score += HOMONYMS["named_in_full"]
        if attached == department:
            score += HOMONYMS["department_after"]
        if postcode and postcode in commune.postcodes:
            score += HOMONYMS["postcode"]
        mine = 1.0 / len(spelling.borne_in) if department in spelling.borne_in else 0.0
        company = min(1.5, self.company.get(department, 0.0) - mine)
        return score + HOMONYMS["company"] * company + HOMONYMS["neighbour"] * min(self.neighbours(commune), 2)


def _standing(reading: Reading) -> float:
    """Log-odds of a bearer by itself: its inhabitants, its form, whether it bears the name officially."""
    people = UNKNOWN_POPULATION if reading.former else max(reading.commune.population, 50)
    score = HOMONYMS["population"] * math.log(people) + 1.2 * FORMS[reading.form]
    if people >= CITY and reading.form != "bare":
        score += HOMONYMS["city"]
    return score + (0.0 if reading.former else HOMONYMS["full_name"]) + HOMONYMS["programme"] * reading.commune.pvd


def is_overseas(department: str) -> bool:
    """True for a department or collectivity overseas (971 to 989)."""
    return department.startswith(("97", "98"))


def _agreement(reading: Reading, article: str) -> float:
    """Log-odds of a bearer by the article before the name: « à Crest » is not Le Crest."""
    if not reading.article or reading.form in ("sole", "short"):
        return 0.0
    if article in _TAKEN[reading.article]:
        return 0.0
    return HOMONYMS["article_dropped" if is_overseas(reading.commune.department) else "article_missing"]


_TAKEN = {"Le": ("le", "au", "du"), "La": ("la",), "Les": ("les", "aux", "des"), "L'": ("l'",)}
"""For each article of a name, the forms in which it stands before the rest of it."""


def _reach(departments: int) -> str:
    """How far a source of so many departments reaches, as a clue on homonyms."""
    if departments <= _LOCAL:
        return "local_source"
    return "source_department" if departments <= _REGIONAL else "source_region"


def _cell(commune: Commune) -> tuple[int, int]:
    if commune.lat is None or commune.lon is None:
        return 0, 0
    return math.floor(commune.lat / _CELL[0]), math.floor(commune.lon / _CELL[1])


def near(one: Commune, other: Commune, within: float = _NEAR_KM) -> bool:
    """True within so many kilometres as the crow flies (equirectangular, good to 1 % at this scale)."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return one.department == other.department
    north = (one.lat - other.lat) * 111.2
    east = (one.lon - other.lon) * 111.2 * math.cos(math.radians(one.lat))
    return north * north + east * east < within * within
