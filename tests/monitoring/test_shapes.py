"""Neighbours that touch before they are simplified touch afterwards."""

import re
from itertools import accumulate

import pytest
import shapely

from segnavia.monitoring.shapes import TOLERANCE, WIDTH, draw


def polygon_of(path: str) -> shapely.Polygon:
    """A ring as SVG draws it: where it begins, and the way from each point to the next."""
    numbers = [float(n) for n in re.findall(r"-?[\d.]+", path)]
    return shapely.Polygon(zip(accumulate(numbers[::2]), accumulate(numbers[1::2]), strict=True))


def test_nothing_to_draw() -> None:
    assert draw([]) is None


def test_neighbours_leave_no_gap() -> None:
    """Two halves of a square with a jagged border between them, on the equator, where a degree is a degree."""
    border = [(0.5 + (0.0001 if n % 2 else -0.0001), n / 1000) for n in range(1001)]
    west = shapely.Polygon([(0, 0), *border, (0, 1)])
    east = shapely.Polygon([(1, 0), *border, (1, 1)])
    shapes = draw([("west", shapely.to_wkb(west)), ("east", shapely.to_wkb(east))])
    assert shapes is not None
    assert shapes.view_box == f"0 0 {WIDTH} {WIDTH}"
    drawn = [polygon_of(path) for path in shapes.paths.values()]
    assert shapely.union_all(drawn).area == pytest.approx(WIDTH * WIDTH, rel=1e-3)
    assert shapely.intersection(*drawn).area < TOLERANCE
    assert len(polygon_of(shapes.paths["west"]).exterior.coords) < len(border) / 10


def test_a_long_ring_ends_where_it_should() -> None:
    """Ten thousand steps of a third of a tenth: rounded one by one they would be somewhere else by the end."""
    circle = shapely.Point(0, 0).buffer(1, quad_segs=2500)
    shapes = draw([("circle", shapely.to_wkb(circle))])
    assert shapes is not None
    drawn, side = polygon_of(shapes.paths["circle"]), WIDTH / 2
    assert drawn.hausdorff_distance(shapely.Point(side, side).buffer(side, quad_segs=2500)) < TOLERANCE + 0.1


def test_north_is_up() -> None:
    shapes = draw([("n", shapely.to_wkb(shapely.box(0, 1, 1, 2))), ("s", shapely.to_wkb(shapely.box(0, 0, 1, 1)))])
    assert shapes is not None
    assert polygon_of(shapes.paths["n"]).centroid.y < polygon_of(shapes.paths["s"]).centroid.y


def test_hole_is_a_ring_of_its_own() -> None:
    ring = shapely.box(0, 0, 3, 3) - shapely.box(1, 1, 2, 2)
    shapes = draw([("ring", shapely.to_wkb(ring)), ("hole", shapely.to_wkb(shapely.box(1, 1, 2, 2)))])
    assert shapes is not None
    assert [shapes.paths[code].count("M") for code in ("ring", "hole")] == [2, 1]


def test_rock_that_is_too_small_to_be_seen_is_not_drawn() -> None:
    land, rock = shapely.box(0, 0, 10, 10), shapely.box(20, 20, 20.0001, 20.0001)
    shapes = draw([("land", shapely.to_wkb(shapely.MultiPolygon([land, rock]))), ("far", shapely.to_wkb(rock))])
    assert shapes is not None
    assert shapes.paths["land"].count("M") == 1
    assert shapes.paths["far"] == ""
