"""Communes and their names, as the gazetteer holds them and as pages name them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Commune:
    """A current municipality of France. ``population`` in inhabitants, ``lon``/``lat`` in degrees (WGS 84)."""

    insee: str
    name: str
    department: str
    region: str
    population: int
    postcodes: tuple[str, ...]
    lon: float | None
    lat: float | None
    pvd: bool


@dataclass(frozen=True, slots=True)
class CommuneName:
    """A name that leads to the current commune ``insee``.

    ``kind``: actuelle, deleguee, associee, ancienne or alias; ``own_code`` is the code the name had or has of its own.
    """

    insee: str
    name: str
    kind: str
    own_code: str


@dataclass(frozen=True, slots=True)
class CommuneRef:
    """A commune as digests and answers name it; ``region`` is the INSEE code of the region."""

    insee: str
    name: str
    department: str
    region: str
    about: bool = True


def main_commune(communes: Sequence[CommuneRef]) -> CommuneRef:
    """The commune under which an Article stands: the first it is about, else the first named."""
    return next((commune for commune in communes if commune.about), communes[0])


@dataclass(frozen=True, slots=True)
class Completion:
    """A commune that what is being typed may mean. ``alias``: its other name that was found by, empty where it was its
    own."""

    insee: str
    name: str
    department: str
    programme: bool
    alias: str = ""
