"""Programs of others read the features from a running server: GDAL and OWSLib."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from owslib.ogcapi.features import Features
from pytest_django.live_server_helper import LiveServer

from tests.portal.sample import Reader
from tests.portal.sample_projects import KEY

pytestmark = pytest.mark.console


@pytest.fixture
def ogc(reader: Reader, live_server: LiveServer) -> str:
    return f"{live_server.url}/ogc"


def gdal(*arguments: object) -> str:
    assert shutil.which("ogrinfo"), "GDAL is not there: `make test` sets up what the tests need"
    done = subprocess.run([str(each) for each in arguments], capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    assert "ERROR" not in done.stderr
    return done.stdout


def test_gdal_reads_the_layers(ogc: str) -> None:
    told = gdal("ogrinfo", "-so", "-al", f"OAPIF:{ogc}")
    for layer, rows in (("municipalities", 133), ("zones", 8), ("projects", 2)):
        assert f"Layer name: {layer}" in told
        assert f"Feature Count: {rows}" in told
    assert "funding_pnrr: Real" in told


def test_gdal_narrows_by_place_and_property(ogc: str) -> None:
    box = gdal("ogrinfo", "-ro", "-q", f"OAPIF:{ogc}", "projects", "-spat", "-180", "-90", "180", "90")
    assert box.count("OGRFeature(projects)") == 1
    late = gdal("ogrinfo", "-ro", "-q", f"OAPIF:{ogc}", "projects", "-where", "state = 'late'")
    assert KEY in late


@pytest.mark.parametrize(("form", "name"), [("GPKG", "out.gpkg"), ("GeoJSON", "out.geojson")])
def test_gdal_takes_all_of_it_away(ogc: str, tmp_path: Path, form: str, name: str) -> None:
    taken = tmp_path / name
    gdal("ogr2ogr", "-f", form, taken, f"OAPIF:{ogc}", "municipalities", "-oo", "PAGE_SIZE=50")
    told = gdal("ogr2ogr", "-f", "GeoJSON", "/vsistdout/", taken)
    features = json.loads(told)["features"]
    assert len({feature["properties"]["code"] for feature in features}) == 133


def test_owslib_follows_the_links(ogc: str) -> None:
    client = Features(ogc)
    assert client.conformance()["conformsTo"]
    assert client.api()["openapi"].startswith("3.0")
    assert sorted(client.feature_collections()) == ["municipalities", "projects", "zones"]
    assert client.collection("zones")["id"] == "zones"
    page = client.collection_items("municipalities", limit=7, offset=7)
    assert (page["numberMatched"], page["numberReturned"]) == (133, 7)
    assert client.collection_items("projects", bbox=[-180, -90, 180, 90])["numberMatched"] == 1
    assert client.collection_item("projects", KEY)["properties"]["state"] == "late"
