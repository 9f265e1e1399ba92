"""Files of any dataset in any layout, written from the declaration, quirks included, with what must come of them.

Nothing here reads with the code under test: the values are made first, then written in the publisher's ways.
"""

import csv
import io
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from segnavia.lake.datasets import Column, Dataset, Kind, Layout

GOOD_ROWS = 40
UNKNOWN = "Colore"
AS_OF = date(2024, 5, 6)
_PERSON, _MASK = "RSSMRA80A01F205X", "*" * 16  # no real person's: its check letter is wrong
_ABSENT = ("", " ", "N/D", "n/a", "NULL", "Non definita")
_MONTHS = (
    *("gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno"),
    *("luglio", "agosto", "settembre", "ottobre", "novembre", "dicembre"),
)
_BODY_FORMS, _PERSON_FORMS = ("11", "10", "45", "08"), ("02", "64", "00", "")
_DRIFTS: tuple[Callable[[str], str], ...] = (
    str.upper,
    str.lower,
    lambda header: f"{header} ",
    lambda header: header.replace(" ", "  "),
    lambda header: header.replace(" ", "_"),
    lambda header: header.replace(" ", " _", 1),
)
# A value of each form that some declaration asks for, different for each number up to 900.
_CODES: dict[str, Callable[[int], str]] = {
    "submeasure": lambda n: f"M{n % 6 + 1}C{n % 3 + 1}I{n % 90 + 1}.{n // 90:02d}.00",
    "cup": lambda n: f"J{n % 90 + 10}F22{n:09d}",
    "tender": lambda n: f"{n:09d}A",
    "province": lambda n: f"{n % 111:03d}",
    "municipality": lambda n: f"{n % 316:03d}",
    "prevalent": lambda n: ("SI", "NO")[n % 2],
    "goal": lambda n: str(n % 17 + 1),
    "code": lambda n: f"M{n % 6 + 1}C1-{n:02d}-ITA-{n % 9}",
    "level": lambda n: ("ITA", "UE")[n % 2],
    "quarter": lambda n: f"Q{n % 4 + 1}",
}


@dataclass(frozen=True)
class Style:
    """How a file is written. `decimal`: what separates decimals, or nothing: whole euro with dotted thousands.

    `broken`: one row has a column too many, so that the file is read record by record and not by the engine's reader.
    """

    name: str
    encoding: str
    end: str
    decimal: str
    dates: str
    drift: bool
    broken: bool


STYLES = (
    Style("as-published", "utf-8-sig", "\r\n", ",", "%d/%m/%Y", drift=False, broken=False),
    Style("drifting", "cp1252", "\n", ".", "%Y-%m-%d", drift=True, broken=True),
    Style("oldest", "utf-8", "\r\n", "", "%d-%m-%Y", drift=True, broken=False),
)


@dataclass
class Generated:
    """A file and what must come of it, by the row's number from 1: the values in the lake, or the code of its fault."""

    path: Path
    good: dict[int, dict[str, Any]] = field(default_factory=dict)
    bad: dict[int, str] = field(default_factory=dict)
    persons: int = 0


@dataclass(frozen=True)
class Cell:
    """A value as it is written, and as it must be in the lake."""

    written: str
    value: Any


class Generator:
    """Writes the file of one dataset, layout and style."""

    def __init__(self, dataset: Dataset, layout: Layout, style: Style) -> None:
        self.dataset, self.style = dataset, style
        self.random = random.Random(f"{dataset.name} {layout.name} {style.name}")
        self.columns = [c for c in dataset.columns if c.name not in layout.lacks]
        self.names = {c.name for c in self.columns}

    def write(self, path: Path) -> Generated:
        """Write good rows, natural persons and one row for each fault that the declaration can find, shuffled."""
        rows: list[tuple[dict[str, Cell], str]] = [(self._row(n), "") for n in range(GOOD_ROWS)]
        first = rows[0][0]
        persons = self._persons()
        rows += [(row, "") for row in persons]
        rows += self._faulty(GOOD_ROWS + len(persons))
        self.random.shuffle(rows)
        if self.dataset.key and self.names.issuperset(self.dataset.key):
            rows.append((first, "LAK106"))  # after its twin, which is kept
        given = Generated(path, persons=len(persons))
        order = self.random.sample(self.columns, len(self.columns)) if self.style.drift else self.columns
        left_out = self.dataset.left_out[:2]
        lines = [self._line([*(self._header(c) for c in order), *left_out, UNKNOWN])]
        for number, (row, code) in enumerate(rows, start=1):
            prose = f'Prosa «{number}»;\ncon "virgolette" – e a capo'
            values = [*(row[c.name].written for c in order), *(prose for _ in left_out), "verde"]
            if code == "LAK101":  # a column too many, on one line
                values = [value.replace("\n", " ") for value in values] + ["di troppo"]
            lines.append(self._line(values))
            if code:
                given.bad[number] = code
            else:
                absent = {c.name: None for c in self.dataset.columns}
                given.good[number] = {"source_row": number} | absent | {name: c.value for name, c in row.items()}
        path.write_bytes("".join(lines).encode(self.style.encoding))
        return given

    def _line(self, values: list[str]) -> str:
        stream = io.StringIO()
        csv.writer(stream, delimiter=";", lineterminator=self.style.end).writerow(values)
        return stream.getvalue()

    def _header(self, column: Column) -> str:
        if not self.style.drift:
            return column.header
        return self.random.choice(_DRIFTS)(self.random.choice((column.header, *column.aliases)))

    def _row(self, number: int) -> dict[str, Cell]:
        row = {c.name: self._cell(c, number) for c in self.columns}
        for column in self.columns:
            spare = not (column.filled or column.name in self.dataset.key or column.name == self.dataset.legal_form)
            if spare and self.random.random() < 0.15:
                dated = column.kind is Kind.DATE and column.name != self.dataset.as_of
                row[column.name] = Cell("31/12/9999" if dated else self.random.choice(_ABSENT), None)
        return row

    def _persons(self) -> list[dict[str, Cell]]:
        """Rows whose body is a person: by the code in clear or masked, or by the legal form under a company's code."""
        codes = [c for c in self.columns if c.kind is Kind.BODY_TAX_CODE]
        forms = [c for c in self.columns if c.name == self.dataset.legal_form]
        known = [{codes[0].name: Cell(code, None)} for code in (_PERSON, _PERSON.lower(), _MASK) if codes]
        known += [{forms[0].name: Cell(form, form or None)} for form in _PERSON_FORMS if forms]
        emptied = {c.name for c in codes} | (self.names & set(self.dataset.person_columns))
        rows = []
        for number, cells in enumerate(known, start=GOOD_ROWS):
            row = {c.name: self._cell(c, number) for c in self.columns} | cells
            rows.append({name: Cell(cell.written, None) if name in emptied else cell for name, cell in row.items()})
        return rows

    def _faulty(self, start: int) -> list[tuple[dict[str, Cell], str]]:
        faults = [("", "", "LAK101")] if self.style.broken else []
        for column in self.columns:
            if column.filled:
                faults.append((column.name, "N/D", "LAK102"))
            if column.pattern:
                faults.append((column.name, "sbagliato!", "LAK103"))
            if column.kind in (Kind.AMOUNT, Kind.NUMBER, Kind.INTEGER):
                faults.append((column.name, "molto", "LAK104"))
            if column.kind in (Kind.DATE, Kind.MONTH, Kind.QUARTER):
                faults.append((column.name, self.style.dates.replace("%d", "31").replace("%m", "02"), "LAK105"))
        rows = []
        for number, (name, written, code) in enumerate(faults, start=start):
            row = self._row(number)
            rows.append((row | {name: Cell(written.replace("%Y", "2024"), None)} if name else row, code))
        return rows

    def _cell(self, column: Column, number: int) -> Cell:
        match column.kind:
            case Kind.AMOUNT:
                return self._number(Decimal(number * 1_234_567 + 40_000), Decimal("0.05") * (number % 20))
            case Kind.NUMBER:
                return self._number(Decimal(number * 12_345 + 1), Decimal("0.0125") * (number % 80))
            case Kind.INTEGER:
                return Cell(str(2020 + number % 7), 2020 + number % 7)
            case Kind.DATE:
                day = AS_OF - timedelta(days=number)
                return Cell(day.strftime(self.style.dates), day)
            case Kind.MONTH:
                name = _MONTHS[number % 12]
                return Cell(self.random.choice((name, name.upper(), name.title())), number % 12 + 1)
            case Kind.QUARTER:
                ends = (date(2022, 3, 31), date(2022, 6, 30), date(2022, 9, 30), date(2022, 12, 31))
                return Cell(f"2022 - {number % 4 + 1}° trimestre", ends[number % 4])
            case Kind.BODY_TAX_CODE:
                code = f"{number + 1:011d}"  # as spreadsheets eat the zeros
                return Cell(code if self.random.random() < 0.5 else str(number + 1), code)
            case Kind.CODE:
                return self._code(column, number)
            case _:
                text = self.random.choice(("Cantù – 100 €", 'la "Casa"; due', "prima\nseconda", "semplice"))
                return Cell(f" {text} {number} ", f"{text} {number}")

    def _code(self, column: Column, number: int) -> Cell:
        if column.name == self.dataset.legal_form:
            code = _BODY_FORMS[number % len(_BODY_FORMS)]
        elif column.pattern:
            code = _CODES[column.name](number)
        else:
            code = f"{number + 1:0{column.width}d}" if column.width else f"C{number}"
        short = code.lstrip("0") or "0" if column.width and code.isdigit() else code
        return Cell(self.random.choice((code, short, code.lower(), f"{code}\u00a0")), code)

    def _number(self, whole: Decimal, part: Decimal) -> Cell:
        grouped = f"{whole:,}".replace(",", ".")
        if not self.style.decimal:
            return Cell(grouped, whole)
        if self.style.decimal == ".":
            return Cell(f"{whole + part:.4f}".rstrip("0") if part else str(whole), whole + part)
        decimals = f"{part:.4f}".split(".")[1].rstrip("0")
        return Cell(f"{self.random.choice((grouped, str(whole)))},{decimals or '00'}", whole + part)
