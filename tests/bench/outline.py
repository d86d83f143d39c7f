"""Draw ``pvd_watch/digest/outline.json`` anew: ``python -m tests.bench.outline``.

The land is where communes are: the point of each (``data/communes.csv``, open data) is spread over a fine grid, gaps
narrower than a commune are closed, and the edge of what is covered is followed and made plain. Borders of regions are
where the nearest commune changes its region. No drawing of anyone else is used.
"""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from math import hypot
from pathlib import Path

from pvd_watch.digest.frames import INSETS, MAINLAND, Frame, frame_of
from pvd_watch.shipping import shipped

TARGET = Path(__file__).resolve().parents[2] / "pvd_watch" / "digest" / "outline.json"
Cell = tuple[int, int]
Point = tuple[float, float]
STEP = 1.0
"""Side of a cell of the grid, in units of the map."""
SPREAD = {"Hexagone": (9.0, 6.5), "Corse": (8.0, 5.0), "Guyane": (17.0, 13.0)}
"""How far a commune covers the land around its point, and how much of that is taken back at the edge."""
USUAL = (9.0, 6.0)
TOLERANCE = 0.7
SMALLEST = 8


def main() -> None:
    """Write the file, say its size."""
    communes: dict[str, list[tuple[Point, str]]] = defaultdict(list)
    with shipped("data/communes.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            frame = frame_of(row["department"])
            if row["kind"] == "actuelle" and row["lon"] and frame is not None:
                communes[frame.name].append((frame.place(float(row["lon"]), float(row["lat"])), row["region"]))
    drawn = {frame.name: drawing(frame, communes[frame.name]) for frame in (MAINLAND, *INSETS)}
    TARGET.write_text(json.dumps(drawn, indent=1) + "\n", encoding="utf-8")
    print(f"{TARGET.name}: {TARGET.stat().st_size} bytes")


def drawing(frame: Frame, communes: Iterable[tuple[Point, str]]) -> dict[str, str]:
    """The land of a frame and the borders inside it, as paths of SVG."""
    near = nearest(communes, SPREAD.get(frame.name, USUAL)[0])
    land = eroded(set(near), SPREAD.get(frame.name, USUAL)[1])
    rings = [ring for ring in outlines(land) if len(ring) >= SMALLEST and turns(ring) > 0]
    borders = [line for line in inner(land, {cell: near[cell][1] for cell in land}) if len(line) > 3]
    return {
        "land": "".join(path(simple(smooth(ring, closed=True))) + "Z" for ring in rings),
        "borders": "".join(path(simple(smooth(line, closed=False))) for line in borders),
    }


def nearest(communes: Iterable[tuple[Point, str]], reach: float) -> Mapping[Cell, tuple[float, str]]:
    """For each cell in reach of a commune: the distance of the nearest one, and its region."""
    found: dict[Cell, tuple[float, str]] = {}
    span = int(reach / STEP) + 1
    for (x, y), region in sorted(communes):
        column, row = int(x / STEP), int(y / STEP)
        for cell in ((column + i, row + j) for i in range(-span, span + 1) for j in range(-span, span + 1)):
            distance = hypot((cell[0] + 0.5) * STEP - x, (cell[1] + 0.5) * STEP - y)
            if distance <= reach and (cell not in found or distance < found[cell][0]):
                found[cell] = distance, region
    return found


def eroded(cells: set[Cell], reach: float) -> set[Cell]:
    """Cells without those within reach of the outside."""
    span = int(reach / STEP) + 1
    disc = [(i, j) for i in range(-span, span + 1) for j in range(-span, span + 1) if hypot(i, j) * STEP <= reach]
    edge = {(c + i, r + j) for c, r in cells for i in (-1, 0, 1) for j in (-1, 0, 1) if (c + i, r + j) not in cells}
    return cells - {(c + i, r + j) for c, r in edge for i, j in disc}


def outlines(cells: set[Cell]) -> Iterator[list[Point]]:
    """The edges of an area as closed rings, the land on their right."""
    steps: dict[Cell, list[Cell]] = defaultdict(list)
    for c, r in sorted(cells):
        for (i, j), start, end in (
            ((0, -1), (c, r), (c + 1, r)),
            ((1, 0), (c + 1, r), (c + 1, r + 1)),
            ((0, 1), (c + 1, r + 1), (c, r + 1)),
            ((-1, 0), (c, r + 1), (c, r)),
        ):
            if (c + i, r + j) not in cells:
                steps[start].append(end)
    while steps:
        start = at = next(iter(steps))
        ring: list[Point] = []
        while at in steps:
            ring.append((at[0] * STEP, at[1] * STEP))
            following = steps[at].pop()
            if not steps[at]:
                del steps[at]
            at = following
        if at == start:
            yield ring


def turns(ring: list[Point]) -> float:
    """Above 0 for the edge of land, below for that of a hole in it, which is a mountain or a lake and no sea."""
    following = [*ring[1:], ring[0]]
    return sum(x * y1 - x1 * y for (x, y), (x1, y1) in zip(ring, following, strict=True))


def inner(land: set[Cell], region: Mapping[Cell, str]) -> Iterator[list[Point]]:
    """The lines between cells of two regions, cut where three regions or the coast meet."""
    links: dict[Cell, set[Cell]] = defaultdict(set)
    for c, r in land:
        for other, one, two in (((c + 1, r), (c + 1, r), (c + 1, r + 1)), ((c, r + 1), (c, r + 1), (c + 1, r + 1))):
            if other in land and region[other] != region[(c, r)]:
                links[one].add(two)
                links[two].add(one)
    ends = sorted(node for node, others in links.items() if len(others) != 2)
    for start in [*ends, *sorted(links)]:
        while links[start]:
            line, at = [start], start
            while links[at] and (at == start or at not in ends):
                following = min(links[at])
                links[at].discard(following)
                links[following].discard(at)
                line.append(following)
                at = following
                if at == start:
                    break
            yield [(x * STEP, y * STEP) for x, y in line]


def smooth(line: list[Point], *, closed: bool) -> list[Point]:
    """Take the stairs out of a line: each point becomes the mean of its neighbourhood; ends stay."""
    reach, count = 3, len(line)
    found = []
    for place in range(count):
        span = reach if closed else min(reach, place, count - 1 - place)
        near = [line[(place + step) % count] for step in range(-span, span + 1)]
        found.append((sum(x for x, _ in near) / len(near), sum(y for _, y in near) / len(near)))
    return [*found, found[0]] if closed else found


def simple(line: list[Point]) -> list[Point]:
    """A line with fewer points, nowhere further than the tolerance from it (Douglas and Peucker, 1973)."""
    if len(line) < 3:
        return line
    (x0, y0), (x1, y1) = line[0], line[-1]
    length = hypot(x1 - x0, y1 - y0)

    def away(point: Point) -> float:
        x, y = point
        if length == 0:
            return hypot(x - x0, y - y0)
        return abs((x1 - x0) * (y0 - y) - (x0 - x) * (y1 - y0)) / length

    place = max(range(1, len(line) - 1), key=lambda at: away(line[at]))
    if away(line[place]) <= TOLERANCE:
        return [line[0], line[-1]]
    return [*simple(line[: place + 1])[:-1], *simple(line[place:])]


def path(line: Iterable[Point]) -> str:
    """A line as a path of SVG, to half a unit."""
    words = [f"{round(x * 2) / 2:g} {round(y * 2) / 2:g}" for x, y in line]
    return "M" + "L".join(words)


if __name__ == "__main__":
    main()
