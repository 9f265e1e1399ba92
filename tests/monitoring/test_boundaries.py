"""Boundaries: one coverage for the country, however few of its territories are taken, and kept in the bulletin."""

import json
from functools import cache
from pathlib import Path

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from segnavia.monitoring import reading
from segnavia.monitoring.areas import Area, Boundaries
from segnavia.monitoring.boundaries import DECIMALS, TOLERANCE, simplify
from segnavia.monitoring.pipeline import measure
from segnavia.monitoring.publishing import AREAS, publish, root
from segnavia.sources import istat_comuni
from tests.monitoring.lakes import put, put_all
from tests.monitoring.strategies import PACKAGE, TERRITORY
from tests.monitoring.test_publishing import LAKE, contents

DEGREE = 111_195  # metres of latitude
MILANO, LODI, BERGAMO = "015", "098", "016"


@cache
def italy() -> tuple[list[tuple[str, bytes]], dict[str, str]]:
    """The publisher's outlines, and the regions by territory."""
    table = istat_comuni.read(istat_comuni.default_path())
    codes = table["Codice Comune"].to_pylist()
    regions = {code[:3]: region for code, region in zip(codes, table["Regione"].to_pylist(), strict=True)}
    return list(zip(codes, table["Confine"].to_pylist(), strict=True)), regions


@cache
def milano() -> Boundaries:
    outlines, regions = italy()
    found = simplify(outlines, [MILANO], regions).boundaries(MILANO)
    assert found is not None
    return found


def geometries(boundaries: Boundaries) -> np.ndarray:
    return np.array(shapely.from_geojson([area.geometry for area in boundaries.areas.values()]), dtype=object)


def in_metres(geometry: shapely.Geometry) -> shapely.Geometry:
    """Flat, and true enough within the province of Milano."""
    return shapely.transform(geometry, lambda points: points * (DEGREE * np.cos(np.radians(45.4)), DEGREE))


def test_every_municipality_is_there_and_the_region_is_told() -> None:
    outlines, _ = italy()
    assert list(milano().areas) == [code for code, _ in outlines if code.startswith(MILANO)]
    assert len(milano().areas) == 133
    assert milano().region == "Lombardia"


def test_neighbours_leave_no_gap_and_do_not_overlap() -> None:
    found = geometries(milano())
    assert shapely.is_valid(found).all()
    assert shapely.coverage_is_valid(found)


def test_borders_stay_where_they_are() -> None:
    given_outlines = dict(italy()[0])
    away = [
        shapely.hausdorff_distance(
            in_metres(shapely.from_wkb(given_outlines[code])), in_metres(shapely.from_geojson(area.geometry))
        )
        for code, area in milano().areas.items()
    ]
    assert max(away) < TOLERANCE
    assert np.mean(away) < TOLERANCE / 3
    before = sum(shapely.get_num_coordinates(shapely.from_wkb(given_outlines[code])) for code in milano().areas)
    assert shapely.get_num_coordinates(geometries(milano())).sum() < 0.8 * before


def test_area_is_the_publisher_s() -> None:
    before = shapely.area(shapely.from_wkb([wkb for code, wkb in italy()[0] if code.startswith(MILANO)])).sum()
    assert shapely.area(geometries(milano())).sum() == pytest.approx(before, rel=1e-4)


@pytest.mark.parametrize("code", ["015146", "015002", "015191"], ids=["Milano", "Abbiategrasso", "with two parts"])
def test_area_tells_point_and_box_of_its_geometry(code: str) -> None:
    area = milano().areas[code]
    geometry = shapely.from_geojson(area.geometry)
    assert shapely.contains_properly(geometry, shapely.Point(area.point))
    assert area.bbox == geometry.bounds


def test_every_point_lies_inside() -> None:
    points = shapely.points([area.point for area in milano().areas.values()])
    assert shapely.contains_properly(geometries(milano()), points).all()


def test_coordinates_are_rounded_and_rings_run_as_geojson_wants() -> None:
    for area in milano().areas.values():
        geometry = json.loads(area.geometry)
        polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
        for exterior, *_ in polygons:
            assert all(round(degree, DECIMALS) == degree for point in exterior for degree in point)
            assert shapely.is_ccw(shapely.LinearRing(exterior))


def test_territories_that_are_taken_alone_fit_together() -> None:
    """Each has simplified the border that they share, and both in the same way."""
    outlines, regions = italy()
    alone = [simplify(outlines, [territory], regions).boundaries(territory) for territory in (MILANO, LODI, BERGAMO)]
    found = np.concatenate([geometries(boundaries) for boundaries in alone if boundaries])
    assert shapely.coverage_is_valid(found)
    together = simplify(outlines, [LODI, MILANO, BERGAMO], regions)
    assert [together.boundaries(territory) for territory in (MILANO, LODI, BERGAMO)] == alone


@pytest.mark.long
def test_the_whole_country() -> None:
    outlines, regions = italy()
    whole = simplify(outlines, regions, regions)
    assert len(whole.codes) == len(outlines) == 7899
    assert shapely.is_valid(whole.geometries).all()
    # the publisher's own overlaps are mended
    assert not shapely.coverage_is_valid(np.array(shapely.from_wkb([wkb for _, wkb in outlines]), dtype=object))
    assert shapely.coverage_is_valid(whole.geometries)
    assert shapely.contains_properly(whole.geometries, shapely.points(whole.points)).all()
    assert set(whole.regions.values()) == {b.region for t in regions if (b := whole.boundaries(t)) is not None}


@given(jags=st.lists(st.floats(-0.004, 0.004), min_size=30, max_size=30), columns=st.integers(1, 4))
def test_any_jagged_grid_stays_a_coverage(jags: list[float], columns: int) -> None:
    """Strips with a common jagged border between each two, of some hundred metres."""
    lines = [
        [
            (9 + 0.02 * column + (jags[(7 * column + step) % 30] if 0 < column < columns else 0), 45 + step / 1000)
            for step in range(31)
        ]
        for column in range(columns + 1)
    ]
    strips = [shapely.Polygon([*lines[n], *reversed(lines[n + 1])]) for n in range(columns)]
    outlines = [(f"015{n:03}", shapely.to_wkb(strip)) for n, strip in enumerate(strips)]
    found = simplify(outlines, [MILANO]).boundaries(MILANO)
    assert found is not None
    assert list(found.areas) == [code for code, _ in outlines]
    drawn = geometries(found)
    assert shapely.coverage_is_valid(drawn)
    assert shapely.contains_properly(drawn, shapely.points([area.point for area in found.areas.values()])).all()


def test_no_outlines_make_no_boundaries() -> None:
    assert simplify([], [MILANO]).boundaries(MILANO) is None


SQUARE = shapely.to_wkb(shapely.box(9, 45, 9.1, 45.1))


def published(home: Path) -> str:
    put_all(home, LAKE)
    put(home, "ISTAT_Comuni", [{"code": f"{TERRITORY}001", "region_title": "Lombardia", "outline": SQUARE}])
    assert publish_again(home)
    (found,) = reading.published(home)
    return found


def publish_again(home: Path) -> bool:
    with measure(home, {TERRITORY: PACKAGE}) as (measurement,):
        return publish(home, measurement)


def test_bulletin_holds_its_boundaries(tmp_path: Path) -> None:
    found = reading.get_boundaries(tmp_path, published(tmp_path))
    assert found is not None
    assert found.region == "Lombardia"
    area = found.areas[f"{TERRITORY}001"]
    assert isinstance(area, Area)
    assert area.bbox == (9, 45, 9.1, 45.1)
    assert area.point[0] == pytest.approx(9.05, abs=1e-3)  # the square is higher than it is wide
    assert shapely.from_geojson(area.geometry).equals(shapely.from_wkb(SQUARE))


def test_publishing_again_completes_a_bulletin_that_is_older_than_boundaries(tmp_path: Path) -> None:
    name = published(tmp_path)
    folder = root(tmp_path) / name
    whole = contents(folder)
    (folder / AREAS).unlink()
    before = {file: file.stat().st_mtime_ns for file in folder.iterdir()}
    assert reading.get_boundaries(tmp_path, name) is None
    assert publish_again(tmp_path) is False
    assert contents(folder) == whole
    assert {file: file.stat().st_mtime_ns for file in before} == before
    assert reading.get_boundaries(tmp_path, name) is not None


def test_unknown_bulletin_has_no_boundaries(tmp_path: Path) -> None:
    for name in ("../x", "", f"{TERRITORY}-2025-03-31-0123456789ab"):
        assert reading.get_boundaries(tmp_path, name) is None
