"""An import is shown first and carried out whole or not at all."""

from datetime import date
from typing import Any

import pytest
from django.utils import translation

from segnavia.actions import agreements
from segnavia.actions.agreement_tables import csv_zip
from segnavia.actions.agreement_tables.declaration import Row, Tables
from segnavia.actions.agreement_tables.proposal import propose
from segnavia.actions.agreement_tables.rows import tables_of
from segnavia.actions.agreements import import_all
from segnavia.actions.writing import NotAllowed, Refused
from segnavia.registry.models import Agreement, AuditEvent
from tests.actions.agreements import HEAD, PLANNER, in_force

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english() -> Any:
    with translation.override("en"):
        yield


@pytest.fixture
def agreement() -> Agreement:
    return in_force()


def changed(tables: Tables, name: str, number: int = 0, **values: Any) -> bytes:
    rows = list(tables[name])
    rows[number] = {**rows[number], **values}
    return csv_zip.write({**tables, name: tuple(rows)})


def test_proposal_tells_what_would_happen(agreement: Agreement) -> None:
    tables = tables_of(agreement.plan)
    extra: Row = {**tables["commitments"][0], "code": "nuovo", "what": "Un impegno in più"}
    content = csv_zip.write(
        {
            **tables,
            "agreements": ({**tables["agreements"][0], "note": "vista"},),
            "commitments": (*tables["commitments"][1:], extra),
        }
    )
    proposal = propose(agreement.plan, content)
    assert proposal.troubles == ()
    told = {c.table.name: (len(c.added), [x.values for x in c.changed], len(c.removed)) for c in proposal.changes}
    assert told == {"agreements": (0, [(("note", "", "vista"),)], 0), "commitments": (1, [], 1)}
    assert (proposal.count, proposal.removed) == (3, 1)


def test_import_carries_out_what_was_shown(agreement: Agreement) -> None:
    content = changed(tables_of(agreement.plan), "agreements", note="vista")
    proposal = propose(agreement.plan, content)
    import_all(agreement.plan, content, by=PLANNER, seen=proposal.digest)
    now = Agreement.objects.get(pk=agreement.pk)
    assert (now.note, now.version) == ("vista", agreement.version + 1)
    event = AuditEvent.objects.order_by("-sequence").first()
    assert event is not None
    assert event.action == "agreements.import_all"
    assert '"note","","vista"' in event.details


def test_import_of_something_else_than_was_shown_is_refused(agreement: Agreement) -> None:
    content = changed(tables_of(agreement.plan), "agreements", note="vista")
    seen = propose(agreement.plan, content).digest
    agreements.revise(agreement, by=PLANNER, version=agreement.version, note="altro")
    with pytest.raises(Refused, match="look at it again"):
        import_all(agreement.plan, content, by=PLANNER, seen=seen)
    assert Agreement.objects.get(pk=agreement.pk).note == "altro"


def test_import_is_the_planning_offices(agreement: Agreement) -> None:
    with pytest.raises(NotAllowed):
        import_all(agreement.plan, csv_zip.write(tables_of(agreement.plan)), by=HEAD)


@pytest.mark.parametrize(
    ("name", "values", "column", "text"),
    [
        ("parties", {"actor": "nessuno"}, "actor", "No actor has the code"),
        ("parties", {"agreement": "nessuna"}, "agreement", "No row of the sheet"),
        ("parties", {"signatory": ""}, "parties", "is not named"),
        ("agreements", {"starts_on": None}, "starts_on", "first day"),
        ("agreements", {"special.burl": "x"}, "special.burl", "no field"),
        ("agreements", {"special.binding": None}, "special.binding", "needed from here on"),
        ("commitments", {"actor": "camera-di-commercio"}, "actor", "Only a party"),
        ("commitments", {"state": "done"}, "evidence", "what shows"),
        ("commitments", {"done_on": date(2024, 1, 1)}, "done_on", "Only what was kept"),
        ("codes", {"code": "J61"}, "code", "no CUP"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_what_makes_no_sense_is_told_and_nothing_done(
    agreement: Agreement, name: str, values: dict[str, Any], column: str, text: str
) -> None:
    content = changed(tables_of(agreement.plan), name, **values)
    troubles = propose(agreement.plan, content).troubles
    assert any(trouble.column == column and text in trouble.text and trouble.row == 2 for trouble in troubles)
    before = tables_of(agreement.plan)
    with pytest.raises(Refused):
        import_all(agreement.plan, content, by=PLANNER)
    assert tables_of(agreement.plan) == before


def test_every_trouble_is_told_at_once_and_no_false_one(agreement: Agreement) -> None:
    tables = tables_of(agreement.plan)
    unreadable = {**tables["agreements"][0], "signature": "timbro"}
    strange = {**tables["commitments"][0], "actor": "nessuno"}
    content = csv_zip.write({**tables, "agreements": (unreadable,), "commitments": (strange,)})
    troubles = propose(agreement.plan, content).troubles
    assert [(each.sheet, each.row, each.column) for each in troubles] == [
        ("agreements", 2, "signature"),
        ("commitments", 2, "actor"),
    ]
