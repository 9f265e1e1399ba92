"""The grids that the plan is laid on, and who acts in each cell."""

from django.db import models
from django.db.models import Q

from segnavia.core import codes
from segnavia.core.codes import Direction as DirectionCode
from segnavia.registry.models.constraints import code_constraints, not_empty
from segnavia.registry.models.facts import Fact

_DIRECTION = "|".join(DirectionCode)


class Direction(Fact):
    """A direction of actors, with the source's words for it."""

    code = models.CharField(max_length=20)
    title = models.TextField()
    subtitle = models.TextField(blank=True)

    class Meta(Fact.Meta):
        constraints = (
            *Fact.Meta.constraints,
            *code_constraints(_DIRECTION),
            not_empty("title"),
        )

    def __str__(self) -> str:
        return self.code


class Mission(Fact):
    """A PNRR mission, by which the objectives are grouped."""

    code = models.CharField(max_length=2)
    title = models.TextField()

    class Meta(Fact.Meta):
        constraints = (
            *Fact.Meta.constraints,
            *code_constraints(codes.MISSION),
            not_empty("title"),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class Keyword(Fact):
    """A vision keyword."""

    code = models.CharField(max_length=2)
    title = models.TextField()

    class Meta(Fact.Meta):
        constraints = (
            *Fact.Meta.constraints,
            *code_constraints(codes.KEYWORD),
            not_empty("title"),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class KeywordMission(models.Model):
    """One marked cell of keyword × mission. Its provenance is the keyword's."""

    keyword = models.ForeignKey(Keyword, on_delete=models.CASCADE, related_name="cells")
    mission = models.ForeignKey(Mission, on_delete=models.CASCADE, related_name="+")
    position = models.PositiveIntegerField()

    class Meta:
        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(fields=["keyword", "mission"], name="keywordmission_unique"),
            models.UniqueConstraint(fields=["keyword", "position"], name="keywordmission_position_unique"),
        )

    def __str__(self) -> str:
        return f"{self.keyword_id} × {self.mission_id}"


class Component(Fact):
    """A PNRR component."""

    code = models.CharField(max_length=4)
    title = models.TextField()
    mission = models.ForeignKey(Mission, on_delete=models.CASCADE, related_name="components")

    class Meta(Fact.Meta):
        constraints = (
            *Fact.Meta.constraints,
            *code_constraints(codes.COMPONENT),
            not_empty("title"),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class Objective(Fact):
    """A strategic objective."""

    code = models.CharField(max_length=5)
    title = models.TextField()
    mission = models.ForeignKey(Mission, on_delete=models.CASCADE, related_name="objectives")

    class Meta(Fact.Meta):
        constraints = (
            *Fact.Meta.constraints,
            *code_constraints(codes.OBJECTIVE),
            not_empty("title"),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class Mark(models.Model):
    """One marked cell of objective × direction or of component × direction. Its provenance is its row's.

    Who carries it out is told by an `Assignment`, which outlives the edition.
    """

    objective = models.ForeignKey(Objective, on_delete=models.CASCADE, null=True, related_name="marks")
    component = models.ForeignKey(Component, on_delete=models.CASCADE, null=True, related_name="marks")
    direction = models.ForeignKey(Direction, on_delete=models.CASCADE, related_name="marks")
    position = models.PositiveIntegerField()

    class Meta:
        ordering = ("position",)
        constraints = (
            models.CheckConstraint(
                condition=Q(objective__isnull=False, component__isnull=True)
                | Q(objective__isnull=True, component__isnull=False),
                name="mark_exactly_one_row",
            ),
            models.UniqueConstraint(fields=["objective", "direction"], name="mark_objective_unique"),
            models.UniqueConstraint(fields=["component", "direction"], name="mark_component_unique"),
        )

    def __str__(self) -> str:
        return f"{self.objective_id or self.component_id} × {self.direction_id}"
