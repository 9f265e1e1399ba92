"""Whether tables make sense together and with the registry: what they refer to, and the rules of agreements."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from segnavia.actions.agreement_tables.declaration import BY_NAME, SPECIAL, Cell, Row, Tables
from segnavia.actions.agreement_tables.reading import Reading
from segnavia.actions.agreement_tables.sheets import Trouble
from segnavia.actions.agreement_values import linked_problem, words_of
from segnavia.core.agreement_rules import BINDING, AgreementFacts, PartyFacts, problems_in
from segnavia.core.agreements import RESERVED_CODES, AgreementType, AmendmentKind, SignatureKind
from segnavia.core.lifecycle import AgreementState, TaskState
from segnavia.registry.models import Actor

Found = tuple[str, Row, str, str]  # table, row, column, what is wrong


def judge(reading: Reading) -> tuple[Trouble, ...]:
    """What is wrong in tables, each at its row. Where rows could not be read, only what every other row says alone."""
    actors = dict(Actor.objects.values_list("code", "title"))
    found = [*_alone(reading.tables, actors)]
    if not reading.troubles:
        found += [*_together(reading.tables), *_rules(reading.tables, actors)]
    return tuple(
        Trouble(table, reading.places.get((table, BY_NAME[table].key_of(row))), column, text)
        for table, row, column, text in found
    )


def _alone(tables: Tables, actors: Mapping[str, str]) -> Iterator[Found]:
    """What is wrong in a row whatever the others say."""
    for name, rows in tables.items():
        strange = (row for row in rows if row.get("actor") and row["actor"] not in actors)
        for row in strange:
            text = _("No actor has the code “%(code)s”: add the actor first, or correct the code.")
            yield name, row, "actor", text % {"code": row["actor"]}
    yield from _of_codes(tables)
    for row in tables["commitments"]:
        yield from (("commitments", row, column, text) for column, text in _of_commitment(row))
    for row in tables["amendments"]:
        if row["kind"] in (AmendmentKind.ACCESSION, AmendmentKind.WITHDRAWAL) and not row["actor"]:
            yield "amendments", row, "actor", _("Say which actor came in or left.")


def _of_codes(tables: Tables) -> Iterator[Found]:
    for row in tables["agreements"]:
        if row["code"] in RESERVED_CODES:
            yield "agreements", row, "code", _("This word is an address of its own: take another code.")
    for row in tables["codes"]:
        text = linked_problem(str(row["kind"]), str(row["code"]))
        if text:
            yield "codes", row, "code", text


def _together(tables: Tables) -> Iterator[Found]:
    """What a row says of others that do not say so themselves."""
    states = {row["code"]: row["state"] for row in tables["agreements"]}
    for name, rows in tables.items():
        for row in rows:
            if "agreement" in row and row["agreement"] not in states:
                text = _("No row of the sheet “agreements” has this code: add it there, or correct it here.")
                yield name, row, "agreement", text
    parties = {(row["agreement"], row["actor"]) for row in tables["parties"]}
    for row in tables["commitments"]:
        if (row["agreement"], row["actor"]) not in parties:
            yield "commitments", row, "actor", _("Only a party of the agreement promises something in it.")
    for row in tables["amendments"]:
        if states.get(row["agreement"], "signed") not in (*BINDING, AgreementState.WITHDRAWN):
            yield "amendments", row, "agreement", _("Only a signed agreement that has not ended is amended.")


def _rules(tables: Tables, titles: Mapping[str, str]) -> Iterator[Found]:
    """What keeps each agreement from standing in its state, told at its own row."""
    today = timezone.localdate()
    parties: dict[Cell, list[Row]] = {}
    for party in tables["parties"]:
        parties.setdefault(party["agreement"], []).append(party)
    for row in tables["agreements"]:
        facts = _facts(row, parties.get(row["code"], []), titles)
        for problem in problems_in(AgreementState(str(row["state"])), facts, today):
            yield "agreements", row, problem.field, words_of(problem)


def _facts(row: Row, parties: list[Row], titles: Mapping[str, str]) -> AgreementFacts:
    special = {name.removeprefix(SPECIAL): value for name, value in row.items() if name.startswith(SPECIAL)}
    signature = row["signature"]
    return AgreementFacts(
        type=AgreementType(str(row["type"])),
        signed_on=_day(row["signed_on"]),
        signature=SignatureKind(str(signature)) if signature else None,
        starts_on=_day(row["starts_on"]),
        ends_on=_day(row["ends_on"]),
        special={name: value for name, value in special.items() if value not in (None, "")},  # type: ignore[misc]
        parties=tuple(
            PartyFacts(
                actor=titles.get(str(party["actor"]), str(party["actor"])),
                signatory=str(party["signatory"]),
                approval=f"{party['approval_body']} {party['approval_number']}".strip(),
                approved_on=_day(party["approved_on"]),
                joined_on=_day(party["joined_on"]),
                left_on=_day(party["left_on"]),
            )
            for party in parties
        ),
    )


def _of_commitment(row: Row) -> Iterator[tuple[str, str]]:
    if row["state"] == TaskState.DONE:
        if not row["evidence"]:
            yield "evidence", _("Say what shows that it was kept.")
        if row["done_on"] is None:
            yield "done_on", _("Give the day on which it was kept.")
    elif row["done_on"] is not None:
        yield "done_on", _("Only what was kept has a day on which it was.")


def _day(value: Any) -> date | None:
    return value if isinstance(value, date) else None
