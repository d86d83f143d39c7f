"""The setting of a text: which departments, addresses and neighbours it speaks of. It settles homonyms."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import cached_property

from pvd_watch.linking.address import Address
from pvd_watch.linking.candidates import Reading, Span, Spelling
from pvd_watch.linking.lexicon import foreign_word
from pvd_watch.linking.spans import NUMBERED, attached_department
from pvd_watch.linking.weights import FORMS, HOMONYMS, UNKNOWN_POPULATION
from pvd_watch.model import Commune

_NEAR_KM = 35.0
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
            if spelling.anchor is not None:
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
    def _cells(self) -> frozenset[tuple[int, int]]:
        """The cells in which a commune may be near an anchor."""
        return frozenset(
            (north + up, east + right)
            for anchor in self.anchors.values()
            for north, east in [_cell(anchor)]
            for up in (-1, 0, 1)
            for right in (-1, 0, 1)
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
        if self.neighbours(commune):
            return "neighbours"
        if commune.department in self.sources and len(self.sources) <= _REGIONAL:
            return "local_source" if len(self.sources) <= _LOCAL else "source_area"
        return ""

    def neighbours(self, commune: Commune) -> int:
        """How many communes that the text names without a doubt lie near this one."""
        if not self.anchors or _cell(commune) not in self._cells:
            return 0
        return sum(near(commune, anchor) for anchor in self.anchors.values() if anchor.insee != commune.insee)

    def plays_elsewhere(self, commune: Commune) -> bool:
        """True where places are known and the commune, which nothing supports, is not in their regions either."""
        known = self.named or self.anchors or len(self.sources) in range(1, _REGIONAL)
        return bool(known) and commune.department not in self.regional

    def shares(self, spelling: Spelling, attached: str, postcode: str) -> list[float]:
        """How likely each reading of a spelling is against the others (they sum to one).

        :param attached: the department that the text gives this name, if any.
        :param postcode: the number of five digits before the name, if any.
        """
        if len(spelling.readings) == 1:
            return [1.0]
        points = [self._points(reading, spelling, attached, postcode) for reading in spelling.readings]
        top = max(points)
        powers = [math.exp(point - top) for point in points]
        total = sum(powers)
        return [power / total for power in powers]

    def _points(self, reading: Reading, spelling: Spelling, attached: str, postcode: str) -> float:
        """Log-odds of one bearer against the others."""
        commune = reading.commune
        department = commune.department
        score = _standing(reading)
        if self.address.names(commune):
            score += HOMONYMS["url_commune"]
        elif department in self.address.departments:
            score += HOMONYMS["url_department"]
        if department in self.named:
            score += HOMONYMS["named_department"]
        elif department in self.regional:
            score += HOMONYMS["named_region"]
        if department in self.sources:
            score += HOMONYMS[_reach(len(self.sources))]
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
    return score + (0.0 if reading.former else HOMONYMS["full_name"]) + HOMONYMS["programme"] * reading.commune.pvd


def _reach(departments: int) -> str:
    """How far a source of so many departments reaches, as a clue on homonyms."""
    if departments <= _LOCAL:
        return "local_source"
    return "source_department" if departments <= _REGIONAL else "source_region"


def _cell(commune: Commune) -> tuple[int, int]:
    if commune.lat is None or commune.lon is None:
        return 0, 0
    return math.floor(commune.lat / _CELL[0]), math.floor(commune.lon / _CELL[1])


def near(one: Commune, other: Commune) -> bool:
    """True within 35 km as the crow flies (equirectangular, good to 1 % at this scale)."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return one.department == other.department
    north = (one.lat - other.lat) * 111.2
    east = (one.lon - other.lon) * 111.2 * math.cos(math.radians(one.lat))
    return north * north + east * east < _NEAR_KM * _NEAR_KM
