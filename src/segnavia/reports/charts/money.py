"""The money over time: funded and paid as each release of the payments told it, one bar a release on one scale."""

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from segnavia.briefing.numbers import plain_day, plain_meur, plain_percent
from segnavia.monitoring.bulletin import Moment
from segnavia.reports.charts.bars import Part, Row, draw_rows
from segnavia.reports.charts.model import Chart, Spec
from segnavia.reports.charts.numbers import meur
from segnavia.reports.charts.style import DONE, NARROW, OPEN, UNKNOWN, WIDE
from segnavia.reports.charts.subject import Subject

KEY = "money-over-time"
LEFT = 138  # px: the dates


def money_over_time(subject: Subject) -> Chart | None:
    """Funded and paid by release; nothing before there are two, as one moment is no time."""
    moments = subject.bulletin.over_time.get(subject.dimension, {}).get(subject.code, ())
    if len(moments) < 2:
        return None
    return Chart(
        KEY,
        _title(moments[0], moments[-1]),
        " ".join(_sentence(moment) for moment in moments),
        _spec(moments, WIDE),
        (_("As of"), _("Projects"), _("Funded, €"), _("Paid, €")),
        tuple((date.fromisoformat(m.as_of), m.projects, m.funding_pnrr, m.paid_pnrr) for m in moments),
        _spec(moments, NARROW),
        subject.note,
    )


def _title(first: Moment, last: Moment) -> str:
    return _("Paid %(paid_first)s on %(first)s, %(paid_last)s on %(last)s, of %(funded_last)s funded") % {
        "paid_first": meur(first.paid_pnrr),
        "first": plain_day(first.as_of),
        "paid_last": meur(last.paid_pnrr),
        "last": plain_day(last.as_of),
        "funded_last": meur(last.funding_pnrr),
    }


def _sentence(moment: Moment) -> str:
    words = {"date": plain_day(moment.as_of), "funded": meur(moment.funding_pnrr), "paid": meur(moment.paid_pnrr)}
    return _("On %(date)s: funded %(funded)s, paid %(paid)s.") % words


def _spec(moments: tuple[Moment, ...], width: int) -> Spec:
    told = [each for moment in moments for each in (moment.funding_pnrr, moment.paid_pnrr) if each is not None]
    longest = max(told, default=Decimal(0)) or Decimal(1)
    rows = [
        Row(plain_day(each.as_of), _parts(each, longest), _amounts(each), each.funding_pnrr is None) for each in moments
    ]
    key = [(DONE, _("Paid")), (OPEN, _("Funded and not paid")), (UNKNOWN, _("Payments not known"))]
    return draw_rows(rows, width, left=LEFT, key=key)


def _amounts(moment: Moment) -> str:
    if moment.paid_pnrr is None or moment.funding_pnrr is None or moment.paid_ratio is None:
        return _("paid %(paid)s, funded %(funded)s") % {
            "paid": meur(moment.paid_pnrr), "funded": meur(moment.funding_pnrr),
        }  # fmt: skip
    return _("%(paid)s of %(funded)s (%(ratio)s)") % {
        "paid": plain_meur(moment.paid_pnrr),
        "funded": meur(moment.funding_pnrr),
        "ratio": plain_percent(moment.paid_ratio),
    }


def _parts(moment: Moment, longest: Decimal) -> tuple[Part, ...]:
    """On a scale on which the most that any release tells is the whole length."""
    funded, paid = moment.funding_pnrr, moment.paid_pnrr
    if funded is None:
        return (Part(DONE, float((paid or 0) / longest), "paid", paid),)
    done = Decimal(0) if paid is None else min(paid, funded)
    # of what does not tell both, nobody knows how much is paid
    hidden = min(funded - done, funded - (moment.both_funding or Decimal(0)))
    return (
        Part(DONE, float(done / longest), "paid", paid),
        Part(OPEN, float((funded - done - hidden) / longest), "open", funded - done - hidden),
        Part(UNKNOWN, float(hidden / longest), "unknown", hidden),
    )
