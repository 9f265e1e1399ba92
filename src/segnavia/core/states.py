"""The state of a project: one table of rules, of which the first that holds decides.

The table is the only place where states are decided in words: the page `/monitoraggio/metodo` shows it, and
`monitoring/sql/30_states.sql` decides the same over a whole lake. Each fact is judged on the date of the release that
tells it: a planned end that passed after that release says nothing, as the actual end may be in the next one.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from segnavia.core.facts import Facts, State

# ReGiS writes the state of a CUP and the overall progress as words; these are the ones that decide something.
CUP_WITHDRAWN = ("REVOCATO", "CANCELLATO", "SOSPESO", "ANNULLATO")
CUP_CLOSED = ("CHIUSO",)
PROGRESS_WITHDRAWN = ("REVOCATO", "RINUNCIATO", "SOSPESO", "ANNULLATO", "DEFINANZIATO", "INTERROTTO")
PROGRESS_COMPLETED = ("CONCLUSO", "COMPLETATO", "TERMINATO", "CHIUSO")
PROGRESS_UNDER_WAY = ("IN CORSO", "AVVIATO", "IN ESECUZIONE")
PROGRESS_NOT_STARTED = ("DA AVVIARE", "NON AVVIATO", "NON INIZIATO")

PROJECTS, PHASES = "PNRR_Progetti", "PNRR_Iter_di_progetto"
PAYMENTS, TARGETS = "PNRR_Pagamenti_di_Progetto", "PNRR_Indicatori_Target"
TENDERS, AWARDS = "PNRR_Gare", "PNRR_Aggiudicatari_Gare"


def _passed(day: date | None, as_of: date | None) -> bool:
    """Whether the release was made after that day."""
    return day is not None and as_of is not None and day < as_of


def _reached(day: date | None, as_of: date | None) -> bool:
    """Whether that day had come when the release was made."""
    return day is not None and as_of is not None and day <= as_of


@dataclass(frozen=True, slots=True)
class StateRule:
    """One line of the table. `title` and `condition` are English and serve as message ids of the pages.

    `evidence` names the facts that a page shows for it, `datasets` where their rows are. `due` gives the date that a
    late project is late against, and `due_as_of` the release's date on which it was judged.
    """

    code: str
    state: State
    title: str
    condition: str
    datasets: tuple[str, ...]
    evidence: tuple[str, ...]
    holds: Callable[[Facts], bool]
    due: str = ""
    due_as_of: str = ""


STATE_RULES: tuple[StateRule, ...] = (
    StateRule(
        "STA01",
        State.SUSPENDED_OR_WITHDRAWN,
        "The CUP is revoked, cancelled or suspended",
        "the state of the CUP is one of REVOCATO, CANCELLATO, SOSPESO, ANNULLATO",
        (PROJECTS,),
        ("cup_state",),
        lambda f: f.cup_state in CUP_WITHDRAWN,
    ),
    StateRule(
        "STA02",
        State.SUSPENDED_OR_WITHDRAWN,
        "The project is declared suspended or withdrawn",
        "the overall progress is one of REVOCATO, RINUNCIATO, SOSPESO, ANNULLATO, DEFINANZIATO, INTERROTTO",
        (PROJECTS,),
        ("progress_state",),
        lambda f: f.progress_state in PROGRESS_WITHDRAWN,
    ),
    StateRule(
        "STA03",
        State.COMPLETED,
        "The project has ended",
        "an actual end is given, and is not later than the release",
        (PROJECTS,),
        ("actual_end",),
        lambda f: _reached(f.actual_end, f.projects_as_of),
    ),
    StateRule(
        "STA04",
        State.COMPLETED,
        "The project is declared concluded",
        "the overall progress is one of CONCLUSO, COMPLETATO, TERMINATO, CHIUSO",
        (PROJECTS,),
        ("progress_state",),
        lambda f: f.progress_state in PROGRESS_COMPLETED,
    ),
    StateRule(
        "STA05",
        State.COMPLETED,
        "All its phases have ended",
        "every phase has an actual end not later than the release",
        (PHASES,),
        ("phases", "phases_ended"),
        lambda f: 0 < f.phases == f.phases_ended,
    ),
    StateRule(
        "STA06",
        State.COMPLETED,
        "The CUP is closed",
        "the state of the CUP is CHIUSO",
        (PROJECTS,),
        ("cup_state",),
        lambda f: f.cup_state in CUP_CLOSED,
    ),
    StateRule(
        "STA07",
        State.COMPLETED,
        "Paid in full and every target reached",
        "payments are at least the funding, which is above zero, and every target with a planned value is reached",
        (PAYMENTS, TARGETS),
        ("funding_total", "paid_total", "targets", "targets_reached"),
        lambda f: (
            f.funding_total is not None
            and f.paid_total is not None
            and 0 < f.funding_total <= f.paid_total
            and 0 < f.targets == f.targets_reached
        ),
    ),
    StateRule(
        "STA08",
        State.LATE,
        "The planned end has passed",
        "the planned end lies before the release, and no actual end is given",
        (PROJECTS,),
        ("planned_end", "actual_end"),
        lambda f: f.actual_end is None and _passed(f.planned_end, f.projects_as_of),
        due="planned_end",
        due_as_of="projects_as_of",
    ),
    StateRule(
        "STA09",
        State.LATE,
        "A phase should have ended",
        "the planned end of a phase lies before the release, and that phase has no actual end",
        (PHASES,),
        ("phase_due", "phases", "phases_ended"),
        lambda f: _passed(f.phase_due, f.phases_as_of),
        due="phase_due",
        due_as_of="phases_as_of",
    ),
    StateRule(
        "STA10",
        State.LATE,
        "It should have started, and nothing shows that it has",
        "the planned start lies before the release; there is no actual start, and no started phase, payment, target or "
        "award",
        (PROJECTS,),
        ("planned_start", "actual_start"),
        lambda f: f.actual_start is None and _passed(f.planned_start, f.projects_as_of) and not f.is_at_work,
        due="planned_start",
        due_as_of="projects_as_of",
    ),
    StateRule(
        "STA11",
        State.UNDER_WAY,
        "The project has started",
        "an actual start is given, and is not later than the release",
        (PROJECTS,),
        ("actual_start",),
        lambda f: _reached(f.actual_start, f.projects_as_of),
    ),
    StateRule(
        "STA12",
        State.UNDER_WAY,
        "A phase has started",
        "at least one phase has an actual start not later than the release",
        (PHASES,),
        ("phases", "phases_started"),
        lambda f: f.phases_started > 0,
    ),
    StateRule(
        "STA13",
        State.UNDER_WAY,
        "The project is declared under way",
        "the overall progress is one of IN CORSO, AVVIATO, IN ESECUZIONE",
        (PROJECTS,),
        ("progress_state",),
        lambda f: f.progress_state in PROGRESS_UNDER_WAY,
    ),
    StateRule(
        "STA14",
        State.UNDER_WAY,
        "Something has been paid",
        "payments are above zero",
        (PAYMENTS,),
        ("paid_total",),
        lambda f: (f.paid_total or 0) > 0,
    ),
    StateRule(
        "STA15",
        State.UNDER_WAY,
        "A target has been begun",
        "at least one indicator with a planned value has an achieved value above zero",
        (TARGETS,),
        ("targets", "targets_begun"),
        lambda f: f.targets_begun > 0,
    ),
    StateRule(
        "STA16",
        State.UNDER_WAY,
        "A contract has been awarded",
        "at least one award is published for the project",
        (AWARDS,),
        ("awards",),
        lambda f: f.awards > 0,
    ),
    StateRule(
        "STA17",
        State.UNDER_WAY,
        "A tender has been published",
        "at least one tender is published for the project",
        (TENDERS,),
        ("tenders",),
        lambda f: f.tenders > 0,
    ),
    StateRule(
        "STA18",
        State.NOT_STARTED,
        "The project is declared not started",
        "the overall progress is one of DA AVVIARE, NON AVVIATO, NON INIZIATO",
        (PROJECTS,),
        ("progress_state",),
        lambda f: f.progress_state in PROGRESS_NOT_STARTED,
    ),
    StateRule(
        "STA19",
        State.NOT_STARTED,
        "The planned start is still to come",
        "the planned start is not before the release, and no actual start is given",
        (PROJECTS,),
        ("planned_start", "actual_start"),
        lambda f: (
            f.actual_start is None
            and f.planned_start is not None
            and f.projects_as_of is not None
            and f.planned_start >= f.projects_as_of
        ),
    ),
    StateRule(
        "STA20",
        State.NOT_STARTED,
        "All its phases are still to come",
        "no phase has started, and the first planned start is not before the release",
        (PHASES,),
        ("phases", "first_phase_planned"),
        lambda f: (
            f.phases > 0
            and f.phases_started == 0
            and f.first_phase_planned is not None
            and f.phases_as_of is not None
            and f.first_phase_planned >= f.phases_as_of
        ),
    ),
    StateRule(
        "STA99",
        State.UNKNOWN,
        "No source tells",
        "none of the rules above holds; that nothing was paid does not say that nothing was begun",
        (),
        (),
        lambda _: True,
    ),
)

STATE_RULE: dict[str, StateRule] = {rule.code: rule for rule in STATE_RULES}


@dataclass(frozen=True, slots=True)
class Decision:
    """A project's state and the rule that gave it; a late one also by how many days, and against which date."""

    state: State
    rule: str
    days_late: int | None = None
    due: date | None = None


def decide(facts: Facts) -> Decision:
    """The state by the first rule that holds. The last one always does."""
    rule = next(rule for rule in STATE_RULES if rule.holds(facts))
    if not rule.due:
        return Decision(rule.state, rule.code)
    due: date = getattr(facts, rule.due)
    judged_on: date = getattr(facts, rule.due_as_of)
    return Decision(rule.state, rule.code, (judged_on - due).days, due)
