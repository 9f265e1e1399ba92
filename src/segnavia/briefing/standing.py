"""Where a plan stands, and what is at work in a place, in sentences of plain text for documents, slides and mail.

They are made of figures alone, and say of how many projects each is known. Pages write the very same messages with
their numbers as links; a test holds the two together.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from segnavia.briefing.completeness import tells_dates
from segnavia.briefing.figures import Money, money_of
from segnavia.briefing.numbers import plain, plain_day, plain_meur, plain_percent
from segnavia.briefing.progress import progress_of
from segnavia.monitoring.bulletin import Bulletin
from segnavia.plans.book import PlanBook

_EMPHASIS = re.compile(r"</?strong>")


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the plan stands: the money, the states of the projects, and what stands outside or is not known."""

    money: str
    states: str = ""
    apart: str = ""

    @property
    def sentences(self) -> tuple[str, ...]:
        """Those that say something."""
        return tuple(each for each in (self.money, self.states, self.apart) if each)


def standing_of(book: PlanBook, bulletin: Bulletin | None) -> Standing:
    """Where the whole plan stands; before the first bulletin, what will stand there."""
    if bulletin is None:
        message = _(
            "%(objectives)s objectives and %(drivers)s lines of work. How much public money is at work on them will "
            "stand here, measured on open data."
        )
        objectives, drivers = _count(len(book.objectives)), _count(len(book.drivers))
        return Standing(_written(message, objectives=objectives, drivers=drivers))
    total = money_of(bulletin.total)
    outside = money_of(bulletin.outside_plan if bulletin.has_objectives else None)
    return Standing(
        _money(total, bulletin.as_of),
        _states(total, dates_are_told=tells_dates(bulletin)),
        _apart(total, outside),
    )


def _money(total: Money, as_of: str) -> str:
    date, located = plain_day(as_of), _count(total.located)
    if total.paid_ratio is None:
        message = _(
            "As of %(date)s the sources locate %(located)s projects in the territory, and tell of none how much of its "
            "funding is paid."
        )
        return _written(message, date=date, located=located)
    message = _(
        "Of the <strong>%(funded)s M€</strong> of PNRR assigned to projects in the territory, <strong>%(paid)s "
        "M€</strong> (%(ratio)s) are paid as of %(date)s; payments are known for %(known)s of the %(located)s projects "
        "located here."
    )
    return _written(
        message,
        funded=_meur(total.funded),
        paid=_meur(total.paid),
        ratio=_percent(total.paid_ratio),
        date=date,
        known=_count(total.known),
        located=located,
    )


def _states(total: Money, *, dates_are_told: bool) -> str:
    """How many projects are completed, under way, late, and of how many nobody tells."""
    progress = progress_of(total)
    if not progress.told:
        return _("Of none of them does any source tell the state.") if total.located else ""
    values = {"completed": _count(progress.completed), "under_way": _count(progress.under_way)}
    if dates_are_told:
        message = _(
            "<strong>%(completed)s</strong> projects are completed, <strong>%(under_way)s</strong> under way, "
            "<strong>%(late)s</strong> late"
        )
        parts = [_written(message, **values, late=_count(progress.late))]
    else:
        message = _("<strong>%(completed)s</strong> projects are completed, <strong>%(under_way)s</strong> under way")
        parts = [_written(message, **values)]
    if progress.unknown:
        message = _("of %(unknown)s no source tells the state.")
        parts += ["; ", _written(message, unknown=_count(progress.unknown))]
    else:
        parts.append(".")
    if not dates_are_told:
        parts += [" ", _("How many are late nobody can tell: no source at hand gives planned dates.")]
    return "".join(parts)


def _apart(total: Money, outside: Money) -> str:
    """What serves no objective, what another source tells, and of how many projects nobody tells any amount."""
    found = []
    if outside.funded is not None:
        message = _(
            "%(outside)s M€ go to projects that directly serve no objective of the plan: they are shown as outside the "
            "plan, and never dropped."
        )
        found.append(_written(message, outside=_meur(outside.funded)))
    if total.elsewhere:
        message = _("Another %(elsewhere)s M€ are funding of projects whose payments no source tells.")
        found.append(_written(message, elsewhere=_meur(total.elsewhere)))
    if total.untold:
        message = ngettext(
            "Of %(untold)s project no amount at all is known.",
            "Of %(untold)s projects no amount at all is known.",
            total.untold,
        )
        found.append(_written(message, untold=_count(total.untold)))
    return " ".join(found)


def at_work_in(money: Money) -> str:
    """What is at work in a place, or for a mission or a driver."""
    located = money.located or 0
    if not located:
        return _("The sources locate no project here.")
    if money.paid_ratio is None:
        message = ngettext(
            "<strong>%(located)s project</strong> is located here; its funding and payments are not both known.",
            "<strong>%(located)s projects</strong> are located here; of none are both funding and payments known.",
            located,
        )
        return _written(message, located=_count(located))
    message = ngettext(
        "<strong>%(located)s project</strong> is located here, with <strong>%(funded)s M€</strong> of PNRR; its "
        "payments are known: %(paid)s M€ (%(ratio)s).",
        "<strong>%(located)s projects</strong> are located here, with <strong>%(funded)s M€</strong> of PNRR; of "
        "%(known)s the payments are known: %(paid)s M€ (%(ratio)s).",
        located,
    )
    return _written(message, located=_count(located), **_paid(money))


def carried_by(money: Money) -> str:
    """What a body carries out here."""
    located = money.located or 0
    if money.paid_ratio is None:
        message = ngettext(
            "<strong>%(located)s project</strong> here is carried out by this body; its funding and payments are not "
            "both known.",
            "<strong>%(located)s projects</strong> here are carried out by this body; of none are both funding and "
            "payments known.",
            located,
        )
        return _written(message, located=_count(located))
    message = ngettext(
        "<strong>%(located)s project</strong> here, with <strong>%(funded)s M€</strong> of PNRR; its payments are "
        "known: %(paid)s M€ (%(ratio)s).",
        "<strong>%(located)s projects</strong> here, with <strong>%(funded)s M€</strong> of PNRR; of %(known)s the "
        "payments are known: %(paid)s M€ (%(ratio)s).",
        located,
    )
    return _written(message, located=_count(located), **_paid(money))


def _paid(money: Money) -> dict[str, str]:
    return {
        "funded": _meur(money.funded),
        "paid": _meur(money.paid),
        "ratio": _percent(money.paid_ratio),
        "known": _count(money.known),
    }


def _written(message: str, **values: str) -> str:
    """A translated message with its values, without the emphasis that it has on pages."""
    return _EMPHASIS.sub("", message) % values


def _meur(amount: Decimal | None) -> str:
    return _("not known") if amount is None else plain_meur(amount)


def _percent(ratio: float | None) -> str:
    return _("not known") if ratio is None else plain_percent(ratio)


def _count(number: int | None) -> str:
    return _("not known") if number is None else plain(number)
