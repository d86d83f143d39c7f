"""The map: places where they belong, towns that can be seen."""

from __future__ import annotations

import json
import re
from importlib.resources import files

import pytest

from pvd_watch.digest.frames import HEIGHT, INSETS, MAINLAND, WIDTH, frame_of, lambert
from pvd_watch.digest.map import draw
from pvd_watch.digest.view import view_of
from tests.digest.scenes import real_places, scene


def test_the_projection_is_that_of_the_book() -> None:
    """The parallels keep their scale: a degree of longitude there is as long on the map as on the sphere."""
    assert lambert(3.0, 46.5) == pytest.approx((0.0, 0.0))
    west, east = lambert(2.5, 44.0), lambert(3.5, 44.0)
    assert east[0] - west[0] == pytest.approx(0.0174532925 * 0.7193398, rel=1e-3)


def test_north_is_up_and_east_is_right() -> None:
    lille, marseille, brest = ((3.06, 50.63), (5.37, 43.3), (-4.49, 48.39))
    places = [MAINLAND.place(*point) for point in (lille, marseille, brest)]
    assert places[0][1] < places[2][1] < places[1][1]
    assert places[2][0] < places[0][0] < places[1][0]


def test_every_town_of_the_programme_has_its_dot_on_the_map() -> None:
    places = real_places()
    view = view_of(scene(400), places)
    dots = re.findall(r'cx="([\d.]+)" cy="([\d.]+)"', draw(view.towns, places.points))
    assert len(dots) == len(view.towns)
    assert all(0 < float(x) < WIDTH and 0 < float(y) < HEIGHT for x, y in dots)


@pytest.mark.parametrize("frame", INSETS, ids=lambda frame: frame.name)
def test_an_inset_holds_its_land_and_touches_no_other(frame: object) -> None:
    assert frame in INSETS
    outline = json.loads(files("pvd_watch.digest").joinpath("outline.json").read_text(encoding="utf-8"))
    for box in (each for each in INSETS if each is frame):
        points = [tuple(map(float, pair)) for pair in re.findall(r"([\d.]+) ([\d.]+)", outline[box.name]["land"])]
        assert len(points) > 8
        assert all(abs(x - box.x) <= box.half and abs(y - box.y) <= box.half for x, y in points)
        others = [other for other in INSETS if other is not box]
        assert all(max(abs(o.x - box.x), abs(o.y - box.y)) >= o.half + box.half for o in others)


def test_the_mainland_stays_clear_of_the_insets() -> None:
    outline = json.loads(files("pvd_watch.digest").joinpath("outline.json").read_text(encoding="utf-8"))
    points = [tuple(map(float, pair)) for pair in re.findall(r"([\d.]+) ([\d.]+)", outline["Hexagone"]["land"])]
    inside = [(x, y) for x, y in points for box in INSETS if abs(x - box.x) < box.half and abs(y - box.y) < box.half]
    assert inside == []


def test_what_no_frame_shows_has_no_dot() -> None:
    assert frame_of("975") is None
    assert frame_of("2A") is frame_of("2B")
    assert draw((), {}).count("<circle") == 0
