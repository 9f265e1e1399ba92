"""What a chart is of: one code of one dimension of the bulletin that is shown."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from segnavia.briefing.naming import name_of
from segnavia.briefing.numbers import plain_day
from segnavia.briefing.rollup import figure_at
from segnavia.briefing.state import State
from segnavia.core.rollup import Figure
from segnavia.monitoring.bulletin import Bulletin


@dataclass(frozen=True, slots=True)
class Subject:
    """A code of a dimension with the bulletin that measured it."""

    now: State
    bulletin: Bulletin
    dimension: str
    code: str

    @property
    def figure(self) -> Figure:
        """What is known of its projects."""
        return figure_at(self.bulletin, self.dimension, self.code)

    @property
    def name(self) -> str:
        """What it is called, with the code that the plan gives it."""
        if self.dimension == "total":
            return self.bulletin.territory_title
        name = name_of(self.now, self.dimension, self.code)
        return f"{self.code} {name}" if self.dimension in ("mission", "objective", "driver", "component") else name

    @property
    def note(self) -> str:
        """Of what the chart is, and on what its figures rest."""
        return _("%(name)s. From the State's open data as of %(date)s; bulletin %(id)s.") % {
            "name": self.name,
            "date": plain_day(self.bulletin.as_of),
            "id": self.bulletin.id,
        }
