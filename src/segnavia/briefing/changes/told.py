"""What people did publicly, as entries: legal steps, agreements, commitments, assignments, first moves, reforms, cases.

Only what has its day is told, and only what the public pages show. What should have been done by a day that has passed
is told at the day after; done later, both are told.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from segnavia.briefing import asked
from segnavia.briefing.changes.entries import Address, Change, Kind, Words
from segnavia.core.agreement_rules import BINDING
from segnavia.core.lifecycle import AgreementState, CaseState, ReformState, Step, TaskState
from segnavia.core.periods import first_day
from segnavia.core.prefill import LineKind
from segnavia.plans.book import PlanBook
from segnavia.registry import legal, values
from segnavia.registry.models import (
    Act,
    Actor,
    Agreement,
    Amendment,
    Assignment,
    Case,
    Commitment,
    FirstMove,
    Reform,
    ReformStep,
)

_step_title = lazy(legal.step_title, str)
_value_title = lazy(values.title_of, str)


def _outcome(outcome: str) -> str:
    return values.outcomes()[outcome]


_outcome_title = lazy(_outcome, str)


def told_changes(book: PlanBook, today: date) -> list[Change]:
    """Everything that people did publicly until this day, the newest first."""
    plan = book.package.plan
    found = [
        *_legal_steps(plan.territory),
        *_agreements(plan.code),
        *_commitments(plan.code, today),
        *_assignments(book, today),
        *_first_moves(plan.code, today),
        *_reforms(book, today),
        *_cases(plan.code),
    ]
    return sorted((each for each in found if each.on <= today), key=lambda each: (each.on, each.uid), reverse=True)


def actor_keys(actor: Actor | None) -> frozenset[str]:
    """The keys under which an actor is followed: its own, its municipality's, its tax code's."""
    if actor is None:
        return frozenset()
    keys = {f"actor:{actor.code}"}
    keys |= {f"municipality:{actor.municipality}"} if actor.municipality else set()
    return frozenset(keys | ({f"tax:{actor.tax_code}"} if actor.tax_code else set()))


def _legal_steps(territory: str) -> Iterator[Change]:
    for act in Act.objects.filter(edition__territory=territory).select_related("edition", "text"):
        values: dict[str, object] = {"step": _step_title(act.step), "plan": act.edition.title}
        in_force = act.in_force_from if act.step == Step.ENTRY_INTO_FORCE else None
        text = _("%(step)s: “%(plan)s”.") if in_force else _("%(step)s: “%(plan)s”, %(body)s.")
        yield Change(
            uid=f"act/{act.pk}",
            kind=Kind.LEGAL,
            on=in_force or first_day(act.dated),
            words=Words(text, values if in_force else {**values, "body": act.body}),
            address=Address("portal:text", (act.text.sha256,)),
            dated="" if in_force else act.dated,
        )


def _agreements(plan: str) -> Iterator[Change]:
    rows = Agreement.objects.filter(plan__code=plan, is_public=True).prefetch_related("elements", "parties__actor")
    for row in rows.prefetch_related("linked_codes", "amendments__actor"):
        keys = _keys_of(row)
        address = Address("portal:agreement", (row.code,))
        if row.signed_on and row.state in BINDING:
            words = Words(_("The agreement was signed."))
            yield Change(
                f"agreement/{row.pk}/signed/{row.signed_on}",
                Kind.AGREEMENTS,
                row.signed_on,
                words,
                address,
                row.title,
                concerns=keys,
            )
        for each in row.amendments.all():
            yield _amended(row, each, keys, address)


def _amended(row: Agreement, each: Amendment, keys: frozenset[str], address: Address) -> Change:
    text = {
        "amendment": _("The agreement was amended: %(what)s"),
        "accession": _("%(actor)s has joined the agreement: %(what)s"),
        "withdrawal": _("%(actor)s has left the agreement: %(what)s"),
        "renewal": _("The agreement was renewed: %(what)s"),
    }[each.kind]
    return Change(
        uid=f"amendment/{each.pk}/{each.dated}",
        kind=Kind.AGREEMENTS,
        on=each.dated,
        words=Words(text, {"what": each.text, "actor": each.actor.title if each.actor else ""}),
        address=address,
        title=row.title,
        concerns=keys | actor_keys(each.actor),
    )


def _keys_of(row: Agreement) -> frozenset[str]:
    keys = {f"agreement:{row.code}", *(each.element for each in row.elements.all())}
    keys |= {f"cup:{each.code}" for each in row.linked_codes.all() if each.kind == "CUP"}
    for party in row.parties.all():
        keys |= actor_keys(party.actor)
    return frozenset(keys)


def _commitments(plan: str, today: date) -> Iterator[Change]:
    rows = Commitment.objects.filter(
        agreement__plan__code=plan, agreement__is_public=True, agreement__state__in=BINDING
    ).select_related("agreement", "actor")
    for row in rows.prefetch_related("agreement__elements"):
        agreement = row.agreement
        served = {row.element} if row.element else {each.element for each in agreement.elements.all()}
        task = _Task(
            f"commitment/{row.pk}",
            Kind.AGREEMENTS,
            row.what,
            row.actor,
            Address("portal:agreement", (agreement.code,), anchor=f"commitment-{row.code}"),
            frozenset({f"agreement:{agreement.code}", *served}),
        )
        # once an agreement has ended nobody is late with it any more
        may_be_late = agreement.state in {AgreementState.SIGNED, AgreementState.IN_FORCE}
        yield from _told_of(row, task, today, may_be_late=may_be_late)


def _assignments(book: PlanBook, today: date) -> Iterator[Change]:
    for row in Assignment.objects.filter(plan__code=book.package.plan.code).select_related("owner"):
        title = asked.title_of(row.element, book)
        task = _Task(
            f"assignment/{row.pk}",
            Kind.TASKS,
            row.what or title or row.element.partition(":")[2],
            row.owner,
            _element_address(row.element) if title else Address("portal:body", (row.owner.code,)),
            frozenset({row.element}),
        )
        yield from _told_of(row, task, today)


def _first_moves(plan: str, today: date) -> Iterator[Change]:
    rows = FirstMove.objects.filter(plan__code=plan, is_public=True).select_related("owner")
    for row in rows.exclude(state=TaskState.WITHDRAWN):
        address = Address("portal:first-moves", anchor=f"mossa-{row.pk}")
        serves = frozenset({row.element} - {""})
        task = _Task(f"first_move/{row.pk}", Kind.TASKS, row.title, row.owner, address, serves)
        yield from _told_of(row, task, today)


def _reforms(book: PlanBook, today: date) -> Iterator[Change]:
    """Of the tracks that the text in force has: the page shows no others."""
    titles = {track.code: track.title for track in book.package.reform_tracks}
    plan = book.package.plan.code
    for reform in Reform.objects.filter(plan__code=plan, code__in=titles, said_on__isnull=False):
        if reform.said_on and reform.state != ReformState.WORK_IN_PROGRESS:
            done = reform.state == ReformState.DONE
            yield Change(
                uid=f"reform/{reform.pk}/{reform.state}/{reform.said_on}",
                kind=Kind.TASKS,
                on=reform.said_on,
                words=Words(_("The reform is done.") if done else _("The reform was withdrawn.")),
                address=Address("portal:reforms", anchor=reform.code),
                title=titles[reform.code],
                concerns=frozenset({f"reform_tracks:{reform.code}"}),
            )
    steps = ReformStep.objects.filter(reform__plan__code=plan, reform__code__in=titles)
    for step in steps.select_related("reform", "owner"):
        address = Address("portal:reforms", anchor=step.reform.code)
        serves = frozenset({f"reform_tracks:{step.reform.code}"})
        task = _Task(f"reform_step/{step.pk}", Kind.TASKS, step.title, step.owner, address, serves)
        yield from _told_of(step, task, today)


@dataclass(frozen=True, slots=True)
class _Task:
    """One thing that somebody promised or was asked for."""

    name: str
    kind: Kind
    what: str
    actor: Actor | None
    address: Address
    serves: frozenset[str]


def _told_of(row: Any, task: _Task, today: date, *, may_be_late: bool = True) -> Iterator[Change]:
    """What is to be said of it: that it is done, and that it was not done by its day."""
    keys = task.serves | actor_keys(task.actor)
    who = {"actor": task.actor.title} if task.actor else {}
    done_on = row.done_on if row.state == TaskState.DONE else None
    if done_on:
        words = Words(_("%(actor)s: done.") if who else _("Done."), who)
        uid = f"{task.name}/done/{done_on}"
        yield Change(uid, task.kind, done_on, words, task.address, task.what, concerns=keys)
    if row.state == TaskState.WITHDRAWN or row.due_on is None or not may_be_late:
        return
    if row.due_on < (done_on or today):
        text = _("%(actor)s: it was due by %(due)s.") if who else _("It was due by %(due)s.")
        words = Words(text, {**who, "due": row.due_on})
        on, uid = row.due_on + timedelta(days=1), f"{task.name}/late/{row.due_on}"
        yield Change(uid, task.kind, on, words, task.address, task.what, concerns=keys)


def _cases(plan: str) -> Iterator[Change]:
    """Of projects alone: cases on anything else stand on no public page."""
    for row in Case.objects.filter(Q(plan__code=plan), kind=LineKind.PROJECT).select_related("actor"):
        keys = frozenset({f"project:{row.key}"}) | actor_keys(row.actor)
        address = Address("portal:project", (row.key,), anchor="cases")
        opened = Words(
            _("%(actor)s contests a value that the source tells: %(value)s."),
            {"actor": row.actor.title, "value": _value_title(row.value_name)},
        )
        on = timezone.localdate(row.opened_at)
        yield Change(f"case/{row.pk}/opened", Kind.CASES, on, opened, address, row.title, concerns=keys)
        if row.state == CaseState.CLOSED and row.closed_at:
            closed = Words(
                _("The case on “%(value)s” is closed: %(outcome)s."),
                {"value": _value_title(row.value_name), "outcome": _outcome_title(row.outcome)},
            )
            on = timezone.localdate(row.closed_at)
            yield Change(f"case/{row.pk}/closed", Kind.CASES, on, closed, address, row.title, concerns=keys)


def _element_address(element: str) -> Address:
    room, _colon, code = element.partition(":")
    return Address(f"portal:{asked.ROOMS[room]}", (code,))
