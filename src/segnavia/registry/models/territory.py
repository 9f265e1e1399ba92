"""The territory: homogeneous zones, and the municipalities that belong to them for a time."""

from django.db import models
from django.db.models import F, Q

from segnavia.core import codes
from segnavia.registry.models.constraints import code_constraints, not_empty, whole
from segnavia.registry.models.facts import Fact


class Zone(Fact):
    """A homogeneous zone (zona omogenea), or the capital on its own."""

    code = models.CharField(max_length=100)
    title = models.TextField()

    class Meta(Fact.Meta):
        constraints = (
            *Fact.Meta.constraints,
            *code_constraints(codes.SLUG),
            not_empty("title"),
        )

    def __str__(self) -> str:
        return self.code


class Municipality(Fact):
    """A municipality's membership of a zone, from its first to its last day; a date not known is null."""

    code = models.CharField(max_length=6)
    title = models.TextField()
    zone = models.ForeignKey(Zone, on_delete=models.CASCADE, related_name="municipalities")
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)

    class Meta(Fact.Meta):
        constraints = (
            *Fact.Meta.constraints,
            not_empty("title"),
            models.CheckConstraint(condition=Q(code__regex=whole(codes.MUNICIPALITY)), name="municipality_code_form"),
            models.UniqueConstraint(fields=["edition", "code", "valid_from"], name="municipality_unique"),
            # Nulls are distinct in a unique index: memberships since ever need one of their own.
            models.UniqueConstraint(
                fields=["edition", "code"], condition=Q(valid_from__isnull=True), name="municipality_since_ever_unique"
            ),
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True) | Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="municipality_validity_in_order",
            ),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.title}"
