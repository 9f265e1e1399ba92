"""The strategic agenda and the reform tracks."""

from django.db import models

from segnavia.core import codes
from segnavia.registry.models.constraints import code_constraints, not_empty, one_of
from segnavia.registry.models.facts import Fact
from segnavia.registry.models.grids import Objective


class Driver(Fact):
    """A line of work that combines objectives; `summary` is the editors' own wording, `subtitle` the source's."""

    code = models.CharField(max_length=3)
    title = models.TextField()
    subtitle = models.TextField()
    summary = models.TextField()

    class Meta(Fact.Meta):
        constraints = (
            *Fact.Meta.constraints,
            *code_constraints(codes.DRIVER),
            not_empty("title"),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class AgendaEntry(Fact):
    """One objective that a driver combines, and why."""

    driver = models.ForeignKey(Driver, on_delete=models.CASCADE, related_name="entries")
    objective = models.ForeignKey(Objective, on_delete=models.CASCADE, related_name="entries")
    reason = models.TextField()

    class Meta(Fact.Meta):
        constraints = (
            *Fact.Meta.constraints,
            models.UniqueConstraint(fields=["driver", "objective"], name="agendaentry_unique"),
            not_empty("reason"),
        )

    def __str__(self) -> str:
        return f"{self.driver_id} combines {self.objective_id}"


class ReformState(models.TextChoices):
    """How far a reform has come."""

    WORK_IN_PROGRESS = "work_in_progress", "work in progress"
    DONE = "done", "done"
    WITHDRAWN = "withdrawn", "withdrawn"


class ReformTrack(Fact):
    """A reform of the body itself."""

    code = models.CharField(max_length=2)
    title = models.TextField()
    state = models.CharField(max_length=16, choices=ReformState.choices)

    class Meta(Fact.Meta):
        constraints = (
            *Fact.Meta.constraints,
            *code_constraints(codes.REFORM_TRACK),
            one_of("state", ReformState),
            not_empty("title"),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.title}"
