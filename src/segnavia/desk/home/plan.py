"""Observations and legal steps on a person's first page."""

from collections.abc import Iterator
from datetime import date

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from segnavia.core.lifecycle import EditionStatus, Outcome, Step
from segnavia.core.permissions import Principal, Role, may
from segnavia.desk.home.items import Item, Lane
from segnavia.desk.tasks.lines import address
from segnavia.registry.models import Edition, Observation


def observations(by: Principal, _today: date) -> Iterator[Item]:
    """The observations that wait for an answer, for who answers them."""
    waiting = Observation.objects.filter(outcome=Outcome.OPEN).select_related("actor").order_by("received_on")
    if may(by, "observations.answer"):
        rows = list(waiting)
        if rows:
            title = ngettext("%(number)s observation to answer", "%(number)s observations to answer", len(rows))
            yield Item(
                Lane.OTHERS,
                _("Observations"),
                title % {"number": len(rows)},
                address("observations") or address("plan"),
                rows[0].received_on,
                since=True,
                who=", ".join(row.author for row in rows[:2]) + ("…" if len(rows) > 2 else ""),
            )


def steps(by: Principal, _today: date) -> Iterator[Item]:
    """The legal step that comes next, for who records it."""
    if Role.APPROVER not in by.roles:
        return
    words = {
        Step.ADOPTION: _("“%(title)s” waits for its adoption"),
        Step.OPINION: _("“%(title)s” waits for the opinion"),
        Step.APPROVAL: _("“%(title)s” waits for its approval"),
        Step.ENTRY_INTO_FORCE: _("“%(title)s” waits to come into force"),
    }
    under_way = (EditionStatus.DRAFT, EditionStatus.ADOPTED, EditionStatus.APPROVED)
    for edition in Edition.objects.filter(territory=settings.TERRITORY, status__in=under_way):
        title = words[_next_step(edition)] % {"title": edition.short_title}
        yield Item(
            Lane.OTHERS,
            _("Plan"),
            title,
            address("plan-life") or address("plan"),
            who=_("the planning office"),
            standing=True,
        )


def _next_step(edition: Edition) -> Step:
    if edition.status == EditionStatus.DRAFT:
        return Step.ADOPTION
    if edition.status == EditionStatus.APPROVED:
        return Step.ENTRY_INTO_FORCE
    return Step.APPROVAL if edition.acts.filter(step=Step.OPINION).exists() else Step.OPINION
