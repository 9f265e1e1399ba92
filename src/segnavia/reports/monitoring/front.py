"""What stands at the front of every form: as of when, on what it rests, how to read it."""

from django.utils.translation import gettext as _

from segnavia.briefing.numbers import plain_day
from segnavia.reports.monitoring.model import Report


def dated(report: Report) -> str:
    """As of when the report speaks."""
    as_of = report.basis.as_of
    return _("As of %(date)s") % {"date": plain_day(as_of)} if as_of else _("No bulletin has been published yet.")


def colophon(report: Report) -> tuple[str, ...]:
    """On what the report rests, for its first or last page."""
    basis = report.basis
    about = [_("Plan text, SHA-256 %(sha256)s.") % {"sha256": basis.plan_sha256}]
    if basis.bulletin:
        message = _("Bulletin %(id)s, software Segnavia %(version)s.")
        about.append(message % {"id": basis.bulletin, "version": basis.software})
        about.append(_("Sources: %(attribution)s.") % {"attribution": basis.attribution})
    about.append(_("Licence of this document: %(licence)s.") % {"licence": basis.licence})
    return tuple(about)


def reading(report: Report) -> tuple[str, ...]:
    """What a reader must know of the figures on paper."""
    if report.basis.as_of is None:
        return (_("Nothing has been measured yet: what stands here is the plan, and what was promised on it."),)
    unknown = _(
        "What no source tells is written “%(unknown)s” and is never zero; “–” stands where a figure does not apply."
    )
    return (
        unknown % {"unknown": _("not known")},
        _("Money is in millions of euro (M€) or in euro, as the heading says, and rounded only where it is shown."),
        _("“Known for” tells of how many projects both funding and payments are known: the paid share is over these."),
        _("Paper has the first rows of long tables; the workbook of the same report has all of them, to the cent."),
    )
