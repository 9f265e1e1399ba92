"""A second edition of the Milan plan: the yearly update that the differences are tested on."""

from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import TypeVar

from segnavia.core.codes import Direction
from segnavia.core.provenance import Provenance
from segnavia.plans.reader import read
from segnavia.plans.schema import (
    AgendaEntry,
    CrosswalkEntry,
    Municipality,
    Objective,
    Package,
    Part,
    Period,
    Record,
)

MILANO = Path(__file__).parents[2] / "plans" / "milano-2022-2024"

Kept = TypeVar("Kept", bound=Record)


@cache
def milan() -> Package:
    """The Milan plan as the repository has it."""
    package = read(MILANO).package
    assert package is not None
    return package


@cache
def second_edition() -> Package:
    """The same a year later: something of every chapter is changed, as a council would."""
    plan = milan()
    header = plan.plan.model_copy(update={"period": Period(start=2023, end=2025), "short_title": "PSTTM 2023-2025"})
    return plan.model_copy(
        update={
            "plan": header,
            "parts": _parts(plan.parts),
            "keywords": _with(plan.keywords, "K1", missions=("M1", "M2", "M4")),
            "reform_tracks": _with(plan.reform_tracks, "R4", state="done"),
            "objectives": _objectives(plan.objectives),
            "drivers": _with(plan.drivers, "D05", title="Il diritto a muoversi"),
            "agenda": _agenda(plan.agenda),
            "municipalities": _municipalities(plan.municipalities),
            "crosswalk": _crosswalk(plan.crosswalk),
        }
    )


def _with(records: tuple[Kept, ...], code: str, /, **fields: object) -> tuple[Kept, ...]:
    """The records with fields of one replaced."""
    return tuple(
        record.model_copy(update=fields) if record.model_dump()["code"] == code else record for record in records
    )


def _parts(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    agenda = next(part for part in parts if part.code == "05")
    first, *others = agenda.sections
    text = first.text.replace("dieci filoni di lavoro prioritari", "dieci filoni di lavoro, tutti prioritari")
    return _with(parts, "05", sections=(first.model_copy(update={"text": text}), *others))


def _objectives(objectives: tuple[Objective, ...]) -> tuple[Objective, ...]:
    """One reworded, one with other directions, one noted, the last of M4 gone, one of M6 moved, two changed places."""
    changed = _with(
        objectives,
        "M1.01",
        title="Superamento del divario digitale ed estensione dei collegamenti 5G a tutti i territori metropolitani",
    )
    changed = _with(changed, "M1.02", directions=tuple(Direction))
    changed = _with(changed, "M1.03", note="Da rivedere con il piano dei fabbisogni.")
    changed = _with(changed, "M6.04", code="M5.12")
    changed = _with(changed, "M2.16", code="M2.17", title=_title(objectives, "M2.16") + " metropolitano")
    new = Objective(
        code="M6.04",
        title="Una casa della comunità in ogni zona omogenea",
        directions=(Direction.MUNICIPALITIES,),
        provenance=Provenance.SOURCE,
    )
    return (*(objective for objective in changed if objective.code != "M4.06"), new)


def _title(objectives: tuple[Objective, ...], code: str) -> str:
    return next(objective.title for objective in objectives if objective.code == code)


_MOVED = {"M6.04": "M5.12", "M2.16": "M2.17"}


def _agenda(agenda: tuple[AgendaEntry, ...]) -> tuple[AgendaEntry, ...]:
    first, *others = (
        entry.model_copy(update={"objective": _MOVED.get(entry.objective, entry.objective)})
        for entry in agenda
        if entry.objective != "M4.06"
    )
    new = AgendaEntry(driver="D10", objective="M6.04", reason="È la porta del sistema", provenance=Provenance.EDITORIAL)
    return (first.model_copy(update={"reason": first.reason + " per tutti"}), *others, new)


def _municipalities(municipalities: tuple[Municipality, ...]) -> tuple[Municipality, ...]:
    return _with(municipalities, "015002", zone="sud-ovest")


def _crosswalk(crosswalk: tuple[CrosswalkEntry, ...]) -> tuple[CrosswalkEntry, ...]:
    """One judgement is shared between two objectives, one is given another reason, one gives up an objective."""
    entries: list[CrosswalkEntry] = []
    for entry in crosswalk:
        objective = entry.objective and _MOVED.get(entry.objective, entry.objective)
        kept = entry.model_copy(update={"objective": objective})
        if entry.submeasure == "M1C1I1.02.00":
            half = kept.model_copy(update={"share": Fraction(1, 2)})
            entries += [half, half.model_copy(update={"objective": "M1.03", "reason": "Forma anche chi lo usa"})]
        elif entry.submeasure == "M1C1I1.03.01":
            entries.append(kept.model_copy(update={"reason": kept.reason + ", per tutti"}))
        elif objective == "M4.06":
            entries.append(kept.model_copy(update={"objective": None, "share": None, "reason": "Non più nel piano"}))
        else:
            entries.append(kept)
    return tuple(entries)
