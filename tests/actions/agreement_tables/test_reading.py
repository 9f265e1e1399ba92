"""What is wrong in a file is told where it stands; what could do harm is refused before it is read."""

import struct
from collections.abc import Callable
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pytest
from django.utils import translation

from segnavia.actions.agreement_tables import csv_zip, workbook
from segnavia.actions.agreement_tables.declaration import TABLES, Tables
from segnavia.actions.agreement_tables.opening import MAX_BYTES
from segnavia.actions.agreement_tables.reading import read
from segnavia.actions.agreement_tables.sheets import Trouble
from segnavia.actions.writing import Refused

EMPTY: Tables = {table.name: () for table in TABLES}


@pytest.fixture(autouse=True)
def _english() -> Any:
    with translation.override("en"):
        yield


def archive(**files: str | bytes) -> bytes:
    """An export of nothing, with some of its files replaced; one that is empty is left out."""
    with ZipFile(BytesIO(csv_zip.write(EMPTY))) as exported:
        contents: dict[str, bytes] = {name: exported.read(name) for name in exported.namelist()}
    contents |= {f"{name}.csv": text.encode() if isinstance(text, str) else text for name, text in files.items()}
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as made:
        for name, content in contents.items():
            if content:
                made.writestr(name, content)
    return packed.getvalue()


def book(change: Callable[[openpyxl.Workbook], object]) -> bytes:
    """An exported workbook of nothing, changed as a person would."""
    opened = openpyxl.load_workbook(BytesIO(workbook.write(EMPTY)))
    change(opened)
    packed = BytesIO()
    opened.save(packed)
    return packed.getvalue()


def only(content: bytes) -> Trouble:
    (trouble,) = read(content).troubles
    return trouble


def must_read(content: bytes) -> None:
    """Reads a file; what is wrong in it is raised as if it had been refused whole."""
    found = read(content)
    if found.troubles:
        raise Refused(file=" ".join(trouble.text for trouble in found.troubles))


RESOURCES = "agreement,number,source,amount,note\r\n"


@pytest.mark.parametrize(
    ("content", "sheet", "row", "column", "text"),
    [
        pytest.param(archive(parties=b""), "parties", None, "", "missing", id="table missing"),
        pytest.param(archive(persone="x"), "persone.csv", None, "", "none of the tables", id="file of no table"),
        pytest.param(
            archive(elements="agreement\r\n"), "elements", 1, "element", "column is missing", id="column missing"
        ),
        pytest.param(
            archive(elements="agreement,element,colore\r\n"), "elements", 1, "colore", "not known", id="strange column"
        ),
        pytest.param(
            archive(elements="agreement,element,element\r\n"), "elements", 1, "element", "stands twice",
            id="column twice",
        ),
        pytest.param(
            archive(elements="agreement,element\r\na,M1.01\r\n"), "elements", 2, "element", "form of this code",
            id="code of no form",
        ),
        pytest.param(
            archive(resources=f"{RESOURCES}a,1,R,mille,\r\n"), "resources", 2, "amount", "no amount", id="no amount"
        ),
        pytest.param(
            archive(resources=f"{RESOURCES}a,1,Regione,1.234,\r\n"), "resources", 2, "amount", "no amount",
            id="thousands",
        ),
        pytest.param(
            archive(resources=f"{RESOURCES}a,1,Regione,-1,\r\n"), "resources", 2, "amount", "no amount", id="negative"
        ),
        pytest.param(
            archive(resources=f"{RESOURCES}a,0,Regione,1,\r\n"), "resources", 2, "number", "no number", id="number"
        ),
        pytest.param(
            archive(resources=f"{RESOURCES}a,1,,1,\r\n"), "resources", 2, "source", "value is needed", id="required"
        ),
        pytest.param(
            archive(resources=f"{RESOURCES}a,1,R,1,\r\n\r\na,1,S,1,\r\n"), "resources", 4, "number", "same as row 2",
            id="key twice",
        ),
        pytest.param(
            archive(resources=f"{RESOURCES}a,1,R,1,,x\r\n"), "resources", 2, "", "more cells", id="a comma too many"
        ),
        pytest.param(
            archive(meetings="agreement,number,held_on,subject,decisions\r\na,1,31-12-2024,x,\r\n"), "meetings", 2,
            "held_on", "no day", id="no day",
        ),
        pytest.param(
            archive(meetings="agreement,number,held_on,subject,decisions\r\na,1,1824-12-31,x,\r\n"), "meetings", 2,
            "held_on", "no day", id="a day long past",
        ),
        pytest.param(archive(elements="però".encode("latin-1")), "elements", None, "", "UTF-8", id="not UTF-8"),
        pytest.param(archive(elements='agreement,element\r\n"a'), "elements", 2, "", "no CSV", id="open quotation"),
        pytest.param(
            book(lambda b: b["resources"].append(["a", 1, "Regione", "=1+1"])), "resources", 2, "amount", "formula",
            id="formula",
        ),
        pytest.param(
            book(lambda b: b["resources"].append(["a", 1, "#REF!", 1])), "resources", 2, "source",
            "error of the spreadsheet", id="error of the spreadsheet",
        ),
        pytest.param(
            book(lambda b: b.create_sheet("Foglio1")), "Foglio1", None, "", "none of the tables", id="strange sheet"
        ),
        pytest.param(book(lambda b: b.remove(b["codes"])), "codes", None, "", "missing", id="sheet missing"),
    ],
)  # fmt: skip
def test_trouble_is_told_at_its_place(content: bytes, sheet: str, row: int | None, column: str, text: str) -> None:
    found = only(content)
    assert (found.sheet, found.row, found.column) == (sheet, row, column)
    assert text in found.text


def test_every_trouble_is_told_at_once() -> None:
    wrong = archive(resources=f"{RESOURCES}a,x,,mille,\r\na,y,Regione,1,\r\n")
    assert [(t.row, t.column) for t in read(wrong).troubles] == [
        (2, "number"), (2, "source"), (2, "amount"), (3, "number"),
    ]  # fmt: skip


def test_semicolons_of_an_italian_spreadsheet_are_read() -> None:
    reading = read(archive(resources=RESOURCES.replace(",", ";") + "a;1;Regione;1234,5;\r\n"))
    assert reading.troubles == ()
    assert str(reading.tables["resources"][0]["amount"]) == "1234.50"


def test_numbers_that_a_spreadsheet_made_of_codes_are_read() -> None:
    def fill(opened: openpyxl.Workbook) -> None:
        opened["commitments"].append(["a", 7, "rho", "x", None, 12.5, None, None, None, None])

    row = read(book(fill)).tables["commitments"][0]
    assert (row["code"], str(row["amount"]), row["state"]) == ("7", "12.50", "to_do")


def test_legal_basis_is_the_types_where_nobody_says_another() -> None:
    names = [column.name for column in TABLES[0].columns]
    values = {"code": "a", "type": "administrations", "title": "Accordo", "is_public": "sì"}
    line = ",".join(values.get(name, "") for name in names)
    (row,) = read(archive(agreements=f"{','.join(names)}\r\n{line}\r\n")).tables["agreements"]
    assert (row["legal_basis"], row["is_public"], row["state"]) == ("L. 241/1990, art. 15", True, "proposed")


def _bomb() -> bytes:
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as made, made.open("agreements.csv", "w") as stream:
        for _ in range(210):
            stream.write(b"0" * 1024 * 1024)
    return packed.getvalue()


def _lying() -> bytes:
    """An archive whose directory says that an entry is smaller than it is."""
    content = bytearray(archive(elements="agreement,element\r\n" + "a" * 5000))
    directory = content.rindex(b"PK\x01\x02")
    while b"elements.csv" not in content[directory : directory + 60]:
        directory = content.rindex(b"PK\x01\x02", 0, directory)
    struct.pack_into("<L", content, directory + 24, 10)
    return bytes(content)


def _encrypted() -> bytes:
    content = bytearray(archive())
    at = -1
    while (at := content.find(b"PK\x01\x02", at + 1)) >= 0:
        content[at + 8] |= 1
    return bytes(content)


def _with_entry(name: str, content: bytes) -> bytes:
    packed = BytesIO(workbook.write(EMPTY))
    with ZipFile(packed, "a") as made:
        made.writestr(name, content)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("content", "text"),
    [
        pytest.param(lambda: b"PK\x03\x04" + b"0" * 50 * 1024 * 1024, "too large", id="50 MB"),
        pytest.param(_bomb, "unpacks to more", id="zip bomb"),
        pytest.param(_lying, "damaged|unpacks to more", id="lying directory"),
        pytest.param(_encrypted, "password", id="encrypted archive"),
        pytest.param(lambda: bytes.fromhex("d0cf11e0a1b11ae1") + b"0" * 600, "password", id="encrypted workbook"),
        pytest.param(lambda: _with_entry("xl/vbaProject.bin", b"x"), "macros", id="macros"),
        pytest.param(lambda: b"MZ\x90" * 100, "neither", id="a program"),
        pytest.param(lambda: b"", "neither", id="nothing"),
        pytest.param(lambda: workbook.write(EMPTY)[:2000], "neither|damaged", id="cut off"),
        pytest.param(
            lambda: archive(**{"xl/workbook": b""})[:-4] + b"....", "neither|damaged|missing", id="spoilt end"
        ),
    ],
)
def test_hostile_file_is_refused(content: Callable[[], bytes], text: str) -> None:
    with pytest.raises(Refused, match=text) as refused:
        must_read(content())
    assert set(refused.value.fields) == {"file"}


def test_workbook_with_a_false_sheet_is_refused() -> None:
    packed = BytesIO()
    with ZipFile(BytesIO(workbook.write(EMPTY))) as good, ZipFile(packed, "w") as made:
        for name in good.namelist():
            made.writestr(name, b"<worksheet" if name.endswith("sheet1.xml") else good.read(name))
    with pytest.raises(Refused, match="damaged"):
        read(packed.getvalue())


def test_workbook_with_entities_is_refused() -> None:
    bomb = (
        b'<!DOCTYPE x [<!ENTITY a "'
        + b"a" * 1000
        + b'">'
        + b"".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 20}">'.encode() for n in range(8))
        + b"]><worksheet><sheetData><row><c t='str'><v>&i;</v></c></row></sheetData></worksheet>"
    )
    packed = BytesIO()
    with ZipFile(BytesIO(workbook.write(EMPTY))) as good, ZipFile(packed, "w") as made:
        for name in good.namelist():
            made.writestr(name, bomb if name.endswith("sheet1.xml") else good.read(name))
    with pytest.raises(Refused, match=r"damaged|missing"):
        must_read(packed.getvalue())


def test_largest_file_is_that_of_the_message() -> None:
    with pytest.raises(Refused, match="at most 20 MB"):
        read(b"0" * (MAX_BYTES + 1))
