"""The setting of a text: which departments, addresses and neighbours it speaks of. It settles homonyms."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from pvd_watch.linking.candidates import Span, Spelling
from pvd_watch.linking.weights import HOMONYMS, UNKNOWN_POPULATION
from pvd_watch.model import Commune
from pvd_watch.text import fold_name

_NEAR_KM = 35.0
_LOCAL = 2
"""A source of so few departments is that department's own paper."""
_REGIONAL = 6
"""A source of more departments than this is regional: its area says less."""
_URL_CODE = re.compile(r"(?<![0-9A-Za-z])(\d{5}|2[AaBb]\d{3})(?![0-9A-Za-z])")
_URL_DEPARTMENT = re.compile(r"(?:[/_]([a-z-]+)-(\d{2,3}|2[ab])(?=[/_.]|$)|/(\d{2,3}|2[ab])-([a-z-]+)(?=/|$))")


@dataclass(frozen=True, slots=True)
class Address:
    """What a page's address says: codes of five digits (INSEE or postcode) with their slug, departments, folders."""

    codes: tuple[tuple[str, str], ...] = ()
    departments: frozenset[str] = frozenset()
    slugs: frozenset[str] = frozenset()


def read_address(url: str, departments: Mapping[str, str]) -> Address:
    """Codes in a URL that are evidence; a national wire's ``paris-75000`` and « top-10-… » are not.

    :param departments: slug of each department by its code, as addresses write it.
    """
    path = url.split("://", 1)[-1].partition("/")[2].lower()
    if not path:
        return Address()
    codes = []
    for part in path.split("/"):
        for found in _URL_CODE.finditer(part):
            slug = (part[: found.start()] + part[found.end() :]).strip("-_,.")
            if slug and not slug.startswith("paris") and re.search("[a-z]", slug):
                codes.append((found[1].upper(), slug))
    named = set()
    for match in _URL_DEPARTMENT.finditer("/" + path):
        slug, code = (match[1], match[2]) if match[1] else (match[4], match[3])
        if departments.get(code.upper()) == slug:
            named.add(code.upper())
    named |= {code for code, slug in departments.items() if f"/{slug}/" in f"/{path}/"}
    return Address(tuple(codes), frozenset(named), frozenset(path.split("/")[:-1]))


@dataclass
class Setting:
    """Evidence of one text on where it plays."""

    address: Address
    source_departments: tuple[str, ...]
    named: set[str] = field(default_factory=set)
    """Departments named alone."""
    regional: set[str] = field(default_factory=set)
    """Departments of the regions that are named."""
    anchors: list[Commune] = field(default_factory=list)
    """Communes that the text names without a doubt."""
    foreign: str = ""
    """A word that tells of a foreign country, where the text opens with one."""
    behind: dict[int, str] = field(default_factory=dict)
    """By the place of a span among the text's: the department that stands right behind it."""
    attached: dict[str, str] = field(default_factory=dict)
    """By name: the department that the text gives it somewhere (« Sainte-Anne, en Martinique »)."""
    company: dict[str, float] = field(default_factory=dict)
    """For each department, how many of the text's names it bears, each counted by its rarity."""

    def keep_company(self, spans: Iterable[Span]) -> None:
        """Count the names of the text by department: a name that ten departments bear counts a tenth for each."""
        for spelling in {span.spelling.key: span.spelling for span in spans}.values():
            departments = _borne_in(spelling)
            for code in departments:
                self.company[code] = self.company.get(code, 0.0) + 1.0 / len(departments)

    def company_of(self, commune: Commune, span: Span) -> float:
        """How much the other names of the text speak for the commune's department."""
        own = _borne_in(span.spelling)
        mine = 1.0 / len(own) if commune.department in own else 0.0
        return self.company.get(commune.department, 0.0) - mine

    def supports(self, commune: Commune) -> str:
        """The code of the clue by which the setting speaks for a commune, or nothing."""
        if commune.department in self.named or commune.department in self.address.departments:
            return "setting"
        if self.address_names(commune):
            return "setting"
        if any(near(commune, anchor) for anchor in self.anchors if anchor.insee != commune.insee):
            return "neighbours"
        if commune.department in self.source_departments and len(self.source_departments) <= _REGIONAL:
            return "local_source" if len(self.source_departments) <= _LOCAL else "source_area"
        return ""

    def plays_elsewhere(self, commune: Commune) -> bool:
        """True where places are known and the commune, which nothing supports, is not in their regions either."""
        known = self.named or self.anchors or len(self.source_departments) in range(1, _REGIONAL)
        return bool(known) and commune.department not in self.regional

    def address_names(self, commune: Commune) -> bool:
        """True where the address of the page gives the commune's INSEE code or postcode."""
        return any(code == commune.insee or code in commune.postcodes for code, _ in self.address.codes)

    def points(self, commune: Commune, *, former: bool) -> float:
        """Log-odds of this commune against the other bearers of its name."""
        people = max(commune.population if not former else UNKNOWN_POPULATION, 50)
        score = HOMONYMS["population"] * math.log(people) + (0.0 if former else HOMONYMS["full_name"])
        score += HOMONYMS["programme"] * commune.pvd
        if self.address_names(commune):
            score += HOMONYMS["url_commune"]
        elif commune.department in self.address.departments:
            score += HOMONYMS["url_department"]
        if commune.department in self.named:
            score += HOMONYMS["named_department"]
        elif commune.department in self.regional:
            score += HOMONYMS["named_region"]
        if commune.department in self.source_departments:
            score += HOMONYMS[_reach(len(self.source_departments))]
        nearby = sum(1 for anchor in self.anchors if anchor.insee != commune.insee and near(commune, anchor))
        return score + HOMONYMS["neighbour"] * min(nearby, 2)


def _borne_in(spelling: Spelling) -> set[str]:
    """The departments in which a name is borne, short forms left out."""
    return {reading.commune.department for reading in spelling.readings if reading.form != "short"}


def _reach(departments: int) -> str:
    """How far a source of so many departments reaches, as a clue on homonyms."""
    if departments <= _LOCAL:
        return "local_source"
    return "source_department" if departments <= _REGIONAL else "source_region"


def near(one: Commune, other: Commune) -> bool:
    """True within 35 km as the crow flies (equirectangular, good to 1 % at this scale)."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return one.department == other.department
    north = (one.lat - other.lat) * 111.2
    east = (one.lon - other.lon) * 111.2 * math.cos(math.radians(one.lat))
    return north * north + east * east < _NEAR_KM * _NEAR_KM


@lru_cache(maxsize=4096)
def slug(name: str) -> str:
    """A name as addresses write it: ``cotes-d-armor``."""
    return fold_name(name).lower().replace(" ", "-").replace("'", "-")
