"""One project as its page shows it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext_noop

from segnavia.briefing.figures import Money, money_of
from segnavia.core.facts import State
from segnavia.core.rollup import Reading, roll_up
from segnavia.core.states import AWARDS, PHASES, TENDERS
from segnavia.monitoring.bulletin import Project, ReleaseUsed, SourceRow

PLACES = "PNRR_Localizzazione"


@dataclass(frozen=True, slots=True)
class Source:
    """A publisher's row with its place on the page: `anchor` is what a figure's link names."""

    anchor: str
    row: SourceRow
    filled: tuple[tuple[str, str], ...]  # published column and value
    empty: tuple[str, ...]  # columns that the publisher left empty


@dataclass(frozen=True, slots=True)
class Sources:
    """All rows behind a project, and the first row of each dataset, to which its figures link."""

    rows: tuple[Source, ...]
    first: Mapping[str, str]  # dataset -> anchor

    @property
    def payments(self) -> str:
        """Where the row stands that tells funding and payments."""
        return self.first.get("PNRR_Pagamenti_di_Progetto", "")

    @property
    def projects(self) -> str:
        """Where the row stands that tells the title, the body and the funding as first assigned."""
        return self.first.get("PNRR_Progetti", "")

    @property
    def places(self) -> str:
        """Where the first row stands that tells a place."""
        return self.first.get(PLACES, "")


def sources_of(project: Project) -> Sources:
    """The rows behind a project, in the bulletin's order."""
    rows = []
    first: dict[str, str] = {}
    for number, row in enumerate(project.rows, start=1):
        anchor = f"riga-{number}"
        first.setdefault(row.dataset, anchor)
        filled = tuple((column, value) for column, value in row.values.items() if value)
        empty = tuple(column for column, value in row.values.items() if not value)
        rows.append(Source(anchor, row, filled, empty))
    return Sources(tuple(rows), first)


def provinces_of(project: Project, releases: Iterable[ReleaseUsed]) -> Mapping[str, str]:
    """The names of the provinces of a project's places, by code, as the rows of its places tell them."""
    headers = {release.dataset: release.columns for release in releases}.get(PLACES, {})
    code, title = headers.get("province", ""), headers.get("province_title", "")
    found = {row.values.get(code): row.values.get(title) for row in project.rows if row.dataset == PLACES}
    return {province: name for province, name in found.items() if province and name}


def money_of_project(project: Project) -> Money:
    """The money, state and targets of one whole project, as a figure of its own."""
    line, facts = project.line, project.facts
    reading = Reading(
        weight=Fraction(1),
        measured=line.measured,
        funding=line.funding_pnrr,
        paid=line.paid_pnrr,
        funding_elsewhere=line.funding_elsewhere,
        state=State(line.state),
        targets=facts.targets,
        targets_reached=facts.targets_reached,
    )
    return money_of(roll_up([reading]))


@dataclass(frozen=True, slots=True)
class Cell:
    """A value of a published row: `kind` says how to write it; `heading` is its column's message id."""

    value: object
    kind: str  # "text", "date", "amount", "none"
    heading: str


@dataclass(frozen=True, slots=True)
class RowTable:
    """The rows that one dataset has of a project: titles and headings are message ids, rows carry their anchors."""

    code: str
    title: str
    headings: tuple[tuple[str, str], ...]  # message id and kind
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]

    @property
    def names(self) -> bool:
        """Whether its rows are of bodies, among which natural persons may have been."""
        return self.code in ("awards", "subcontracts")


# What a page shows of the rows of these datasets: the lake's column, its heading, and how to write it.
_TABLES: tuple[tuple[str, str, str, tuple[tuple[str, str, str], ...]], ...] = (
    (
        PHASES,
        "phases",
        gettext_noop("Phases"),
        (
            ("phase_title", gettext_noop("Phase"), "text"),
            ("planned_start", gettext_noop("Planned start"), "date"),
            ("actual_start", gettext_noop("Actual start"), "date"),
            ("planned_end", gettext_noop("Planned end"), "date"),
            ("actual_end", gettext_noop("Actual end"), "date"),
        ),
    ),
    (
        TENDERS,
        "tenders",
        gettext_noop("Tenders"),
        (
            ("title", gettext_noop("Tender"), "text"),
            ("tender", "CIG", "text"),
            ("published_on", gettext_noop("Published"), "date"),
            ("awarded_on", gettext_noop("Awarded"), "date"),
            ("amount", gettext_noop("Amount, €"), "amount"),
            ("awarded_amount", gettext_noop("Awarded, €"), "amount"),
        ),
    ),
    (
        AWARDS,
        "awards",
        gettext_noop("Awards"),
        (
            ("body", gettext_noop("Awarded to"), "text"),
            ("role_title", gettext_noop("Role"), "text"),
            ("tender", "CIG", "text"),
        ),
    ),
    (
        "PNRR_Subappaltatori_Gare",
        "subcontracts",
        gettext_noop("Subcontracts"),
        (
            ("body", gettext_noop("Subcontractor"), "text"),
            ("role_title", gettext_noop("Role"), "text"),
            ("tender", "CIG", "text"),
        ),
    ),
)


def tables_of(sources: Sources, releases: Iterable[ReleaseUsed]) -> list[RowTable]:
    """Phases, tenders, awards and subcontracts of a project, as far as the bulletin has rows of them."""
    headers = {release.dataset: release.columns for release in releases}
    tables = []
    for dataset, code, title, columns in _TABLES:
        names = headers.get(dataset, {})
        rows = tuple(
            (
                source.anchor,
                tuple(
                    _cell(source.row.values.get(names.get(column, column)), kind, heading)
                    for column, heading, kind in columns
                ),
            )
            for source in sources.rows
            if source.row.dataset == dataset
        )
        if rows:
            tables.append(RowTable(code, title, tuple((heading, kind) for _column, heading, kind in columns), rows))
    return tables


def _cell(value: str | None, kind: str, heading: str) -> Cell:
    if not value:
        return Cell(None, "none", heading)
    return Cell(Decimal(value) if kind == "amount" else value, kind, heading)
