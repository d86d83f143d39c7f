"""What a page's address says of where its article plays: codes of communes, departments, folders named after towns."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from pvd_watch.model import Commune
from pvd_watch.text import fold_name

_CODE = re.compile(r"(?<![0-9A-Za-z])(\d{5}|2[AaBb]\d{3})(?![0-9A-Za-z])")
_DEPARTMENT = re.compile(r"(?:[/_]([a-z-]+)-(\d{2,3}|2[ab])(?=[/_.]|$)|/(\d{2,3}|2[ab])-([a-z-]+)(?=/|$))")


@dataclass(frozen=True, slots=True)
class Address:
    """Codes of five digits (INSEE or postcode) with their slug, departments, folders."""

    codes: tuple[tuple[str, str], ...] = ()
    departments: frozenset[str] = frozenset()
    slugs: frozenset[str] = frozenset()

    def names(self, commune: Commune) -> bool:
        """True where the address gives the commune's INSEE code or postcode."""
        return any(code == commune.insee or code in commune.postcodes for code, _ in self.codes)


NOWHERE = Address()


def read_address(url: str, departments: Mapping[str, str]) -> Address:
    """Codes in a URL that are evidence; a national wire's ``paris-75000`` and « top-10-… » are not.

    :param departments: the code of each department by its slug, as addresses write it.
    """
    path = url.split("://", 1)[-1].partition("/")[2].lower()
    if not path:
        return NOWHERE
    parts = path.split("/")
    codes = []
    for found in _CODE.finditer(path):
        part = path[path.rfind("/", 0, found.start()) + 1 : found.start()]
        rest = path[found.end() :].partition("/")[0]
        slug = (part + rest).strip("-_,.")
        if slug and not slug.startswith("paris") and not slug.isdigit() and re.search("[a-z]", slug):
            codes.append((found[1].upper(), slug))
    named = {departments[part] for part in parts[:-1] if part in departments}
    for match in _DEPARTMENT.finditer("/" + path):
        slug, code = (match[1], match[2]) if match[1] else (match[4], match[3])
        if departments.get(slug) == code.upper():
            named.add(code.upper())
    return Address(tuple(codes), frozenset(named), frozenset(parts[:-1]))


@lru_cache(maxsize=4096)
def slug(name: str) -> str:
    """A name as addresses write it: ``cotes-d-armor``."""
    return fold_name(name).lower().replace(" ", "-").replace("'", "-")
