"""Which Stories of a day a list shows, as its address asks for them: filters and a page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import get_args
from urllib.parse import urlencode

from pvd_watch.digest.decisions import Placed
from pvd_watch.review import LineFilter, LineState
from pvd_watch.web.visit import Visit

PAGE = 40
"""Stories on one page of the list: with long extracts and reasons it stays under 150 kB before it is compressed."""
NAMES = ("dep", "theme", "score", "etat", "page")
SCORES = (5, 10, 15)
STATES: Mapping[str, LineState] = dict(
    zip(("a-trier", "gardes", "ecartes", "epingles", "reports", "non-lus"), get_args(LineState), strict=True)
)
"""The states of lines by the words of addresses."""
STATE_WORDS: Mapping[str, str] = {
    "a-trier": "à trier",
    "non-lus": "non lus",
    "gardes": "gardés",
    "ecartes": "écartés",
    "epingles": "épinglés pour la lettre",
    "reports": "reportés d’un autre jour",
}


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list was asked for; empty or 0 asks for nothing. ``page`` counts from 1."""

    dep: str = ""
    theme: str = ""
    score: int = 0
    etat: str = ""
    page: int = 1

    @property
    def active(self) -> bool:
        """Whether anything is left out."""
        return bool(self.dep or self.theme or self.score or self.etat)

    @property
    def query(self) -> str:
        """As the query of an address, this page included."""
        return self.at(self.page)

    @property
    def lines(self) -> LineFilter:
        """What lines must be."""
        state = STATES[self.etat] if self.etat else ""
        return LineFilter(self.dep, self.theme, state, float(self.score) if self.score else None)

    def at(self, page: int) -> str:
        """As the query of an address, for another page."""
        asked = {"dep": self.dep, "theme": self.theme, "score": self.score, "etat": self.etat}
        known = {name: value for name, value in asked.items() if value}
        return urlencode(known | ({"page": page} if page > 1 else {}))

    def cut(self, lines: Sequence[Placed]) -> Sequence[Placed]:
        """Those of the wanted lines that stand on the page."""
        first = (self.page - 1) * PAGE
        return lines[first : first + PAGE]


def filters_of(visit: Visit) -> Filters:
    """The filters of an address; what is none of ours asks for nothing."""
    return read_filters({name: visit.asked(name) for name in NAMES})


def read_filters(asked: Mapping[str, str]) -> Filters:
    """The filters out of the words of a query."""
    return Filters(
        dep=asked.get("dep", "")[:5],
        theme=asked.get("theme", "")[:40],
        score=_number(asked.get("score", ""), 0),
        etat=asked.get("etat", "") if asked.get("etat", "") in STATES else "",
        page=max(_number(asked.get("page", ""), 1), 1),
    )


def _number(words: str, otherwise: int) -> int:
    return int(words) if words.isascii() and words.isdigit() and len(words) < 7 else otherwise
