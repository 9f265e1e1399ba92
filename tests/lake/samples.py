"""Files as the publisher writes them, small enough to read at a glance."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from segnavia.lake.datasets import Column, Dataset, Kind, Layout
from segnavia.lake.releases import Release

Row = dict[str, str]

SUBMEASURE, CUP, CLP = "Codice Univoco Submisura", "CUP", "Codice Locale Progetto"
FUNDING, PAID, DATED = "Finanziamento PNRR", "Pagamenti Totali PNRR", "Data di Estrazione"
BODY, BODY_TAX_CODE = "Soggetto attuatore", "Codice fiscale soggetto attuatore"
PERSON = "RSSMRA80A01F205X"  # no real person's: its check letter is wrong


def cup_of(number: int) -> str:
    return f"J61F22{number:09d}"


def payment(number: int, **changes: str) -> Row:
    """A row of PNRR_Pagamenti_di_Progetto; `changes` by this module's header constants, in lower case."""
    row = {
        SUBMEASURE: "M1C1I1.02.00",
        "Descrizione Submisura": "Abilitazione al cloud",
        CUP: cup_of(number),
        CLP: f"CLP-{number}",
        "Finanziamento Totale": "1500,50",
        FUNDING: "1234,56",
        "Pagamenti Totali": "200,00",
        PAID: "100,5",
        DATED: "31/03/2025",
    }
    return row | {globals()[name.upper()]: value for name, value in changes.items()}


def project(number: int, **changes: str) -> Row:
    """A row of PNRR_Progetti."""
    row = {
        SUBMEASURE: "M1C1I1.02.00",
        CUP: cup_of(number),
        CLP: f"CLP-{number}",
        "Titolo Progetto": f"Scuola n. {number}",
        FUNDING: "1234,56",
        BODY: "Comune di Milano",
        BODY_TAX_CODE: "01199250158",
        DATED: "28/02/2023",
    }
    return row | {globals()[name.upper()]: value for name, value in changes.items()}


def write_csv(path: Path, rows: Sequence[Mapping[str, str]], *, encoding: str = "utf-8-sig", end: str = "\r\n") -> Path:
    """Write `rows` in the publisher's way: `;`, a byte order mark, quotes only where they are needed."""
    with path.open("w", encoding=encoding, newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]), delimiter=";", lineterminator=end)
        writer.writeheader()
        writer.writerows(rows)
    return path


def write_lines(path: Path, lines: Iterable[str]) -> Path:
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def line_of(row: Row) -> str:
    return ";".join(row.values())


def kept(release: Release) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = pq.read_table(release.data).to_pylist()
    return rows


def quarantined(release: Release) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = pq.read_table(release.quarantine).to_pylist()
    return rows


def set_aside(release: Release) -> dict[int, str]:
    """The code of each row in quarantine, by its number in the file."""
    return {row["source_row"]: row["code"] for row in quarantined(release)}


def everything_under(home: Path) -> list[str]:
    """Every file and folder of a lake but its own (empty) housekeeping ones."""
    found = (str(path.relative_to(home)) for path in sorted(home.rglob("*")) if home.is_dir())
    return [name for name in found if name not in ("lake", "lake/.staging")]


# A dataset of bodies that only a legal form tells from natural persons.
FORMS = Dataset(
    name="Prova",
    title="Prova",
    publisher="P",
    licence="CC-BY-4.0",
    attribution="P",
    columns=(
        Column("code", "Codice", filled=True),
        Column("tax_code", "Codice Fiscale", Kind.BODY_TAX_CODE, pattern=r"\d{11}"),
        Column("body", "Denominazione"),
        Column("form", "Forma"),
        Column("quarter", "Periodo", Kind.QUARTER),
        Column("day", "Giorno", Kind.DATE),
    ),
    layouts=(Layout("2024"),),
    as_of="day",
    key=("code",),
    person_columns=("body",),
    legal_form="form",
    person_forms=frozenset({"", "Ditta individuale (già artigiana)", "02"}),
)


def form(code: str, tax_code: str, body: str, form: str, quarter: str = "2022 - 4° trimestre") -> dict[str, str]:
    return {
        "Codice": code,
        "Codice Fiscale": tax_code,
        "Denominazione": body,
        "Forma": form,
        "Periodo": quarter,
        "Giorno": "2023-01-31",
    }
