"""What is exported and imported is the same, whatever it holds, in both forms."""

from collections.abc import Callable
from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings

from segnavia.actions.agreement_tables import csv_zip, workbook
from segnavia.actions.agreement_tables.declaration import TABLES, Tables
from segnavia.actions.agreement_tables.proposal import propose
from segnavia.actions.agreement_tables.reading import read
from segnavia.actions.agreement_tables.rows import tables_of
from segnavia.actions.agreements import import_all
from segnavia.registry.models import Agreement, AuditEvent
from tests.actions.agreement_tables.strategies import TRAPS, normal, tables
from tests.actions.agreements import PLANNER, actors, in_force, milan

Write = Callable[[Tables], bytes]
FORMS = pytest.mark.parametrize("write", [csv_zip.write, workbook.write], ids=["csv", "xlsx"])
OFTEN = settings(
    deadline=None,
    max_examples=50,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture, HealthCheck.data_too_large],
)
EMPTY: Tables = {table.name: () for table in TABLES}


@pytest.mark.long
@FORMS
@OFTEN
@given(original=tables())
def test_file_says_what_the_tables_did(write: Write, original: Tables) -> None:
    reading = read(write(original))
    assert reading.troubles == ()
    assert normal(reading.tables) == normal(original)


@pytest.mark.long
@FORMS
@settings(OFTEN, max_examples=10)
@given(original=tables(most=2))
def test_export_of_an_import_is_the_same(db: None, write: Write, original: Tables) -> None:
    plan = milan()
    if not plan.agreements.exists() and not _has_actors():
        actors()
    import_all(plan, write(EMPTY), by=PLANNER)
    assert not Agreement.objects.exists()
    import_all(plan, write(original), by=PLANNER)
    exported = tables_of(plan)
    assert normal(exported) == normal(original)
    assert propose(plan, write(exported)).count == 0


def _has_actors() -> bool:
    from segnavia.registry.models import Actor

    return Actor.objects.exists()


@pytest.mark.django_db
@FORMS
def test_importing_what_was_exported_leaves_no_trace(write: Write) -> None:
    agreement = in_force()
    events = AuditEvent.objects.count()
    proposal = import_all(agreement.plan, write(tables_of(agreement.plan)), by=PLANNER)
    assert proposal.count == 0
    assert AuditEvent.objects.count() == events
    assert Agreement.objects.get(pk=agreement.pk).version == agreement.version


@pytest.mark.django_db
def test_the_two_forms_say_the_same() -> None:
    tables = tables_of(in_force().plan)
    assert normal(read(csv_zip.write(tables)).tables) == normal(read(workbook.write(tables)).tables)


def _with_title(title: str) -> Tables:
    blank = {column.name: column.blank for column in TABLES[0].columns}
    row = {**blank, "code": "a", "type": "protocol", "title": title, "legal_basis": "L. 1/2000"}
    return {**EMPTY, "agreements": (row,)}


@pytest.mark.parametrize("text", [text for text in TRAPS if text.startswith(("=", "+", "-", "@"))])
def test_text_that_looks_like_a_formula_is_no_formula(text: str) -> None:
    book = openpyxl.load_workbook(BytesIO(workbook.write(_with_title(text))))
    cell = book["agreements"]["C2"]
    assert (cell.data_type, cell.value, cell.quotePrefix) == ("s", text, True)
    with ZipFile(BytesIO(csv_zip.write(_with_title(text)))) as archive:
        assert f"'{text[0]}" in archive.read("agreements.csv").decode()


def test_workbook_has_typed_cells_and_frozen_headers(db: None) -> None:
    book = openpyxl.load_workbook(BytesIO(workbook.write(tables_of(in_force().plan))))
    assert book.sheetnames == [table.name for table in TABLES]
    assert {sheet.freeze_panes for sheet in book.worksheets} == {"A2"}
    sheet = book["agreements"]
    at = {cell.value: cell.column for cell in sheet[1]}
    assert sheet.cell(2, at["signed_on"]).is_date
    assert sheet.cell(2, at["is_public"]).data_type == "b"
    assert sheet.cell(2, at["protocol"]).data_type == "s"


def test_archive_of_the_same_tables_has_the_same_bytes() -> None:
    assert csv_zip.write(_with_title("x")) == csv_zip.write(_with_title("x"))
