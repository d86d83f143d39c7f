"""The setting of a text: which departments, addresses and neighbours it speaks of. It settles homonyms."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from pvd_watch.linking.candidates import Span
from pvd_watch.linking.weights import HOMONYMS, UNKNOWN_POPULATION
from pvd_watch.model import Commune

_NEAR_KM = 35.0
_REGIONAL = 6
"""A source of more departments than this is regional: its area says less."""
_URL_CODE = re.compile(r"(?<![0-9A-Za-z])(\d{5}|2[AaBb]\d{3})(?![0-9A-Za-z])")
_URL_DEPARTMENT = re.compile(r"(?:[/_]([a-z-]+)-(\d{2,3}|2[ab])(?=[/_.]|$)|/(\d{2,3}|2[ab])-([a-z-]+)(?=/|$))")
_POSTCODE = re.compile(r"(?<!\d)(\d{2}) ?(\d{3})(?!\d)")


@dataclass(frozen=True, slots=True)
class Address:
    """What a page's address says: codes of five digits (INSEE or postcode) with their slug, and departments."""

    codes: tuple[tuple[str, str], ...] = ()
    departments: frozenset[str] = frozenset()


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
    return Address(tuple(codes), frozenset(named))


@dataclass
class Setting:
    """Evidence of one text on where it plays."""

    address: Address
    source_departments: tuple[str, ...]
    named: dict[str, str] = field(default_factory=dict)
    """Departments named alone, with the words that named them."""
    regional: dict[str, str] = field(default_factory=dict)
    """Departments of the regions that are named."""
    anchors: list[Commune] = field(default_factory=list)
    """Communes that the text names without a doubt."""

    @property
    def knows(self) -> bool:
        """True where anything at all is known of the place."""
        return bool(self.named or self.regional or self.source_departments or self.anchors or self.address.codes)

    def supports(self, commune: Commune) -> str:
        """How the setting speaks for a commune: ``named``, ``source``, ``neighbours`` or nothing."""
        if commune.department in self.named or commune.department in self.address.departments:
            return "setting"
        if self.address_names(commune):
            return "setting"
        if any(near(commune, anchor) for anchor in self.anchors if anchor.insee != commune.insee):
            return "neighbours"
        if commune.department in self.source_departments and len(self.source_departments) <= _REGIONAL:
            return "source_area"
        return ""

    def contradicts(self, commune: Commune) -> bool:
        """True where places are known and none of them is of the commune's department or near it."""
        if not (self.named or self.anchors or len(self.source_departments) in range(1, _REGIONAL)):
            return False
        return not self.supports(commune) and commune.department not in self.regional

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
            local = len(self.source_departments) <= _REGIONAL
            score += HOMONYMS["source_department" if local else "source_region"]
        nearby = sum(1 for anchor in self.anchors if anchor.insee != commune.insee and near(commune, anchor))
        return score + HOMONYMS["neighbour"] * min(nearby, 2)


def near(one: Commune, other: Commune) -> bool:
    """True within 35 km as the crow flies (equirectangular, good to 1 % at this scale)."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return one.department == other.department
    north = (one.lat - other.lat) * 111.2
    east = (one.lon - other.lon) * 111.2 * math.cos(math.radians(one.lat))
    return north * north + east * east < _NEAR_KM * _NEAR_KM


def postcodes(context: str) -> Iterable[str]:
    """Five-digit numbers that may be postcodes."""
    return (first + rest for first, rest in _POSTCODE.findall(context))


def area_spans(spans: Sequence[Span]) -> Iterable[tuple[tuple[str, ...], str]]:
    """Departments and the words of every area that is named."""
    return ((span.spelling.departments, span.spelling.key) for span in spans if span.spelling.departments)
