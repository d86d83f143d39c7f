"""Where a place of France stands on the map: the mainland in a conic projection, Corsica and overseas in insets.

Lambert's conformal conic projection on a sphere (Snyder, *Map Projections: A Working Manual*, 1987, p. 106), with the
parallels and the meridian of Lambert-93; the insets are small enough for a plain one of their own.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, log, pi, radians, sin, tan

WIDTH, HEIGHT = 640, 600
"""The size of the whole map, in its own units."""
_MERIDIAN, _ORIGIN, _SOUTH, _NORTH = 3.0, 46.5, 44.0, 49.0


def _polar(lat: float) -> float:
    return tan(pi / 4 + radians(lat) / 2)


_CONE = log(cos(radians(_SOUTH)) / cos(radians(_NORTH))) / log(_polar(_NORTH) / _polar(_SOUTH))
_REACH = cos(radians(_SOUTH)) * _polar(_SOUTH) ** _CONE / _CONE


def lambert(lon: float, lat: float) -> tuple[float, float]:
    """Degrees to the plane, in radii of the Earth: x to the east, y to the north."""
    reach, angle = _REACH / _polar(lat) ** _CONE, _CONE * radians(lon - _MERIDIAN)
    return reach * sin(angle), _REACH / _polar(_ORIGIN) ** _CONE - reach * cos(angle)


@dataclass(frozen=True, slots=True)
class Frame:
    """A part of the map: its centre in degrees and on the map, its scale in units of the map a radius of the Earth."""

    name: str
    departments: tuple[str, ...]
    lon: float
    lat: float
    x: float
    y: float
    scale: float
    half: float = 0.0
    """Half the side of its box; 0: it has none."""

    def place(self, lon: float, lat: float) -> tuple[float, float]:
        """Degrees to units of the map, x to the right, y down."""
        if not self.departments:
            (east, north), (east0, north0) = lambert(lon, lat), lambert(self.lon, self.lat)
            return self.x + (east - east0) * self.scale, self.y - (north - north0) * self.scale
        across = radians(lon - self.lon) * cos(radians(self.lat))
        return self.x + across * self.scale, self.y - radians(lat - self.lat) * self.scale


MAINLAND = Frame("Hexagone", (), 2.3, 46.75, 348, 262, 3150)
INSETS = (
    Frame("Corse", ("2A", "2B"), 9.1, 42.2, 588, 542, 2600, 46),
    Frame("Guadeloupe", ("971",), -61.45, 16.15, 44, 366, 4700, 36),
    Frame("Martinique", ("972",), -61.02, 14.64, 44, 458, 6500, 36),
    Frame("Guyane", ("973",), -53.1, 4.0, 44, 550, 560, 36),
    Frame("La Réunion", ("974",), 55.53, -21.12, 134, 550, 6000, 36),
    Frame("Mayotte", ("976",), 45.15, -12.83, 224, 550, 7800, 36),
)
_BY_DEPARTMENT = {code: frame for frame in INSETS for code in frame.departments}


def frame_of(department: str) -> Frame | None:
    """The frame of a department; the collectivities that no frame shows have none."""
    if department[:2] in ("97", "98"):
        return _BY_DEPARTMENT.get(department)
    return _BY_DEPARTMENT.get(department, MAINLAND)
