"""Progress as three separate bars, never one blended percentage: procedural, physical, financial."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from segnavia.briefing.numbers import plain, plain_meur, plain_percent
from segnavia.briefing.states import counts_of
from segnavia.core.facts import State
from segnavia.core.rollup import Figure
from segnavia.reports.charts.bars import TAIL, Part, draw_bar, key_of
from segnavia.reports.charts.model import Cell, Chart, Spec
from segnavia.reports.charts.numbers import meur
from segnavia.reports.charts.sheet import LINE_HEIGHT, Sheet
from segnavia.reports.charts.style import DONE, NARROW, OPEN, STATES, TEXT, UNKNOWN, WIDE
from segnavia.reports.charts.subject import Subject

KEY = "progress"
LEFT = 112  # px: the names of the bars, where there is room for them beside the bars


@dataclass(frozen=True, slots=True)
class Kind:
    """One of the three kinds: its parts, how its chart's title says it, and what more its alternative text tells."""

    title: str
    parts: tuple[Part, ...]
    short: str
    long: str
    unit: str
    tail: int | None = None  # projects of which no amount is known: the bar goes on by a length that nobody knows


def progress(subject: Subject) -> Chart | None:
    """The three bars; nothing where the sources locate no project."""
    figure = subject.figure
    if not figure.projects_located:
        return None
    kinds = (_procedural(figure), _physical(figure), _financial(figure))
    rows: list[tuple[Cell, ...]] = []
    for kind in kinds:
        rows += [(kind.title, part.name, part.value, kind.unit) for part in kind.parts]
        if kind.tail is not None:
            rows.append((kind.title, _("No amount known"), kind.tail, _("projects")))
    return Chart(
        KEY,
        _("Progress: %(all)s") % {"all": "; ".join(kind.short for kind in kinds)},
        " ".join(f"{kind.title}: {kind.long}." for kind in kinds),
        _spec(kinds, WIDE),
        (_("Progress"), _("Part"), _("Value"), _("Unit")),
        tuple(rows),
        _spec(kinds, NARROW),
        subject.note,
    )


def _spec(kinds: tuple[Kind, ...], width: int) -> Spec:
    sheet = Sheet(width)
    left = LEFT if width == WIDE else 1
    for index, kind in enumerate(kinds):
        sheet.top += 12 if index else 0
        if left == LEFT:
            sheet.words(0, sheet.top + 10, kind.title, bold=True, size=TEXT)
        else:
            sheet.words(0, sheet.top + 11, kind.title, bold=True, size=TEXT)
            sheet.top += LINE_HEIGHT + 3
        sheet.top += 1
        draw_bar(
            sheet,
            kind.parts,
            left,
            width - 1 - left - (TAIL if kind.tail else 0),
            tail=bool(kind.tail),
            subject=kind.title,
        )
        sheet.top += 24
        sheet.key(left, key_of(kind.parts))
        if kind.tail:
            words = ngettext(
                "the bar goes on: of %(number)s project no amount is known",
                "the bar goes on: of %(number)s projects no amount is known",
                kind.tail,
            ) % {"number": plain(kind.tail)}
            sheet.key(left, [(UNKNOWN, words)])
    return sheet.spec()


def _procedural(figure: Figure) -> Kind:
    located, unknown = figure.projects_located, figure.state_unknown
    titles = {each.state: _(each.title) for each in counts_of(figure) if each.count}
    parts = tuple(
        Part(
            STATES[each.state],
            each.share / 100,
            titles[each.state],
            each.count,
            f"{titles[each.state]} {plain(each.count)}",
        )
        for each in counts_of(figure)
        if each.count
    )
    words = {
        "completed": plain(figure.count(State.COMPLETED)),
        "located": plain(located),
        "unknown": plain(unknown),
    }
    if unknown == located:
        short = ngettext("the state of its %(located)s project is not known",
                         "the state of none of %(located)s projects is known", located) % words  # fmt: skip
    elif unknown:
        short = _("%(completed)s of %(located)s projects completed, the state of %(unknown)s not known") % words
    else:
        short = ngettext("%(completed)s of %(located)s project completed",
                         "%(completed)s of %(located)s projects completed", located) % words  # fmt: skip
    listed = ", ".join(part.words for part in parts)
    long = ngettext("%(listed)s, of %(located)s project", "%(listed)s, of %(located)s projects", located)
    return Kind(_("Procedural"), parts, short, long % {**words, "listed": listed}, _("projects"))


def _physical(figure: Figure) -> Kind:
    title, unit, targets, reached = _("Physical"), _("targets"), figure.targets, figure.targets_reached
    if not targets:
        unknown = _("no target says both what was planned and what was achieved")
        return Kind(
            title, (Part(UNKNOWN, 1, _("Targets reached"), None, unknown),), _("targets not known"), unknown, unit
        )
    words = {"reached": plain(reached), "targets": plain(targets), "open": plain(targets - reached)}
    parts = (
        Part(DONE, reached / targets, _("Reached"), reached, _("Reached %(reached)s") % words),
        Part(OPEN, 1 - reached / targets, _("Not reached"), targets - reached, _("Not reached %(open)s") % words),
    )
    short = ngettext("%(reached)s of %(targets)s target reached", "%(reached)s of %(targets)s targets reached", targets)
    return Kind(title, parts, short % words, short % words, unit)


def _financial(figure: Figure) -> Kind:
    title, unit = _("Financial"), "€"
    untold = figure.projects_located - figure.projects_told
    funded, paid, ratio = figure.both_funding, figure.both_paid, figure.paid_ratio
    if not funded or paid is None or ratio is None:
        unknown = _("no source says both the funding and the payments")
        return Kind(
            title, (Part(UNKNOWN, 1, _("Paid"), None, unknown),), _("payments not known"), unknown, unit, untold
        )
    hidden = (figure.funding_pnrr or Decimal(0)) - funded + (figure.funding_elsewhere or Decimal(0))
    # what was paid beyond the funding is no part of a bar that is as long as the funding
    done, whole = min(paid, funded), funded + hidden
    words = {"paid": plain_meur(paid), "funded": meur(funded), "ratio": plain_percent(ratio)}
    parts = (
        Part(DONE, float(done / whole), _("Paid"), paid, _("Paid %(amount)s") % {"amount": meur(paid)}),
        Part(OPEN, float((funded - done) / whole), _("Funded and not paid"), funded - done,
             _("Funded and not paid %(amount)s") % {"amount": meur(funded - done)}),
        Part(UNKNOWN, float(hidden / whole), _("Payments not known"), hidden,
             _("Payments not known %(amount)s") % {"amount": meur(hidden)} if hidden else ""),
    )  # fmt: skip
    short = _("%(paid)s of %(funded)s paid, where both are known") % words
    long = _("%(paid)s of %(funded)s paid (%(ratio)s), over the %(known)s of %(located)s projects that say both") % {
        **words, "known": plain(figure.projects_both), "located": plain(figure.projects_located),
    }  # fmt: skip
    more = [long]
    if hidden:
        more.append(_("the payments of %(hidden)s more are not known") % {"hidden": meur(hidden)})
    if untold:
        more.append(ngettext("of %(untold)s project no amount is known", "of %(untold)s projects no amount is known",
                             untold) % {"untold": plain(untold)})  # fmt: skip
    return Kind(title, parts, short, "; ".join(more), unit, untold)
