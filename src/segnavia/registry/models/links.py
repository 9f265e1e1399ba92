"""What the planning office judges of single projects: the objectives they serve, and proposals that it refused.

A project is named by its key (`core.codes.project_key`), as the registry holds no open data; an objective by its code,
as a judgement outlives the yearly editions of a plan.
"""

from django.db import models
from django.db.models import F, Q

from segnavia.core import codes
from segnavia.core.links import Origin
from segnavia.registry.models.constraints import not_empty, one_of, whole
from segnavia.registry.models.editions import Plan


def _named_by_form(field: str, pattern: str) -> models.CheckConstraint:
    """A field has its form; one that may be null, where it is told."""
    return models.CheckConstraint(
        condition=Q(**{f"{field}__isnull": True}) | Q(**{f"{field}__regex": whole(pattern)}),
        name=f"%(class)s_{field}_form",
    )


class ProjectLink(models.Model):
    """A judgement of one project: it serves an objective by an exact share, or (both null) it serves none.

    The links of a project replace the crosswalk's wholly. That their shares sum to 1 is `core.links.check_links`'s to
    say, as no constraint of one row can.
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="project_links")
    project_key = models.CharField(max_length=50)
    objective_code = models.CharField(max_length=5, null=True)  # noqa: DJ001 - null is a judgement: it serves none
    share_numerator = models.PositiveIntegerField(null=True)
    share_denominator = models.PositiveIntegerField(null=True)
    reason = models.TextField()
    origin = models.CharField(max_length=9, choices=[(o.value, o.value) for o in Origin])
    created_by = models.CharField(max_length=100)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("project_key", "objective_code")
        constraints = (
            _named_by_form("project_key", codes.PROJECT_KEY),
            _named_by_form("objective_code", codes.OBJECTIVE),
            models.UniqueConstraint(fields=["plan", "project_key", "objective_code"], name="projectlink_unique"),
            models.UniqueConstraint(
                fields=["plan", "project_key"], condition=Q(objective_code__isnull=True), name="projectlink_one_none"
            ),
            models.CheckConstraint(
                condition=Q(objective_code__isnull=True, share_numerator__isnull=True, share_denominator__isnull=True)
                | Q(
                    objective_code__isnull=False,
                    share_numerator__isnull=False,  # a comparison with null is no refusal in a check
                    share_denominator__isnull=False,
                    share_numerator__gte=1,
                    share_denominator__gte=F("share_numerator"),
                ),
                name="projectlink_share_of_objective",
            ),
            one_of("origin", Origin),
            not_empty("reason"),
            not_empty("created_by"),
        )

    def __str__(self) -> str:
        return f"{self.project_key} serves {self.objective_code}"


class RefusedProposal(models.Model):
    """A proposed link that somebody refused, and why: it is not proposed again."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="refused_proposals")
    project_key = models.CharField(max_length=50)
    objective_code = models.CharField(max_length=5)
    reason = models.TextField()
    created_by = models.CharField(max_length=100)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("project_key", "objective_code")
        constraints = (
            _named_by_form("project_key", codes.PROJECT_KEY),
            _named_by_form("objective_code", codes.OBJECTIVE),
            models.UniqueConstraint(fields=["plan", "project_key", "objective_code"], name="refusedproposal_unique"),
            not_empty("reason"),
            not_empty("created_by"),
        )

    def __str__(self) -> str:
        return f"{self.project_key} is not proposed for {self.objective_code}"
