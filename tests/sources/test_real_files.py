"""Every real file is taken in: each row is kept or set aside, and the sums are those of the file itself."""

import csv
import re
from collections import Counter
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from segnavia.lake.datasets import Dataset, Kind, folded, map_headers
from segnavia.lake.ingest import add
from segnavia.sources.catalogue import DATASETS
from segnavia.sources.recognise import recognise

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
pytestmark = [
    pytest.mark.full_data,
    pytest.mark.skipif(not DATA.is_dir(), reason="the full open data are not in ../shared/data"),
]
FILES = {
    "regis-2023-02/progetti.parquet": ("PNRR_Progetti", "2023-02"),
    "regis-2023-02/localizzazioni.parquet": ("PNRR_Localizzazione", "2023-02"),
    "regis-2023-02/localizzazioni_universo.parquet": ("PNRR_Localizzazione", "2023-02"),
    "regis-2023-02/soggetti.parquet": ("PNRR_Soggetti", "2023-02"),
    "regis-2023-02/aggiudicatari.parquet": ("PNRR_Aggiudicatari_Gare", "2023-02"),
    "regis-2025-03/pagamenti.parquet": ("PNRR_Pagamenti_di_Progetto", "2025-03"),
    "regis-2025-03/indicatori_target.parquet": ("PNRR_Indicatori_Target", "2025-03"),
    "regis-2025-03/aggiudicatari.parquet": ("PNRR_Aggiudicatari_Gare", "2024"),
    "regis-2025-03/subappaltatori.parquet": ("PNRR_Subappaltatori_Gare", "2024"),
    "regis-2025-03/procedure_attivazione.parquet": ("PNRR_PRATT", "2024"),
    "italia-domani/OpenData_PNRR_QuadroFin_Programmazione.csv": ("PNRR_Quadro_Finanziario", "2023"),
    "italia-domani/PNRR_MeT_OA_programmazione.csv": ("PNRR_Milestone_Target", "2023"),
    "italia-domani/MeT_Attuazione_2022-T4.csv": ("PNRR_Milestone_Target_Attuazione", "2022"),
    "italia-domani/TAG_sostegno_clima_digitale.csv": ("PNRR_Tag_Clima_Digitale", "2023"),
    "italia-domani/Mappatura_PNRR_SNSvS_Agenda2030.csv": ("PNRR_Agenda_2030", "2023"),
    "italia-domani/PNRR_Bandi_e_Avvisi.csv": ("PNRR_Bandi_e_Avvisi", "2023-02"),
    "italia-domani/OpenData_PNRR_avanzamento_indicatori_comuni.csv": ("PNRR_Indicatori_Comuni", "2022"),
}
_ABSENT = {"", "N/A", "N/D", "NULL"}


def rows_of(path: Path, dataset: Dataset) -> list[dict[str, Any]]:
    """The file's rows by lake name, read without the lake; nothing, and what says so, is `None`."""
    if path.suffix == ".parquet":
        table = pq.read_table(path)
        headers, rows = table.column_names, zip(*(c.to_pylist() for c in table.columns), strict=True)
    else:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            headers, *lines = csv.reader(stream, delimiter=";")
        rows = iter([tuple(line) for line in lines])
    index = map_headers(dataset, headers).index
    cells = [{name: row[at] for name, at in index.items()} for row in rows]
    return [{n: None if isinstance(v, str) and v.strip() in _ABSENT else v for n, v in row.items()} for row in cells]


def exact(value: Any, digits: int) -> Decimal:
    """A number of the file: typed, or with a decimal comma and dotted thousands; halves are rounded up."""
    plain = value.strip().replace(".", "").replace(",", ".") if isinstance(value, str) else value
    return Decimal(plain).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)


TAX_CODE = re.compile(r"\b[A-Z]{6}[0-9LMNPQRSTUV]{2}[A-Z][0-9LMNPQRSTUV]{2}[A-Z][0-9LMNPQRSTUV]{3}[A-Z]\b")


def is_person(dataset: Dataset, row: dict[str, Any]) -> bool:
    codes = [str(row[c.name] or "") for c in dataset.columns if c.kind is Kind.BODY_TAX_CODE and c.name in row]
    names = [str(row[name] or "") for name in dataset.person_columns if name in row]
    if not any(codes + names):
        return False
    by_form = bool(dataset.legal_form) and folded(str(row[dataset.legal_form] or "")) in dataset.person_forms
    by_code = any(re.fullmatch(r"[A-Z0-9]{16}|[*]{16}", code.strip().upper()) for code in codes)
    return by_form or by_code or any(TAX_CODE.search(name.upper()) for name in names)


@pytest.mark.parametrize(("file", "name", "layout"), [(f, *known) for f, known in FILES.items()], ids=list(FILES))
def test_real_file(tmp_path: Path, file: str, name: str, layout: str) -> None:
    dataset = DATASETS[name]
    assert recognise(DATA / file) is dataset
    given = rows_of(DATA / file, dataset)
    release = add(tmp_path, dataset, DATA / file, as_of=None if dataset.as_of else date(2023, 1, 1)).release
    manifest = release.manifest
    assert (manifest.layout, manifest.unknown_columns) == (layout, ())
    assert manifest.rows_in == len(given) == manifest.rows_kept + manifest.rows_quarantined

    nameless = {
        n for n, row in enumerate(given, 1) if any(c.filled and row.get(c.name, "") is None for c in dataset.columns)
    }
    assert manifest.quarantine == ({"LAK102": len(nameless)} if nameless else {})
    table = pq.read_table(release.data)
    good = [row for n, row in enumerate(given, 1) if n not in nameless]
    assert table["source_row"].to_pylist() == [n for n in range(1, len(given) + 1) if n not in nameless]

    for column in dataset.columns:
        if column.kind in (Kind.AMOUNT, Kind.NUMBER) and column.name in manifest.columns:
            digits = 2 if column.kind is Kind.AMOUNT else 4
            expected = [exact(row[column.name], digits) for row in good if row[column.name] is not None]
            found = [value for value in table[column.name].to_pylist() if value is not None]
            assert sum(found) == sum(expected), column.name
            assert len(found) == len(expected), column.name
        elif (
            column.kind is Kind.CODE
            and column.name in ("submeasure", "cup", "tender")
            and column.name in manifest.columns
        ):
            assert Counter(table[column.name].to_pylist()) == Counter(
                row[column.name] and row[column.name].upper() for row in good
            )


@pytest.mark.parametrize(
    "file", [f for f, (name, _) in FILES.items() if DATASETS[name].person_columns], ids=lambda file: file
)
def test_no_person_of_a_real_file_enters(tmp_path: Path, file: str) -> None:
    dataset = DATASETS[FILES[file][0]]
    given = rows_of(DATA / file, dataset)
    release = add(tmp_path, dataset, DATA / file).release
    persons = {n for n, row in enumerate(given, 1) if is_person(dataset, row)}
    assert release.manifest.persons_dropped == len(persons)
    private = [*dataset.person_columns, *(c.name for c in dataset.columns if c.kind is Kind.BODY_TAX_CODE)]
    for row in pq.read_table(release.data, columns=["source_row", *private]).to_pylist():
        if row["source_row"] in persons:
            assert [row[name] for name in private] == [None] * len(private)
        else:
            body = given[row["source_row"] - 1]
            assert row[private[0]] == (body[private[0]] and body[private[0]].strip(" \u00a0\t\r\n"))
