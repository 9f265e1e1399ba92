"""One project as its page shows it."""

from collections.abc import Mapping
from dataclasses import dataclass

from segnavia.monitoring.bulletin import Project, ProjectLine, SourceRow
from segnavia.portal.presenters.figures import Money


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
        return self.first.get("PNRR_Localizzazione", "")


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


def money_of_line(line: ProjectLine) -> Money:
    """The money of one whole project; its ratio is known where both funding and payments are."""
    both = bool(line.funding_pnrr) and line.paid_pnrr is not None
    return Money(
        located=1,
        measured=int(line.measured),
        known=int(both),
        told=int(line.funding_pnrr is not None or line.funding_elsewhere is not None),
        funded=line.funding_pnrr,
        paid=line.paid_pnrr,
        paid_ratio=float(line.paid_pnrr / line.funding_pnrr)
        if line.funding_pnrr and line.paid_pnrr is not None
        else None,
        known_share=1.0 if both else None,
        elsewhere=line.funding_elsewhere,
    )
