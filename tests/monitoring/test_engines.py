"""The measurement on both engines: every table of the SQL files is the same, and so is every byte of the bulletins."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from hypothesis import given, settings

from segnavia.core.links import Link
from segnavia.lake.engine import Engine
from segnavia.lake.ingest import add
from segnavia.monitoring.pipeline import SQL, measure
from segnavia.monitoring.publishing import publish
from segnavia.plans.schema import Package
from segnavia.sources.catalogue import DATASETS
from tests import engines
from tests.engines import SPARK_MARKS
from tests.monitoring.lakes import put_all
from tests.monitoring.milano import DATA, EXAMPLE, SOURCES, milano
from tests.monitoring.strategies import JUDGEMENTS, KEYS, LAKES, PACKAGES, TERRITORY, judged
from tests.monitoring.test_twin import few
from tests.monitoring.twin_facts import Lake

pytestmark = SPARK_MARKS
spark = engines.spark
SCRIPTS = [file.read_text(encoding="utf-8") for file in sorted(SQL.glob("*.sql"))]
MADE = [name for script in SCRIPTS for name in re.findall(r"^CREATE TABLE (\w+)", script, re.MULTILINE)]


def assert_same(home: Path, packages: Mapping[str, Package], links: Sequence[Link] = ()) -> dict[str, pa.Table]:
    """Measure and publish on both engines; return the tables, which are the same on both."""
    folders, tables = {}, {}
    for engine in ("duckdb", "spark"):
        folders[engine] = home / engine
        with measure(home, packages, links={TERRITORY: links}, engine=engine) as measurements:
            asked = measurements[0].tables.engine
            tables[engine] = {name: asked.arrow(f"SELECT * FROM {name}") for name in MADE}
            for measurement in measurements:
                publish(folders[engine], measurement)
    for name in MADE:
        one, other = tables["duckdb"][name], tables["spark"][name]
        assert other.schema == one.schema, name
        assert rows_of(other) == rows_of(one), name
    assert published(folders["spark"]) == published(folders["duckdb"])
    return tables["spark"]


def rows_of(table: pa.Table) -> Counter[tuple[Any, ...]]:
    """The rows in no order; a table has none."""
    return Counter(zip(*(column.to_pylist() for column in table.columns), strict=True))


def published(home: Path) -> dict[str, bytes]:
    return {str(file.relative_to(home)): file.read_bytes() for file in sorted(home.rglob("*")) if file.is_file()}


def renamed(row: dict, number: int) -> dict:
    """A row of the lake of that number, by a CUP of its own."""
    return row | {"cup": f"{row['cup'][:-3]}{number:02d}{row['cup'][-1]}"} if row.get("cup") else row


def together(lakes: list[Lake]) -> Lake:
    """Many lakes as one: each has CUP of its own."""
    return Lake(
        **{
            view.name: [
                renamed(row, number) for number, lake in enumerate(lakes) for row in getattr(lake, view.name) or []
            ]
            for view in fields(Lake)
        }
    )


def test_an_empty_lake(spark: Engine, tmp_path: Path) -> None:
    put_all(tmp_path, Lake([], []))
    tables = assert_same(tmp_path, PACKAGES)
    assert all(tables[name].num_rows == 0 for name in ("projects", "memberships", "figures", "finding_cases"))


def test_random_lakes(spark: Engine, tmp_path: Path) -> None:
    lakes: list[Lake] = []

    @settings(few, max_examples=40, derandomize=True)
    @given(LAKES)
    def draw(lake: Lake) -> None:
        lakes.append(lake)

    draw()
    put_all(tmp_path, together(lakes))
    some = [
        link
        for number in range(len(lakes))
        for key, judgement in zip(KEYS[number % 5 :: 2], JUDGEMENTS, strict=False)
        for link in judged(renamed(key, number), judgement)
    ]
    tables = assert_same(tmp_path, PACKAGES, some)
    assert all(tables[name].num_rows for name in MADE)
    found = set(zip(tables["links"]["project"].to_pylist(), tables["links"]["objective"].to_pylist(), strict=True))
    assert found & {(link.project, link.objective) for link in some}


@pytest.mark.skipif(DATA.is_dir(), reason="the full open data, which hold the example, are compared below")
def test_the_example(spark: Engine, tmp_path: Path) -> None:
    for file in EXAMPLE.glob("*.parquet"):
        add(tmp_path, DATASETS[file.stem], file)
    tables = assert_same(tmp_path, {"015": milano()})
    assert tables["projects"].num_rows > 1911  # those with payments, and those that are only located


@pytest.mark.full_data
@pytest.mark.skipif(not DATA.is_dir(), reason="the full open data are not in ../shared/data")
def test_the_full_data(spark: Engine, tmp_path: Path) -> None:
    for dataset, file in SOURCES.items():
        add(tmp_path, DATASETS[dataset], file)
    tables = assert_same(tmp_path, {"015": milano()})
    assert pc.sum(tables["states"]["tenders"]).as_py() is not None
