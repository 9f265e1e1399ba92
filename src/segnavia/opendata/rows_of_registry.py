"""Rows of the registry as everybody may know them, by the rules of the pages: what is not public never comes here."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils import timezone

from segnavia.briefing.state import State
from segnavia.core.lifecycle import CaseState, TaskState
from segnavia.core.prefill import LineKind
from segnavia.opendata.rows_of_plan import Row, origin
from segnavia.registry import legal
from segnavia.registry.agreements import get_agreements, state_of
from segnavia.registry.models import Actor, Agreement, Assignment, Case, Commitment, FirstMove, Reform, ReformStep


@dataclass(frozen=True)
class Asked:
    """What the rows are asked with: the plan and bulletin, the day, the public agreements, the projects shown."""

    now: State
    today: date
    agreements: Collection[Agreement]
    projects: frozenset[str]

    @property
    def plan(self) -> str:
        """The plan's code."""
        return self.now.book.package.plan.code


def asked(now: State, today: date, projects: frozenset[str]) -> Asked:
    """The agreements are read once for all tables."""
    found = get_agreements(now.book.package.plan.code, only_public=True).prefetch_related(
        "linked_codes", "resources", "meetings", "amendments__actor"
    )
    return Asked(now, today, list(found), projects)


def reform_tracks(of: Asked) -> Iterator[Row]:
    """The tracks of the plan, with the office's word where it has said one."""
    said = {row.code: row for row in Reform.objects.filter(plan__code=of.plan, said_on__isnull=False)}
    for each in of.now.book.package.reform_tracks:
        word = said.get(each.code)
        office = (word.state, word.note or None, word.said_on) if word else (None, None, None)
        yield each.code, each.title, each.state, *office, *origin(each)


def reform_steps(of: Asked) -> Iterator[Row]:
    """The steps of the tracks that the plan has."""
    tracks = {each.code for each in of.now.book.package.reform_tracks}
    for row in ReformStep.objects.filter(reform__plan__code=of.plan).select_related("owner", "reform"):
        if row.reform.code in tracks:
            owner = row.owner.code if row.owner else None
            yield row.pk, row.reform.code, row.title, owner, row.due_on, row.state, row.done_on, row.act or None


def legal_steps(_of: Asked) -> Iterator[Row]:
    """The acts of the territory's plans."""
    for edition in legal.public_editions(settings.TERRITORY):
        told = (edition.title, edition.period_start, edition.period_end, edition.status)
        for act in edition.acts.all():
            said = (act.step, act.body, act.number or None, act.dated, act.in_force_from, act.text.sha256)
            yield act.pk, *told, *said, act.provenance, act.note or None


def actors(_of: Asked) -> Iterator[Row]:
    """All actors: whom the plan asks is public."""
    for row in Actor.objects.all():
        yield row.code, row.title, row.kind, row.direction, row.municipality or None, row.tax_code or None


def agreements(of: Asked) -> Iterator[Row]:
    """Agreements in their state of today; the office's own note stays with the office."""
    for each in of.agreements:
        yield (
            each.code,
            each.type,
            each.title,
            state_of(each, of.today).value,
            each.legal_basis or None,
            each.aims or None,
            each.signed_on,
            each.signature or None,
            each.protocol or None,
            each.publication or None,
            each.starts_on,
            each.ends_on,
            each.renewal or None,
            each.territory or None,
            each.governing_body or None,
            each.monitoring or None,
        )


def agreement_parties(of: Asked) -> Iterator[Row]:
    """Parties, also those that have left."""
    for each in of.agreements:
        for party in each.parties.all():
            words = (party.role, party.signatory, party.approval_body, party.approval_number)
            days = (party.approved_on, party.joined_on, party.left_on)
            yield each.code, party.actor.code, *(word or None for word in words), *days


def agreement_elements(of: Asked) -> Iterator[Row]:
    """What agreements serve."""
    for each in of.agreements:
        for served in each.elements.all():
            yield each.code, served.element


def agreement_codes(of: Asked) -> Iterator[Row]:
    """CUP and CIG."""
    for each in of.agreements:
        for linked in each.linked_codes.all():
            yield each.code, linked.kind, linked.code


def agreement_resources(of: Asked) -> Iterator[Row]:
    """Money."""
    for each in of.agreements:
        for resource in each.resources.all():
            yield each.code, resource.number, resource.source, resource.amount


def agreement_meetings(of: Asked) -> Iterator[Row]:
    """Meetings."""
    for each in of.agreements:
        for meeting in each.meetings.all():
            yield each.code, meeting.number, meeting.held_on, meeting.subject, meeting.decisions or None


def agreement_amendments(of: Asked) -> Iterator[Row]:
    """Amendments."""
    for each in of.agreements:
        for change in each.amendments.all():
            actor = change.actor.code if change.actor else None
            told = (change.number, change.kind, change.dated, actor, change.act or None, change.text)
            yield each.code, *told, change.ends_on


def commitments(of: Asked) -> Iterator[Row]:
    """What was promised."""
    for each in of.agreements:
        for promised in each.commitments.all():
            told = (promised.code, promised.actor.code, promised.what, promised.amount, promised.element or None)
            yield each.code, *told, *_standing(promised)


def assignments(of: Asked) -> Iterator[Row]:
    """Who carries cells out; what was withdrawn is left out, as on the pages."""
    rows = Assignment.objects.filter(plan__code=of.plan).exclude(state=TaskState.WITHDRAWN).select_related("owner")
    for row in rows:
        yield row.pk, row.element, row.direction, row.owner.code, row.what or None, *_standing(row)


def first_moves(of: Asked) -> Iterator[Row]:
    """Public first moves; what was withdrawn is left out, as on the page."""
    rows = FirstMove.objects.filter(plan__code=of.plan, is_public=True).exclude(state=TaskState.WITHDRAWN)
    for row in rows.select_related("owner"):
        yield row.pk, row.title, row.owner.code, row.element or None, *_standing(row)


def cases(of: Asked) -> Iterator[Row]:
    """Contested values of the projects that have a page; never the letters."""
    for row in Case.objects.filter(kind=LineKind.PROJECT).select_related("actor"):
        if row.key in of.projects:
            is_open = row.state == CaseState.OPEN
            closed = timezone.localdate(row.closed_at) if row.closed_at else None
            yield (
                row.pk,
                row.key,
                row.actor.title,
                row.value_name,
                row.official_value or None,
                row.local_value or None,
                row.bulletin or None,
                is_open,
                timezone.localdate(row.opened_at),
                closed,
                None if is_open else row.outcome,
                row.explanation or None,
            )


def _standing(row: Commitment | Assignment | FirstMove) -> Row:
    return row.due_on, row.state, row.done_on, row.evidence or None


ROWS: Mapping[str, Callable[[Asked], Iterator[Row]]] = {
    each.__name__: each
    for each in (
        reform_tracks,
        reform_steps,
        legal_steps,
        actors,
        agreements,
        agreement_parties,
        agreement_elements,
        agreement_codes,
        agreement_resources,
        agreement_meetings,
        agreement_amendments,
        commitments,
        assignments,
        first_moves,
        cases,
    )
}
