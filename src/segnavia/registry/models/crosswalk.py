"""The crosswalk: to which objectives the projects of each PNRR sub-measure contribute, and by which share."""

from django.db import models
from django.db.models import F, Q

from segnavia.core import codes
from segnavia.registry.models.constraints import code_constraints, not_empty
from segnavia.registry.models.facts import Fact
from segnavia.registry.models.grids import Objective


class Submeasure(Fact):
    """A PNRR sub-measure that the crosswalk judges."""

    code = models.CharField(max_length=16)
    title = models.TextField()

    class Meta(Fact.Meta):
        constraints = (
            *Fact.Meta.constraints,
            *code_constraints(codes.SUBMEASURE),
            not_empty("title"),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class CrosswalkLink(Fact):
    """A judgement: a sub-measure serves an objective by an exact share, or (both null) it serves none."""

    submeasure = models.ForeignKey(Submeasure, on_delete=models.CASCADE, related_name="links")
    objective = models.ForeignKey(Objective, on_delete=models.CASCADE, null=True, related_name="links")
    share_numerator = models.PositiveIntegerField(null=True)
    share_denominator = models.PositiveIntegerField(null=True)
    reason = models.TextField()

    class Meta(Fact.Meta):
        constraints = (
            *Fact.Meta.constraints,
            models.UniqueConstraint(fields=["submeasure", "objective"], name="crosswalklink_unique"),
            models.UniqueConstraint(
                fields=["submeasure"], condition=Q(objective__isnull=True), name="crosswalklink_one_none"
            ),
            models.CheckConstraint(
                condition=Q(objective__isnull=True, share_numerator__isnull=True, share_denominator__isnull=True)
                | Q(
                    objective__isnull=False,
                    share_numerator__isnull=False,  # a comparison with null is no refusal in a check
                    share_denominator__isnull=False,
                    share_numerator__gte=1,
                    share_denominator__gte=F("share_numerator"),
                ),
                name="crosswalklink_share_of_objective",
            ),
            not_empty("reason"),
        )

    def __str__(self) -> str:
        return f"{self.submeasure_id} serves {self.objective_id}"
