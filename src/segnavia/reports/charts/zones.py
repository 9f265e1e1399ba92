"""The zones beside each other, each on a bar of all the funding that any source tells there: paid, not paid, not known.

The bars are of one length, as the zones' money is of so different a size that the small ones could not be read.
"""

from decimal import Decimal

from django.utils.translation import gettext as _

from segnavia.briefing.numbers import plain, plain_meur, plain_percent
from segnavia.briefing.places import PlaceRow, municipality_rows, zone_rows
from segnavia.core.rollup import Figure
from segnavia.reports.charts.bars import Part, Row, draw_rows
from segnavia.reports.charts.model import Cell, Chart, Spec
from segnavia.reports.charts.numbers import meur
from segnavia.reports.charts.style import DONE, NARROW, OPEN, UNKNOWN, WIDE
from segnavia.reports.charts.subject import Subject

KEY = "zones"
Zone = tuple[PlaceRow, Figure]
LEFT = 170  # px: the names


def zones(subject: Subject) -> Chart | None:
    """The zones of the whole territory; nothing where there are not two with a project."""
    if subject.dimension != "total":
        return None
    book, bulletin = subject.now.book, subject.bulletin
    rows = zone_rows(book, bulletin, municipality_rows(book, bulletin))
    found = [(row, row.money.figure) for row in rows if row.money.figure and row.money.located]
    if len(found) < 2:
        return None
    found.sort(key=lambda pair: -(pair[1].funding_pnrr or 0))
    return Chart(
        KEY,
        _title(found),
        " ".join(f"{row.title}: {_amounts(row)}." for row, _figure in found),
        _spec(found, WIDE),
        (
            _("Zone"), _("Projects"), _("Funded, €"), _("Paid, €"), _("Funding whose payments are not known, €"),
            _("Projects of no known amount"),
        ),
        tuple(_cells(row, figure) for row, figure in found),
        _spec(found, NARROW),
        subject.note,
    )  # fmt: skip


def _title(found: list[Zone]) -> str:
    ratios = sorted((row.money.paid_ratio, row.title) for row, _figure in found if row.money.paid_ratio is not None)
    words = {"zones": plain(len(found))}
    if not ratios:
        return _("%(zones)s zones: in none of them are both funding and payments known") % words
    (least, lowest), (most, highest) = ratios[0], ratios[-1]
    words |= {"lowest": lowest, "least": plain_percent(least), "highest": highest, "most": plain_percent(most)}
    return (
        _("%(zones)s zones: of what is funded, from %(least)s (%(lowest)s) to %(most)s (%(highest)s) is paid") % words
    )


def _hidden(figure: Figure) -> Decimal:
    """The funding, by whichever source, of which no payments are known."""
    unpaid = (figure.funding_pnrr or Decimal(0)) - (figure.both_funding or Decimal(0))
    return unpaid + (figure.funding_elsewhere or Decimal(0))


def _cells(row: PlaceRow, figure: Figure) -> tuple[Cell, ...]:
    untold = figure.projects_located - figure.projects_told
    return (row.title, figure.projects_located, figure.funding_pnrr, figure.paid_pnrr, _hidden(figure), untold)


def _spec(found: list[Zone], width: int) -> Spec:
    rows = [Row(row.title, _parts(figure), _amounts(row), tail=bool(row.money.untold)) for row, figure in found]
    key = [(DONE, _("Paid")), (OPEN, _("Funded and not paid")), (UNKNOWN, _("Payments not known"))]
    if any(row.tail for row in rows):
        key.append((UNKNOWN, _("after the line: projects of no known amount")))
    return draw_rows(rows, width, left=LEFT, key=key)


def _parts(figure: Figure) -> tuple[Part, ...]:
    funded, hidden = figure.both_funding or Decimal(0), _hidden(figure)
    whole = funded + hidden
    if not whole:
        return (Part(UNKNOWN, 1, "unknown", None),)
    done = min(figure.both_paid or Decimal(0), funded)
    return (
        Part(DONE, float(done / whole), "paid", figure.both_paid),
        Part(OPEN, float((funded - done) / whole), "open", funded - done),
        Part(UNKNOWN, float(hidden / whole), "unknown", hidden),
    )


def _amounts(row: PlaceRow) -> str:
    money = row.money
    if money.paid is None or money.funded is None or money.paid_ratio is None:
        return _("paid %(paid)s, funded %(funded)s") % {"paid": meur(money.paid), "funded": meur(money.funded)}
    return _("%(paid)s of %(funded)s (%(ratio)s)") % {
        "paid": plain_meur(money.paid),
        "funded": meur(money.funded),
        "ratio": plain_percent(money.paid_ratio),
    }
