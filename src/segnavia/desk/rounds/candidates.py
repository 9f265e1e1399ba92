"""Whom a round could ask, and what: read from a bulletin and from the registry, as plain values."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.conf import settings
from django.utils.translation import gettext as _

from segnavia.actions.rounds import Asked
from segnavia.core.agreement_rules import BINDING
from segnavia.core.facts import State
from segnavia.core.lifecycle import OPEN_TASKS
from segnavia.core.prefill import Line, LineKind, Match, Official, choose, match_of
from segnavia.monitoring.asked import AskedProject, get_projects_of
from segnavia.monitoring.bulletin import Bulletin
from segnavia.registry.models import Actor, Assignment, Commitment, Plan
from segnavia.registry.recipients import addresses_of


@dataclass(frozen=True, slots=True)
class Candidate:
    """An actor that a round could ask: its body in the bulletin, where there is one, its address, and its lines."""

    actor: Actor
    match: Match | None
    email: str
    lines: tuple[Line, ...]
    left_out: int

    @property
    def can_be_asked(self) -> bool:
        """Whether there is something to ask, and somewhere to send it."""
        return bool(self.lines and self.email)

    @property
    def asked(self) -> Asked:
        """The candidate as the action takes it."""
        return Asked(self.actor, self.email, self.lines, self.left_out)


def candidates(
    plan: Plan, bulletin: Bulletin, titles: Mapping[str, str], *, limit: int, today: date
) -> list[Candidate]:
    """Every actor with what it would be asked. `titles` are the plan's, by element; `limit` is lines an actor."""
    actors = list(Actor.objects.all())
    bodies = {body.code: body.title for body in bulletin.bodies.values()}
    matches = {actor.code: match_of(actor.title, actor.tax_code, bodies) for actor in actors}
    projects = get_projects_of(
        settings.SEGNAVIA_HOME, bulletin.id, sorted({match.code for match in matches.values() if match})
    )
    commitments = _by_owner(_commitments(plan, today))
    assignments = _by_owner(_assignments(plan, titles, today))
    addresses = addresses_of(actors)
    found = []
    for actor in actors:
        match = matches[actor.code]
        own = [project_line(project, bulletin.as_of) for project in projects.get(match.code, ())] if match else []
        lines, left_out = choose([*own, *commitments.get(actor.code, ()), *assignments.get(actor.code, ())], limit)
        found.append(Candidate(actor, match, addresses.get(actor.code, ""), lines, left_out))
    return found


def project_line(project: AskedProject, as_of: str) -> Line:
    """A project as a line: what is not known stays null."""
    line = project.line
    official: Official = {
        "about": f"CUP {line.cup} · {line.submeasure}",
        "as_of": as_of,
        "rule": line.rule,
        "state": line.state,
        "funding_pnrr": _plain(line.funding_pnrr),
        "paid_pnrr": _plain(line.paid_pnrr),
        "funding_total": _plain(project.funding_total),
        "paid_total": _plain(project.paid_total),
        "targets": f"{project.targets_reached}/{project.targets}" if project.targets else None,
    }
    return Line(
        LineKind.PROJECT,
        line.key,
        line.title or _("Project without a published title"),
        official,
        money=line.funding_pnrr if line.funding_pnrr is not None else line.funding_elsewhere,
        late=line.state == State.LATE,
    )


def _commitments(plan: Plan, today: date) -> Iterable[tuple[str, Line]]:
    rows = Commitment.objects.filter(agreement__plan=plan, agreement__state__in=BINDING, state__in=OPEN_TASKS)
    for row in rows.select_related("actor", "agreement"):
        official: Official = {
            "about": row.agreement.title,
            "state": row.state,
            "due_on": _plain(row.due_on),
            "amount": _plain(row.amount),
        }
        late = row.due_on is not None and row.due_on < today
        yield row.actor.code, Line(LineKind.COMMITMENT, str(row.pk), row.what, official, row.amount, late)


def _assignments(plan: Plan, titles: Mapping[str, str], today: date) -> Iterable[tuple[str, Line]]:
    for row in Assignment.objects.filter(plan=plan, state__in=OPEN_TASKS).select_related("owner"):
        code, title = row.element.partition(":")[2], titles.get(row.element, "")
        official: Official = {
            "about": f"{code} {title}".strip() if row.what else code,
            "state": row.state,
            "due_on": _plain(row.due_on),
        }
        late = row.due_on is not None and row.due_on < today
        yield row.owner.code, Line(LineKind.ASSIGNMENT, str(row.pk), row.what or title or code, official, None, late)


def _by_owner(lines: Iterable[tuple[str, Line]]) -> Mapping[str, list[Line]]:
    found: dict[str, list[Line]] = {}
    for owner, line in lines:
        found.setdefault(owner, []).append(line)
    return found


def _plain(value: Decimal | date | None) -> str | None:
    return None if value is None else str(value)
