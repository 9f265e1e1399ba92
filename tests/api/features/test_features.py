"""OGC API – Features: what the standard's core, GeoJSON and OpenAPI 3.0 classes ask of every address."""

from datetime import UTC, datetime
from json import dumps
from typing import Any

import pytest
import shapely
from django.test import Client

from segnavia.api.features.document import document
from segnavia.api.features.placed import COLLECTIONS
from segnavia.api.features.views import CRS84
from tests.portal.sample_projects import KEY, UNMEASURED_KEY
from tests.portal.sample_tables import BOUNDARIES

AT = "http://testserver"


def items(api: Client, name: str, question: str = "") -> Any:
    response = api.get(f"/ogc/collections/{name}/items{question}")
    assert response.status_code == 200, response.content
    return response.json()


def ids(api: Client, name: str, question: str) -> list[str]:
    return [feature["id"] for feature in items(api, name, question)["features"]]


def links_of(told: Any) -> dict[str, str]:
    return {link["rel"]: link["href"] for link in told["links"]}


def test_landing_page_leads_everywhere(api: Client) -> None:
    links = links_of(api.get("/ogc").json())
    assert {"self", "service-desc", "service-doc", "conformance", "data", "license"} <= links.keys()
    for relation in ("self", "service-desc", "service-doc", "conformance", "data"):
        assert api.get(links[relation]).status_code == 200, relation


def test_conformance_names_what_is_kept_to(api: Client) -> None:
    classes = api.get("/ogc/conformance").json()["conformsTo"]
    assert {each.rpartition("/")[2] for each in classes} == {"core", "oas30", "geojson"}


def test_api_is_openapi_three(api: Client) -> None:
    response = api.get("/ogc/api")
    assert response["Content-Type"] == "application/vnd.oai.openapi+json;version=3.0"
    assert response.json()["openapi"].startswith("3.0")
    assert api.get("/ogc/api", headers={"accept": "application/json"})["Content-Type"] == "application/json"


@pytest.mark.parametrize("name", COLLECTIONS)
def test_collection_tells_where_it_lies(api: Client, name: str) -> None:
    told = api.get(f"/ogc/collections/{name}").json()
    assert told in api.get("/ogc/collections").json()["collections"]
    assert (told["id"], told["itemType"], told["crs"]) == (name, "feature", [CRS84])
    west, south, east, north = told["extent"]["spatial"]["bbox"][0]
    assert west <= east
    assert south <= north
    assert api.get(links_of(told)["items"]).status_code == 200


@pytest.mark.parametrize("name", COLLECTIONS)
def test_features_are_geojson_with_their_rows(api: Client, name: str) -> None:
    told = items(api, name, "?limit=1000")
    assert told["type"] == "FeatureCollection"
    assert told["numberMatched"] == told["numberReturned"] == len(told["features"])
    asked_at = datetime.fromisoformat(told["timeStamp"])
    assert abs((datetime.now(UTC) - asked_at).total_seconds()) < 60
    rows = api.get(f"/api/v1/{name}?limit=1000").json()["items"]
    assert [feature["properties"] for feature in told["features"]] == rows
    assert {feature["type"] for feature in told["features"]} == {"Feature"}
    shapes = [feature["geometry"] for feature in told["features"] if feature["geometry"]]
    assert {shape["type"] for shape in shapes} == {"MultiPoint" if name == "projects" else "MultiPolygon"}
    assert all(shapely.from_geojson(dumps(shape)).is_valid for shape in shapes)


@pytest.mark.parametrize("name", COLLECTIONS)
def test_feature_by_itself(api: Client, name: str) -> None:
    listed = items(api, name)["features"][0]
    response = api.get(f"/ogc/collections/{name}/items/{listed['id']}")
    assert (response["Content-Type"], response["Content-Crs"]) == ("application/geo+json", f"<{CRS84}>")
    told = response.json()
    links = links_of({"links": told.pop("links")})
    assert told == listed
    for relation in ("self", "collection", "alternate"):
        assert api.get(links[relation]).status_code == 200, relation


def test_municipality_has_its_boundary_and_its_zone_all_of_them(api: Client) -> None:
    features = {feature["id"]: feature for feature in items(api, "municipalities", "?limit=1000")["features"]}
    told = shapely.from_geojson(dumps(features["015146"]["geometry"]))
    assert told.equals(shapely.from_geojson(BOUNDARIES.areas["015146"].geometry))
    unknown = next(code for code in features if code not in BOUNDARIES.areas)
    assert features[unknown]["geometry"] is None
    zones = {feature["id"]: feature["geometry"] for feature in items(api, "zones")["features"]}
    assert zones["milano"] == features["015146"]["geometry"]
    assert zones["magentino-abbiatense"] is None  # one of its municipalities has no boundary


def test_project_is_a_point_in_each_municipality(api: Client) -> None:
    features = {feature["id"]: feature["geometry"] for feature in items(api, "projects")["features"]}
    assert features[KEY] == {"type": "MultiPoint", "coordinates": [list(BOUNDARIES.areas["015146"].point)]}
    assert features[UNMEASURED_KEY] is None


def test_pages_follow_one_another(api: Client) -> None:
    found, address, steps = [], f"{AT}/ogc/collections/municipalities/items?limit=50", 0
    while address:
        told = api.get(address).json()
        found += [feature["id"] for feature in told["features"]]
        links = links_of(told)
        assert ("prev" in links) is (steps > 0)
        address, steps = links.get("next"), steps + 1
    assert len(set(found)) == len(found) == told["numberMatched"]
    assert steps == -(-len(found) // 50)


@pytest.mark.parametrize(
    ("name", "question", "found"),
    [
        pytest.param("projects", "?state=late", [KEY], id="by a property"),
        pytest.param("projects", "?state=late&state=unknown", [UNMEASURED_KEY, KEY], id="by one of two"),
        pytest.param("projects", "?zone=milano", [KEY], id="by its zone"),
        pytest.param("projects", "?datetime=2024-11-19", [UNMEASURED_KEY, KEY], id="on its last day"),
        pytest.param("projects", "?datetime=2024-11-20T00:00:00Z", [UNMEASURED_KEY], id="the day after"),
        pytest.param("projects", "?datetime=2024-11-19T23:30:00Z", [UNMEASURED_KEY], id="the day after in Italy"),
        pytest.param("projects", "?datetime=2024-11-20/..", [UNMEASURED_KEY], id="from the day after"),
        pytest.param("projects", "?datetime=../2020-01-01", [UNMEASURED_KEY, KEY], id="a beginning that is not told"),
        pytest.param("projects", "?datetime=2024-01-01T00:00:00Z/2024-12-31T00:00:00Z", [UNMEASURED_KEY, KEY], id="in"),
        pytest.param("projects", "?limit=5000", [UNMEASURED_KEY, KEY], id="more than ever come is no error"),
        pytest.param("projects", "?bbox=-180,-90,180,90", [KEY], id="nobody knows where the other is"),
        pytest.param("projects", "?bbox=-180,-90,0,180,90,9", [KEY], id="with heights"),
        pytest.param("projects", "?bbox=100,-90,-100,90", [], id="on the other side of the earth"),
        pytest.param("projects", "?bbox=100,-90,20,90", [KEY], id="across the 180th meridian"),
        pytest.param("municipalities", "?code=015146", ["015146"], id="by its code"),
    ],
)
def test_features_are_narrowed(api: Client, name: str, question: str, found: list[str]) -> None:
    assert ids(api, name, question) == found


def test_a_box_takes_what_touches_it_and_not_what_its_box_touches(api: Client) -> None:
    for code, area in BOUNDARIES.areas.items():
        lon, lat = area.point
        inside = ids(api, "municipalities", f"?bbox={lon},{lat},{lon},{lat}")
        shape = shapely.from_geojson(area.geometry)
        assert (code in inside) is bool(shape.intersects(shapely.Point(lon, lat)))


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("limit=0", "limit"),
        ("limit=-1", "limit"),
        ("limit=ten", "limit"),
        ("offset=-1", "offset"),
        ("bbox=1,2,3", "bbox"),
        ("bbox=1,2,3,4,5", "bbox"),
        ("bbox=a,b,c,d", "bbox"),
        ("bbox=1,2,3,nan", "bbox"),
        ("bbox=1,20,3,10", "bbox"),
        ("datetime=yesterday", "datetime"),
        ("datetime=2024-02-30", "datetime"),
        ("datetime=20240101", "datetime"),
        ("datetime=../..", "datetime"),
        ("datetime=2025-01-01/2024-01-01", "datetime"),
        ("stato=late", "stato"),
        ("lang=de", "lang"),
    ],
)
def test_what_cannot_be_read_is_an_error_400(api: Client, question: str, name: str) -> None:
    response = api.get(f"/ogc/collections/projects/items?{question}")
    assert (response.status_code, response["Content-Type"]) == (400, "application/problem+json")
    assert [fault["name"] for fault in response.json()["errors"]] == [name]


@pytest.mark.parametrize("address", ["", "/items", "/items/x"])
def test_collection_that_is_not_there(api: Client, address: str) -> None:
    assert api.get(f"/ogc/collections/rivers{address}").status_code == 404
    assert api.get("/ogc/collections/zones/items/x").status_code == 404


def test_document_names_every_parameter() -> None:
    for name in COLLECTIONS:
        listed = document(AT)["paths"][f"/ogc/collections/{name}/items"]["get"]["parameters"]
        assert {"bbox", "datetime", "limit", "offset", "lang"} == {
            each["$ref"].rpartition("/")[2] for each in listed if "$ref" in each
        }
