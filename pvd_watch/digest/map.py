"""The map of France with a day's communes, as SVG inside a page: land and borders of ``outline.json``, a dot a town."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import sqrt

from markupsafe import Markup

from pvd_watch.digest.frames import HEIGHT, INSETS, MAINLAND, WIDTH, frame_of
from pvd_watch.digest.view import Town
from pvd_watch.typography import count

_SMALLEST, _LARGEST = 4.5, 11.0
"""Radius of a dot, in units of the map."""
_DOT = Markup('<circle class="dot{}" cx="{}" cy="{}" r="{}"><title>{}</title></circle>')


@dataclass(frozen=True, slots=True)
class Dot:
    """A commune on a map: where it is found, how large (1: the smallest), what is said of it, and a class besides
    ``dot`` for its colour."""

    insee: str
    department: str
    size: float
    words: str
    kind: str = ""


def draw(towns: Sequence[Town], points: Mapping[str, tuple[float, float]], described_by: str = "") -> Markup:
    """The map of a day's or a period's towns as one SVG element, the larger a dot the more articles.

    :param points: longitude and latitude in degrees by INSEE code.
    :param described_by: the id of the table that says the same.
    """
    label = f"Carte de France\u00a0: {count(len(towns), 'commune citée', 'communes citées')}"
    dots = [
        Dot(
            town.commune.insee,
            town.commune.department,
            town.articles,
            f"{town.commune.name} ({town.department})\u00a0: {count(town.articles, 'article', 'articles')}",
        )
        for town in towns
    ]
    return draw_dots(dots, points, label, described_by)


def draw_dots(
    dots: Sequence[Dot], points: Mapping[str, tuple[float, float]], label: str, described_by: str = ""
) -> Markup:
    """The map with dots; a commune whose point is not known, or outside every frame, has none.

    The classes ``land``, ``border``, ``frame``, ``dot`` and ``label`` take their colours from the page.
    """
    described = Markup(' aria-describedby="{}"').format(described_by) if described_by else ""
    head = Markup('<svg class="map" viewBox="0 0 {} {}" role="img" aria-label="{}"{}>')
    return Markup("").join(
        [head.format(WIDTH, HEIGHT, label, described), _ground(), *_placed(dots, points), Markup("</svg>")]
    )


@cache
def _ground() -> Markup:
    """Land, borders and boxes, which are the same every day."""
    outline = json.loads(files("pvd_watch.digest").joinpath("outline.json").read_text(encoding="utf-8"))
    parts = [Markup('<path class="land" d="{}"/>').format(outline[frame.name]["land"]) for frame in (MAINLAND, *INSETS)]
    parts.append(Markup('<path class="border" d="{}"/>').format(outline[MAINLAND.name]["borders"]))
    box = Markup(
        '<rect class="frame" x="{}" y="{}" width="{}" height="{}" rx="5"/><text class="label" x="{}" y="{}">{}'
    )
    for frame in INSETS:
        left, top, side = frame.x - frame.half, frame.y - frame.half, 2 * frame.half
        parts.append(box.format(left, top, side, side, frame.x, top - 4, frame.name) + Markup("</text>"))
    return Markup("").join(parts)


def _placed(dots: Sequence[Dot], points: Mapping[str, tuple[float, float]]) -> Iterator[Markup]:
    """The dots, large ones first, so that no small one is hidden under them."""
    for dot in sorted(dots, key=lambda dot: (-dot.size, dot.insee)):
        frame, point = frame_of(dot.department), points.get(dot.insee)
        if frame is None or point is None:
            continue
        x, y = frame.place(*point)
        radius = min(_SMALLEST * sqrt(dot.size), _LARGEST)
        kind = Markup(" {}").format(dot.kind) if dot.kind else ""
        yield _DOT.format(kind, f"{x:.1f}", f"{y:.1f}", f"{radius:.1f}", dot.words)
