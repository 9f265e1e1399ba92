"""Reading agreements, for the actions and for the faces: facts for the rules, lists, moments, who stands for what."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django.db.models import F, Prefetch, Q, QuerySet

from segnavia.core.agreement_matrix import Pledge
from segnavia.core.agreement_rules import AgreementFacts, PartyFacts, Special, is_overdue, state_on
from segnavia.core.agreements import TYPES, AgreementType, FieldKind, SignatureKind
from segnavia.core.codes import Direction
from segnavia.core.lifecycle import AgreementState, EditionStatus, TaskState
from segnavia.registry.models import Agreement, Commitment, Edition, FrozenText, Party, Plan


def special_of(agreement: Agreement) -> dict[str, Special]:
    """The special fields of an agreement's type that are known, each as what it is."""
    kept: Mapping[str, Any] = agreement.special
    found: dict[str, Special] = {}
    for each in TYPES[AgreementType(agreement.type)].special:
        if each.name in kept:
            value = kept[each.name]
            found[each.name] = date.fromisoformat(value) if each.kind is FieldKind.DATE else value
    return found


def kept_special(values: Mapping[str, Special]) -> dict[str, str | bool]:
    """Special fields as the registry keeps them: what is not known is left out, a date is its ISO text."""
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in values.items()
        if value is not None and value != ""
    }


def facts_of(agreement: Agreement, parties: Collection[Party] | None = None) -> AgreementFacts:
    """What the rules ask of an agreement; of its parties as they stand, or of these."""
    rows = agreement.parties.select_related("actor") if parties is None else parties
    return AgreementFacts(
        type=AgreementType(agreement.type),
        signed_on=agreement.signed_on,
        signature=SignatureKind(agreement.signature) if agreement.signature else None,
        starts_on=agreement.starts_on,
        ends_on=agreement.ends_on,
        special=special_of(agreement),
        parties=tuple(
            PartyFacts(
                actor=party.actor.title,
                signatory=party.signatory,
                approval=f"{party.approval_body} {party.approval_number}".strip(),
                approved_on=party.approved_on,
                joined_on=party.joined_on,
                left_on=party.left_on,
            )
            for party in rows
        ),
    )


def get_agreements(
    plan: str, *, only_public: bool = False, actors: Collection[str] | None = None
) -> QuerySet[Agreement]:
    """The agreements of a plan, by its code: all of them, the public ones, or those of some actors, by their codes."""
    found = Agreement.objects.filter(plan__code=plan)
    # those without a date stand last on every database
    in_order = Commitment.objects.select_related("actor").order_by(F("due_on").asc(nulls_last=True), "pk")
    if only_public:
        found = found.filter(is_public=True)
    if actors is not None:
        found = found.filter(Q(parties__actor__code__in=actors) | Q(commitments__actor__code__in=actors)).distinct()
    return found.prefetch_related(
        Prefetch("parties", Party.objects.select_related("actor").order_by("actor__title")),
        Prefetch("commitments", in_order),
        "elements",
    )


def get_agreement(
    plan: str, code: str, *, only_public: bool = False, actors: Collection[str] | None = None
) -> Agreement | None:
    """One agreement with all that belongs to it, or `None` where there is none, or none that these may see."""
    found = get_agreements(plan, only_public=only_public, actors=actors).filter(code=code)
    return found.prefetch_related(
        "linked_codes", "resources", "documents", "meetings__documents", "amendments__actor", "amendments__documents",
        "commitments__documents",
    ).first()  # fmt: skip


def plan_text(plan: Plan) -> FrozenText | None:
    """The text of a plan that is in force; before one is, the newest that was frozen."""
    editions = Edition.objects.filter(plan=plan, text__isnull=False).select_related("text").order_by("-pk")
    edition = editions.filter(status=EditionStatus.IN_FORCE).first() or editions.first()
    return edition.text if edition else None


class Occasion(StrEnum):
    """What happened, or is to happen, to an agreement on a day."""

    APPROVED = "approved"
    SIGNED = "signed"
    STARTS = "starts"
    MEETING = "meeting"
    AMENDED = "amended"
    DUE = "due"
    KEPT = "kept"
    ENDS = "ends"


@dataclass(frozen=True, slots=True)
class Moment:
    """A day in the life of an agreement. `is_late`: it was due by then and is not done."""

    day: date
    occasion: Occasion
    title: str = ""
    actor: str = ""
    kind: str = ""
    is_ahead: bool = False
    is_late: bool = False


def moments_of(agreement: Agreement, today: date) -> list[Moment]:
    """The days that are known of an agreement, in order; a commitment that was kept stands at the day it was."""
    return sorted(_moments(agreement, today), key=lambda moment: (moment.day, list(Occasion).index(moment.occasion)))


def _moments(agreement: Agreement, today: date) -> Iterator[Moment]:
    def at(day: date, occasion: Occasion, **values: Any) -> Moment:
        return Moment(day, occasion, is_ahead=day > today, **values)

    for party in agreement.parties.all():
        if party.approved_on:
            act = f"{party.approval_body} {party.approval_number}".strip()
            yield at(party.approved_on, Occasion.APPROVED, actor=party.actor.title, title=act)
    for day, occasion in (
        (agreement.signed_on, Occasion.SIGNED),
        (agreement.starts_on, Occasion.STARTS),
        (agreement.ends_on, Occasion.ENDS),
    ):
        if day:
            yield at(day, occasion)
    for meeting in agreement.meetings.all():
        yield at(meeting.held_on, Occasion.MEETING, title=meeting.subject)
    for change in agreement.amendments.all():
        actor = change.actor.title if change.actor else ""
        yield at(change.dated, Occasion.AMENDED, title=change.text, kind=change.kind, actor=actor)
    yield from _of_commitments(agreement, today)


def _of_commitments(agreement: Agreement, today: date) -> Iterator[Moment]:
    for promised in agreement.commitments.all():
        state = TaskState(promised.state)
        if state is TaskState.DONE and promised.done_on:
            yield Moment(promised.done_on, Occasion.KEPT, promised.what, promised.actor.title)
        elif promised.due_on and state is not TaskState.WITHDRAWN:
            late = is_overdue(state, promised.due_on, today)
            ahead = promised.due_on > today
            yield Moment(
                promised.due_on, Occasion.DUE, promised.what, promised.actor.title, is_ahead=ahead, is_late=late
            )


def state_of(agreement: Agreement, today: date) -> AgreementState:
    """The state of an agreement as it is shown on a day."""
    return state_on(AgreementState(agreement.state), agreement.ends_on, today)


def overdue_of(agreement: Agreement, today: date) -> list[Commitment]:
    """The commitments that should have been kept by now; of an agreement that was given up, none."""
    if agreement.state == AgreementState.WITHDRAWN:
        return []
    return [each for each in agreement.commitments.all() if is_overdue(TaskState(each.state), each.due_on, today)]


def pledges_of(agreements: Collection[Agreement], today: date) -> list[Pledge]:
    """Who stands for which objective: each party for what its agreement serves, and whoever promised something."""
    found = []
    for agreement in agreements:
        state = state_of(agreement, today)
        present = {party.actor for party in agreement.parties.all() if party.left_on is None}
        pairs = {(each.element, actor) for each in agreement.elements.all() for actor in present}
        pairs |= {
            (promised.element, promised.actor)
            for promised in agreement.commitments.all()
            if promised.element and promised.state != TaskState.WITHDRAWN
        }
        found += [
            Pledge(element.partition(":")[2], Direction(actor.direction), actor.code, agreement.code, state)
            for element, actor in sorted(pairs, key=lambda pair: (pair[0], pair[1].code))
            if element.startswith("objectives:")
        ]
    return found


@dataclass(frozen=True, slots=True)
class Service:
    """An agreement that serves an element of the plan, with the commitments in it that do."""

    agreement: Agreement
    state: AgreementState
    commitments: tuple[Commitment, ...]
    late: frozenset[int]  # the keys of those that are overdue


def services_for(plan: str, element: str, today: date, *, only_public: bool = True) -> list[Service]:
    """The agreements that serve an element, such as `objectives:M1.01`, as a whole or by a commitment."""
    serving = Q(elements__element=element) | Q(commitments__element=element)
    found = []
    for agreement in get_agreements(plan, only_public=only_public).filter(serving).distinct():
        mine = tuple(each for each in agreement.commitments.all() if each.element == element)
        late = frozenset(each.pk for each in overdue_of(agreement, today))
        found.append(Service(agreement, state_of(agreement, today), mine, late))
    return found
