"""The plan's text that the desk gives out the cells of."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from segnavia.desk.pages import Page
from segnavia.plans.cells import Cells, cells_of
from segnavia.registry.models import FrozenText, Plan
from segnavia.registry.texts import current_text


@dataclass(frozen=True, slots=True)
class Now:
    """The text in force, its cells, and the plan it is of."""

    text: FrozenText
    cells: Cells

    @property
    def plan(self) -> Plan:
        """The plan of the text."""
        return self.text.edition.plan

    def title_of(self, element: str) -> str:
        """What an element is called; nothing where the text no longer holds it."""
        return self.cells.titles.get(element, "")

    def direction_title(self, direction: str) -> str:
        """The plan's own word for a direction."""
        return next((r.title for r in self.cells.package.directions if r.code == direction), direction)


def current() -> Now | None:
    """The text that the desk works on; `None` while no plan is loaded."""
    text = current_text(settings.TERRITORY)
    return None if text is None else Now(text, cells_of(text.content))


def without_plan(title: str) -> Page:
    """What a page says while there is no plan."""
    return Page("desk/tasks/no_plan.html", title, context={"where": _("the plan's objectives and who acts on each")})
