"""States for the pages: their words and addresses, the counts of a figure by state, and the evidence of one project.

Texts are message ids; templates translate them. Rules and conditions are those of `core.states`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from segnavia.core.facts import State
from segnavia.core.rollup import Figure
from segnavia.core.states import AWARDS, PAYMENTS, PHASES, PROJECTS, STATE_RULE, TARGETS, TENDERS, StateRule
from segnavia.monitoring.bulletin import Project, ProjectLine

# From what is done to what is not known: the order of bars and lists.
ORDER = (
    State.COMPLETED,
    State.UNDER_WAY,
    State.LATE,
    State.NOT_STARTED,
    State.SUSPENDED_OR_WITHDRAWN,
    State.UNKNOWN,
)
TITLES: Mapping[State, str] = {
    State.COMPLETED: gettext_noop("Completed"),
    State.UNDER_WAY: gettext_noop("Under way"),
    State.LATE: gettext_noop("Late"),
    State.NOT_STARTED: gettext_noop("Not started"),
    State.SUSPENDED_OR_WITHDRAWN: gettext_noop("Suspended or withdrawn"),
    State.UNKNOWN: gettext_noop("State not known"),
}
# What stands in an address after `?stato=`.
ADDRESSES: Mapping[str, State] = {
    "concluso": State.COMPLETED,
    "in-corso": State.UNDER_WAY,
    "in-ritardo": State.LATE,
    "non-avviato": State.NOT_STARTED,
    "sospeso-o-ritirato": State.SUSPENDED_OR_WITHDRAWN,
    "non-noto": State.UNKNOWN,
}
# What a page calls each fact, and the dataset whose rows tell it.
FACTS: Mapping[str, tuple[str, str]] = {
    "cup_state": (gettext_noop("state of the CUP"), PROJECTS),
    "progress_state": (gettext_noop("overall progress, as declared"), PROJECTS),
    "planned_start": (gettext_noop("planned start"), PROJECTS),
    "actual_start": (gettext_noop("actual start"), PROJECTS),
    "planned_end": (gettext_noop("planned end"), PROJECTS),
    "actual_end": (gettext_noop("actual end"), PROJECTS),
    "phases": (gettext_noop("phases"), PHASES),
    "phases_started": (gettext_noop("phases that have started"), PHASES),
    "phases_ended": (gettext_noop("phases that have ended"), PHASES),
    "first_phase_planned": (gettext_noop("planned start of the first phase"), PHASES),
    "phase_due": (gettext_noop("planned end of the phase that has not ended"), PHASES),
    "funding_total": (gettext_noop("funding from all sources, €"), PAYMENTS),
    "paid_total": (gettext_noop("paid from all sources, €"), PAYMENTS),
    "targets": (gettext_noop("targets with a planned value"), TARGETS),
    "targets_begun": (gettext_noop("targets begun"), TARGETS),
    "targets_reached": (gettext_noop("targets reached"), TARGETS),
    "tenders": (gettext_noop("tenders"), TENDERS),
    "awards": (gettext_noop("awards"), AWARDS),
}


@dataclass(frozen=True, slots=True)
class StateCount:
    """How many projects are in a state; `share` of all of them, in hundredths, and where that part of a bar begins."""

    state: State
    title: str
    count: int
    start: float
    share: float

    @property
    def address(self) -> str:
        """What stands for the state in an address."""
        return address_of(self.state)


def address_of(state: State) -> str:
    """What stands for a state in an address."""
    return next(address for address, other in ADDRESSES.items() if other is state)


def asked_state(asked: str | None) -> State | None:
    """The state that `?stato=` asks for; `None` where it names none."""
    return ADDRESSES.get(asked or "")


def counts_of(figure: Figure | None) -> tuple[StateCount, ...]:
    """The projects of a figure by state, in the order of a bar; empty where nothing was measured."""
    if figure is None or not figure.projects_located:
        return ()
    counts, start = [], 0.0
    for state in ORDER:
        share = 100 * figure.count(state) / figure.projects_located
        counts.append(StateCount(state, TITLES[state], figure.count(state), start, share))
        start += share
    return tuple(counts)


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact that a rule rests on. `kind` says how to write it; `anchor` where on the page the row is that tells it."""

    title: str
    value: object
    kind: str  # "date", "amount", "count", "text", "none"
    anchor: str


@dataclass(frozen=True, slots=True)
class Standing:
    """A project's state with the rule that gave it and what it was decided on."""

    state: State
    title: str
    rule: StateRule
    sentence: str
    evidence: tuple[Fact, ...]


def standing_of(project: Project, anchors: Mapping[str, str]) -> Standing:
    """Where a project stands and why; `anchors` by dataset are those of the rows on the page."""
    state = State(project.line.state)
    rule = STATE_RULE[project.line.rule]
    facts = tuple(
        Fact(FACTS[name][0], value, kind_of(value), anchors.get(FACTS[name][1], ""))
        for name in rule.evidence
        for value in [getattr(project.facts, name)]
    )
    return Standing(state, TITLES[state], rule, sentence_of(project.line, rule), facts)


def kind_of(value: object) -> str:
    """How a fact is written."""
    if value is None:
        return "none"
    if isinstance(value, date):
        return "date"
    if isinstance(value, Decimal):
        return "amount"
    return "count" if isinstance(value, int) else "text"


def sentence_of(line: ProjectLine, rule: StateRule) -> str:
    """What follows the word of the state: why, or by how much a late project is late, against which date."""
    if line.days_late is None or line.due is None:
        return _(rule.title)
    due = date_format(line.due, "j E Y")
    late = ngettext("by %(days)s day", "by %(days)s days", line.days_late) % {"days": line.days_late}
    against = {
        "planned_end": _("against the planned end, %(due)s"),
        "phase_due": _("against the planned end of a phase, %(due)s"),
        "planned_start": _("against the planned start, %(due)s"),
    }
    return f"{late} {against[rule.due] % {'due': due}}"
