"""A plan in each moment of its legal life, for the tests of actions, desk and portal."""

from datetime import date

from segnavia.actions import acts, observations, plans
from segnavia.actions.acts import Said
from segnavia.core.lifecycle import Outcome
from segnavia.registry.models import Edition, Observation
from tests.actions.people import APPROVER, PLANNER
from tests.plans.samples import HISTORY, package

COUNCIL, CONFERENCE = "Consiglio metropolitano", "Conferenza metropolitana"


def draft(**changes: object) -> Edition:
    """The sound plan as a draft."""
    return plans.load(package(**changes), by=PLANNER).edition


def in_force() -> Edition:
    """The sound plan in force since 30 June 2022, as its history tells."""
    edition = draft()
    plans.record_history(edition.plan, HISTORY, by=PLANNER)
    return Edition.objects.get(pk=edition.pk)


def said(dated: str, body: str = COUNCIL, number: str = "", **more: object) -> Said:
    return Said(body=body, dated=dated, number=number, **more)


def adopted(edition: Edition | None = None, dated: str = "2023-03-22") -> Edition:
    """An edition after its adoption."""
    return acts.adopt(edition or draft(), by=APPROVER, said=said(dated, number="16/2023")).edition


def observed(edition: Edition, *, element: str = "objectives:M1.01", author: str = "Comitato") -> Observation:
    """An observation on an adopted edition."""
    return observations.submit(
        edition, by=PLANNER, author=author, text="Si chiede di più.", element=element, received_on=date(2023, 4, 12)
    )


def answered(observation: Observation, outcome: Outcome = Outcome.ACCEPTED) -> Observation:
    """The observation with its answer."""
    return observations.answer(
        observation,
        by=PLANNER,
        version=Observation.objects.get(pk=observation.pk).version,
        outcome=outcome,
        reason="Perché sì.",
        answered_on=date(2023, 5, 2),
    )


def approved(edition: Edition) -> Edition:
    """An adopted edition after opinion and approval."""
    acts.give_opinion(edition, by=APPROVER, said=said("2023-05-10", CONFERENCE))
    return acts.approve(edition, by=APPROVER, said=said("2023-06-20")).edition
