"""Targets planned and achieved. Units are never added up: an objective shows its indicators, each in its own unit, on
a bar of what was planned; whatever holds several objectives counts the targets reached, one by one.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from segnavia.briefing.figures import Indicator, indicators_of
from segnavia.briefing.matrix import mission_money
from segnavia.briefing.numbers import plain, plain_percent, plain_quantity
from segnavia.core.rollup import NOTHING, Figure
from segnavia.reports.charts.bars import Part, Row, draw_rows
from segnavia.reports.charts.model import Chart
from segnavia.reports.charts.style import DONE, MISSIONS, NARROW, OPEN, UNKNOWN, WIDE
from segnavia.reports.charts.subject import Subject

KEY = "targets"
LEFT = 300  # px: the titles
MOST = 1.5  # times the plan: what goes beyond is written, and its bar ends here


def targets(subject: Subject) -> Chart | None:
    """The indicators of an objective, or the targets of missions and objectives; nothing where none tells both."""
    if subject.dimension == "objective":
        return _of_indicators(subject, indicators_of(subject.bulletin.indicators.get(subject.code, ())))
    lines = [(name, code, figure) for name, code, figure in _lines(subject) if figure.projects_located]
    if len(lines) < 2 or not any(figure.targets for _name, _code, figure in lines):
        return None
    return _of_counts(subject, lines)


def _lines(subject: Subject) -> Iterable[tuple[str, str, Figure]]:
    """What the targets are broken down to: missions of the whole, objectives of a mission or driver."""
    book, bulletin = subject.now.book, subject.bulletin
    if subject.dimension == "total":
        for mission in book.package.missions:
            yield (
                f"{mission.code} {mission.title}",
                mission.code,
                mission_money(bulletin, mission.code).figure or NOTHING,
            )
        if bulletin.has_objectives:
            yield _("Outside the plan"), "", bulletin.outside_plan
    codes: Mapping[str, list[str]] = {
        "mission": [each.code for each in book.objectives_of_mission.get(subject.code, ())],
        "driver": [each.objective for each in book.package.agenda if each.driver == subject.code],
    }
    for code in codes.get(subject.dimension, []):
        yield f"{code} {book.objectives[code].title}", code.partition(".")[0], bulletin.figure("objective", code)


def _of_counts(subject: Subject, lines: list[tuple[str, str, Figure]]) -> Chart:
    whole = subject.figure
    words = {"reached": plain(whole.targets_reached), "targets": plain(whole.targets)}
    title = ngettext("%(reached)s of %(targets)s target reached", "%(reached)s of %(targets)s targets reached",
                     whole.targets) % words  # fmt: skip
    rows = [
        Row(name, _count_parts(figure), _counted(figure), hue=MISSIONS.get(code, "")) for name, code, figure in lines
    ]
    key = [(DONE, _("Reached")), (OPEN, _("Not reached")), (UNKNOWN, _("Not known"))]
    wide, narrow = (draw_rows(rows, width, left=LEFT, key=key) for width in (WIDE, NARROW))
    return Chart(
        KEY,
        _("%(title)s, counted one by one") % {"title": title},
        " ".join(f"{row.name}: {row.words}." for row in rows),
        wide,
        (_("Part of the plan"), _("Targets"), _("Targets reached")),
        tuple(
            (name, figure.targets or None, figure.targets_reached if figure.targets else None)
            for name, _code, figure in lines
        ),
        narrow,
        subject.note,
    )


def _count_parts(figure: Figure) -> tuple[Part, ...]:
    if not figure.targets:
        return (Part(UNKNOWN, 1, "unknown", None),)
    share = figure.targets_reached / figure.targets
    return (
        Part(DONE, share, "reached", figure.targets_reached),
        Part(OPEN, 1 - share, "open", figure.targets - figure.targets_reached),
    )


def _counted(figure: Figure) -> str:
    if not figure.targets:
        return _("not known")
    return _("%(reached)s of %(targets)s (%(ratio)s)") % {
        "reached": plain(figure.targets_reached),
        "targets": plain(figure.targets),
        "ratio": plain_percent(figure.targets_reached / figure.targets),
    }


def _of_indicators(subject: Subject, indicators: tuple[Indicator, ...]) -> Chart | None:
    ratios = [each.ratio for each in indicators if each.ratio is not None]
    if not ratios:
        return None
    reached = sum(ratio >= 1 for ratio in ratios)
    title = ngettext("%(reached)s of %(number)s indicator has reached what was planned",
                     "%(reached)s of %(number)s indicators have reached what was planned", len(ratios))  # fmt: skip
    scale = min(MOST, max(1.0, *ratios))
    rows = [
        Row(
            each.figure.title,
            _achieved_parts(each, scale),
            _achieved(each),
            limit=1 / scale if scale > 1 and each.ratio is not None else None,
            aside=each.figure.unit,
        )
        for each in indicators
    ]
    key = [(DONE, _("Achieved")), (OPEN, _("Still to achieve"))]
    wide, narrow = (draw_rows(rows, width, left=LEFT, key=key) for width in (WIDE, NARROW))
    return Chart(
        KEY,
        title % {"reached": plain(reached), "number": plain(len(ratios))},
        " ".join(f"{row.name}: {row.words} {row.aside}." for row in rows),
        wide,
        (_("Indicator"), _("Unit"), _("Planned"), _("Achieved"), _("Projects")),
        tuple(
            (each.figure.title, each.figure.unit, each.figure.planned, each.figure.achieved, each.figure.projects)
            for each in indicators
        ),
        narrow,
        subject.note,
    )


def _achieved_parts(indicator: Indicator, scale: float) -> tuple[Part, ...]:
    """On a scale on which the plan is 1; what was planned at zero has no bar."""
    if indicator.ratio is None:
        return ()
    open_share = max(0.0, 1 - indicator.ratio)
    missing = max(Decimal(0), indicator.figure.planned - indicator.figure.achieved)
    return (
        Part(DONE, min(indicator.ratio, scale) / scale, "achieved", indicator.figure.achieved),
        Part(OPEN, open_share / scale, "open", missing),
    )


def _achieved(indicator: Indicator) -> str:
    words = {"achieved": plain_quantity(indicator.figure.achieved), "planned": plain_quantity(indicator.figure.planned)}
    if indicator.ratio is None:
        return _("%(achieved)s, none planned") % words
    return _("%(achieved)s of %(planned)s (%(ratio)s)") % {**words, "ratio": plain_percent(indicator.ratio)}
