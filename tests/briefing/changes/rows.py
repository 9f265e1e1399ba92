"""Public and private rows of the registry, in the plan of the two bulletins."""

from datetime import date
from typing import Any

from segnavia.registry.models import (
    Act,
    Actor,
    Agreement,
    AgreementElement,
    Assignment,
    Case,
    Commitment,
    Edition,
    FirstMove,
    FrozenText,
    Party,
    Plan,
    Reform,
    ReformStep,
)

TODAY = date(2026, 11, 25)


def plan() -> Plan:
    return Plan.objects.get_or_create(code="prova-2022-2024")[0]


def actor(code: str = "comune-di-abbiategrasso", **values: Any) -> Actor:
    fields = {"title": "Comune di Abbiategrasso", "kind": "municipality", "direction": "municipalities"}
    if code == "comune-di-abbiategrasso":
        fields |= {"municipality": "015001", "tax_code": "00000000001"}
    return Actor.objects.get_or_create(code=code, defaults={**fields, **values})[0]


def agreement(code: str = "patto", *, public: bool = True, state: str = "in_force", **values: Any) -> Agreement:
    fields = {"type": "protocol", "title": f"Intesa {code}", "signed_on": date(2026, 5, 4)}
    made = Agreement.objects.create(plan=plan(), code=code, state=state, is_public=public, **{**fields, **values})
    Party.objects.create(agreement=made, actor=actor())
    AgreementElement.objects.create(agreement=made, element="objectives:M1.01")
    return made


def commitment(of: Agreement, code: str = "1", **values: Any) -> Commitment:
    fields = {"what": f"Promessa {code}", "actor": actor()}
    return Commitment.objects.create(agreement=of, code=code, **{**fields, **values})


def assignment(**values: Any) -> Assignment:
    fields = {"element": "objectives:M1.02", "direction": "municipalities", "owner": actor()}
    return Assignment.objects.create(plan=plan(), **{**fields, **values})


def first_move(**values: Any) -> FirstMove:
    return FirstMove.objects.create(plan=plan(), **{"title": "Primo cantiere", "owner": actor(), **values})


def reform_step(**values: Any) -> ReformStep:
    reform, _ = Reform.objects.get_or_create(plan=plan(), code="R1")
    return ReformStep.objects.create(reform=reform, **{"title": "Regolamento", **values})


def case(key: str, **values: Any) -> Case:
    fields = {
        "actor": actor(), "kind": "project", "title": "Tram", "value_name": "paid_pnrr", "reason": "altro importo",
    }  # fmt: skip
    return Case.objects.create(plan=plan(), key=key, **{**fields, **values})


def act(step: str, dated: str, **values: Any) -> Act:
    edition, _ = Edition.objects.get_or_create(
        plan=plan(),
        defaults={
            "title": "Piano di prova", "short_title": "Prova", "body": "Città metropolitana di Prova",
            "territory": "015", "period_start": 2022, "period_end": 2024, "language": "it", "provenance": "source",
        },
    )  # fmt: skip
    text, _ = FrozenText.objects.get_or_create(
        sha256="a" * 64, defaults={"edition": edition, "content": "{}", "frozen_by": "x"}
    )
    fields = {"body": "Consiglio", "provenance": "source", "recorded_by": "x", "text": text}
    return Act.objects.create(edition=edition, step=step, dated=dated, **{**fields, **values})


DONE = {"state": "done", "evidence": "un atto"}
