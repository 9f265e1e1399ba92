"""Each form of a table, read back by programs that are not ours, says what the table says."""

import csv
import io
import json
import shutil
import subprocess
from datetime import date, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pyarrow.parquet as pq
import pytest

from segnavia.briefing.state import State
from segnavia.opendata.declaration import TABLES
from segnavia.opendata.formats import FORMATS, formats_of
from segnavia.opendata.formats.texts import plain
from segnavia.opendata.geometry import PLACED, geometries
from segnavia.opendata.sheet import Sheet, sheet
from segnavia.opendata.tables import table
from tests.portal.sample_projects import KEY

SHOWN = ("projects", "municipalities", "figures", "project_tenders", "reform_tracks")
EACH = pytest.mark.parametrize("name", SHOWN)


def written(now: State, name: str, ending: str, folder: Path) -> Path:
    file = folder / f"{name}.{ending}"
    FORMATS[ending].write(sheet(now, name), file)
    return file


def rows(now: State, name: str) -> list[dict[str, Any]]:
    return table(now, name).to_pylist()


@EACH
def test_csv_is_that_of_the_rfc_and_says_the_same(now: State, name: str, tmp_path: Path) -> None:
    content = written(now, name, "csv", tmp_path).read_bytes()
    assert not content.startswith(b"\xef\xbb\xbf")
    text = content.decode("utf-8")
    assert text.endswith("\r\n")
    assert "\n" not in text.replace("\r\n", "")
    header, *lines = csv.reader(io.StringIO(text, newline=""))
    declared = TABLES[name]
    assert header == [column.name for column in declared.columns]
    read = {
        "string": str,
        "integer": int,
        "number": Decimal,
        "boolean": lambda value: {"true": True, "false": False}[value],
        "date": date.fromisoformat,
    }
    found = [
        {
            column.name: read[column.kind](value) if value else None
            for column, value in zip(declared.columns, line, strict=True)
        }
        for line in lines
    ]
    assert found == rows(now, name)


def test_csv_quotes_what_has_a_comma_or_a_quote(now: State, tmp_path: Path) -> None:
    text = written(now, "project_tenders", "csv", tmp_path).read_text(encoding="utf-8")
    assert '"Tram ""lunghi"", lotto 1"' in text


@EACH
def test_json_says_the_same_to_the_last_digit(now: State, name: str, tmp_path: Path) -> None:
    content = json.loads(written(now, name, "json", tmp_path).read_text(encoding="utf-8"), parse_float=Decimal)
    assert content["table"] == name
    assert (content["about"]["as_of"], content["about"]["licence"]) == ("2025-03-31", "CC-BY-4.0")
    expected = [{k: v.isoformat() if isinstance(v, date) else v for k, v in row.items()} for row in rows(now, name)]
    assert content["items"] == expected


@EACH
def test_parquet_keeps_types_and_says_what_it_rests_on(now: State, name: str, tmp_path: Path) -> None:
    file = written(now, name, "parquet", tmp_path)
    found = pq.read_table(file)
    assert found.schema.equals(TABLES[name].schema)
    assert found.to_pylist() == rows(now, name)
    assert found.schema.metadata[b"bulletin"] == now.bulletin.id.encode()
    (count,) = duckdb.sql(f"SELECT count(*) FROM '{file}'").fetchall()
    assert count == (table(now, name).num_rows,)


def test_parquet_tells_the_unit_of_money(now: State, tmp_path: Path) -> None:
    schema = pq.read_schema(written(now, "projects", "parquet", tmp_path))
    assert schema.field("funding_pnrr").metadata[b"unit"] == b"EUR"


@EACH
def test_workbook_has_typed_cells_and_a_header_that_stays(now: State, name: str, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(written(now, name, "xlsx", tmp_path))
    page = book.worksheets[0]
    assert (page.title, page.freeze_panes) == (name, "A2")
    header, *lines = page.iter_rows(values_only=True)
    declared = TABLES[name]
    assert list(header) == [column.name for column in declared.columns]
    for line, row in zip(lines, rows(now, name), strict=True):
        for column, value in zip(declared.columns, line, strict=True):
            expected = row[column.name]
            if column.kind == "number" and expected is not None:
                assert value == pytest.approx(float(expected), rel=1e-15), column.name
            elif column.kind == "date" and expected is not None:
                assert (value.date(), value.time()) == (expected, time()), column.name
            else:
                assert value == expected, column.name
    assert book.worksheets[1]["A1"].value


def test_workbook_keeps_codes_as_texts_and_runs_no_formula(now: State, tmp_path: Path) -> None:
    made = sheet(now, "municipalities")
    rows = made.rows.set_column(1, "title", [["=1+1"] * made.rows.num_rows])
    file = tmp_path / "m.xlsx"
    FORMATS["xlsx"].write(Sheet(made.declared, rows, made.geometries, made.about), file)
    page = openpyxl.load_workbook(file).worksheets[0]
    assert (page["A2"].value, page["A2"].data_type) == ("015002", "s")
    assert (page["B2"].value, page["B2"].data_type) == ("=1+1", "s")


@pytest.mark.parametrize("name", PLACED)
def test_geojson_has_a_feature_for_each_row(now: State, name: str, tmp_path: Path) -> None:
    content = json.loads(written(now, name, "geojson", tmp_path).read_text(encoding="utf-8"), parse_float=Decimal)
    assert content["type"] == "FeatureCollection"
    assert len(content["features"]) == table(now, name).num_rows
    for feature, place in zip(content["features"], geometries(now, name), strict=True):
        assert set(feature) == {"type", "id", "geometry", "properties"}
        expected = None if place is None else json.loads(place, parse_float=Decimal)
        assert feature["geometry"] == expected
        west_and_south = str(feature["geometry"])
        assert "Decimal('45" not in west_and_south[:60]  # longitude stands first


def test_places_of_rows(now: State) -> None:
    by_code = dict(
        zip(table(now, "municipalities")["code"].to_pylist(), geometries(now, "municipalities"), strict=True)
    )
    assert by_code["015146"].startswith('{"type":"Polygon"')
    assert by_code["015005"] is None  # of which no boundary is at hand
    by_zone = dict(zip(table(now, "zones")["code"].to_pylist(), geometries(now, "zones"), strict=True))
    assert "Polygon" in by_zone["milano"]
    by_project = dict(zip(table(now, "projects")["key"].to_pylist(), geometries(now, "projects"), strict=True))
    point = json.loads(by_project[KEY])
    assert point["type"] == "MultiPoint"
    assert point["coordinates"] == [[pytest.approx(9.15), pytest.approx(45.45)]]
    assert sum(place is None for place in by_project.values()) == 1  # nobody tells where it lies


def test_rows_without_places_have_no_geojson(now: State, tmp_path: Path) -> None:
    assert [each.ending for each in formats_of(has_places=False)] == ["csv", "xlsx", "json", "parquet"]
    with pytest.raises(ValueError, match="no places"):
        written(now, "releases", "geojson", tmp_path)
    with pytest.raises(KeyError):
        geometries(now, "releases")


@pytest.mark.parametrize(
    ("value", "places", "expected"),
    [
        ("12.50", 2, "12.50"),
        ("0.00", 2, "0.00"),
        ("12.50000000000000000", 17, "12.5"),
        ("0E-17", 17, "0"),
        ("1200.00000000000000000", 17, "1200"),
        ("-0.10000000000000000", 17, "-0.1"),
    ],
)
def test_number_is_written_plainly(value: str, places: int, expected: str) -> None:
    assert plain(Decimal(value), places) == expected


@pytest.mark.console
@pytest.mark.parametrize("name", PLACED)
def test_gdal_reads_the_geojson(now: State, name: str, tmp_path: Path) -> None:
    assert shutil.which("ogrinfo"), "ogrinfo is not there: `make test` sets up what the tests need"
    file = written(now, name, "geojson", tmp_path)
    said = subprocess.run(["ogrinfo", "-ro", "-so", "-al", file], capture_output=True, text=True, check=True)
    assert said.stderr == ""
    assert f"Feature Count: {table(now, name).num_rows}" in said.stdout
    assert 'GEOGCRS["WGS 84"' in said.stdout
