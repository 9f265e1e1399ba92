from pathlib import Path

import pytest

from segnavia.lake.datasets import map_headers
from segnavia.lake.errors import FileRefusedError
from segnavia.lake.ingest import add
from segnavia.sources.catalogue import DATASETS
from segnavia.sources.recognise import recognise
from tests.sources.headers import FIRST_SUBJECTS, HEADERS

EACH = pytest.mark.parametrize(
    ("name", "layout", "line"), [pytest.param(*key, line, id="-".join(key)) for key, line in HEADERS.items()]
)


@EACH
def test_publishers_headers_are_all_declared(name: str, layout: str, line: str) -> None:
    dataset = DATASETS[name]
    mapping = map_headers(dataset, line.split(";"))
    assert (mapping.missing, mapping.unknown, mapping.ambiguous) == ((), (), ())
    assert dataset.layout_of(mapping.index) == layout
    lacking = {c.name for c in dataset.columns} - mapping.index.keys()
    assert lacking == set(next(known.lacks for known in dataset.layouts if known.name == layout))


@EACH
@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252"])
def test_publishers_headers_are_recognised(tmp_path: Path, encoding: str, name: str, layout: str, line: str) -> None:
    file = tmp_path / "any.csv"
    file.write_text(line + "\r\n", encoding=encoding, newline="")
    assert recognise(file) is DATASETS[name]


def test_first_subjects_are_of_no_dataset_and_refused(tmp_path: Path) -> None:
    file = tmp_path / "PNRR_Soggetti.csv"
    file.write_text(f"{FIRST_SUBJECTS}\nM1C3I4.01.00;J51B21002940006{';' * 15}\n", encoding="utf-8")
    assert recognise(file) is None
    with pytest.raises(FileRefusedError, match="“Ruolo Soggetto”"):
        add(tmp_path / "home", DATASETS["PNRR_Soggetti"], file)
