"""Every dataset in every layout: good rows are kept with the right values, bad ones are set aside, and only those."""

from pathlib import Path

import pyarrow.parquet as pq
import pytest

from segnavia.lake.datasets import Dataset, Layout
from segnavia.lake.ingest import add
from segnavia.sources.catalogue import DATASETS
from segnavia.sources.recognise import recognise
from tests.lake.samples import set_aside
from tests.sources.generator import AS_OF, STYLES, UNKNOWN, Generator, Style

_LAYOUTS = [(d, layout) for d in DATASETS.values() if d.reader is None for layout in d.layouts]
# each layout in one style in the inner loop, in turn, and in the others in `make test`
CASES = [
    pytest.param(
        dataset,
        layout,
        style,
        id=f"{dataset.name}-{layout.name}-{style.name}",
        marks=() if style is STYLES[number % len(STYLES)] else pytest.mark.long,
    )
    for number, (dataset, layout) in enumerate(_LAYOUTS)
    for style in STYLES
]


@pytest.mark.parametrize(("dataset", "layout", "style"), CASES)
def test_file_of_a_layout(tmp_path: Path, dataset: Dataset, layout: Layout, style: Style) -> None:
    given = Generator(dataset, layout, style).write(tmp_path / "given.csv")
    assert recognise(given.path) is dataset
    release = add(tmp_path / "home", dataset, given.path, as_of=AS_OF).release
    manifest = release.manifest
    assert manifest.layout == layout.name
    assert manifest.encoding == ("windows-1252" if style.encoding == "cp1252" else "utf-8")
    assert manifest.unknown_columns == (UNKNOWN,)
    assert set(manifest.columns) == {c.name for c in dataset.columns} - set(layout.lacks)
    assert manifest.rows_in == manifest.rows_kept + manifest.rows_quarantined == len(given.good) + len(given.bad)
    assert manifest.persons_dropped == given.persons
    assert set_aside(release) == given.bad
    kept = {row["source_row"]: row for row in pq.read_table(release.data).to_pylist()}
    assert kept == given.good


@pytest.mark.parametrize(
    "dataset", [d for d in DATASETS.values() if d.reader is None and d.as_of], ids=lambda d: d.name
)
def test_file_tells_its_date(tmp_path: Path, dataset: Dataset) -> None:
    given = Generator(dataset, dataset.layouts[0], STYLES[0]).write(tmp_path / "given.csv")
    dates = [row[dataset.as_of] for row in given.good.values() if row[dataset.as_of]]
    assert add(tmp_path / "home", dataset, given.path).release.manifest.as_of == max(dates).isoformat()
