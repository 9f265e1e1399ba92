"""The committed extract of Milano: small, without people, and enough for the whole measurement."""

import re
from itertools import accumulate
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from segnavia.core.bodies import BodyKind, kind_of
from segnavia.monitoring import reading
from segnavia.monitoring.bulletin import Bulletin
from segnavia.monitoring.pipeline import measure
from segnavia.monitoring.publishing import publish
from segnavia.sources.catalogue import DATASETS
from tests.monitoring.milano import EXAMPLE, milano

NUMBER = r"-?\d+(?:\.\d)?"
FILES = sorted(EXAMPLE.glob("*.parquet"))


@pytest.fixture(scope="module")
def home(example_home: Path) -> Path:
    return example_home


@pytest.fixture(scope="module")
def bulletin(home: Path) -> Bulletin:
    found = reading.current(home, "015")
    assert found is not None
    return found


def test_extract_holds_every_dataset_and_is_small() -> None:
    # of the phases and the tenders no real file was at hand
    assert {file.stem for file in FILES} == DATASETS.keys() - {"ISTAT_Comuni", "PNRR_Iter_di_progetto", "PNRR_Gare"}
    assert sum(file.stat().st_size for file in EXAMPLE.iterdir()) <= 3 * 1024 * 1024


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_extract_holds_no_person_no_address_no_prose(file: Path) -> None:
    dataset = DATASETS[file.stem]
    table = pq.read_table(file)
    assert not [n for n in table.column_names if re.search("sintesi|indirizzo|cap$", n, re.IGNORECASE)]
    tax_code = re.compile(r"\b[A-Z]{6}\d\d[A-Z]\d\d[A-Z]\d{3}[A-Z]\b|[*]{16}", re.IGNORECASE)
    assert not tax_code.search(repr(table.to_pylist()))
    for name in dataset.person_columns:
        shown = {n for n in table[dataset.column(name).header].to_pylist() if n}
        assert shown or dataset.name == "PNRR_Soggetti"
        assert not [n for n in shown if kind_of(n) is BodyKind.OTHER]


def test_extract_is_attributed() -> None:
    readme = (EXAMPLE / "README.md").read_text(encoding="utf-8")
    assert "Italia Domani open data, CC BY 4.0" in readme
    assert all(file.stem in readme for file in FILES)


def test_extract_gives_the_figures_of_milano(bulletin: Bulletin) -> None:
    assert bulletin.total.projects == 1911
    assert bulletin.located_cups == 3954


def test_every_municipality_is_there(bulletin: Bulletin) -> None:
    assert len(bulletin.places) == 133
    assert all(place.zone and place.population for place in bulletin.places.values())
    assert bulletin.by["municipality"].keys() == bulletin.places.keys()


def test_every_municipality_is_drawn(home: Path, bulletin: Bulletin) -> None:
    shapes = reading.get_shapes(home, bulletin.id)
    assert shapes is not None
    assert shapes.paths.keys() == bulletin.places.keys()
    left, top, width, height = (float(n) for n in shapes.view_box.split())
    assert (left, top) == (0, 0)
    for path in shapes.paths.values():
        assert re.fullmatch(rf"(M{NUMBER} {NUMBER}l({NUMBER}[ -]?){{4,}}Z)+", path)
        for ring in path.removesuffix("Z").split("Z"):
            numbers = [float(n) for n in re.findall(NUMBER, ring)]
            assert all(-1 <= x <= width + 1 for x in accumulate(numbers[::2]))
            assert all(-1 <= y <= height + 1 for y in accumulate(numbers[1::2]))


def test_bulletin_is_the_same_in_another_home(home: Path, bulletin: Bulletin, tmp_path: Path) -> None:
    with measure(home, {"015": milano()}) as (measurement,):
        publish(tmp_path, measurement)
    here, there = home / "bulletins" / bulletin.id, tmp_path / "bulletins" / bulletin.id
    assert {f.name: f.read_bytes() for f in here.iterdir()} == {f.name: f.read_bytes() for f in there.iterdir()}
