from pathlib import Path

import pyarrow.parquet as pq
import pytest

from segnavia.lake.errors import LakeError, NoReleaseError
from segnavia.lake.extract import extract
from segnavia.lake.ingest import add
from segnavia.lake.releases import latest
from segnavia.sources.catalogue import DATASETS
from segnavia.sources.pnrr_localizzazione import DATASET as LOCATIONS
from segnavia.sources.pnrr_pagamenti import DATASET as PAYMENTS
from segnavia.sources.pnrr_progetti import DATASET as PROJECTS
from tests.lake.samples import PERSON, cup_of, kept, payment, project, write_csv

MILANO, BERGAMO = "015", "016"


def location(number: int, province: str) -> dict[str, str]:
    row = {name: value for name, value in payment(number).items() if "Totali" not in name and "Finanz" not in name}
    return row | {"Codice Provincia": province, "Codice Comune": "146", "Indirizzo": "Via di casa 1"}


@pytest.fixture
def lake(home: Path, tmp_path: Path) -> Path:
    """Project 1 in Milano, 2 in Bergamo, 3 in both."""
    places = [location(1, MILANO), location(2, BERGAMO), location(3, MILANO), location(3, BERGAMO)]
    people = {"body": "Mario Rossi", "body_tax_code": PERSON}
    add(home, LOCATIONS, write_csv(tmp_path / "places.csv", places))
    add(home, PAYMENTS, write_csv(tmp_path / "payments.csv", [payment(n) for n in (1, 2, 3)]))
    add(home, PROJECTS, write_csv(tmp_path / "projects.csv", [project(1), project(2), project(3, **people)]))
    return home


def test_extract_holds_every_row_of_the_territorys_projects(lake: Path, tmp_path: Path) -> None:
    rows = extract(lake, DATASETS.values(), MILANO, tmp_path / "out")
    assert rows == {PROJECTS.name: 2, LOCATIONS.name: 3, PAYMENTS.name: 2}
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == sorted(
        ["README.md", *(f"{n}.parquet" for n in rows)]
    )


def test_extract_names_bodies_that_are_no_person_and_no_address(lake: Path, tmp_path: Path) -> None:
    extract(lake, DATASETS.values(), MILANO, tmp_path / "out")
    rows = pq.read_table(tmp_path / "out" / f"{PROJECTS.name}.parquet").to_pylist()
    assert [row["Soggetto Attuatore"] for row in rows] == ["Comune di Milano", None]
    everything = "".join(repr(pq.read_table(p).to_pylist()) for p in (tmp_path / "out").glob("*.parquet"))
    assert not any(word in everything for word in ("Rossi", PERSON, "Via di casa"))


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("COMUNE DI LEGNANO", True),
        ("ISTITUTO COMPRENSIVO DI VIA PACE", True),
        ("ROSSI COSTRUZIONI SRL", True),
        ("ROSSI MARIO", False),
        ("IMPRESA EDILE ROSSI MARIO", False),
        ("STUDIO ROSSI E BIANCHI", False),
    ],
)
def test_extract_names_no_body_that_may_be_a_person(home: Path, tmp_path: Path, name: str, shown: bool) -> None:
    add(home, LOCATIONS, write_csv(tmp_path / "places.csv", [location(1, MILANO)]))
    add(home, PAYMENTS, write_csv(tmp_path / "payments.csv", [payment(1)]))
    add(home, PROJECTS, write_csv(tmp_path / "projects.csv", [project(1, body=name, body_tax_code="01234567890")]))
    extract(home, DATASETS.values(), MILANO, tmp_path / "out")
    (row,) = pq.read_table(tmp_path / "out" / f"{PROJECTS.name}.parquet").to_pylist()
    assert row["Soggetto Attuatore"] == (name if shown else None)
    assert row["Codice Fiscale Soggetto Attuatore"] == ("01234567890" if shown else None)


def test_extract_says_where_it_comes_from(lake: Path, tmp_path: Path) -> None:
    extract(lake, DATASETS.values(), MILANO, tmp_path / "out")
    readme = (tmp_path / "out" / "README.md").read_text(encoding="utf-8")
    assert latest(lake, PAYMENTS.name).manifest.sha256 in readme
    assert PAYMENTS.attribution in readme
    assert "CC-BY-4.0" in readme


def test_extract_goes_into_another_lake_with_the_same_values(lake: Path, tmp_path: Path) -> None:
    extract(lake, DATASETS.values(), MILANO, tmp_path / "out")
    again = add(tmp_path / "other", PAYMENTS, tmp_path / "out" / f"{PAYMENTS.name}.parquet").release
    values = [{k: v for k, v in row.items() if k != "source_row"} for row in kept(again)]
    assert values == [
        {k: v for k, v in row.items() if k != "source_row"}
        for row in kept(latest(lake, PAYMENTS.name))
        if row["cup"] != cup_of(2)
    ]


def test_extract_of_an_empty_lake(home: Path, tmp_path: Path) -> None:
    with pytest.raises(NoReleaseError, match=r"segnavia lake add PNRR_Localizzazione"):
        extract(home, DATASETS.values(), MILANO, tmp_path / "out")


def test_extract_of_a_territory_without_projects(lake: Path, tmp_path: Path) -> None:
    with pytest.raises(LakeError, match=r"locates no project in the territory 099"):
        extract(lake, DATASETS.values(), "099", tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_extract_that_cannot_be_written_leaves_nothing(
    lake: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(source: Path, target: Path) -> None:
        if source.name == "README.md":
            raise OSError(28, "No space left on device")
        target.write_bytes(b"half")

    monkeypatch.setattr("segnavia.lake.extract.shutil.copyfile", full)
    with pytest.raises(LakeError, match=r"No space left on device.* Name a folder that you may write"):
        extract(lake, DATASETS.values(), MILANO, tmp_path / "out")
    assert list((tmp_path / "out").iterdir()) == []
