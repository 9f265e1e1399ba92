"""Rounds and cases on a person's first page."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from segnavia.core.lifecycle import CaseState, RoundState
from segnavia.core.permissions import Principal, Role, may
from segnavia.desk.home.items import Item, Lane
from segnavia.desk.tasks.lines import address
from segnavia.registry.deadlines import unsent
from segnavia.registry.models import Case, Round

SOON = timedelta(days=30)


def inquiries(by: Principal, today: date) -> Iterator[Item]:
    """What the referent is asked to confirm, for whom the planning office waits."""
    if Role.REFERENT not in by.roles:
        return
    for row in unsent().filter(actor__code__in=by.actors, expires_on__gte=today).order_by("round__due_on"):
        yield Item(
            Lane.OTHERS,
            _("Confirmation"),
            f"{row.round.title}: {row.actor.title}",
            address("answers", row.pk),
            row.round.due_on,
            days_late=max((today - row.round.due_on).days, 0),
            who=_("the planning office"),
        )


def cases(by: Principal, _today: date) -> Iterator[Item]:
    """The open cases: for the planning office those of all, whose bodies wait for an outcome."""
    if not may(by, "cases.close_case"):
        return
    rows = list(Case.objects.filter(state=CaseState.OPEN).select_related("actor").order_by("opened_at"))
    if len(rows) > 3:
        title = ngettext("%(number)s open case", "%(number)s open cases", len(rows)) % {"number": len(rows)}
        first = rows[0]
        yield Item(
            Lane.OTHERS, _("Cases"), title, address("cases"), first.opened_at.date(), True, who=first.actor.title
        )
        return
    for row in rows:
        url = address("case", row.pk) or address("cases")
        yield Item(Lane.OTHERS, _("Case"), row.title, url, row.opened_at.date(), True, who=row.actor.title)


def rounds(by: Principal, today: date) -> Iterator[Item]:
    """For the planning office: the rounds to open, and those that end soon or should be closed."""
    if not may(by, "rounds.prepare"):
        return
    for row in Round.objects.exclude(state=RoundState.CLOSED):
        url = address("round", row.pk) or address("rounds")
        if row.state == RoundState.PREPARED:
            yield Item(Lane.MINE, _("Round to open"), row.title, url, row.opens_on)
            continue
        silent = unsent().filter(round=row).count()
        words = ngettext("%(number)s body silent", "%(number)s bodies silent", silent) % {"number": silent}
        late = max((today - row.due_on).days, 0)
        if late:
            yield Item(Lane.MINE, _("Round to close"), row.title, url, row.due_on, days_late=late, who=words)
        elif row.due_on <= today + SOON:
            yield Item(Lane.DUE, _("Round"), row.title, url, row.due_on, who=words)
